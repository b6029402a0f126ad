import { Button } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";
import { Link, useRouteError } from "react-router";

import { Page } from "./page";
import { Problem } from "./problem";

/** In place of a page that threw: its chunk did not load, or its code has a fault. */
export function PageFailed() {
  const { t } = useTranslation();
  const error = useRouteError();
  return (
    <Page title={t("common.problem.pageTitle")}>
      <Problem error={error} onRetry={() => window.location.reload()} />
      <Button asChild variant="tertiary">
        <Link to="/">{t("common.problem.goHome")}</Link>
      </Button>
    </Page>
  );
}
