import "./clients/clients.css";

import { Button, Checkbox } from "@digdir/designsystemet-react";
import { type SubmitEvent, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";

import { useCreateClient } from "../api/clients";
import { useRight } from "../session/session";
import { ClientFields, clientErrors, clientMembers, defaultLifetime } from "../ui/client_fields";
import { useDraft } from "../ui/draft";
import { useFlash } from "../ui/flash";
import { errorsOf, type FormErrors, FormSummary } from "../ui/form_errors";
import { isOrgNumber } from "../ui/format";
import { OrganisationField, plainOrgNumber } from "../ui/organisation_field";
import { Page } from "../ui/page";
import { Problem } from "../ui/problem";
import { RightMissing } from "../ui/right_missing";
import { ScopePicker } from "../ui/scope_picker";

const blank = {
  client_name: "",
  description: "",
  access_token_lifetime: String(defaultLifetime),
  scopes: [] as string[],
  isCustomers: false,
  client_orgno: "",
};

export function Component() {
  const { t } = useTranslation();
  if (!useRight("clients")) return <RightMissing title={t("clients.new.title")} right="clients" />;
  return (
    <Page title={t("clients.new.title")} intro={t("clients.new.intro")}>
      <NewClientForm />
    </Page>
  );
}

function NewClientForm() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const flash = useFlash();
  const isSupplier = useRight("supplier");
  const [draft, change, forget] = useDraft("client.new", blank);
  const [found, setFound] = useState<FormErrors>({});
  const create = useCreateClient();
  const errors = useMemo(() => ({ ...errorsOf(create.error), ...found }), [create.error, found]);
  const isForCustomer = isSupplier && draft.isCustomers;

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    create.reset();
    const mistakes = clientErrors(draft, t);
    if (draft.scopes.length === 0) mistakes["scopes"] = t("scopePicker.required");
    const orgno = plainOrgNumber(draft.client_orgno);
    if (isForCustomer && !isOrgNumber(orgno)) mistakes["client_orgno"] = t("common.form.orgno");
    setFound(mistakes);
    if (Object.keys(mistakes).length > 0) return;
    const client = { ...clientMembers(draft), scopes: draft.scopes, ...(isForCustomer ? { client_orgno: orgno } : {}) };
    create.mutate(client, {
      onSuccess: ({ client_id, client_name }) => {
        forget();
        flash(t("clients.created.flash", { name: client_name }));
        void navigate(`/clients/${encodeURIComponent(client_id)}/keys`);
      },
    });
  };

  return (
    <form onSubmit={submit} className="stack" noValidate>
      <FormSummary
        errors={errors}
        labels={{
          client_name: t("clients.form.name"),
          description: t("clients.form.description"),
          access_token_lifetime: t("clients.form.lifetime"),
          scopes: t("scopePicker.legend"),
          client_orgno: t("clients.form.customer"),
        }}
      />
      <ClientFields value={draft} errors={errors} onChange={change} />
      {isSupplier && (
        <Checkbox
          value="isCustomers"
          label={t("clients.form.isCustomers")}
          description={t("clients.form.isCustomersHint")}
          checked={draft.isCustomers}
          onChange={(event) => change({ isCustomers: event.target.checked })}
        />
      )}
      {isForCustomer && (
        <OrganisationField
          id="client_orgno"
          label={t("clients.form.customer")}
          value={draft.client_orgno}
          error={errors["client_orgno"]}
          onChange={(client_orgno) => change({ client_orgno })}
        />
      )}
      <ScopePicker chosen={draft.scopes} error={errors["scopes"]} onChange={(scopes) => change({ scopes })} />
      {create.isError && Object.keys(errors).length === 0 && <Problem error={create.error} />}
      <div className="actions">
        <Button type="submit" loading={create.isPending}>
          {t("clients.new.submit")}
        </Button>
        <Button asChild variant="tertiary">
          <Link to="/clients" onClick={forget}>
            {t("common.action.cancel")}
          </Link>
        </Button>
      </div>
    </form>
  );
}
