import "./clients/clients.css";

import { Alert, Tag } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";

import { type Client, clientQuery } from "../api/clients";
import { customersQuery } from "../api/on_behalf_of";
import { useRight, useUser } from "../session/session";
import { CopyButton } from "../ui/copy_button";
import { formatOrgNumber } from "../ui/format";
import { Loaded } from "../ui/loading";
import { Page } from "../ui/page";
import { RightMissing } from "../ui/right_missing";
import { RouteTabs } from "../ui/route_tabs";
import { CodeTab } from "./client/code_tab";
import { CustomersTab } from "./client/customers_tab";
import { DetailsTab } from "./client/details_tab";
import { KeysTab } from "./client/keys_tab";
import { RefusalsTab } from "./client/refusals_tab";
import { ScopesTab } from "./client/scopes_tab";
import { UsageTab } from "./client/usage_tab";

const tabs = {
  details: DetailsTab,
  scopes: ScopesTab,
  keys: KeysTab,
  code: CodeTab,
  usage: UsageTab,
  refusals: RefusalsTab,
  onbehalfof: CustomersTab,
};
type Tab = keyof typeof tabs;

export function Component() {
  const { t } = useTranslation();
  const { clientId = "" } = useParams();
  const isMine = useRight("clients");
  const query = useQuery({ ...clientQuery(clientId), enabled: isMine });
  if (!isMine) return <RightMissing title={t("clients.one")} right="clients" />;
  if (query.data) return <ClientPage client={query.data} />;
  return (
    <Page title={t("clients.one")}>
      <Loaded query={query}>{() => null}</Loaded>
    </Page>
  );
}

function ClientPage({ client }: { client: Client }) {
  const { t } = useTranslation();
  const { tab } = useParams();
  const { organisation } = useUser();
  const shown = useShownTabs(client);
  const open = shown.find((name) => name === tab) ?? "details";
  const address = `/clients/${encodeURIComponent(client.client_id)}`;
  return (
    <Page
      title={client.client_name}
      intro={
        <span className="with-copy">
          <span>{t("clients.id")}</span>
          <code>{client.client_id}</code>
          <CopyButton text={client.client_id} what={t("clients.id")} />
          {client.client_orgno !== organisation.orgno && (
            <Tag data-color="info">{t("clients.forCustomer", { orgno: formatOrgNumber(client.client_orgno) })}</Tag>
          )}
        </span>
      }
    >
      {!client.active && <Alert data-color="warning">{t("clients.inactiveNote")}</Alert>}
      <RouteTabs
        open={open}
        to={(name) => (name === "details" ? address : `${address}/${name}`)}
        tabs={shown.map((name) => {
          const Content = tabs[name];
          return { value: name, label: t(`clients.tab.${name}`), content: () => <Content client={client} /> };
        })}
      />
    </Page>
  );
}

/** Customers belong to login products; a client of Maskinporten has that tab only if somebody put some there. */
function useShownTabs({ client_id, integration_type }: Client): Tab[] {
  const customers = useQuery(customersQuery(client_id));
  const names = Object.keys(tabs) as Tab[];
  const hasCustomers = integration_type !== "maskinporten" || (customers.data?.length ?? 0) > 0;
  return names.filter((name) => name !== "onbehalfof" || hasCustomers);
}
