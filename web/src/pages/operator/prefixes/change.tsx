import { Switch } from "@digdir/designsystemet-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useChangePrefix } from "../../../api/operator/prefixes";
import type { Prefix } from "../../../api/operator/types";
import { useFlash } from "../../../ui/flash";
import { isOrgNumber } from "../../../ui/format";
import { OrganisationField, plainOrgNumber } from "../../../ui/organisation_field";
import { FormDialog } from "../form_dialog";
import { refusalOf } from "../form_refusal";

/** A prefix is deactivated and comes back; its owner changes only while no scope uses it, which the server knows. */
export function ChangePrefix({ prefix, onClose }: { prefix: Prefix; onClose: () => void }) {
  const { t } = useTranslation();
  const flash = useFlash();
  const change = useChangePrefix();
  const [owner, setOwner] = useState(prefix.owner_orgno);
  const [active, setActive] = useState(prefix.active);
  const [isWrong, setWrong] = useState(false);
  const refusal = refusalOf(change.error, ["owner_orgno"]);
  const submit = () => {
    const owner_orgno = plainOrgNumber(owner);
    setWrong(!isOrgNumber(owner_orgno));
    if (!isOrgNumber(owner_orgno)) return;
    change.mutate(
      { prefix: prefix.prefix, owner_orgno, active },
      {
        onSuccess: () => {
          flash(t("operator.prefixes.changed", { prefix: prefix.prefix }));
          onClose();
        },
      },
    );
  };
  return (
    <FormDialog
      title={t("operator.prefixes.changeTitle", { prefix: prefix.prefix })}
      submit={t("common.action.save")}
      pending={change.isPending}
      error={refusal.rest}
      onSubmit={submit}
      onClose={onClose}
    >
      <OrganisationField
        id="owner_orgno"
        label={t("operator.prefixes.ownerNumber")}
        description={t("operator.prefixes.ownerHint")}
        value={owner}
        error={isWrong ? t("common.form.orgno") : refusal.errors["owner_orgno"]}
        onChange={setOwner}
      />
      <Switch
        label={t("common.state.active")}
        description={t("operator.prefixes.activeHint")}
        checked={active}
        onChange={(event) => setActive(event.target.checked)}
      />
    </FormDialog>
  );
}
