import { infiniteQueryOptions } from "@tanstack/react-query";

import { sendJson } from "../client";
import { queryText } from "../query_text";
import type { LedgerPage } from "./types";

export const ledgerFields = ["trace_id", "client_id", "org", "jti", "from", "to"] as const;
export type LedgerSearch = Partial<Record<(typeof ledgerFields)[number], string>>;

export const ledgerQuery = (search: LedgerSearch) =>
  infiniteQueryOptions({
    queryKey: ["ledger", search],
    queryFn: ({ pageParam }) =>
      sendJson<LedgerPage>("GET", `/api/v1/operator/ledger${queryText({ ...search, before: pageParam, limit: 50 })}`),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (last: LedgerPage) => last.next,
  });
