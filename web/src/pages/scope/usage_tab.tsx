import { Table } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { type ConsumerUsage, scopeUsageQuery } from "../../api/scope_usage";
import { ChoiceField } from "../../ui/choice_field";
import { Empty } from "../../ui/empty";
import { formatCount, formatOrgNumber } from "../../ui/format";
import { Loaded } from "../../ui/loading";
import { TableBox } from "../../ui/table_box";

const periods = ["days30", "months12"] as const;
type Period = (typeof periods)[number];

const days: Record<Period, number> = { days30: 30, months12: 365 };

/** The day so many days ago, as `2026-11-24`. */
function dayBefore(count: number): string {
  return new Date(Date.now() - count * 86_400_000).toISOString().slice(0, 10);
}

/** Who takes tokens with the scope. */
export function UsageTab({ scope }: { scope: string }) {
  const { t } = useTranslation();
  const [period, setPeriod] = useState<Period>("days30");
  const query = useQuery(scopeUsageQuery(scope, dayBefore(days[period])));
  return (
    <div className="stack">
      <ChoiceField
        id="period"
        label={t("access.usage.period")}
        value={period}
        options={periods.map((each) => ({ value: each, label: t(`access.usage.${each}`) }))}
        onChange={(value) => setPeriod(periods.find((known) => known === value) ?? "days30")}
      />
      <Loaded query={query}>
        {({ consumers, truncated }) =>
          consumers.length === 0 ? (
            <Empty title={t("access.usage.none")}>{t("access.usage.noneText")}</Empty>
          ) : (
            <>
              <Consumers consumers={consumers} />
              {truncated && <p>{t("access.usage.truncated")}</p>}
              <Link to={`/statistics?side=owner&by=consumer&scope=${encodeURIComponent(scope)}`}>
                {t("access.usage.more")}
              </Link>
            </>
          )
        }
      </Loaded>
    </div>
  );
}

function Consumers({ consumers }: { consumers: ConsumerUsage[] }) {
  const { t } = useTranslation();
  const column = (name: "organisation" | "number" | "tokens") => t(`access.usage.column.${name}`);
  return (
    <TableBox
      caption={t("access.usage.caption")}
      columns={[column("organisation"), column("number"), column("tokens")]}
      numbers={[column("tokens")]}
    >
      {consumers.map(({ orgno, name, tokens }) => (
        <Table.Row key={orgno}>
          <Table.Cell>{name ?? t("common.org.unknownName")}</Table.Cell>
          <Table.Cell className="time">{formatOrgNumber(orgno)}</Table.Cell>
          <Table.Cell className="number">{formatCount(tokens)}</Table.Cell>
        </Table.Row>
      ))}
      <Table.Row className="sum">
        <Table.HeaderCell scope="row" colSpan={2}>
          {t("access.usage.total")}
        </Table.HeaderCell>
        <Table.Cell className="number">
          {formatCount(consumers.reduce((sum, { tokens }) => sum + tokens, 0))}
        </Table.Cell>
      </Table.Row>
    </TableBox>
  );
}
