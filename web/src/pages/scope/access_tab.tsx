import { Alert, Button, Checkbox, Heading, Table, Tag } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { accessQuery, type ScopeAccess, useGrantAccess, useRevokeAccess } from "../../api/access";
import type { Scope } from "../../api/scopes";
import { offsetOf, useAddressState } from "../../ui/address_state";
import { Confirm } from "../../ui/confirm";
import { Empty } from "../../ui/empty";
import { useFlash } from "../../ui/flash";
import { focusSoon } from "../../ui/focus";
import { formatDate, formatOrgNumber } from "../../ui/format";
import { Loaded } from "../../ui/loading";
import { Pager } from "../../ui/pager";
import { Problem } from "../../ui/problem";
import { SearchField } from "../../ui/search_field";
import { TableBox } from "../../ui/table_box";
import { GrantOne } from "./grant_one";
import { GrantSeveral } from "./grant_several";

const pageSize = 50;

/** Who has access to the scope, and giving it to more. */
export function AccessTab({ scope }: { scope: Scope }) {
  const { t } = useTranslation();
  const query = useQuery(accessQuery(scope.name));
  return (
    <div className="stack">
      {!scope.active && <Alert data-color="warning">{t("access.scopeInactive")}</Alert>}
      {scope.accessible_for_all && <Alert data-color="info">{t("access.openForAll")}</Alert>}
      <section className="stack card wide">
        <Heading level={2} data-size="xs">
          {t("access.add.heading")}
        </Heading>
        <GrantOne scope={scope.name} accesses={query.data ?? []} />
        <GrantSeveral scope={scope.name} accesses={query.data ?? []} />
      </section>
      <Loaded query={query}>{(accesses) => <Accesses scope={scope.name} accesses={accesses} />}</Loaded>
    </div>
  );
}

const nameOf = (access: ScopeAccess) => access.consumer_organization_name ?? formatOrgNumber(access.consumer_orgno);

function holds(access: ScopeAccess, q: string): boolean {
  const digits = q.replace(/\s/g, "");
  return (
    nameOf(access).toLowerCase().includes(q.toLowerCase()) || (digits !== "" && access.consumer_orgno.includes(digits))
  );
}

function Accesses({ scope, accesses }: { scope: string; accesses: ScopeAccess[] }) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  const [{ q, removed, offset }, change] = useAddressState(["q", "removed", "offset"]);
  const [leaving, setLeaving] = useState<ScopeAccess | null>(null);
  const found = accesses
    .filter((access) => (removed || access.state === "APPROVED") && holds(access, q))
    .sort((a, b) => nameOf(a).localeCompare(nameOf(b), "nb"));
  const from = Math.min(offsetOf(offset), Math.max(0, found.length - 1));
  return (
    <section className="stack wide">
      <Heading level={2} data-size="xs" ref={heading} tabIndex={-1}>
        {t("access.heading")}
      </Heading>
      {accesses.length > 0 && (
        <div className="filters">
          <SearchField
            label={t("access.search")}
            description={t("access.searchHint")}
            value={q}
            onSearch={(text) => change({ q: text })}
          />
          <Checkbox
            value="removed"
            label={t("access.showRemoved")}
            checked={removed !== ""}
            onChange={(event) => change({ removed: event.target.checked ? "1" : "" })}
          />
        </div>
      )}
      {found.length === 0 ? (
        <Empty title={t(q || accesses.some(({ state }) => state === "APPROVED") ? "access.noHit" : "access.none")}>
          {!q && t("access.noneText")}
        </Empty>
      ) : (
        <>
          <AccessTable scope={scope} accesses={found.slice(from, from + pageSize)} onRemove={setLeaving} />
          <Pager
            offset={from}
            limit={pageSize}
            total={found.length}
            onOffset={(next) => change({ offset: String(next) })}
          />
        </>
      )}
      {leaving && (
        <Removal
          scope={scope}
          access={leaving}
          onClose={() => setLeaving(null)}
          onDone={() => {
            setLeaving(null);
            focusSoon(heading);
          }}
        />
      )}
    </section>
  );
}

const colours = { APPROVED: "success", DENIED: "neutral", REQUESTED: "warning" } as const;

type AccessTableProps = { scope: string; accesses: ScopeAccess[]; onRemove: (access: ScopeAccess) => void };

function AccessTable({ scope, accesses, onRemove }: AccessTableProps) {
  const { t } = useTranslation();
  const column = (name: "organisation" | "number" | "granted" | "state" | "action") => t(`access.column.${name}`);
  return (
    <TableBox
      caption={t("access.heading")}
      columns={[column("organisation"), column("number"), column("granted"), column("state"), column("action")]}
    >
      {accesses.map((access) => (
        <Table.Row key={access.consumer_orgno}>
          <Table.Cell>{access.consumer_organization_name ?? t("common.org.unknownName")}</Table.Cell>
          <Table.Cell className="time">{formatOrgNumber(access.consumer_orgno)}</Table.Cell>
          <Table.Cell>{access.state === "APPROVED" && formatDate(access.last_updated)}</Table.Cell>
          <Table.Cell>
            <Tag data-color={colours[access.state]}>{t(`access.state.${access.state}`)}</Tag>
          </Table.Cell>
          <Table.Cell>
            {access.state === "APPROVED" ? (
              <Button variant="tertiary" data-color="danger" data-size="sm" onClick={() => onRemove(access)}>
                {t("access.remove")}
                <span className="visually-hidden"> {t("access.removeFor", { name: nameOf(access) })}</span>
              </Button>
            ) : (
              <Restoration scope={scope} access={access} />
            )}
          </Table.Cell>
        </Table.Row>
      ))}
    </TableBox>
  );
}

function Restoration({ scope, access }: { scope: string; access: ScopeAccess }) {
  const { t } = useTranslation();
  const flash = useFlash();
  const grant = useGrantAccess(scope);
  const name = nameOf(access);
  return (
    <>
      <Button
        variant="tertiary"
        data-size="sm"
        loading={grant.isPending}
        onClick={() =>
          grant.mutate(access.consumer_orgno, { onSuccess: () => flash(t("access.granted", { name, scope })) })
        }
      >
        {t(access.state === "REQUESTED" ? "access.add.submit" : "access.restore")}
        <span className="visually-hidden"> {t("access.restoreFor", { name })}</span>
      </Button>
      {grant.isError && <Problem error={grant.error} />}
    </>
  );
}

type RemovalProps = { scope: string; access: ScopeAccess; onClose: () => void; onDone: () => void };

function Removal({ scope, access, onClose, onDone }: RemovalProps) {
  const { t } = useTranslation();
  const flash = useFlash();
  const revoke = useRevokeAccess(scope);
  const name = nameOf(access);
  const words = { name, scope, orgno: formatOrgNumber(access.consumer_orgno) };
  return (
    <Confirm
      open
      title={t("access.confirm.title", words)}
      confirm={t("access.confirm.confirm")}
      pending={revoke.isPending}
      error={revoke.error}
      onClose={onClose}
      onConfirm={() =>
        revoke.mutate(access.consumer_orgno, {
          onSuccess: () => {
            flash(t("access.removed", words));
            onDone();
          },
        })
      }
    >
      <p>{t("access.confirm.text", words)}</p>
      <p>{t("access.confirm.kept")}</p>
    </Confirm>
  );
}
