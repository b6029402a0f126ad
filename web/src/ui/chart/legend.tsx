import { useTranslation } from "react-i18next";

import { formatCount } from "../format";
import { Swatch } from "./mark";
import { seriesName } from "./plot";
import type { Series } from "./series";
import { timeText } from "./times";

type LegendProps = { series: Series[]; isBar: boolean; fills: string; time: string | null; at: number | null };

/** Names the series, with their sums; under the pointer, with what they are at that time. */
export function Legend({ series, isBar, fills, time, at }: LegendProps) {
  const { t } = useTranslation();
  return (
    <div className="chart-legend">
      <p className="chart-legend-time">{time === null ? t("chart.inAll") : timeText(time)}</p>
      <ul>
        {series.map(({ key, label, kind, values, total }, order) => (
          <li key={kind + key}>
            <Swatch name={seriesName(kind, order)} isBar={isBar} fills={fills} />
            <span className="chart-legend-label">{label}</span>{" "}
            <strong className="number">{formatCount(at === null ? total : (values[at] ?? 0))}</strong>
          </li>
        ))}
      </ul>
    </div>
  );
}
