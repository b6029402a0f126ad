import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { useSession } from "../session/session";

export function Footer() {
  const { t } = useTranslation();
  const { statements } = useSession();
  return (
    <footer className="footer">
      <nav aria-label={t("common.footer.label")}>
        <Link to="/accessibility">{t("common.footer.accessibility")}</Link>
        {statements.privacy && <a href={statements.privacy}>{t("common.footer.privacy")}</a>}
        <a href="/docs/api">{t("common.footer.apiDocs")}</a>
      </nav>
      {statements.support && (
        <p>
          {t("common.footer.support")}: {statements.support}
        </p>
      )}
    </footer>
  );
}
