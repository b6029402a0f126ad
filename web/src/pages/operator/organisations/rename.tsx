import { Paragraph, Textfield } from "@digdir/designsystemet-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { usePutOrganisation } from "../../../api/operator/organisations";
import type { RegisteredOrganisation } from "../../../api/operator/types";
import { useFlash } from "../../../ui/flash";
import { formatOrgNumber } from "../../../ui/format";
import { FormDialog } from "../form_dialog";
import { refusalOf } from "../form_refusal";

type RenameProps = { organisation: RegisteredOrganisation; onClose: () => void };

export function RenameOrganisation({ organisation: { orgno, name: last }, onClose }: RenameProps) {
  const { t } = useTranslation();
  const flash = useFlash();
  const put = usePutOrganisation();
  const [name, setName] = useState(last);
  const [isMissing, setMissing] = useState(false);
  const refusal = refusalOf(put.error, ["name"]);
  const submit = () => {
    setMissing(!name.trim());
    if (!name.trim()) return;
    put.mutate(
      { orgno, name: name.trim() },
      {
        onSuccess: () => {
          flash(t("operator.organisations.renamed", { last, name: name.trim() }));
          onClose();
        },
      },
    );
  };
  return (
    <FormDialog
      title={t("operator.organisations.renameTitle", { name: last })}
      submit={t("common.action.save")}
      pending={put.isPending}
      error={refusal.rest}
      onSubmit={submit}
      onClose={onClose}
    >
      <Paragraph>{formatOrgNumber(orgno)}</Paragraph>
      <Textfield
        id="name"
        label={t("operator.organisations.newName")}
        value={name}
        maxLength={255}
        autoComplete="off"
        error={isMissing ? t("common.form.required") : refusal.errors["name"]}
        onChange={(event) => setName(event.target.value)}
      />
    </FormDialog>
  );
}
