import { Heading, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import { useUser } from "../session/session";
import { Page } from "../ui/page";

export function Component() {
  const { t } = useTranslation();
  const user = useUser();
  return (
    <Page title={t("home.title", { name: user.name })}>
      <section className="stack">
        <Heading level={2} data-size="sm">
          {t("home.needsYou")}
        </Heading>
        <Paragraph>{t("home.allClear")}</Paragraph>
      </section>
    </Page>
  );
}
