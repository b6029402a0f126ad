import { Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import { useDeleteKey } from "../../api/clients";
import { Confirm } from "../../ui/confirm";
import { useFlash } from "../../ui/flash";

type DeleteKeyProps = {
  clientId: string;
  /** The key to delete; null while nobody asks. */
  kid: string | null;
  isLast: boolean;
  onClose: () => void;
  onDeleted: () => void;
};

/** Asks, for a deleted key does not come back. */
export function DeleteKey({ clientId, kid, isLast, onClose, onDeleted }: DeleteKeyProps) {
  const { t } = useTranslation();
  const flash = useFlash();
  const remove = useDeleteKey(clientId);
  const close = () => {
    remove.reset();
    onClose();
  };
  const confirm = () => {
    if (kid === null) return;
    remove.mutate(kid, {
      onSuccess: () => {
        flash(t("keys.delete.done", { kid }));
        close();
        onDeleted();
      },
    });
  };
  return (
    <Confirm
      open={kid !== null}
      title={t("keys.delete.title", { kid: kid ?? "" })}
      confirm={t("keys.delete.button")}
      pending={remove.isPending}
      error={remove.error}
      onConfirm={confirm}
      onClose={close}
    >
      <Paragraph>{t("keys.delete.text")}</Paragraph>
      {isLast && <Paragraph>{t("keys.delete.last")}</Paragraph>}
    </Confirm>
  );
}
