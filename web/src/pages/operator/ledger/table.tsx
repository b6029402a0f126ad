import { Button, Table } from "@digdir/designsystemet-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { LedgerRow } from "../../../api/operator/types";
import { formatOrgNumber, formatTime } from "../../../ui/format";
import { TableBox } from "../../../ui/table_box";
import { LedgerDetails } from "./details";

export function LedgerTable({ rows }: { rows: LedgerRow[] }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState<LedgerRow | null>(null);
  const columns = [
    t("operator.ledger.at"),
    t("operator.ledger.consumer"),
    t("operator.ledger.scopes"),
    t("operator.ledger.client"),
    t("operator.action"),
  ];
  return (
    <>
      <TableBox caption={t("operator.ledger.title")} columns={columns}>
        {rows.map((row) => (
          <Table.Row key={row.id}>
            <Table.HeaderCell scope="row" className="time">
              {formatTime(row.at)}
            </Table.HeaderCell>
            <Table.Cell>
              <span className="time">{formatOrgNumber(row.consumer ?? row.foreign_consumer ?? "")}</span>
              {row.supplier && (
                <span className="operator-detail">
                  {t("operator.ledger.through", { supplier: formatOrgNumber(row.supplier) })}
                </span>
              )}
            </Table.Cell>
            <Table.Cell>
              <code>{row.scopes}</code>
            </Table.Cell>
            <Table.Cell>
              <code>{row.client_id}</code>
            </Table.Cell>
            <Table.Cell>
              <Button variant="tertiary" data-size="sm" onClick={() => setShown(row)}>
                {t("operator.ledger.details")}
                <span className="visually-hidden"> {formatTime(row.at)}</span>
              </Button>
            </Table.Cell>
          </Table.Row>
        ))}
      </TableBox>
      {shown && <LedgerDetails row={shown} onClose={() => setShown(null)} />}
    </>
  );
}
