import { useTranslation } from "react-i18next";

import type { NotificationPoint } from "../../api/notifications";
import { formatDate } from "../../ui/format";

/** A calendar has no address to be known by, so it is known by its day. */
export function usePointName({ address, created }: NotificationPoint): string {
  const { t } = useTranslation();
  return address ?? t("notifications.calendarOf", { date: formatDate(created) });
}
