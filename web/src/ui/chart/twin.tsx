import { Details, Table } from "@digdir/designsystemet-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import { formatCount } from "../format";
import { Pager } from "../pager";
import type { Series } from "./series";
import { timeText } from "./times";

type TwinProps = { title: string; times: string[]; series: Series[]; timeHeading: string };

const pageSize = 62;

/** The same numbers as the picture, for whoever reads or copies them; made when it is opened. */
export function Twin({ title, times, series, timeHeading }: TwinProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [offset, setOffset] = useState(0);
  useEffect(() => setOffset(0), [times]);
  return (
    <Details open={open} onToggle={() => setOpen((was) => !was)} className="chart-twin">
      <Details.Summary>{t("chart.table")}</Details.Summary>
      <Details.Content>
        {open && (
          <>
            <div className="table-box" tabIndex={0} role="region" aria-label={title}>
              <Table data-size="sm" zebra>
                <caption className="visually-hidden">{title}</caption>
                <Table.Head>
                  <Table.Row>
                    <Table.HeaderCell scope="col">{timeHeading}</Table.HeaderCell>
                    {series.map(({ key, label, kind }) => (
                      <Table.HeaderCell key={kind + key} scope="col" className="chart-twin-heading">
                        {label}
                      </Table.HeaderCell>
                    ))}
                  </Table.Row>
                </Table.Head>
                <Table.Body>
                  {times.slice(offset, offset + pageSize).map((time, row) => (
                    <Table.Row key={time}>
                      <Table.HeaderCell scope="row">{timeText(time)}</Table.HeaderCell>
                      {series.map(({ key, kind, values }) => (
                        <Table.Cell key={kind + key} className="number">
                          {formatCount(values[offset + row] ?? 0)}
                        </Table.Cell>
                      ))}
                    </Table.Row>
                  ))}
                </Table.Body>
                <Table.Foot>
                  <Table.Row>
                    <Table.HeaderCell scope="row">{t("chart.sum")}</Table.HeaderCell>
                    {series.map(({ key, kind, total }) => (
                      <Table.Cell key={kind + key} className="number">
                        {formatCount(total)}
                      </Table.Cell>
                    ))}
                  </Table.Row>
                </Table.Foot>
              </Table>
            </div>
            <Pager offset={offset} limit={pageSize} total={times.length} onOffset={setOffset} />
          </>
        )}
      </Details.Content>
    </Details>
  );
}
