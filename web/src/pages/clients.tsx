import "./clients/clients.css";

import { Button } from "@digdir/designsystemet-react";
import { PlusIcon } from "@navikt/aksel-icons";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { type Client, clientsQuery } from "../api/clients";
import { useRight, useUser } from "../session/session";
import { offsetOf, useAddressState } from "../ui/address_state";
import { Empty } from "../ui/empty";
import { Loaded } from "../ui/loading";
import { Page } from "../ui/page";
import { Pager } from "../ui/pager";
import { RightMissing } from "../ui/right_missing";
import { SearchField } from "../ui/search_field";
import { ChoiceField } from "../ui/choice_field";
import { activities, filterClients, oneOf, orders, whose } from "./clients/filter";
import { ClientTable } from "./clients/table";

const pageSize = 50;

export function Component() {
  const { t } = useTranslation();
  if (!useRight("clients")) return <RightMissing title={t("clients.title")} right="clients" />;
  return (
    <Page title={t("clients.title")} intro={t("clients.intro")} actions={<AddButton />}>
      <Clients />
    </Page>
  );
}

function AddButton() {
  const { t } = useTranslation();
  return (
    <Button asChild>
      <Link to="/clients/new">
        <PlusIcon aria-hidden /> {t("clients.add")}
      </Link>
    </Button>
  );
}

function Clients() {
  const { t } = useTranslation();
  const query = useQuery(clientsQuery);
  return (
    <Loaded query={query}>
      {(clients) =>
        clients.length > 0 ? (
          <ClientList clients={clients} />
        ) : (
          <Empty title={t("clients.empty.title")} action={<AddButton />}>
            {t("clients.empty.text")}
          </Empty>
        )
      }
    </Loaded>
  );
}

function ClientList({ clients }: { clients: Client[] }) {
  const { t } = useTranslation();
  const { organisation } = useUser();
  const isSupplier = useRight("supplier");
  const [address, change] = useAddressState(["q", "of", "state", "order", "offset"]);
  const filter = {
    q: address.q,
    of: oneOf(whose, address.of),
    state: oneOf(activities, address.state),
    order: oneOf(orders, address.order),
  };
  const found = filterClients(clients, filter, organisation.orgno);
  const offset = offsetOf(address.offset) < found.length ? offsetOf(address.offset) : 0;
  return (
    <div className="stack wide">
      <search className="filters">
        <SearchField label={t("clients.search")} value={address.q} onSearch={(q) => change({ q })} />
        {isSupplier && (
          <ChoiceField
            id="of"
            label={t("clients.of.label")}
            value={filter.of}
            options={whose.map((value) => ({ value, label: t(`clients.of.${value}`) }))}
            onChange={(of) => change({ of })}
          />
        )}
        <ChoiceField
          id="state"
          label={t("clients.activity.label")}
          value={filter.state}
          options={activities.map((value) => ({ value, label: t(`clients.activity.${value}`) }))}
          onChange={(state) => change({ state })}
        />
      </search>
      <p role="status" className="count">
        {t("clients.count", { count: found.length })}
      </p>
      {found.length > 0 ? (
        <ClientTable
          clients={found.slice(offset, offset + pageSize)}
          order={filter.order}
          onOrder={(order) => change({ order })}
        />
      ) : (
        <Empty
          title={t("clients.nothing.title")}
          action={
            <Button variant="secondary" onClick={() => change({ q: "", of: "", state: "all" })}>
              {t("clients.nothing.showAll")}
            </Button>
          }
        >
          {t("clients.nothing.text")}
        </Empty>
      )}
      <Pager offset={offset} limit={pageSize} total={found.length} onOffset={(to) => change({ offset: String(to) })} />
    </div>
  );
}
