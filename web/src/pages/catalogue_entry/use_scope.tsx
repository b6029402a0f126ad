import { Button, Heading, List, Paragraph } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import type { CatalogueEntry } from "../../api/access_types";
import { builtInSource, delegationSourcesQuery } from "../../api/registers";
import { useRight, useSession, useUser } from "../../session/session";
import { newClientAddress, newDelegationAddress, scopeAddress } from "../../ui/scope_address";
import { AskForAccess } from "./ask_for_access";

/** How one starts to use the scope, from where the organisation stands. */
export function UseScope({ entry }: { entry: CatalogueEntry }) {
  const { t } = useTranslation();
  const { token_endpoint } = useSession();
  const mayAct = useRight("clients");
  const isUsable = entry.accessible_for_all || entry.my_access === "APPROVED";
  const accessStep = entry.accessible_for_all ? "accessOpen" : isUsable ? "accessDone" : "access";
  return (
    <section className="stack card">
      <Heading level={2} data-size="xs">
        {t("catalogue.entry.how")}
      </Heading>
      <List.Ordered>
        <List.Item>{t(`catalogue.entry.step.${accessStep}`)}</List.Item>
        <List.Item>{t("catalogue.entry.step.client")}</List.Item>
        <List.Item>{t("catalogue.entry.step.key")}</List.Item>
        <List.Item>{t("catalogue.entry.step.token", { address: token_endpoint })}</List.Item>
      </List.Ordered>
      <Standing entry={entry} />
      {!mayAct && <Paragraph>{t("catalogue.entry.noRight", { right: t("login.right.clients") })}</Paragraph>}
      {mayAct && isUsable && <Usable entry={entry} />}
      {mayAct && !isUsable && entry.my_access !== "REQUESTED" && <AskForAccess entry={entry} />}
    </section>
  );
}

function Standing({ entry }: { entry: CatalogueEntry }) {
  const { t } = useTranslation();
  const { organisation, rights } = useUser();
  const isOpen = entry.accessible_for_all;
  if (entry.owner_orgno === organisation.orgno) {
    return (
      <>
        {!isOpen && entry.my_access !== "APPROVED" && (
          <Paragraph>{t("catalogue.entry.yourOwn", { name: organisation.name })}</Paragraph>
        )}
        {rights.includes("scopes") && (
          <Button asChild variant="secondary">
            <Link to={scopeAddress(entry.scope, "access")}>{t("catalogue.entry.manage")}</Link>
          </Button>
        )}
      </>
    );
  }
  if (!isOpen && entry.my_access === "REQUESTED") {
    return (
      <>
        <Paragraph>{t("catalogue.entry.waiting")}</Paragraph>
        <Button asChild variant="secondary">
          <Link to="/requests">{t("catalogue.entry.toRequests")}</Link>
        </Button>
      </>
    );
  }
  if (!isOpen && entry.my_access === "DENIED") return <Paragraph>{t("catalogue.entry.denied")}</Paragraph>;
  return null;
}

function Usable({ entry }: { entry: CatalogueEntry }) {
  const { t } = useTranslation();
  const { data } = useQuery(delegationSourcesQuery);
  const builtIn = data?.find((source) => source.name === builtInSource)?.issuer;
  return (
    <div className="actions">
      <Button asChild>
        <Link to={newClientAddress(entry.scope)}>{t("catalogue.entry.createClient")}</Link>
      </Button>
      {builtIn && entry.delegation_sources.includes(builtIn) && (
        <Button asChild variant="secondary">
          <Link to={newDelegationAddress(entry.scope)}>{t("catalogue.entry.delegate")}</Link>
        </Button>
      )}
    </div>
  );
}
