import { Heading, Paragraph, Tag } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { anyKeyQuery, ownClientsQuery, sentRequestsQuery, yearsTokensQuery } from "../../api/home";
import { useRight } from "../../session/session";
import { type Found, stepsOf } from "./steps";

const ways = { find: "/catalogue", ask: "/catalogue", client: "/clients", token: "/try" } as const;

/** The way from nothing to a token, for an organisation that never fetched one; nothing for the others. */
export function FirstSteps() {
  const mayClients = useRight("clients");
  const [now] = useState(Date.now);
  const tokens = useQuery({ ...yearsTokensQuery(now), enabled: mayClients });
  const isNew = tokens.data?.rows.every((row) => row.tokens === 0) ?? false;
  return mayClients && isNew ? <Path /> : null;
}

function Path() {
  const { t } = useTranslation();
  const clients = useQuery(ownClientsQuery);
  const requests = useQuery(sentRequestsQuery);
  const keys = useQuery(anyKeyQuery);
  if (!clients.data || !requests.data || !keys.data) return null;
  const found: Found = {
    clientScopes: clients.data.some(({ scopes }) => scopes.length > 0),
    requestStates: requests.data.items.map(({ state }) => state),
    hasKey: keys.data.total > 0,
  };
  return (
    <section className="stack">
      <Heading level={2} data-size="sm">
        {t("home.first.title")}
      </Heading>
      <Paragraph>{t("home.first.text")}</Paragraph>
      <ol className="home-steps">
        {stepsOf(found).map(({ name, state }) => (
          <li key={name} data-state={state} aria-current={state === "next" ? "step" : undefined}>
            <div className="home-step">
              <strong>
                {state === "done" ? (
                  t(`home.first.${name}.title`)
                ) : (
                  <Link to={state === "waiting" ? "/requests/sent" : ways[name]}>{t(`home.first.${name}.title`)}</Link>
                )}
              </strong>
              <span>{t(`home.first.${name}.text`)}</span>
            </div>
            <Tag
              data-color={
                state === "done" ? "success" : state === "waiting" ? "warning" : state === "next" ? "info" : "neutral"
              }
            >
              {t(`home.first.state.${state}`)}
            </Tag>
          </li>
        ))}
      </ol>
    </section>
  );
}
