import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";

import { ledgerFields, type LedgerSearch } from "../../api/operator/ledger";
import { LedgerResult } from "./ledger/result";
import { LedgerSearchForm } from "./ledger/search_form";
import { OperatorPage } from "./operator_page";

export function Component() {
  const { t } = useTranslation();
  return (
    <OperatorPage title={t("operator.ledger.title")} intro={t("operator.ledger.intro")}>
      <Ledger />
    </OperatorPage>
  );
}

/** The search is in the address: a trace id that somebody reported can be sent on as a link. */
function Ledger() {
  const [query, setQuery] = useSearchParams();
  const search: LedgerSearch = {};
  for (const field of ledgerFields) {
    const value = query.get(field);
    if (value) search[field] = value;
  }
  return (
    <>
      <LedgerSearchForm
        search={search}
        onSearch={(next) => setQuery(new URLSearchParams(Object.entries(next)), { preventScrollReset: true })}
      />
      <LedgerResult search={search} />
    </>
  );
}
