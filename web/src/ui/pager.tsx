import { Button } from "@digdir/designsystemet-react";
import { ChevronLeftIcon, ChevronRightIcon } from "@navikt/aksel-icons";
import { useTranslation } from "react-i18next";

import { formatCount } from "./format";

type PagerProps = { offset: number; limit: number; total: number; onOffset: (offset: number) => void };

/** Under a list that came a page at a time; nothing when all of it fits one. */
export function Pager({ offset, limit, total, onOffset }: PagerProps) {
  const { t } = useTranslation();
  if (total <= limit) return null;
  const to = Math.min(offset + limit, total);
  return (
    <nav aria-label={t("common.pager.label")} className="actions">
      <Button
        variant="tertiary"
        data-size="sm"
        aria-disabled={offset === 0}
        onClick={() => onOffset(Math.max(0, offset - limit))}
      >
        <ChevronLeftIcon aria-hidden /> {t("common.action.previous")}
      </Button>
      <span role="status">
        {t("common.pager.range", { from: formatCount(offset + 1), to: formatCount(to), total: formatCount(total) })}
      </span>
      <Button variant="tertiary" data-size="sm" aria-disabled={to >= total} onClick={() => to < total && onOffset(to)}>
        {t("common.action.next")} <ChevronRightIcon aria-hidden />
      </Button>
    </nav>
  );
}
