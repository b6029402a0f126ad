import { queryOptions } from "@tanstack/react-query";

import { sendJson } from "./client";
import { queryText } from "./query_text";

type UsageRow = { time: string; key: string; name: string | null; tokens: number };
type UsageReport = { rows: UsageRow[]; truncated: boolean };
export type ConsumerUsage = { orgno: string; name: string | null; tokens: number };

/** One row a consumer, whoever took most tokens first. */
function perConsumer(rows: UsageRow[]): ConsumerUsage[] {
  const sums = new Map<string, ConsumerUsage>();
  for (const { key, name, tokens } of rows) {
    const sum = sums.get(key) ?? { orgno: key, name, tokens: 0 };
    sum.tokens += tokens;
    sums.set(key, sum);
  }
  return [...sums.values()].sort((a, b) => b.tokens - a.tokens || a.orgno.localeCompare(b.orgno));
}

/** Who took tokens with one of the organisation's scopes from a day on. */
export const scopeUsageQuery = (scope: string, from: string) =>
  queryOptions({
    queryKey: ["statistics", "scope", scope, from],
    queryFn: async () => {
      const question = { side: "owner", by: "consumer", interval: "month", scope, from };
      const report = await sendJson<UsageReport>("GET", `/api/v1/statistics${queryText(question)}`);
      return { consumers: perConsumer(report.rows), truncated: report.truncated };
    },
    staleTime: 60_000,
  });
