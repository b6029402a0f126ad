import { Textfield } from "@digdir/designsystemet-react";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";

import type { FormErrors } from "./form_errors";

/** What a person writes of a client; the lifetime as it was typed. */
export type ClientText = { client_name: string; description: string; access_token_lifetime: string };

export const defaultLifetime = 120;
const longestText = 255;
const lifetimes = { min: 10, max: 7200 };

/** docs/protocol.md §1.6. */
export function clientErrors(text: ClientText, t: TFunction): FormErrors {
  const errors: FormErrors = {};
  for (const id of ["client_name", "description"] as const) {
    const { length } = text[id].trim();
    if (length === 0) errors[id] = t("common.form.required");
    else if (length > longestText) errors[id] = t("common.form.tooLong", { max: longestText, length });
  }
  const lifetime = text.access_token_lifetime.trim();
  const seconds = Number(lifetime);
  if (!/^\d+$/.test(lifetime) || seconds < lifetimes.min || seconds > lifetimes.max) {
    errors["access_token_lifetime"] = t("clients.form.lifetimeRange", lifetimes);
  }
  return errors;
}

/** As the API takes it. */
export function clientMembers({ client_name, description, access_token_lifetime }: ClientText) {
  return {
    client_name: client_name.trim(),
    description: description.trim(),
    access_token_lifetime: Number(access_token_lifetime),
  };
}

type FieldsProps = { value: ClientText; errors: FormErrors; onChange: (part: Partial<ClientText>) => void };

export function ClientFields({ value, errors, onChange }: FieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <Textfield
        id="client_name"
        className="field"
        label={t("clients.form.name")}
        description={t("clients.form.nameHint")}
        value={value.client_name}
        error={errors["client_name"]}
        autoComplete="off"
        onChange={(event) => onChange({ client_name: event.target.value })}
      />
      <Textfield
        id="description"
        className="field"
        multiline
        rows={3}
        label={t("clients.form.description")}
        description={t("clients.form.descriptionHint")}
        value={value.description}
        error={errors["description"]}
        onChange={(event) => onChange({ description: event.target.value })}
      />
      <Textfield
        id="access_token_lifetime"
        className="short-field"
        label={t("clients.form.lifetime")}
        description={t("clients.form.lifetimeHint")}
        suffix={t("clients.form.seconds")}
        inputMode="numeric"
        value={value.access_token_lifetime}
        error={errors["access_token_lifetime"]}
        autoComplete="off"
        onChange={(event) => onChange({ access_token_lifetime: event.target.value })}
      />
    </>
  );
}
