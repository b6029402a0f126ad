import { Heading, Paragraph, Spinner, Tag } from "@digdir/designsystemet-react";
import { CheckmarkCircleIcon } from "@navikt/aksel-icons";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { formatCount, formatDate, formatOrgNumber } from "../../ui/format";
import { Problem } from "../../ui/problem";
import { useWaiting, type Waiting } from "./waiting";

const mostLines = 5;

/** What waits for somebody to act, each with a link to where that is done. */
export function NeedsYou() {
  const { t } = useTranslation();
  const { waiting, pending, failed } = useWaiting();
  const count = waiting.keys.length + waiting.toAnswer.total + waiting.answered.length + waiting.refused.length;
  return (
    <section className="stack" aria-busy={pending}>
      <Heading level={2} data-size="sm">
        {t("home.needsYou")}
      </Heading>
      {failed.map((query, order) => (
        <Problem key={order} error={query.error} onRetry={() => void query.refetch()} />
      ))}
      {pending && <Spinner aria-label={t("common.state.loading")} />}
      {!pending && count === 0 && failed.length === 0 && (
        <div className="home-clear">
          <CheckmarkCircleIcon aria-hidden />
          <Paragraph>{t("home.allClear")}</Paragraph>
        </div>
      )}
      {count > 0 && <Lines waiting={waiting} />}
    </section>
  );
}

function Lines({ waiting: { keys, toAnswer, answered, refused } }: { waiting: Waiting }) {
  const { t } = useTranslation();
  return (
    <ul className="home-lines">
      {keys.slice(0, mostLines).map(({ client_id, client_name, kid, exp, state }) => (
        <Line
          key={`${client_id} ${kid}`}
          tag={<Tag data-color={state === "expired" ? "danger" : "warning"}>{t(`home.key.${state}`)}</Tag>}
          to={`/clients/${encodeURIComponent(client_id)}/keys`}
          link={t("home.key.link", { kid, client: client_name })}
          detail={t(state === "expired" ? "home.key.expiredOn" : "home.key.expiresOn", { date: formatDate(exp) })}
        />
      ))}
      {keys.length > mostLines && <Line to="/clients" link={t("home.key.more", { count: keys.length - mostLines })} />}
      {toAnswer.items.map(({ id, scope, consumer_orgno, consumer_name, last_updated }) => (
        <Line
          key={id}
          tag={<Tag data-color="info">{t("home.request.tag")}</Tag>}
          to="/requests/received?state=REQUESTED"
          link={t("home.request.link", { consumer: consumer_name ?? formatOrgNumber(consumer_orgno), scope })}
          detail={t("home.request.since", { date: formatDate(last_updated) })}
        />
      ))}
      {toAnswer.total > toAnswer.items.length && (
        <Line
          to="/requests/received?state=REQUESTED"
          link={t("home.request.more", { count: toAnswer.total - toAnswer.items.length })}
        />
      )}
      {refused.slice(0, mostLines).map(({ client_id, name, refusals }) => (
        <Line
          key={client_id}
          tag={<Tag data-color="warning">{t("home.refusal.tag")}</Tag>}
          to={`/clients/${encodeURIComponent(client_id)}/refusals`}
          link={t("home.refusal.link", { client: name ?? client_id })}
          detail={t("home.refusal.count", { count: refusals, formatted: formatCount(refusals) })}
        />
      ))}
      {refused.length > mostLines && (
        <Line
          to="/statistics?side=consumer&by=client&range=7d"
          link={t("home.refusal.more", { count: refused.length - mostLines })}
        />
      )}
      {answered.slice(0, mostLines).map(({ id, scope, owner_orgno, owner_name, state, last_updated }) => (
        <Line
          key={id}
          tag={
            <Tag data-color={state === "APPROVED" ? "success" : "neutral"}>
              {t(state === "APPROVED" ? "home.answer.approved" : "home.answer.denied")}
            </Tag>
          }
          to="/requests/sent"
          link={t("home.answer.link", { scope })}
          detail={t("home.answer.by", {
            owner: owner_name ?? formatOrgNumber(owner_orgno),
            date: formatDate(last_updated),
          })}
        />
      ))}
    </ul>
  );
}

function Line({ tag, to, link, detail }: { tag?: ReactNode; to: string; link: string; detail?: string }) {
  return (
    <li>
      <span className="home-tag">{tag}</span>
      <span className="home-line">
        <Link to={to}>{link}</Link>
        {detail && <span className="home-detail">{detail}</span>}
      </span>
    </li>
  );
}
