import { Button, Checkbox, Paragraph } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { type Delegation, delegationsQuery } from "../../api/delegations";
import { offsetOf, useAddressState } from "../../ui/address_state";
import { Empty } from "../../ui/empty";
import { focusSoon } from "../../ui/focus";
import { Loaded } from "../../ui/loading";
import { Pager } from "../../ui/pager";
import { SearchField } from "../../ui/search_field";
import { DelegationTable } from "./delegation_table";
import { isOver } from "./period";
import { Revocation } from "./revocation";

const pageSize = 50;

export type Side = "given" | "received";

export function DelegationList({ side }: { side: Side }) {
  const query = useQuery(delegationsQuery(side));
  return <Loaded query={query}>{(all) => <Delegations side={side} all={all} />}</Loaded>;
}

function holds(delegation: Delegation, q: string): boolean {
  const { scope, consumer_orgno, consumer_organization_name, supplier_orgno, supplier_organization_name } = delegation;
  const wanted = q.toLowerCase();
  const texts = [scope, consumer_organization_name, supplier_organization_name, consumer_orgno, supplier_orgno];
  return texts.some((text) => text?.toLowerCase().includes(wanted) || text === wanted.replace(/\s/g, ""));
}

function Delegations({ side, all }: { side: Side; all: Delegation[] }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const [{ q, over, offset }, change] = useAddressState(["q", "over", "offset"]);
  const [leaving, setLeaving] = useState<Delegation | null>(null);
  const found = all.filter((delegation) => (over || !isOver(delegation)) && holds(delegation, q));
  const from = Math.min(offsetOf(offset), Math.max(0, found.length - 1));
  if (all.length === 0) return <NoDelegations side={side} />;
  return (
    <div className="stack" ref={box} tabIndex={-1}>
      {side === "received" && <Paragraph>{t("delegations.howToUse")}</Paragraph>}
      <div className="filters">
        <SearchField
          label={t("delegations.search")}
          description={t("delegations.searchHint")}
          value={q}
          onSearch={(text) => change({ q: text })}
        />
        <Checkbox
          value="over"
          label={t("delegations.showOver")}
          checked={over !== ""}
          onChange={(event) => change({ over: event.target.checked ? "1" : "" })}
        />
      </div>
      {found.length === 0 ? (
        <Empty title={t("delegations.none.noHit")} />
      ) : (
        <>
          <DelegationTable side={side} delegations={found.slice(from, from + pageSize)} onRevoke={setLeaving} />
          <Pager
            offset={from}
            limit={pageSize}
            total={found.length}
            onOffset={(next) => change({ offset: String(next) })}
          />
        </>
      )}
      {leaving && (
        <Revocation
          delegation={leaving}
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

function NoDelegations({ side }: { side: Side }) {
  const { t } = useTranslation();
  const isGiven = side === "given";
  return (
    <Empty
      title={t(`delegations.none.${side}`)}
      action={
        isGiven && (
          <Button asChild variant="secondary">
            <Link to="/delegations/new">{t("delegations.create")}</Link>
          </Button>
        )
      }
    >
      {t(isGiven ? "delegations.none.givenText" : "delegations.none.receivedText")}
    </Empty>
  );
}
