import { useTranslation } from "react-i18next";

import { formatOrgNumber } from "./format";

/** An organisation as people know it, and its number. */
export function Organisation({ orgno, name }: { orgno: string; name?: string | null }) {
  const { t } = useTranslation();
  return (
    <span className="organisation">
      <span>{name || t("common.org.unknownName")}</span>
      <span className="orgno">{formatOrgNumber(orgno)}</span>
    </span>
  );
}
