import type { TFunction } from "i18next";

import type { NotificationPointInput } from "../../api/notifications";
import type { FormErrors } from "../../ui/form_errors";

export type Draft = {
  channel: NotificationPointInput["channel"];
  address: string;
  language: NonNullable<NotificationPointInput["language"]>;
  events: NotificationPointInput["events"];
};

/** What the browser can tell; the server knows more of addresses. */
export function problemsOf({ channel, address, events }: Draft, t: TFunction): FormErrors {
  const errors: FormErrors = {};
  const text = address.trim();
  if (channel === "EMAIL" && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text))
    errors["address"] = t("notifications.form.badEmail");
  if (channel === "WEBHOOK" && !/^https?:\/\/[^\s/]/i.test(text)) errors["address"] = t("notifications.form.badUrl");
  if (channel !== "CALENDAR" && events.length === 0) errors["events"] = t("notifications.form.noEvents");
  return errors;
}

export function bodyOf({ channel, address, language, events }: Draft): NotificationPointInput {
  if (channel === "CALENDAR") return { channel, language, events: ["KEY_EXPIRES"] };
  return { channel, address: address.trim(), language, events };
}
