import { Paragraph, Table } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { accessHistoryQuery } from "../../api/access";
import { DoneBy } from "../../ui/access_request/done_by";
import { Empty } from "../../ui/empty";
import { formatTime } from "../../ui/format";
import { Loaded } from "../../ui/loading";
import { Organisation } from "../../ui/organisation";
import { Pager } from "../../ui/pager";
import { TableBox } from "../../ui/table_box";

const pageSize = 50;

/** Everything that happened to accesses to the scope. */
export function HistoryTab({ scope }: { scope: string }) {
  const { t } = useTranslation();
  const [offset, setOffset] = useState(0);
  const query = useQuery(accessHistoryQuery(scope, pageSize, offset));
  const column = (name: "at" | "organisation" | "action" | "by") => t(`access.history.column.${name}`);
  return (
    <Loaded query={query}>
      {({ total, items }) =>
        total === 0 ? (
          <Empty title={t("access.history.none")}>{t("access.history.noneText")}</Empty>
        ) : (
          <div className="stack">
            <Paragraph>{t("access.history.intro")}</Paragraph>
            <TableBox
              caption={t("access.history.caption")}
              columns={[column("at"), column("organisation"), column("action"), column("by")]}
            >
              {items.map((event, i) => (
                <Table.Row key={i}>
                  <Table.Cell className="time">{formatTime(event.at)}</Table.Cell>
                  <Table.Cell>
                    <Organisation orgno={event.consumer_orgno} name={event.consumer_name} />
                  </Table.Cell>
                  <Table.Cell>{t(`access.history.action.${event.action}`)}</Table.Cell>
                  <Table.Cell>
                    <DoneBy doer={event} known={[{ orgno: event.consumer_orgno, name: event.consumer_name }]} />
                  </Table.Cell>
                </Table.Row>
              ))}
            </TableBox>
            <Pager offset={offset} limit={pageSize} total={total} onOffset={setOffset} />
          </div>
        )
      }
    </Loaded>
  );
}
