import { useTranslation } from "react-i18next";

import type { Doer } from "../../api/access_types";
import { useUser } from "../../session/session";
import { formatOrgNumber } from "../format";

type DoneByProps = { doer: Doer; known: { orgno: string; name?: string }[] };

/** Who did it, as far as one may know; `known` are organisations whose names are at hand. */
export function DoneBy({ doer, known }: DoneByProps) {
  const { t } = useTranslation();
  const { organisation } = useUser();
  const { by, by_orgno } = doer;
  if (!by_orgno) return t("access.byOperator");
  const name = [...known, organisation].find(({ orgno }) => orgno === by_orgno)?.name;
  return (
    <span className="organisation">
      <span>{[by, name].filter(Boolean).join(", ") || t("common.org.unknownName")}</span>
      <span className="orgno">{formatOrgNumber(by_orgno)}</span>
    </span>
  );
}
