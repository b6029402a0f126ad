import "./try_it/try_it.css";

import { Button, Textfield } from "@digdir/designsystemet-react";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { useExplain } from "../api/explanation";
import { useRight } from "../session/session";
import { type FormErrors, FormSummary } from "../ui/form_errors";
import { Page } from "../ui/page";
import { Problem } from "../ui/problem";
import { RightMissing } from "../ui/right_missing";
import { ExplanationView } from "./try_it/explanation_view";
import { grantIn } from "./try_it/grant";

export function Component() {
  const { t } = useTranslation();
  if (!useRight("clients")) return <RightMissing title={t("tryIt.title")} right="clients" />;
  return (
    <Page title={t("tryIt.title")} intro={t("tryIt.intro")}>
      <TryForm />
    </Page>
  );
}

/** A grant lets whoever holds it in, so it is kept here only: no draft, no cache. */
function TryForm() {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const [errors, setErrors] = useState<FormErrors>({});
  const explain = useExplain();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const grant = grantIn(text);
    setErrors(grant === "" ? { assertion: t("common.form.required") } : {});
    if (grant !== "") explain.mutate(grant);
  };
  return (
    <>
      <form onSubmit={submit} className="stack" noValidate>
        <FormSummary errors={errors} labels={{ assertion: t("tryIt.label") }} />
        <Textfield
          id="assertion"
          className="code-field"
          multiline
          rows={7}
          label={t("tryIt.label")}
          description={t("tryIt.hint")}
          value={text}
          error={errors["assertion"]}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setText(event.target.value)}
        />
        <div className="actions">
          <Button type="submit" loading={explain.isPending}>
            {t("tryIt.button")}
          </Button>
        </div>
      </form>
      {explain.isError && <Problem error={explain.error} />}
      {explain.data && <ExplanationView key={explain.submittedAt} explanation={explain.data} />}
    </>
  );
}
