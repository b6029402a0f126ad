import { errorsOf, type FormErrors } from "../../ui/form_errors";

/** What a refused form shows beside its fields, and what is left for the form as a whole. */
export function refusalOf(error: unknown, fields: readonly string[]): { errors: FormErrors; rest: unknown } {
  const errors: FormErrors = {};
  for (const [field, message] of Object.entries(errorsOf(error))) {
    if (fields.includes(field)) errors[field] = message;
  }
  return { errors, rest: error && Object.keys(errors).length === 0 ? error : undefined };
}
