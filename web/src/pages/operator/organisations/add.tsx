import { Textfield } from "@digdir/designsystemet-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { usePutOrganisation } from "../../../api/operator/organisations";
import { organisationQuery } from "../../../api/registers";
import { useDraft } from "../../../ui/draft";
import { useFlash } from "../../../ui/flash";
import { type FormErrors, FormSummary } from "../../../ui/form_errors";
import { formatOrgNumber, isOrgNumber } from "../../../ui/format";
import { plainOrgNumber } from "../../../ui/organisation_field";
import { FormDialog } from "../form_dialog";
import { refusalOf } from "../form_refusal";

/** Registers an organisation. One that is registered already keeps its name: giving it another is asked for elsewhere. */
export function AddOrganisation({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const flash = useFlash();
  const queries = useQueryClient();
  const put = usePutOrganisation();
  const [draft, change, forget] = useDraft("operator.organisation", { orgno: "", name: "" });
  const [found, setFound] = useState<FormErrors>({});
  const [isChecking, setChecking] = useState(false);
  const refusal = refusalOf(put.error, ["name"]);
  const errors = { ...refusal.errors, ...found };
  const submit = async () => {
    const orgno = plainOrgNumber(draft.orgno);
    const name = draft.name.trim();
    put.reset();
    const wrong: FormErrors = {};
    if (!isOrgNumber(orgno)) wrong["orgno"] = t("common.form.orgno");
    if (!name) wrong["name"] = t("common.form.required");
    if (!wrong["orgno"]) {
      setChecking(true);
      const known = await queries.query({ ...organisationQuery(orgno), staleTime: 0 }).catch(() => null);
      setChecking(false);
      if (known) wrong["orgno"] = t("operator.organisations.known", { name: known.name });
    }
    setFound(wrong);
    if (Object.keys(wrong).length > 0) return;
    put.mutate(
      { orgno, name },
      {
        onSuccess: () => {
          forget();
          flash(t("operator.organisations.added", { name, orgno: formatOrgNumber(orgno) }));
          onClose();
        },
      },
    );
  };
  return (
    <FormDialog
      title={t("operator.organisations.add")}
      submit={t("common.action.add")}
      pending={put.isPending || isChecking}
      error={refusal.rest}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <FormSummary errors={errors} />
      <Textfield
        id="orgno"
        label={t("common.org.number")}
        value={draft.orgno}
        inputMode="numeric"
        autoComplete="off"
        error={errors["orgno"]}
        onChange={(event) => change({ orgno: event.target.value })}
      />
      <Textfield
        id="name"
        label={t("common.org.name")}
        description={t("operator.organisations.nameHint")}
        value={draft.name}
        maxLength={255}
        autoComplete="off"
        error={errors["name"]}
        onChange={(event) => change({ name: event.target.value })}
      />
    </FormDialog>
  );
}
