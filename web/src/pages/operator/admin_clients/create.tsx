import { Checkbox, Fieldset, Textfield, ValidationMessage } from "@digdir/designsystemet-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useCreateAdminClient } from "../../../api/operator/admin_clients";
import type { Client } from "../../../api/operator/types";
import { useUser } from "../../../session/session";
import { useDraft } from "../../../ui/draft";
import { useFlash } from "../../../ui/flash";
import { type FormErrors, FormSummary } from "../../../ui/form_errors";
import { isOrgNumber } from "../../../ui/format";
import { OrganisationField, plainOrgNumber } from "../../../ui/organisation_field";
import { FormDialog } from "../form_dialog";
import { refusalOf } from "../form_refusal";
import { type AdminScope, memberScopes, operatorScopes, scopeText } from "./scopes";

type CreateProps = { onClose: () => void; onCreated: (client: Client) => void };

const empty = { orgno: "", client_name: "", scopes: [] as string[] };

/** No scope is chosen beforehand: nobody gets more than was named. */
export function CreateAdminClient({ onClose, onCreated }: CreateProps) {
  const { t } = useTranslation();
  const { organisation } = useUser();
  const flash = useFlash();
  const create = useCreateAdminClient();
  const [draft, change, forget] = useDraft("operator.adminClient", empty);
  const [found, setFound] = useState<FormErrors>({});
  const refusal = refusalOf(create.error, ["orgno", "client_name", "scopes"]);
  const errors = Object.keys(found).length > 0 ? found : refusal.errors;
  const orgno = plainOrgNumber(draft.orgno);
  const offered: AdminScope[] = orgno === organisation.orgno ? [...memberScopes, ...operatorScopes] : [...memberScopes];
  const scopes = offered.filter((scope) => draft.scopes.includes(scope));
  const submit = () => {
    const wrong: FormErrors = {};
    if (!isOrgNumber(orgno)) wrong["orgno"] = t("common.form.orgno");
    if (scopes.length === 0) wrong["scopes"] = t("operator.adminClients.scopeMissing");
    setFound(wrong);
    if (Object.keys(wrong).length > 0) return;
    const client_name = draft.client_name.trim();
    create.mutate(
      { orgno, scopes, ...(client_name ? { client_name } : {}) },
      {
        onSuccess: (client) => {
          forget();
          flash(t("operator.adminClients.made", { name: client.client_name }));
          onCreated(client);
        },
      },
    );
  };
  return (
    <FormDialog
      title={t("operator.adminClients.create")}
      submit={t("operator.adminClients.create")}
      pending={create.isPending}
      error={refusal.rest}
      onSubmit={submit}
      onClose={onClose}
    >
      <FormSummary errors={errors} />
      <OrganisationField
        id="orgno"
        label={t("common.org.number")}
        description={t("operator.mustBeRegistered")}
        value={draft.orgno}
        error={errors["orgno"]}
        onChange={(text) => change({ orgno: text })}
      />
      <Textfield
        id="client_name"
        label={`${t("operator.adminClients.name")} (${t("common.form.optional")})`}
        value={draft.client_name}
        maxLength={255}
        autoComplete="off"
        error={errors["client_name"]}
        onChange={(event) => change({ client_name: event.target.value })}
      />
      <Fieldset id="scopes" tabIndex={-1}>
        <Fieldset.Legend>{t("operator.adminClients.scopes")}</Fieldset.Legend>
        <Fieldset.Description>{t("operator.adminClients.scopesHint")}</Fieldset.Description>
        {offered.map((scope) => (
          <Checkbox
            key={scope}
            value={scope}
            label={<code>{scope}</code>}
            description={t(`operator.adminClients.scope.${scopeText[scope]}`)}
            checked={scopes.includes(scope)}
            onChange={(event) =>
              change({
                scopes: event.target.checked
                  ? [...draft.scopes, scope]
                  : draft.scopes.filter((other) => other !== scope),
              })
            }
          />
        ))}
        {errors["scopes"] && <ValidationMessage>{errors["scopes"]}</ValidationMessage>}
      </Fieldset>
    </FormDialog>
  );
}
