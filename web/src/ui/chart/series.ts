import type { StatisticsReport, StatisticsRow } from "../../api/statistics_types";

export type Measure = "tokens" | "refusals";

/** One line, or one layer of the bars: a value for each time. */
export type Series = { key: string; label: string; values: number[]; total: number; kind: "counted" | "refusals" | "rest" };

/** So many are told apart at a glance; the rest are one series together. */
export const mostSeries = 5;

type Names = { tokens: string; refusals: string; nothing: string; rest: (count: number) => string; key: (row: StatisticsRow) => string };

function series(key: string, label: string, kind: Series["kind"], values: number[]): Series {
  return { key, label, kind, values, total: values.reduce((sum, value) => sum + value, 0) };
}

/** Tokens and refusals, where nothing divides the report. */
function undivided(rows: StatisticsRow[], times: Map<string, number>, names: Names): Series[] {
  const tokens = new Array<number>(times.size).fill(0);
  const refusals = new Array<number>(times.size).fill(0);
  for (const row of rows) {
    const at = times.get(row.time);
    if (at === undefined) continue;
    tokens[at]! += row.tokens;
    refusals[at]! += row.refusals;
  }
  return [series("tokens", names.tokens, "counted", tokens), series("refusals", names.refusals, "refusals", refusals)];
}

function divided(rows: StatisticsRow[], times: Map<string, number>, measure: Measure, names: Names): Series[] {
  const byKey = new Map<string, { label: string; values: number[] }>();
  for (const row of rows) {
    const at = times.get(row.time);
    if (at === undefined) continue;
    let one = byKey.get(row.key);
    if (!one) byKey.set(row.key, (one = { label: row.key === "" ? names.nothing : names.key(row), values: new Array<number>(times.size).fill(0) }));
    one.values[at]! += row[measure];
  }
  const all = [...byKey].map(([key, { label, values }]) => series(key, label, "counted", values)).filter(({ total }) => total > 0);
  all.sort((a, b) => b.total - a.total || a.label.localeCompare(b.label));
  if (all.length <= mostSeries + 1) return all;
  const rest = all.slice(mostSeries);
  const together = [...times.values()].map((at) => rest.reduce((sum, { values }) => sum + values[at]!, 0));
  return [...all.slice(0, mostSeries), series("", names.rest(rest.length), "rest", together)];
}

/** What the report draws, the greatest first. */
export function seriesOf(report: StatisticsReport, times: string[], measure: Measure, names: Names): Series[] {
  const indexes = new Map(times.map((time, index) => [time, index]));
  return report.by === "none" ? undivided(report.rows, indexes, names) : divided(report.rows, indexes, measure, names);
}
