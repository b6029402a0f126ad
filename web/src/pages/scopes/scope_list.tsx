import { Button, Heading, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import type { Scope } from "../../api/scopes";
import { offsetOf, useAddressState } from "../../ui/address_state";
import { ChoiceField } from "../../ui/choice_field";
import { Empty } from "../../ui/empty";
import { localised } from "../../ui/localised";
import { Pager } from "../../ui/pager";
import { ScopeTags } from "../../ui/scope_tags";
import { SearchField } from "../../ui/search_field";
import { scopeAddress } from "../../ui/scope_address";

const pageSize = 50;
const states = ["active", "inactive", "all"] as const;

function holds(scope: Scope, q: string): boolean {
  const wanted = q.toLowerCase();
  return [scope.name, scope.description, scope["description#nn"], scope["description#en"]].some((text) =>
    text?.toLowerCase().includes(wanted),
  );
}

type ScopeListProps = { scopes: Scope[]; prefixes: string[]; mayCreate: boolean };

export function ScopeList({ scopes, prefixes, mayCreate }: ScopeListProps) {
  const { t } = useTranslation();
  const [{ q, prefix, state, offset }, change] = useAddressState(["q", "prefix", "state", "offset"]);
  const shownState = states.find((known) => known === state) ?? "active";
  const found = scopes
    .filter((scope) => (prefix === "" || scope.prefix === prefix) && holds(scope, q))
    .filter((scope) => shownState === "all" || scope.active === (shownState === "active"))
    .sort((a, b) => a.name.localeCompare(b.name));
  const from = Math.min(offsetOf(offset), Math.max(0, found.length - 1));
  // a prefix that was taken away may still have scopes
  const allPrefixes = [...new Set([...prefixes, ...scopes.map((scope) => scope.prefix)])].sort();
  if (scopes.length === 0) return <NoScopes mayCreate={mayCreate} />;
  return (
    <>
      <div className="filters">
        <SearchField
          label={t("scopes.search")}
          description={t("scopes.searchHint")}
          value={q}
          onSearch={(text) => change({ q: text })}
        />
        {allPrefixes.length > 1 && (
          <ChoiceField
            id="prefix"
            label={t("scopes.prefix")}
            value={prefix}
            options={[
              { value: "", label: t("scopes.allPrefixes") },
              ...allPrefixes.map((each) => ({ value: each, label: each })),
            ]}
            onChange={(value) => change({ prefix: value })}
          />
        )}
        <ChoiceField
          id="state"
          label={t("scopes.stateFilter")}
          value={shownState}
          options={states.map((each) => ({ value: each, label: t(`scopes.state.${each}`) }))}
          onChange={(value) => change({ state: value === "active" ? "" : value })}
        />
      </div>
      {found.length === 0 ? (
        <Empty
          title={t("scopes.nothing.noHit")}
          action={
            <Button variant="secondary" onClick={() => change({ q: "", prefix: "", state: "all" })}>
              {t("scopes.nothing.showAll")}
            </Button>
          }
        >
          {t("scopes.nothing.noHitText")}
        </Empty>
      ) : (
        <>
          <p className="found" role="status">
            {t("scopes.found", { count: found.length })}
          </p>
          <Groups scopes={found.slice(from, from + pageSize)} />
          <Pager
            offset={from}
            limit={pageSize}
            total={found.length}
            onOffset={(next) => change({ offset: String(next) })}
          />
        </>
      )}
    </>
  );
}

function NoScopes({ mayCreate }: { mayCreate: boolean }) {
  const { t } = useTranslation();
  return (
    <Empty
      title={t("scopes.nothing.title")}
      action={
        mayCreate && (
          <Button asChild>
            <Link to="/scopes/new">{t("scopes.create")}</Link>
          </Button>
        )
      }
    >
      {t("scopes.nothing.text")}
    </Empty>
  );
}

function Groups({ scopes }: { scopes: Scope[] }) {
  const prefixes = [...new Set(scopes.map((scope) => scope.prefix))];
  return prefixes.map((prefix) => (
    <section key={prefix} className="stack">
      <Heading level={2} data-size="2xs">
        <code>{prefix}</code>
      </Heading>
      <ul className="rows">
        {scopes
          .filter((scope) => scope.prefix === prefix)
          .map((scope) => (
            <Row key={scope.name} scope={scope} />
          ))}
      </ul>
    </section>
  ));
}

function Row({ scope }: { scope: Scope }) {
  const { i18n } = useTranslation();
  const description = localised(scope, "description", i18n.language);
  return (
    <li className="row">
      <div>
        <Link to={scopeAddress(scope.name)} className="code">
          {scope.name}
        </Link>
        <Paragraph data-size="sm" lang={description.lang}>
          {description.text}
        </Paragraph>
      </div>
      <ScopeTags scope={scope} />
    </li>
  );
}
