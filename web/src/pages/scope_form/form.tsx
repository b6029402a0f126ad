import { Button } from "@digdir/designsystemet-react";
import { type ReactNode, type SyntheticEvent, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import { errorsOf, type FormErrors, FormSummary } from "../../ui/form_errors";
import { Problem } from "../../ui/problem";
import { AccessFields } from "./access_fields";
import { problemsOf } from "./check";
import type { ScopeDraft } from "./draft";
import { useLabels } from "./labels";
import { NameFields } from "./name_fields";
import { Section } from "./section";
import { TextFields } from "./text_fields";
import { TokenFields } from "./token_fields";

/** What each part of the form needs. */
export type Part = {
  draft: ScopeDraft;
  errors: FormErrors;
  change: (part: Partial<ScopeDraft>) => void;
};

type ScopeFormProps = {
  draft: ScopeDraft;
  change: Part["change"];
  /** Active prefixes to choose from; absent where the scope has its name already. */
  prefixes?: string[];
  submit: string;
  pending: boolean;
  error: unknown;
  onSubmit: () => void;
  cancel: ReactNode;
};

export function ScopeForm({ draft, change, prefixes, submit, pending, error, onSubmit, cancel }: ScopeFormProps) {
  const { t } = useTranslation();
  const [found, setFound] = useState<FormErrors>({});
  const refused = useMemo(() => errorsOf(error), [error]);
  const errors = Object.keys(found).length > 0 ? found : refused;
  const part = { draft, errors, change };
  const labels = useLabels();
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    const problems = problemsOf(draft, prefixes !== undefined, t);
    setFound(problems);
    if (Object.keys(problems).length === 0) onSubmit();
  };
  return (
    <form onSubmit={send} className="stack scope-form" noValidate>
      <FormSummary errors={errors} labels={labels} />
      {error && Object.keys(errors).length === 0 ? <Problem error={error} /> : null}
      {prefixes && (
        <Section title={t("scopes.form.section.name")}>
          <NameFields {...part} prefixes={prefixes} />
        </Section>
      )}
      <Section title={t("scopes.form.section.texts")}>
        <TextFields {...part} />
      </Section>
      <Section title={t("scopes.form.section.access")}>
        <AccessFields {...part} />
      </Section>
      <Section title={t("scopes.form.section.tokens")}>
        <TokenFields {...part} />
      </Section>
      <div className="actions">
        <Button type="submit" loading={pending}>
          {submit}
        </Button>
        {cancel}
      </div>
    </form>
  );
}
