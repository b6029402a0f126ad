import { useTranslation } from "react-i18next";

import { type SystemUser, useDeleteSystemUser } from "../../api/system_users";
import { Confirm } from "../../ui/confirm";
import { useFlash } from "../../ui/flash";
import { formatOrgNumber } from "../../ui/format";

export function Deletion({ user, onClose, onDone }: { user: SystemUser; onClose: () => void; onDone: () => void }) {
  const { t } = useTranslation();
  const flash = useFlash();
  const remove = useDeleteSystemUser();
  const orgno = formatOrgNumber(user.vendor_orgno);
  const words = { system: user.system_id, orgno, name: user.vendor_organization_name ?? orgno };
  return (
    <Confirm
      open
      title={t("systemUsers.confirm.title", words)}
      confirm={t("systemUsers.confirm.confirm")}
      pending={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onConfirm={() =>
        remove.mutate(user.id, {
          onSuccess: () => {
            flash(t("systemUsers.deleted", words));
            onDone();
          },
        })
      }
    >
      {t("systemUsers.confirm.text", words)}
    </Confirm>
  );
}
