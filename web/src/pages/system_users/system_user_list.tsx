import { Button, Checkbox, Paragraph, Table, Tag } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { type SystemUser, systemUsersQuery } from "../../api/system_users";
import { offsetOf, useAddressState } from "../../ui/address_state";
import { Empty } from "../../ui/empty";
import { focusSoon } from "../../ui/focus";
import { formatDate } from "../../ui/format";
import { Loaded } from "../../ui/loading";
import { Organisation } from "../../ui/organisation";
import { Pager } from "../../ui/pager";
import { SearchField } from "../../ui/search_field";
import { TableBox } from "../../ui/table_box";
import { Deletion } from "./deletion";

const pageSize = 50;

type Side = "own" | "received";

export function SystemUserList({ side }: { side: Side }) {
  const query = useQuery(systemUsersQuery(side));
  return <Loaded query={query}>{(all) => <SystemUsers side={side} all={all} />}</Loaded>;
}

function holds(user: SystemUser, q: string): boolean {
  const wanted = q.toLowerCase();
  const texts = [
    user.system_id,
    user.client_id,
    user.external_ref,
    user.owner_organization_name,
    user.vendor_organization_name,
    user.owner_orgno,
  ];
  return texts.some((text) => text?.toLowerCase().includes(wanted) || text === wanted.replace(/\s/g, ""));
}

function SystemUsers({ side, all }: { side: Side; all: SystemUser[] }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const [{ q, deleted, offset }, change] = useAddressState(["q", "deleted", "offset"]);
  const [leaving, setLeaving] = useState<SystemUser | null>(null);
  const found = all.filter((user) => (deleted || user.active) && holds(user, q));
  const from = Math.min(offsetOf(offset), Math.max(0, found.length - 1));
  if (all.length === 0) return <NoSystemUsers side={side} />;
  return (
    <div className="stack" ref={box} tabIndex={-1}>
      {side === "received" && <Paragraph>{t("systemUsers.howToUse")}</Paragraph>}
      <div className="filters">
        <SearchField
          label={t("systemUsers.search")}
          description={t("systemUsers.searchHint")}
          value={q}
          onSearch={(text) => change({ q: text })}
        />
        <Checkbox
          value="deleted"
          label={t("systemUsers.showDeleted")}
          checked={deleted !== ""}
          onChange={(event) => change({ deleted: event.target.checked ? "1" : "" })}
        />
      </div>
      {found.length === 0 ? (
        <Empty title={t("systemUsers.none.noHit")} />
      ) : (
        <>
          <SystemUserTable side={side} users={found.slice(from, from + pageSize)} onDelete={setLeaving} />
          <Pager
            offset={from}
            limit={pageSize}
            total={found.length}
            onOffset={(next) => change({ offset: String(next) })}
          />
        </>
      )}
      {leaving && (
        <Deletion
          user={leaving}
          onClose={() => setLeaving(null)}
          onDone={() => {
            setLeaving(null);
            focusSoon(box);
          }}
        />
      )}
    </div>
  );
}

function NoSystemUsers({ side }: { side: Side }) {
  const { t } = useTranslation();
  const isOwn = side === "own";
  return (
    <Empty
      title={t(`systemUsers.none.${side}`)}
      action={
        isOwn && (
          <Button asChild variant="secondary">
            <Link to="/systemusers/new">{t("systemUsers.create")}</Link>
          </Button>
        )
      }
    >
      {t(isOwn ? "systemUsers.none.ownText" : "systemUsers.none.receivedText")}
    </Empty>
  );
}

type SystemUserTableProps = { side: Side; users: SystemUser[]; onDelete: (user: SystemUser) => void };

function SystemUserTable({ side, users, onDelete }: SystemUserTableProps) {
  const { t } = useTranslation();
  const isOwn = side === "own";
  const columns = ["system", isOwn ? "vendor" : "owner", "client", "reference", "created", "state"] as const;
  return (
    <TableBox
      caption={t(`systemUsers.tab.${side}`)}
      columns={[
        ...columns.map((name) => t(`systemUsers.column.${name}`)),
        ...(isOwn ? [t("systemUsers.column.action")] : []),
      ]}
    >
      {users.map((user) => (
        <Table.Row key={user.id}>
          <Table.Cell className="code">{user.system_id}</Table.Cell>
          <Table.Cell>
            {isOwn ? (
              <Organisation orgno={user.vendor_orgno} name={user.vendor_organization_name} />
            ) : (
              <Organisation orgno={user.owner_orgno} name={user.owner_organization_name} />
            )}
          </Table.Cell>
          <Table.Cell className="code">
            {isOwn ? (
              user.client_id
            ) : (
              <Link to={`/clients/${encodeURIComponent(user.client_id)}`}>{user.client_id}</Link>
            )}
          </Table.Cell>
          <Table.Cell>{user.external_ref}</Table.Cell>
          <Table.Cell className="time">{formatDate(user.created)}</Table.Cell>
          <Table.Cell>
            <Tag data-color={user.active ? "success" : "neutral"}>
              {user.deleted
                ? t("systemUsers.state.deleted", { date: formatDate(user.deleted) })
                : t("systemUsers.state.active")}
            </Tag>
          </Table.Cell>
          {isOwn && (
            <Table.Cell>
              {user.active && (
                <Button variant="tertiary" data-color="danger" data-size="sm" onClick={() => onDelete(user)}>
                  {t("common.action.delete")}
                  <span className="visually-hidden"> {t("systemUsers.whose", { system: user.system_id })}</span>
                </Button>
              )}
            </Table.Cell>
          )}
        </Table.Row>
      ))}
    </TableBox>
  );
}
