import { useTranslation } from "react-i18next";

import { useDeletePrefix } from "../../../api/operator/prefixes";
import type { Prefix } from "../../../api/operator/types";
import { Confirm } from "../../../ui/confirm";
import { useFlash } from "../../../ui/flash";
import { useFocusLater } from "../../../ui/focus_later";

export function DeletePrefix({ prefix, onClose }: { prefix: Prefix | null; onClose: () => void }) {
  const { t } = useTranslation();
  const flash = useFlash();
  const remove = useDeletePrefix();
  const focusHeading = useFocusLater("h1");
  const name = prefix?.prefix ?? "";
  const close = () => {
    remove.reset();
    onClose();
  };
  const confirmed = () =>
    remove.mutate(name, {
      onSuccess: () => {
        flash(t("operator.prefixes.deleted", { prefix: name }));
        close();
        focusHeading();
      },
    });
  return (
    <Confirm
      open={prefix !== null}
      title={t("operator.prefixes.deleteTitle", { prefix: name })}
      confirm={t("common.action.delete")}
      pending={remove.isPending}
      error={remove.error}
      onConfirm={confirmed}
      onClose={close}
    >
      {t("operator.prefixes.deleteText")}
    </Confirm>
  );
}
