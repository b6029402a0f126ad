import { Button, Textfield } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import { type SyntheticEvent, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useSearchParams } from "react-router";

import { catalogueQuery } from "../../api/catalogue";
import { useDelegate } from "../../api/delegations";
import { builtInSource, delegationSourcesQuery } from "../../api/registers";
import { useUser } from "../../session/session";
import { useDraft } from "../../ui/draft";
import { useFlash } from "../../ui/flash";
import { errorsOf, type FormErrors, FormSummary } from "../../ui/form_errors";
import { formatOrgNumber, isOrgNumber } from "../../ui/format";
import { OrganisationField, plainOrgNumber } from "../../ui/organisation_field";
import { Problem } from "../../ui/problem";
import { dateField, endAfter, firstInstant } from "./period";

type Draft = { scope: string; supplier_orgno: string; valid_from: string; valid_to: string };

function problemsOf(draft: Draft, ownOrgno: string, t: TFunction): FormErrors {
  const errors: FormErrors = {};
  const supplier = plainOrgNumber(draft.supplier_orgno);
  if (!/^[^\s:]+:\S+$/.test(draft.scope.trim())) errors["scope"] = t("delegations.form.scopeName");
  if (!isOrgNumber(supplier)) errors["supplier_orgno"] = t("common.form.orgno");
  else if (supplier === ownOrgno) errors["supplier_orgno"] = t("delegations.form.self");
  const earliest = draft.valid_from > dateField(Date.now()) ? draft.valid_from : dateField(Date.now());
  if (draft.valid_to && draft.valid_to < earliest) errors["valid_to"] = t("delegations.form.dateOrder");
  return errors;
}

export function DelegationForm() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const flash = useFlash();
  const { organisation } = useUser();
  const [search] = useSearchParams();
  const given = (name: string) => search.get(name) ?? "";
  const initial = {
    scope: given("scope"),
    supplier_orgno: given("supplier"),
    valid_from: given("from"),
    valid_to: given("to"),
  };
  const [draft, change, forget] = useDraft<Draft>(`delegation.${initial.scope}.${initial.supplier_orgno}`, initial);
  const delegate = useDelegate();
  const [found, setFound] = useState<FormErrors>({});
  const refused = useMemo(() => errorsOf(delegate.error), [delegate.error]);
  const errors = Object.keys(found).length > 0 ? found : refused;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const problems = problemsOf(draft, organisation.orgno, t);
    setFound(problems);
    if (Object.keys(problems).length > 0) return;
    const wanted = {
      scope: draft.scope.trim(),
      supplier: plainOrgNumber(draft.supplier_orgno),
      valid_from: firstInstant(draft.valid_from),
      valid_to: endAfter(draft.valid_to),
    };
    delegate.mutate(wanted, {
      onSuccess: ({ scope, supplier_orgno, supplier_organization_name }) => {
        forget();
        flash(
          t("delegations.form.done", { scope, name: supplier_organization_name ?? formatOrgNumber(supplier_orgno) }),
        );
        void navigate("/delegations");
      },
    });
  };
  return (
    <form onSubmit={submit} className="stack card" noValidate>
      <FormSummary
        errors={errors}
        labels={{
          scope: t("delegations.form.scope"),
          supplier_orgno: t("delegations.form.supplier"),
          valid_from: t("delegations.form.validFrom"),
          valid_to: t("delegations.form.validTo"),
        }}
      />
      {delegate.isError && Object.keys(errors).length === 0 && <Problem error={delegate.error} />}
      <ScopeField scope={draft.scope} error={errors["scope"]} onChange={(scope) => change({ scope })} />
      <OrganisationField
        id="supplier_orgno"
        label={t("delegations.form.supplier")}
        description={t("delegations.form.supplierHint")}
        value={draft.supplier_orgno}
        error={errors["supplier_orgno"]}
        onChange={(supplier_orgno) => change({ supplier_orgno })}
      />
      <div className="filters">
        <Textfield
          id="valid_from"
          type="date"
          label={t("delegations.form.validFrom")}
          description={t("delegations.form.validFromHint")}
          value={draft.valid_from}
          error={errors["valid_from"]}
          onChange={(event) => change({ valid_from: event.target.value })}
        />
        <Textfield
          id="valid_to"
          type="date"
          label={t("delegations.form.validTo")}
          description={t("delegations.form.validToHint")}
          value={draft.valid_to}
          error={errors["valid_to"]}
          onChange={(event) => change({ valid_to: event.target.value })}
        />
      </div>
      <div className="actions">
        <Button type="submit" loading={delegate.isPending}>
          {t("delegations.form.submit")}
        </Button>
        <Button asChild variant="tertiary">
          <Link to="/delegations" onClick={forget}>
            {t("common.action.cancel")}
          </Link>
        </Button>
      </div>
    </form>
  );
}

type ScopeFieldProps = { scope: string; error?: string; onChange: (scope: string) => void };

/** Suggests what the catalogue has that the organisation may delegate here; private scopes are typed. */
function ScopeField({ scope, error, onChange }: ScopeFieldProps) {
  const { t } = useTranslation();
  const { data: sources } = useQuery(delegationSourcesQuery);
  const { data: catalogue } = useQuery(catalogueQuery({ q: scope, owner: "", limit: 50, offset: 0 }));
  const builtIn = sources?.find((source) => source.name === builtInSource)?.issuer;
  const fitting = catalogue?.items.filter(
    (entry) =>
      (entry.accessible_for_all || entry.my_access === "APPROVED") &&
      builtIn !== undefined &&
      entry.delegation_sources.includes(builtIn),
  );
  return (
    <>
      <Textfield
        id="scope"
        className="field"
        label={t("delegations.form.scope")}
        description={t("delegations.form.scopeHint")}
        value={scope}
        error={error}
        list="delegable"
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
      />
      <datalist id="delegable">
        {fitting?.map((entry) => (
          <option key={entry.scope} value={entry.scope}>
            {entry.description}
          </option>
        ))}
      </datalist>
    </>
  );
}
