import "./scope_picker.css";

import { Chip, Fieldset, Tabs, ValidationMessage } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { delegatedScopesQuery, grantedScopesQuery, openScopesQuery } from "../../api/pickable_scopes";
import { Loaded } from "../loading";
import { CatalogueSource } from "./catalogue_source";
import { PickList } from "./pick_list";

const sources = ["granted", "open", "delegated", "catalogue"] as const;
type Source = (typeof sources)[number];
const queries = { granted: grantedScopesQuery, open: openScopesQuery, delegated: delegatedScopesQuery };

type ScopePickerProps = {
  chosen: string[];
  /** What the client has already; not offered again. */
  taken?: string[];
  error?: string;
  onChange: (chosen: string[]) => void;
};

/** Chooses among the scopes that may be put on a client; `id="scopes"`, as the API calls them. */
export function ScopePicker({ chosen, taken = [], error, onChange }: ScopePickerProps) {
  const { t } = useTranslation();
  const [source, setSource] = useState<Source>("granted");
  const group = useRef<HTMLFieldSetElement>(null);
  const remove = (name: string) => {
    onChange(chosen.filter((other) => other !== name));
    group.current?.focus(); // the button that had it is gone
  };
  const picking = {
    chosen,
    taken,
    onPick: (name: string, isPicked: boolean) =>
      onChange(isPicked ? [...chosen, name] : chosen.filter((other) => other !== name)),
  };
  return (
    <Fieldset id="scopes" ref={group} tabIndex={-1} className="scope-picker">
      <Fieldset.Legend>{t("scopePicker.legend")}</Fieldset.Legend>
      <Fieldset.Description>{t("scopePicker.hint")}</Fieldset.Description>
      {error && <ValidationMessage>{error}</ValidationMessage>}
      <p role="status" className="count">
        {t("scopePicker.chosen", { count: chosen.length })}
      </p>
      {chosen.length > 0 && (
        <ul className="chips" aria-label={t("scopePicker.chosenLabel")}>
          {chosen.map((name) => (
            <li key={name}>
              <Chip.Removable
                type="button"
                data-size="sm"
                aria-label={t("scopePicker.remove", { name })}
                onClick={() => remove(name)}
              >
                {name}
              </Chip.Removable>
            </li>
          ))}
        </ul>
      )}
      <Tabs value={source} onChange={(value) => setSource(sources.find((known) => known === value) ?? "granted")}>
        <Tabs.List>
          {sources.map((value) => (
            <Tabs.Tab key={value} value={value}>
              {t(`scopePicker.source.${value}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {sources.map((value) => (
          <Tabs.Panel key={value} value={value}>
            {value === source && (
              <div className="stack">
                <p className="source-hint">{t(`scopePicker.sourceHint.${value}`)}</p>
                {value === "catalogue" ? <CatalogueSource {...picking} /> : <ListSource source={value} {...picking} />}
              </div>
            )}
          </Tabs.Panel>
        ))}
      </Tabs>
    </Fieldset>
  );
}

export type Picking = { chosen: string[]; taken: string[]; onPick: (name: string, isPicked: boolean) => void };

function ListSource({ source, ...picking }: Picking & { source: keyof typeof queries }) {
  const query = useQuery(queries[source]);
  return (
    <Loaded query={query}>{(scopes) => <PickList key={source} source={source} scopes={scopes} {...picking} />}</Loaded>
  );
}
