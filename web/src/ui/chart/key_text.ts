import { useCallback } from "react";
import { useTranslation } from "react-i18next";

import type { Division, StatisticsRow } from "../../api/statistics_types";
import { formatOrgNumber } from "../format";

/** What a row's key is called: scopes and codes by themselves, organisations and clients by name where it is known. */
export function useKeyText(by: Division): (row: Pick<StatisticsRow, "key" | "name">) => string {
  const { t } = useTranslation();
  return useCallback(
    ({ key, name }) => {
      if (key === "") return t(`chart.nothing.${by}`);
      if (by === "scope" || by === "code") return key;
      return name ?? formatOrgNumber(key);
    },
    [t, by],
  );
}
