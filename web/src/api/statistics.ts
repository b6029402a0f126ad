import { queryOptions } from "@tanstack/react-query";

import { sendJson } from "./client";
import type { StatisticsQuestion, StatisticsReport } from "./statistics_types";

/** Where a report is; `csv` and `json` are also what a browser may download. */
export function statisticsAddress(question: StatisticsQuestion, format: "json" | "csv"): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(question)) if (value) query.set(name, value);
  query.set("format", format);
  return `/api/v1/statistics?${query}`;
}

export function statisticsQuery(question: StatisticsQuestion) {
  return queryOptions({
    queryKey: ["statistics", question],
    queryFn: () => sendJson<StatisticsReport>("GET", statisticsAddress(question, "json")),
    staleTime: 60_000,
  });
}
