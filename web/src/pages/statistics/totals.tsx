import { Button, Heading, Link, Table } from "@digdir/designsystemet-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Division, StatisticsReport, StatisticsRow } from "../../api/statistics_types";
import { useKeyText } from "../../ui/chart/key_text";
import type { Measure } from "../../ui/chart/series";
import { formatCount, formatOrgNumber } from "../../ui/format";
import { Pager } from "../../ui/pager";
import { TableBox } from "../../ui/table_box";
import type { FilterName } from "./choice";
import type { Choose } from "./choices";

type Total = Pick<StatisticsRow, "key" | "name" | "tokens" | "refusals">;

/** What each key had in the whole period, the most first. */
function totalsOf(rows: StatisticsRow[]): Total[] {
  const totals = new Map<string, Total>();
  for (const { key, name, tokens, refusals } of rows) {
    const total = totals.get(key);
    if (!total) totals.set(key, { key, name, tokens, refusals });
    else {
      total.tokens += tokens;
      total.refusals += refusals;
    }
  }
  return [...totals.values()].sort((a, b) => b.tokens + b.refusals - a.tokens - a.refusals);
}

const filterOf: Partial<Record<Division, FilterName>> = {
  scope: "scope",
  consumer: "consumer",
  supplier: "supplier",
  client: "client_id",
};
const pageSize = 50;

/** Refusals are known by client and by code; what was refused has no scope or consumer yet. */
function measuresOf(by: Division): Measure[] {
  if (by === "code") return ["refusals"];
  return by === "client" ? ["tokens", "refusals"] : ["tokens"];
}

export function Totals({ report, onChoose }: { report: StatisticsReport; onChoose: Choose }) {
  const { t } = useTranslation();
  const keyText = useKeyText(report.by);
  const [offset, setOffset] = useState(0);
  const totals = totalsOf(report.rows);
  const from = offset < totals.length ? offset : 0; // another report may have fewer
  const measures = measuresOf(report.by);
  const measureNames = measures.map((measure) => t(`chart.${measure}`));
  const filter = filterOf[report.by];
  const actions = filter ? [t("statistics.narrow")] : [];
  const title = t("statistics.totals", { by: t(`statistics.by.${report.by}`).toLowerCase() });
  return (
    <>
      <Heading level={3} data-size="xs">
        {title}
      </Heading>
      <TableBox
        caption={title}
        columns={[t(`statistics.key.${report.by}`), ...measureNames, ...actions]}
        numbers={measureNames}
      >
        {totals.slice(from, from + pageSize).map((total) => (
          <Table.Row key={total.key}>
            <Table.HeaderCell scope="row" className="statistics-key">
              {keyText(total)}
              <Detail by={report.by} total={total} />
            </Table.HeaderCell>
            {measures.map((measure) => (
              <Table.Cell key={measure} className="number">
                {formatCount(total[measure])}
              </Table.Cell>
            ))}
            {filter && (
              <Table.Cell className="statistics-narrow">
                {total.key !== "" && (
                  <Button variant="tertiary" data-size="sm" onClick={() => onChoose({ [filter]: total.key, by: null })}>
                    {t("statistics.only")}
                    <span className="visually-hidden"> {keyText(total)}</span>
                  </Button>
                )}
              </Table.Cell>
            )}
          </Table.Row>
        ))}
      </TableBox>
      <Pager offset={from} limit={pageSize} total={totals.length} onOffset={setOffset} />
    </>
  );
}

/** What the key's own text does not say. */
function Detail({ by, total: { key, name } }: { by: Division; total: Total }) {
  const { t } = useTranslation();
  if (key === "") return null;
  if (by === "code") {
    return (
      <Link className="statistics-detail" href={`/errors/${encodeURIComponent(key)}`}>
        {t("statistics.meaning")}
        <span className="visually-hidden"> {key}</span>
      </Link>
    );
  }
  if (!name) return null;
  return (
    <span className={by === "client" ? "statistics-detail code" : "statistics-detail"}>
      {by === "scope" ? name : formatOrgNumber(key)}
    </span>
  );
}
