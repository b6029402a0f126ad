import { Fragment, type ReactNode } from "react";

/** Names and values; what has no value is left out. `lang` is that of the values, where it is not the reader's. */
export function Facts({ facts, lang }: { facts: [string, ReactNode][]; lang?: string }) {
  return (
    <dl className="facts">
      {facts.map(
        ([name, value]) =>
          value && (
            <Fragment key={name}>
              <dt>{name}</dt>
              <dd lang={lang}>{value}</dd>
            </Fragment>
          ),
      )}
    </dl>
  );
}
