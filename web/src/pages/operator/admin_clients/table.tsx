import { Button, Table } from "@digdir/designsystemet-react";
import { KeyHorizontalIcon } from "@navikt/aksel-icons";
import { useTranslation } from "react-i18next";

import type { Client } from "../../../api/operator/types";
import { formatDate, formatOrgNumber } from "../../../ui/format";
import { TableBox } from "../../../ui/table_box";

type AdminClientTableProps = { clients: Client[]; onKeys: (client: Client) => void };

export function AdminClientTable({ clients, onKeys }: AdminClientTableProps) {
  const { t } = useTranslation();
  const columns = [
    t("operator.adminClients.client"),
    t("common.org.number"),
    t("operator.adminClients.scopes"),
    t("operator.adminClients.created"),
    t("operator.action"),
  ];
  return (
    <TableBox caption={t("operator.adminClients.title")} columns={columns}>
      {clients.map((client) => (
        <Table.Row key={client.client_id}>
          <Table.HeaderCell scope="row" className="operator-name">
            {client.client_name}
            <span className="operator-detail code">{client.client_id}</span>
          </Table.HeaderCell>
          <Table.Cell className="time">{formatOrgNumber(client.client_orgno)}</Table.Cell>
          <Table.Cell>
            <ul className="operator-scopes">
              {client.scopes.map((scope) => (
                <li key={scope}>
                  <code>{scope}</code>
                </li>
              ))}
            </ul>
          </Table.Cell>
          <Table.Cell className="time">{client.created && formatDate(client.created)}</Table.Cell>
          <Table.Cell>
            <Button variant="tertiary" data-size="sm" onClick={() => onKeys(client)}>
              <KeyHorizontalIcon aria-hidden /> {t("operator.adminClients.keys")}
              <span className="visually-hidden"> {client.client_name}</span>
            </Button>
          </Table.Cell>
        </Table.Row>
      ))}
    </TableBox>
  );
}
