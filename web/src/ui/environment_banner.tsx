import { useTranslation } from "react-i18next";

import { useSession } from "../session/session";

export function EnvironmentBanner() {
  const { t } = useTranslation();
  const { environment } = useSession();
  if (environment === "production") return null;
  return (
    <div className="environment" role="note">
      {t(`common.banner.${environment}`)}
    </div>
  );
}
