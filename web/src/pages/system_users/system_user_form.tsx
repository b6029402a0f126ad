import { Button, Textfield } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import { type SyntheticEvent, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";

import { organisationQuery } from "../../api/registers";
import { type SystemUserInput, useCreateSystemUser } from "../../api/system_users";
import { useDraft } from "../../ui/draft";
import { useFlash } from "../../ui/flash";
import { errorsOf, type FormErrors, FormSummary } from "../../ui/form_errors";
import { formatOrgNumber, isOrgNumber } from "../../ui/format";
import { Problem } from "../../ui/problem";

const longest = 255;
const empty = { system_id: "", client_id: "", external_ref: "" };

function problemsOf({ system_id, client_id, external_ref }: typeof empty, t: TFunction): FormErrors {
  const errors: FormErrors = {};
  const system = system_id.trim();
  if (!/^\d{9}_[A-Za-z0-9._-]+$/.test(system) || !isOrgNumber(system.slice(0, 9)) || system.length > longest) {
    errors["system_id"] = t("systemUsers.form.badSystem");
  }
  if (!client_id.trim()) errors["client_id"] = t("common.form.required");
  if (external_ref.length > longest) {
    errors["external_ref"] = t("common.form.tooLong", { max: longest, length: external_ref.length });
  }
  return errors;
}

export function SystemUserForm() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const flash = useFlash();
  const create = useCreateSystemUser();
  const [draft, change, forget] = useDraft("systemUser.new", empty);
  const [found, setFound] = useState<FormErrors>({});
  const refused = useMemo(() => errorsOf(create.error), [create.error]);
  const errors = Object.keys(found).length > 0 ? found : refused;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const problems = problemsOf(draft, t);
    setFound(problems);
    if (Object.keys(problems).length > 0) return;
    const reference = draft.external_ref.trim();
    const body: SystemUserInput = {
      system_id: draft.system_id.trim(),
      client_id: draft.client_id.trim(),
      ...(reference ? { external_ref: reference } : {}),
    };
    create.mutate(body, {
      onSuccess: ({ system_id }) => {
        forget();
        flash(t("systemUsers.form.done", { system: system_id }));
        void navigate("/systemusers");
      },
    });
  };
  const field = (id: keyof typeof empty) => ({
    id,
    className: "field",
    value: draft[id],
    error: errors[id],
    autoComplete: "off",
    spellCheck: false,
    onChange: (event: { target: { value: string } }) => change({ [id]: event.target.value }),
  });
  return (
    <form onSubmit={submit} className="stack card" noValidate>
      <FormSummary
        errors={errors}
        labels={{
          system_id: t("systemUsers.form.system"),
          client_id: t("systemUsers.form.client"),
          external_ref: t("systemUsers.form.reference"),
        }}
      />
      {create.isError && Object.keys(errors).length === 0 && <Problem error={create.error} />}
      <div className="field">
        <Textfield
          {...field("system_id")}
          label={t("systemUsers.form.system")}
          description={t("systemUsers.form.systemHint")}
        />
        <p className="lookup" role="status">
          <Vendor orgno={draft.system_id.trim().slice(0, 9)} />
        </p>
      </div>
      <Textfield
        {...field("client_id")}
        label={t("systemUsers.form.client")}
        description={t("systemUsers.form.clientHint")}
      />
      <Textfield
        {...field("external_ref")}
        label={`${t("systemUsers.form.reference")} (${t("common.form.optional")})`}
        description={t("systemUsers.form.referenceHint")}
      />
      <div className="actions">
        <Button type="submit" loading={create.isPending}>
          {t("systemUsers.form.submit")}
        </Button>
        <Button asChild variant="tertiary">
          <Link to="/systemusers" onClick={forget}>
            {t("common.action.cancel")}
          </Link>
        </Button>
      </div>
    </form>
  );
}

function Vendor({ orgno }: { orgno: string }) {
  const { t } = useTranslation();
  const { data } = useQuery({ ...organisationQuery(orgno), enabled: isOrgNumber(orgno) });
  if (!isOrgNumber(orgno)) return null;
  return t("systemUsers.form.vendor", { name: data?.name ?? formatOrgNumber(orgno) });
}
