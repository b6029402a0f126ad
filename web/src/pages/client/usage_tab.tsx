import { Table } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Client } from "../../api/clients";
import { statisticsQuery } from "../../api/statistics";
import type { StatisticsReport } from "../../api/statistics_types";
import { useUser } from "../../session/session";
import { ChoiceField } from "../../ui/choice_field";
import { Empty } from "../../ui/empty";
import { formatCount, formatDate } from "../../ui/format";
import { Loaded } from "../../ui/loading";
import { TableBox } from "../../ui/table_box";

const periods = [7, 30, 90];
const dayMs = 86_400_000;
const day = (time: number) => new Date(time).toISOString().slice(0, 10);

export function UsageTab({ client }: { client: Client }) {
  const { t } = useTranslation();
  const { organisation } = useUser();
  const [days, setDays] = useState(30);
  const now = Date.now();
  const query = useQuery(
    statisticsQuery({
      // a client for a customer gets tokens as that customer; to us they are those where we were the supplier
      side: client.client_orgno === organisation.orgno ? "consumer" : "supplier",
      by: "none",
      interval: "day",
      from: day(now - (days - 1) * dayMs),
      to: day(now),
      client_id: client.client_id,
    }),
  );
  return (
    <div className="stack">
      <ChoiceField
        id="period"
        label={t("clients.usage.period")}
        value={String(days)}
        options={periods.map((count) => ({ value: String(count), label: t("clients.usage.days", { count }) }))}
        onChange={(value) => setDays(Number(value))}
      />
      <Loaded query={query}>{(report) => <Report report={report} />}</Loaded>
    </div>
  );
}

/** The numbers as a table; the place for a picture of them is above it. */
function Report({ report }: { report: StatisticsReport }) {
  const { t } = useTranslation();
  const rows = report.rows.filter(({ tokens, refusals }) => tokens + refusals > 0);
  const sum = (of: "tokens" | "refusals") => formatCount(rows.reduce((total, row) => total + row[of], 0));
  if (rows.length === 0) return <Empty title={t("clients.usage.empty.title")}>{t("clients.usage.empty.text")}</Empty>;
  return (
    <TableBox
      caption={t("clients.usage.caption")}
      columns={[t("clients.usage.day"), t("clients.usage.tokens"), t("clients.usage.refusals")]}
    >
      {rows.map((row) => (
        <Table.Row key={row.time}>
          <Table.Cell>{formatDate(row.time)}</Table.Cell>
          <Table.Cell className="number">{formatCount(row.tokens)}</Table.Cell>
          <Table.Cell className="number">{formatCount(row.refusals)}</Table.Cell>
        </Table.Row>
      ))}
      <Table.Row>
        <Table.HeaderCell scope="row">{t("clients.usage.sum")}</Table.HeaderCell>
        <Table.Cell className="number">{sum("tokens")}</Table.Cell>
        <Table.Cell className="number">{sum("refusals")}</Table.Cell>
      </Table.Row>
    </TableBox>
  );
}
