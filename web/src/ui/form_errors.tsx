import { ErrorSummary } from "@digdir/designsystemet-react";
import { type ComponentRef, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

import { ApiProblem } from "../api/problem";

/** Messages by the id of the field they belong to; "" is the form as a whole. */
export type FormErrors = Record<string, string>;

/** What the server said of a form, by field; `names` maps the API's members to ids where they differ. */
export function errorsOf(error: unknown, names: Record<string, string> = {}): FormErrors {
  if (!(error instanceof ApiProblem)) return {};
  const errors: FormErrors = {};
  for (const { field, message } of error.fields) {
    const member = field.replace(/[[.].*$/, "");
    const id = names[field] ?? names[member] ?? member;
    errors[id] ??= message;
  }
  return errors;
}

/** The summary above a form that was refused; it takes focus when the refusal comes. */
export function FormSummary({ errors, labels }: { errors: FormErrors; labels?: Record<string, string> }) {
  const { t } = useTranslation();
  const summary = useRef<ComponentRef<typeof ErrorSummary>>(null);
  const entries = Object.entries(errors);
  useEffect(() => {
    if (Object.keys(errors).length > 0) summary.current?.focus();
  }, [errors]);
  if (entries.length === 0) return null;
  return (
    <ErrorSummary ref={summary} tabIndex={-1}>
      <ErrorSummary.Heading>{t("common.form.summary")}</ErrorSummary.Heading>
      <ErrorSummary.List>
        {entries.map(([id, message]) => (
          <ErrorSummary.Item key={id}>
            {id === "" ? (
              message
            ) : (
              <ErrorSummary.Link href={`#${id}`}>
                {labels?.[id] ? `${labels[id]}: ${message}` : message}
              </ErrorSummary.Link>
            )}
          </ErrorSummary.Item>
        ))}
      </ErrorSummary.List>
    </ErrorSummary>
  );
}
