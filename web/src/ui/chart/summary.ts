import { useTranslation } from "react-i18next";

import type { StatisticsReport } from "../../api/statistics_types";
import { formatCount } from "../format";
import { type Measure, type Series, sumsOf } from "./series";
import { timeText } from "./times";

/** In words what the picture shows first: how much in all, and where there is most. */
export function useSummary(): (
  report: StatisticsReport,
  times: string[],
  series: Series[],
  measure: Measure,
) => string {
  const { t } = useTranslation();
  return (report, times, series, measure) => {
    const range = { from: timeText(report.from), to: timeText(report.to) };
    const total = series.reduce((sum, one) => sum + one.total, 0);
    if (report.by === "none") {
      const sums = sumsOf(series, times.length);
      const most = Math.max(...sums);
      return t("chart.summary.undivided", {
        ...range,
        tokens: formatCount(series[0]?.total ?? 0),
        refusals: formatCount(series[1]?.total ?? 0),
        time: timeText(times[sums.indexOf(most)] ?? ""),
        most: formatCount(most),
      });
    }
    const first = series[0];
    return t(`chart.summary.${measure}`, {
      ...range,
      total: formatCount(total),
      label: first?.label ?? "",
      most: formatCount(first?.total ?? 0),
      percent: Math.round((100 * (first?.total ?? 0)) / Math.max(total, 1)),
    });
  };
}
