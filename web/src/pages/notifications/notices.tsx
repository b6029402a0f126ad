import { Details, Paragraph, Table, Tag } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { isUntried, type Notice, noticesQuery } from "../../api/notifications";
import { formatTime } from "../../ui/format";
import { Loaded } from "../../ui/loading";
import { TableBox } from "../../ui/table_box";

const colours = { WAITING: "info", DELIVERED: "success", GIVEN_UP: "danger" } as const;

type NoticesProps = { id: string; open: boolean; onOpen: (open: boolean) => void };

/** What was sent to a point lately, and what became of it. */
export function Notices({ id, open, onOpen }: NoticesProps) {
  const { t } = useTranslation();
  const query = useQuery({ ...noticesQuery(id), enabled: open });
  return (
    <Details open={open} onToggle={() => onOpen(!open)}>
      <Details.Summary>{t("notifications.notices.heading")}</Details.Summary>
      <Details.Content>
        {open && (
          <Loaded query={query}>
            {({ items }) =>
              items.length === 0 ? (
                <Paragraph>{t("notifications.notices.none")}</Paragraph>
              ) : (
                <NoticeTable notices={items} />
              )
            }
          </Loaded>
        )}
      </Details.Content>
    </Details>
  );
}

function NoticeTable({ notices }: { notices: Notice[] }) {
  const { t } = useTranslation();
  const columns = ["created", "event", "state", "fault"] as const;
  return (
    <TableBox
      caption={t("notifications.notices.caption")}
      columns={columns.map((name) => t(`notifications.notices.column.${name}`))}
    >
      {notices.map((notice) => (
        <Table.Row key={notice.id}>
          <Table.Cell className="time">{formatTime(notice.created)}</Table.Cell>
          <Table.Cell>{t(`notifications.event.${notice.event}`)}</Table.Cell>
          <Table.Cell>
            <Tag data-color={colours[notice.state]}>
              {t(isUntried(notice) ? "notifications.state.NEW" : `notifications.state.${notice.state}`)}
            </Tag>
          </Table.Cell>
          <Table.Cell>
            {notice.fault && <span lang="en">{notice.fault}</span>}
            {notice.fault && notice.next_attempt && <br />}
            {notice.fault &&
              notice.next_attempt &&
              t("notifications.notices.again", { time: formatTime(notice.next_attempt) })}
          </Table.Cell>
        </Table.Row>
      ))}
    </TableBox>
  );
}
