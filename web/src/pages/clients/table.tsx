import { Spinner, Table, Tag } from "@digdir/designsystemet-react";
import type { UseQueryResult } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { type Client, clientKeyState, type Key, useKeysOf } from "../../api/clients";
import { useUser } from "../../session/session";
import { CopyButton } from "../../ui/copy_button";
import { formatDate, formatOrgNumber } from "../../ui/format";
import { KeyStateTag } from "../../ui/key_state_tag";
import type { Order } from "./filter";

type ClientTableProps = { clients: Client[]; order: Order; onOrder: (order: Order) => void };

export function ClientTable({ clients, order, onOrder }: ClientTableProps) {
  const { t } = useTranslation();
  const keys = useKeysOf(clients);
  const sorted = (up: Order, down: Order) => (order === up ? "ascending" : order === down ? "descending" : "none");
  return (
    <div className="table-box" tabIndex={0} role="region" aria-label={t("clients.title")}>
      <Table className="client-table">
        <caption className="visually-hidden">{t("clients.title")}</caption>
        <Table.Head>
          <Table.Row>
            <Table.HeaderCell
              sort={sorted("name", "-name")}
              onClick={() => onOrder(order === "name" ? "-name" : "name")}
            >
              {t("clients.name")}
            </Table.HeaderCell>
            <Table.HeaderCell scope="col">{t("clients.id")}</Table.HeaderCell>
            <Table.HeaderCell
              sort={sorted("created", "-created")}
              onClick={() => onOrder(order === "-created" ? "created" : "-created")}
            >
              {t("clients.created.column")}
            </Table.HeaderCell>
            <Table.HeaderCell scope="col">{t("keys.title")}</Table.HeaderCell>
          </Table.Row>
        </Table.Head>
        <Table.Body>
          {clients.map((client, i) => (
            <ClientRow key={client.client_id} client={client} keys={keys[i]} />
          ))}
        </Table.Body>
      </Table>
    </div>
  );
}

function ClientRow({ client, keys }: { client: Client; keys: UseQueryResult<Key[]> | undefined }) {
  const { t } = useTranslation();
  const { organisation } = useUser();
  const isCustomers = client.client_orgno !== organisation.orgno;
  return (
    <Table.Row>
      <Table.Cell>
        <Link to={`/clients/${encodeURIComponent(client.client_id)}`} className="row-link">
          {client.client_name}
        </Link>
        <p className="row-text">{client.description}</p>
        {isCustomers && (
          <Tag data-size="sm" data-color="info">
            {t("clients.forCustomer", { orgno: formatOrgNumber(client.client_orgno) })}
          </Tag>
        )}
        {!client.active && (
          <Tag data-size="sm" data-color="neutral">
            {t("common.state.inactive")}
          </Tag>
        )}
      </Table.Cell>
      <Table.Cell>
        <span className="with-copy">
          <code>{client.client_id}</code>
          <CopyButton text={client.client_id} what={t("clients.idOf", { name: client.client_name })} />
        </span>
      </Table.Cell>
      <Table.Cell>{formatDate(client.created)}</Table.Cell>
      <Table.Cell>
        <KeyCell keys={keys} />
      </Table.Cell>
    </Table.Row>
  );
}

function KeyCell({ keys }: { keys: UseQueryResult<Key[]> | undefined }) {
  const { t } = useTranslation();
  if (keys?.data) return <KeyStateTag state={clientKeyState(keys.data, new Date())} />;
  if (keys?.isError) return t("common.state.unknown");
  return <Spinner data-size="xs" aria-label={t("common.state.loading")} />;
}
