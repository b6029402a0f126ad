import { Button, Heading, Paragraph, Textfield } from "@digdir/designsystemet-react";
import { type SyntheticEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import { useRequestAccess } from "../../api/access_requests";
import type { CatalogueEntry } from "../../api/access_types";
import { useUser } from "../../session/session";
import { useDraft } from "../../ui/draft";
import { useFlash } from "../../ui/flash";
import { errorsOf } from "../../ui/form_errors";
import { formatOrgNumber } from "../../ui/format";
import { Problem } from "../../ui/problem";

const longestReason = 1000;

/** Asks the owner; nothing where the organisation owns the scope itself. */
export function AskForAccess({ entry }: { entry: CatalogueEntry }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const flash = useFlash();
  const { organisation } = useUser();
  const ask = useRequestAccess(entry.scope);
  const [{ reason }, change, forget] = useDraft(`request.${entry.scope}`, { reason: "" });
  const [problem, setProblem] = useState("");
  if (entry.owner_orgno === organisation.orgno) return null;
  const owner = entry.owner_name ?? formatOrgNumber(entry.owner_orgno);
  const error = problem || errorsOf(ask.error)["reason"];
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const length = Array.from(reason.trim()).length;
    const found =
      length === 0
        ? t("common.form.required")
        : length > longestReason
          ? t("common.form.tooLong", { max: longestReason, length })
          : "";
    setProblem(found);
    if (found) {
      document.getElementById("reason")?.focus();
      return;
    }
    ask.mutate(reason.trim(), {
      onSuccess: () => {
        forget();
        flash(t("catalogue.request.sent", { scope: entry.scope, owner }));
        void navigate("/requests");
      },
    });
  };
  return (
    <form onSubmit={submit} className="stack wide" noValidate>
      <Heading level={3} data-size="2xs">
        {t("catalogue.request.heading")}
      </Heading>
      <Paragraph>{t("catalogue.request.text", { owner })}</Paragraph>
      <Textfield
        id="reason"
        className="field"
        multiline
        rows={5}
        label={t("catalogue.request.reason")}
        description={t("catalogue.request.reasonHint")}
        value={reason}
        error={error}
        counter={{
          limit: longestReason,
          over: t("scopes.form.counterOver"),
          under: t("scopes.form.counterUnder"),
        }}
        onChange={(event) => change({ reason: event.target.value })}
      />
      {ask.isError && !error && <Problem error={ask.error} />}
      <Button type="submit" loading={ask.isPending}>
        {t("catalogue.request.submit")}
      </Button>
    </form>
  );
}
