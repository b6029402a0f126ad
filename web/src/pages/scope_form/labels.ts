import { useTranslation } from "react-i18next";

import type { ScopeDraft } from "./draft";

/** The fields' names, for the summary of what is wrong. */
export function useLabels(): Partial<Record<keyof ScopeDraft, string>> {
  const { t } = useTranslation();
  return {
    prefix: t("scopes.form.prefix"),
    subscope: t("scopes.form.subscope"),
    description: t("scopes.form.description"),
    "description#nn": t("scopes.form.descriptionIn.nn"),
    "description#en": t("scopes.form.descriptionIn.en"),
    long_description: t("scopes.form.longDescription"),
    "long_description#nn": t("scopes.form.longDescriptionIn.nn"),
    "long_description#en": t("scopes.form.longDescriptionIn.en"),
    visibility: t("scopes.form.visibility"),
    accessible_for_all: t("scopes.form.accessibleForAll"),
    delegation_source: t("scopes.form.delegationSource"),
    allowed_integration_types: t("scopes.form.integrationTypes"),
    token_type: t("scopes.form.tokenType"),
    at_max_age: t("scopes.form.atMaxAge"),
    authorization_max_lifetime: t("scopes.form.authorizationMaxLifetime"),
    enforced_aud_for_access_token: t("scopes.form.audience"),
  };
}
