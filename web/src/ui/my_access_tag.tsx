import { Tag } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { CatalogueEntry } from "../api/access_types";
import { useUser } from "../session/session";

const colours = { APPROVED: "success", REQUESTED: "warning", DENIED: "danger" } as const;

/** How the organisation stands to a scope of the catalogue. */
export function MyAccessTag({ entry }: { entry: CatalogueEntry }) {
  const { t } = useTranslation();
  const { organisation } = useUser();
  const { my_access } = entry;
  return (
    <span className="tags">
      {entry.owner_orgno === organisation.orgno && <Tag data-color="info">{t("catalogue.myAccess.own")}</Tag>}
      {entry.accessible_for_all && <Tag data-color="success">{t("catalogue.myAccess.open")}</Tag>}
      {my_access && !(entry.accessible_for_all && my_access !== "APPROVED") && (
        <Tag data-color={colours[my_access]}>{t(`catalogue.myAccess.${my_access}`)}</Tag>
      )}
    </span>
  );
}
