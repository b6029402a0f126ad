import { Button } from "@digdir/designsystemet-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { ledgerQuery, type LedgerSearch } from "../../../api/operator/ledger";
import { Empty } from "../../../ui/empty";
import { formatCount } from "../../../ui/format";
import { Loaded } from "../../../ui/loading";
import { Problem } from "../../../ui/problem";
import { LedgerTable } from "./table";

/** An answer looks through so many rows only, so it may be empty and yet have more behind it. */
export function LedgerResult({ search }: { search: LedgerSearch }) {
  const { t } = useTranslation();
  const found = useInfiniteQuery(ledgerQuery(search));
  return (
    <Loaded query={found}>
      {({ pages }) => {
        const rows = pages.flatMap(({ items }) => items);
        return (
          <section className="stack" aria-busy={found.isFetching}>
            {rows.length > 0 && <LedgerTable rows={rows} />}
            {rows.length === 0 && !found.hasNextPage && (
              <Empty title={t("operator.ledger.none")}>{t("operator.ledger.noneText")}</Empty>
            )}
            <p className="found" role="status">
              {rows.length > 0 &&
                t("operator.ledger.shown", { count: rows.length, formatted: formatCount(rows.length) })}{" "}
              {rows.length === 0 && found.hasNextPage && t("operator.ledger.notYet")}
            </p>
            {found.isFetchNextPageError && <Problem error={found.error} onRetry={() => void found.fetchNextPage()} />}
            {found.hasNextPage && (
              <Button
                variant="secondary"
                loading={found.isFetchingNextPage}
                onClick={() => void (found.isFetching || found.fetchNextPage())}
              >
                {t("operator.ledger.more")}
              </Button>
            )}
          </section>
        );
      }}
    </Loaded>
  );
}
