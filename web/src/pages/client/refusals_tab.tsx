import { Heading, Link, Paragraph } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { type Client, type RefusedRequest, refusalsQuery } from "../../api/clients";
import { CopyButton } from "../../ui/copy_button";
import { Empty } from "../../ui/empty";
import { Facts } from "../../ui/facts";
import { formatTime } from "../../ui/format";
import { readHint } from "../../ui/hint";
import { Loaded } from "../../ui/loading";

const groups = ["with_key", "without_key"] as const;

export function RefusalsTab({ client }: { client: Client }) {
  const { t } = useTranslation();
  const query = useQuery(refusalsQuery(client.client_id));
  return (
    <Loaded query={query}>
      {(refusals) => (
        <div className="stack">
          <Paragraph className="intro">{t("clients.refusals.since", { time: formatTime(refusals.since) })}</Paragraph>
          {refusals.with_key.length + refusals.without_key.length === 0 && (
            <Empty title={t("clients.refusals.empty.title")}>{t("clients.refusals.empty.text")}</Empty>
          )}
          {groups.map(
            (group) =>
              refusals[group].length > 0 && (
                <section key={group} className="stack wide">
                  <Heading level={2} data-size="xs">
                    {t(`clients.refusals.${group}.title`)}
                  </Heading>
                  <Paragraph className="intro">{t(`clients.refusals.${group}.text`)}</Paragraph>
                  <ul className="refusals">
                    {refusals[group].map((refusal) => (
                      <li key={refusal.trace_id} className="card">
                        <Refusal refusal={refusal} />
                      </li>
                    ))}
                  </ul>
                </section>
              ),
          )}
        </div>
      )}
    </Loaded>
  );
}

function Refusal({ refusal }: { refusal: RefusedRequest }) {
  const { t } = useTranslation();
  const { code, error, rule, time, trace_id, count } = refusal;
  const hint = readHint(refusal.hint);
  const facts: [string, string][] = hint
    ? [
        [t("clients.refusals.seen"), hint.seen],
        [t("clients.refusals.expected"), hint.expected],
        [t("clients.refusals.cure"), hint.cure],
      ]
    : [[t("clients.refusals.hint"), refusal.hint]];
  return (
    <article>
      <div className="refusal-head">
        <Heading level={3} data-size="2xs">
          {code ? (
            <Link href={`/errors/${encodeURIComponent(code)}`}>
              {code}
              <span className="visually-hidden"> {t("clients.refusals.codeLink")}</span>
            </Link>
          ) : (
            <code>{error}</code>
          )}{" "}
          <span lang="en">{rule}</span>
        </Heading>
        <span className="row-text">
          {formatTime(time)}
          {count > 1 && ` · ${t("clients.refusals.count", { count })}`}
        </span>
      </div>
      <Facts facts={facts} lang="en" />
      <p className="with-copy">
        <span className="row-text">{t("clients.refusals.trace")}</span>
        <code>{trace_id}</code>
        <CopyButton text={trace_id} what={t("clients.refusals.trace")} />
      </p>
    </article>
  );
}
