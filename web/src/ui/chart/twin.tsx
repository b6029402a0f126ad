import { Details, Table } from "@digdir/designsystemet-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { formatCount } from "../format";
import { Pager } from "../pager";
import { TableBox } from "../table_box";
import type { Series } from "./series";
import { timeText } from "./times";

type TwinProps = { title: string; times: string[]; series: Series[]; timeHeading: string };

const pageSize = 62;

/** The same numbers as the picture, for whoever reads or copies them; made when it is opened. */
export function Twin({ title, times, series, timeHeading }: TwinProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [offset, setOffset] = useState(0);
  const from = offset < times.length ? offset : 0; // the times may have become fewer
  const labels = series.map(({ label }) => label);
  return (
    <Details open={open} onToggle={() => setOpen((was) => !was)} className="chart-twin">
      <Details.Summary>{t("chart.table")}</Details.Summary>
      <Details.Content>
        {open && (
          <>
            <TableBox caption={title} columns={[timeHeading, ...labels]} numbers={labels}>
              {times.slice(from, from + pageSize).map((time, row) => (
                <Table.Row key={time}>
                  <Table.HeaderCell scope="row">{timeText(time)}</Table.HeaderCell>
                  {series.map(({ key, kind, values }) => (
                    <Table.Cell key={kind + key} className="number">
                      {formatCount(values[from + row] ?? 0)}
                    </Table.Cell>
                  ))}
                </Table.Row>
              ))}
              <Table.Row className="sum">
                <Table.HeaderCell scope="row">{t("chart.sum")}</Table.HeaderCell>
                {series.map(({ key, kind, total }) => (
                  <Table.Cell key={kind + key} className="number">
                    {formatCount(total)}
                  </Table.Cell>
                ))}
              </Table.Row>
            </TableBox>
            <Pager offset={from} limit={pageSize} total={times.length} onOffset={setOffset} />
          </>
        )}
      </Details.Content>
    </Details>
  );
}
