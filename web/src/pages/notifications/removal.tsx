import { useTranslation } from "react-i18next";

import { type NotificationPoint, useDeleteNotificationPoint } from "../../api/notifications";
import { Confirm } from "../../ui/confirm";
import { useFlash } from "../../ui/flash";
import { usePointName } from "./point_name";

type RemovalProps = { point: NotificationPoint; onClose: () => void; onDone: () => void };

export function Removal({ point, onClose, onDone }: RemovalProps) {
  const { t } = useTranslation();
  const flash = useFlash();
  const remove = useDeleteNotificationPoint();
  const name = usePointName(point);
  return (
    <Confirm
      open
      title={t("notifications.confirm.title", { name })}
      confirm={t("notifications.confirm.confirm")}
      pending={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onConfirm={() =>
        remove.mutate(point.id, {
          onSuccess: () => {
            flash(t("notifications.removed", { name }));
            onDone();
          },
        })
      }
    >
      {t(point.channel === "CALENDAR" ? "notifications.confirm.calendar" : "notifications.confirm.text")}
    </Confirm>
  );
}
