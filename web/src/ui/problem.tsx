import { Alert, Button, Heading, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import { ApiProblem } from "../api/problem";

/** What went wrong, in the reader's language where we know it; the server's own words are Bokmål. */
export function useProblemText(): (error: unknown) => { text: string; fromServer: boolean } {
  const { t } = useTranslation();
  return (error) => {
    const own = (text: string) => ({ text, fromServer: false });
    if (!(error instanceof ApiProblem)) return own(t("common.problem.unexpected"));
    if (error.status === 0) return own(t("common.problem.offline"));
    if (error.status >= 500)
      return own(t(error.status === 503 ? "common.problem.unavailable" : "common.problem.unexpected"));
    if (error.message) return { text: error.message, fromServer: true };
    return own(t(error.status === 403 ? "common.problem.forbidden" : "common.problem.missing"));
  };
}

/** A failed read or action, with a way on. */
export function Problem({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation();
  const { text, fromServer } = useProblemText()(error);
  return (
    <Alert data-color="danger" role="alert">
      <Heading level={2} data-size="2xs">
        {t("common.problem.title")}
      </Heading>
      <Paragraph lang={fromServer ? "nb" : undefined}>{text}</Paragraph>
      {error instanceof ApiProblem && error.traceId && (
        <Paragraph data-size="sm">{t("common.problem.trace", { traceId: error.traceId })}</Paragraph>
      )}
      {onRetry && (
        <Button variant="secondary" data-size="sm" onClick={onRetry}>
          {t("common.action.retry")}
        </Button>
      )}
    </Alert>
  );
}
