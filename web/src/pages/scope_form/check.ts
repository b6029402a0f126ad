import type { TFunction } from "i18next";

import type { FormErrors } from "../../ui/form_errors";
import type { ScopeDraft } from "./draft";

export const longestDescription = 255;
export const longestLongDescription = 4000;
const longestName = 255;

// the API's own rules (docs/protocol.md §5.7), so that most of what it would refuse is said before it is sent
const subscopeForm = /^[A-Za-z0-9][A-Za-z0-9._/:-]*$/;
const notInLimitedMarkdown = /[^A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u017f0-9\s.,\-_:;!?'"()/*[\]#]/gu;

type Rule = (text: string, t: TFunction) => string | undefined;

const lengthUpTo =
  (max: number): Rule =>
  (text, t) => {
    const length = Array.from(text).length;
    return length > max ? t("common.form.tooLong", { max, length }) : undefined;
  };

const required: Rule = (text, t) => (text.trim() ? undefined : t("common.form.required"));
const oneLine: Rule = (text, t) => (/[\r\n]/.test(text) ? t("scopes.form.problem.lineBreak") : undefined);

const limitedMarkdown: Rule = (text, t) => {
  const odd = new Set(text.match(notInLimitedMarkdown));
  return odd.size > 0 ? t("scopes.form.problem.characters", { characters: [...odd].slice(0, 8).join(" ") }) : undefined;
};

const wholeWithin = (text: string, least: number, most: number) =>
  /^\d{1,9}$/.test(text.trim()) && Number(text) >= least && Number(text) <= most;

const lifetime: Rule = (text, t) =>
  text.trim() === "0" || wholeWithin(text, 10, 7200) ? undefined : t("scopes.form.problem.lifetime");

const authorization: Rule = (text, t) =>
  wholeWithin(text, 0, 315_360_000) ? undefined : t("scopes.form.problem.authorization");

const uri: Rule = (text, t) =>
  text.trim() === "" || URL.canParse(text.trim()) ? undefined : t("scopes.form.problem.uri");

const subscope: Rule = (text, t) => (subscopeForm.test(text.trim()) ? undefined : t("scopes.form.problem.subscope"));

const short: Rule[] = [lengthUpTo(longestDescription), oneLine];
const long: Rule[] = [lengthUpTo(longestLongDescription), limitedMarkdown];

const rules: Partial<Record<keyof ScopeDraft, Rule[]>> = {
  description: [required, ...short],
  "description#nn": short,
  "description#en": short,
  long_description: long,
  "long_description#nn": long,
  "long_description#en": long,
  enforced_aud_for_access_token: [uri],
  at_max_age: [lifetime],
  authorization_max_lifetime: [authorization],
};
const nameRules: typeof rules = { prefix: [required], subscope: [required, subscope] };

/** What is wrong with the form, by field; with the name only while the scope is being made. */
export function problemsOf(draft: ScopeDraft, isNew: boolean, t: TFunction): FormErrors {
  const errors: FormErrors = {};
  for (const [member, checks] of Object.entries(isNew ? { ...nameRules, ...rules } : rules)) {
    const text = String(draft[member as keyof ScopeDraft]);
    const message = checks.map((check) => check(text, t)).find(Boolean);
    if (message) errors[member] = message;
  }
  const length = `${draft.prefix}:${draft.subscope}`.length;
  if (isNew && length > longestName) errors["subscope"] ??= t("scopes.form.problem.nameTooLong", { length });
  return errors;
}
