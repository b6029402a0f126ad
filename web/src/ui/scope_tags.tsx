import { Tag } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { Scope } from "../api/scopes";

const visibilities = { PUBLIC: "public", PRIVATE: "private", INTERNAL: "internal" } as const;

/** What one wants to know of a scope in a list. */
export function ScopeTags({ scope }: { scope: Scope }) {
  const { t } = useTranslation();
  return (
    <span className="tags">
      {!scope.active && <Tag data-color="danger">{t("scopes.tag.inactive")}</Tag>}
      <Tag data-color={scope.visibility === "PUBLIC" ? "info" : "neutral"}>
        {t(`scopes.tag.${visibilities[scope.visibility]}`)}
      </Tag>
      {scope.accessible_for_all && <Tag data-color="success">{t("scopes.tag.open")}</Tag>}
      {scope.delegation_source && <Tag data-color="neutral">{t("scopes.tag.delegable")}</Tag>}
    </span>
  );
}
