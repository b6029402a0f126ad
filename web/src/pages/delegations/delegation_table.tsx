import { Button, Table, Tag } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import type { Delegation } from "../../api/delegations";
import { formatDate, formatOrgNumber } from "../../ui/format";
import { Organisation } from "../../ui/organisation";
import { TableBox } from "../../ui/table_box";
import type { Side } from "./delegation_list";
import { dateField, isOver, lastInstant, standingOf } from "./period";

const colours = { active: "success", future: "info", expired: "neutral", revoked: "danger" } as const;

type TableProps = { side: Side; delegations: Delegation[]; onRevoke: (delegation: Delegation) => void };

export function DelegationTable({ side, delegations, onRevoke }: TableProps) {
  const { t } = useTranslation();
  const isGiven = side === "given";
  const column = (name: "scope" | "supplier" | "consumer" | "from" | "to" | "state" | "action") =>
    t(`delegations.column.${name}`);
  return (
    <TableBox
      caption={t(`delegations.tab.${side}`)}
      columns={[
        column("scope"),
        column(isGiven ? "supplier" : "consumer"),
        column("from"),
        column("to"),
        column("state"),
        ...(isGiven ? [column("action")] : []),
      ]}
    >
      {delegations.map((delegation) => (
        <Table.Row key={`${delegation.scope} ${delegation.consumer_orgno} ${delegation.supplier_orgno}`}>
          <Table.Cell className="code">{delegation.scope}</Table.Cell>
          <Table.Cell>
            {isGiven ? (
              <Organisation orgno={delegation.supplier_orgno} name={delegation.supplier_organization_name} />
            ) : (
              <Organisation orgno={delegation.consumer_orgno} name={delegation.consumer_organization_name} />
            )}
          </Table.Cell>
          <Table.Cell className="time">{formatDate(delegation.valid_from)}</Table.Cell>
          <Table.Cell className="time">
            {delegation.valid_to ? formatDate(lastInstant(delegation.valid_to)) : t("delegations.noEnd")}
          </Table.Cell>
          <Table.Cell>
            <Standing delegation={delegation} />
          </Table.Cell>
          {isGiven && (
            <Table.Cell>
              <Actions delegation={delegation} onRevoke={() => onRevoke(delegation)} />
            </Table.Cell>
          )}
        </Table.Row>
      ))}
    </TableBox>
  );
}

function Standing({ delegation }: { delegation: Delegation }) {
  const { t } = useTranslation();
  const standing = standingOf(delegation);
  return (
    <>
      <Tag data-color={colours[standing]}>
        {t(`delegations.state.${standing}`, { date: formatDate(delegation.valid_from) })}
      </Tag>
      {delegation.revoked && (
        <span className="under">{t("delegations.revokedAt", { date: formatDate(delegation.revoked) })}</span>
      )}
    </>
  );
}

function again(delegation: Delegation, keepsPeriod: boolean): string {
  const search = new URLSearchParams({ scope: delegation.scope, supplier: delegation.supplier_orgno });
  if (keepsPeriod) {
    search.set("from", dateField(delegation.valid_from));
    if (delegation.valid_to) search.set("to", dateField(lastInstant(delegation.valid_to)));
  }
  return `/delegations/new?${search}`;
}

function Actions({ delegation, onRevoke }: { delegation: Delegation; onRevoke: () => void }) {
  const { t } = useTranslation();
  const name = delegation.supplier_organization_name ?? formatOrgNumber(delegation.supplier_orgno);
  const whose = <span className="visually-hidden"> {t("delegations.whose", { name, scope: delegation.scope })}</span>;
  const over = isOver(delegation);
  return (
    <div className="actions tight">
      <Button asChild variant="tertiary" data-size="sm">
        <Link to={again(delegation, !over)}>
          {t(over ? "delegations.again" : "delegations.change")}
          {whose}
        </Link>
      </Button>
      {!over && (
        <Button variant="tertiary" data-color="danger" data-size="sm" onClick={onRevoke}>
          {t("delegations.revoke")}
          {whose}
        </Button>
      )}
    </div>
  );
}
