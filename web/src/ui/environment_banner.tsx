import { useTranslation } from "react-i18next";

import { useSession } from "../session/session";

export function EnvironmentBanner() {
  const { t } = useTranslation();
  const { environment } = useSession();
  if (environment === "production") return null;
  return <aside className="environment">{t(`common.banner.${environment}`)}</aside>;
}
