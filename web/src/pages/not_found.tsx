import { Button, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { Page } from "../ui/page";

export function Component() {
  const { t } = useTranslation();
  return (
    <Page title={t("common.problem.notFoundTitle")}>
      <Paragraph>{t("common.problem.notFoundText")}</Paragraph>
      <Button asChild>
        <Link to="/">{t("common.problem.goHome")}</Link>
      </Button>
    </Page>
  );
}
