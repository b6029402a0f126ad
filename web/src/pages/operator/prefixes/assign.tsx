import { Textfield } from "@digdir/designsystemet-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useAssignPrefix } from "../../../api/operator/prefixes";
import { useDraft } from "../../../ui/draft";
import { useFlash } from "../../../ui/flash";
import { type FormErrors, FormSummary } from "../../../ui/form_errors";
import { formatOrgNumber, isOrgNumber } from "../../../ui/format";
import { OrganisationField, plainOrgNumber } from "../../../ui/organisation_field";
import { FormDialog } from "../form_dialog";
import { refusalOf } from "../form_refusal";

const wellFormed = /^[a-z0-9][a-z0-9._-]{0,63}$/;

export function AssignPrefix({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const flash = useFlash();
  const assign = useAssignPrefix();
  const [draft, change, forget] = useDraft("operator.prefix", { prefix: "", owner_orgno: "" });
  const [found, setFound] = useState<FormErrors>({});
  const refusal = refusalOf(assign.error, ["prefix", "owner_orgno"]);
  const errors = Object.keys(found).length > 0 ? found : refusal.errors;
  const submit = () => {
    const prefix = draft.prefix.trim();
    const owner_orgno = plainOrgNumber(draft.owner_orgno);
    const wrong: FormErrors = {};
    if (!prefix) wrong["prefix"] = t("common.form.required");
    else if (!wellFormed.test(prefix)) wrong["prefix"] = t("operator.prefixes.malformed");
    if (!isOrgNumber(owner_orgno)) wrong["owner_orgno"] = t("common.form.orgno");
    setFound(wrong);
    if (Object.keys(wrong).length > 0) return;
    assign.mutate(
      { prefix, owner_orgno },
      {
        onSuccess: () => {
          forget();
          flash(t("operator.prefixes.assignedTo", { prefix, orgno: formatOrgNumber(owner_orgno) }));
          onClose();
        },
      },
    );
  };
  return (
    <FormDialog
      title={t("operator.prefixes.assign")}
      submit={t("operator.prefixes.assign")}
      pending={assign.isPending}
      error={refusal.rest}
      onSubmit={submit}
      onClose={onClose}
    >
      <FormSummary errors={errors} />
      <Textfield
        id="prefix"
        label={t("operator.prefixes.prefix")}
        description={t("operator.prefixes.prefixHint")}
        value={draft.prefix}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        error={errors["prefix"]}
        onChange={(event) => change({ prefix: event.target.value })}
      />
      <OrganisationField
        id="owner_orgno"
        label={t("operator.prefixes.ownerNumber")}
        description={t("operator.mustBeRegistered")}
        value={draft.owner_orgno}
        error={errors["owner_orgno"]}
        onChange={(owner_orgno) => change({ owner_orgno })}
      />
    </FormDialog>
  );
}
