import type { StatisticsReport, StatisticsRow } from "../../api/statistics_types";

export type Measure = "tokens" | "refusals";

/** One line, or one layer of the bars: a value for each time. */
export type Series = {
  key: string;
  label: string;
  values: number[];
  total: number;
  kind: "counted" | "refusals" | "rest";
};

/** So many are told apart at a glance; the rest are one series together. */
export const mostSeries = 5;

type Names = {
  tokens: string;
  refusals: string;
  nothing: string;
  rest: (count: number) => string;
  key: (row: StatisticsRow) => string;
};

function series(key: string, label: string, kind: Series["kind"], values: number[]): Series {
  return { key, label, kind, values, total: values.reduce((sum, value) => sum + value, 0) };
}

function zeros(count: number): number[] {
  return new Array<number>(count).fill(0);
}

function add(values: number[], at: number | undefined, value: number): void {
  if (at !== undefined) values[at] = (values[at] ?? 0) + value;
}

/** What the series come to together, at each of `count` times. */
export function sumsOf(series: Series[], count: number): number[] {
  const sums = zeros(count);
  for (const { values } of series) values.forEach((value, at) => add(sums, at, value));
  return sums;
}

/** Tokens and refusals, where nothing divides the report. */
function undivided(rows: StatisticsRow[], times: Map<string, number>, names: Names): Series[] {
  const tokens = zeros(times.size);
  const refusals = zeros(times.size);
  for (const row of rows) {
    add(tokens, times.get(row.time), row.tokens);
    add(refusals, times.get(row.time), row.refusals);
  }
  return [series("tokens", names.tokens, "counted", tokens), series("refusals", names.refusals, "refusals", refusals)];
}

function divided(rows: StatisticsRow[], times: Map<string, number>, measure: Measure, names: Names): Series[] {
  const byKey = new Map<string, { label: string; values: number[] }>();
  for (const row of rows) {
    const label = row.key === "" ? names.nothing : names.key(row);
    const one = byKey.get(row.key) ?? { label, values: zeros(times.size) };
    byKey.set(row.key, one);
    add(one.values, times.get(row.time), row[measure]);
  }
  const all = [...byKey]
    .map(([key, { label, values }]) => series(key, label, "counted", values))
    .filter(({ total }) => total > 0);
  all.sort((a, b) => b.total - a.total || a.label.localeCompare(b.label));
  if (all.length <= mostSeries + 1) return all;
  const rest = all.slice(mostSeries);
  return [...all.slice(0, mostSeries), series("", names.rest(rest.length), "rest", sumsOf(rest, times.size))];
}

/** What the report draws, the greatest first. */
export function seriesOf(report: StatisticsReport, times: string[], measure: Measure, names: Names): Series[] {
  const indexes = new Map(times.map((time, index) => [time, index]));
  return report.by === "none" ? undivided(report.rows, indexes, names) : divided(report.rows, indexes, measure, names);
}
