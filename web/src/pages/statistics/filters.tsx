import { Chip } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import { formatOrgNumber } from "../../ui/format";
import { type Choice, filterNames } from "./choice";
import type { Choose } from "./choices";

/** What the report is narrowed to; each can be taken away. */
export function Filters({ filters, onChoose }: { filters: Choice["filters"]; onChoose: Choose }) {
  const { t } = useTranslation();
  const chosen = filterNames.filter((name) => filters[name]);
  if (chosen.length === 0) return null;
  return (
    <div className="actions" role="group" aria-label={t("statistics.filters")}>
      <span>{t("statistics.filters")}</span>
      {chosen.map((name) => (
        <Chip.Removable key={name} onClick={() => onChoose({ [name]: null })}>
          {t(`statistics.filter.${name}`, { value: formatOrgNumber(filters[name] ?? "") })}
        </Chip.Removable>
      ))}
    </div>
  );
}
