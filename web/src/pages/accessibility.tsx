import { Link, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import { useSession } from "../session/session";
import { Page } from "../ui/page";

export function Component() {
  const { t } = useTranslation();
  const { statements } = useSession();
  return (
    <Page title={t("common.accessibility.title")} intro={t("common.accessibility.intro")}>
      {statements.accessibility ? (
        <Paragraph>
          <Link href={statements.accessibility}>{t("common.accessibility.statement")}</Link>
        </Paragraph>
      ) : (
        <Paragraph>{t("common.accessibility.missing")}</Paragraph>
      )}
      <Paragraph>{t("common.accessibility.contact")}</Paragraph>
      {statements.support && <Paragraph>{statements.support}</Paragraph>}
    </Page>
  );
}
