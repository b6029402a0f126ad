import { useTranslation } from "react-i18next";

import { type Delegation, useRevokeDelegation } from "../../api/delegations";
import { Confirm } from "../../ui/confirm";
import { useFlash } from "../../ui/flash";
import { formatOrgNumber } from "../../ui/format";

type RevocationProps = { delegation: Delegation; onClose: () => void; onDone: () => void };

export function Revocation({ delegation, onClose, onDone }: RevocationProps) {
  const { t } = useTranslation();
  const flash = useFlash();
  const revoke = useRevokeDelegation();
  const { scope, supplier_orgno } = delegation;
  const orgno = formatOrgNumber(supplier_orgno);
  const words = { scope, orgno, name: delegation.supplier_organization_name ?? orgno };
  return (
    <Confirm
      open
      title={t("delegations.confirm.title", words)}
      confirm={t("delegations.confirm.confirm")}
      pending={revoke.isPending}
      error={revoke.error}
      onClose={onClose}
      onConfirm={() =>
        revoke.mutate(
          { supplier: supplier_orgno, scope },
          {
            onSuccess: () => {
              flash(t("delegations.revoked", words));
              onDone();
            },
          },
        )
      }
    >
      {t("delegations.confirm.text", words)}
    </Confirm>
  );
}
