import { Alert, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { Right } from "../api/session_types";
import { useUser } from "../session/session";
import { Page } from "./page";

/** In place of a page that the session's rights do not cover: what is missing, and whom to ask. */
export function RightMissing({ title, right }: { title: string; right: Right }) {
  const { t } = useTranslation();
  const { organisation } = useUser();
  return (
    <Page title={title}>
      <Alert data-color="info">
        <Paragraph>
          {t("rights.missing", { right: t(`login.right.${right}`), organisation: organisation.name })}
        </Paragraph>
        <Paragraph>{t("rights.whomToAsk")}</Paragraph>
      </Alert>
    </Page>
  );
}
