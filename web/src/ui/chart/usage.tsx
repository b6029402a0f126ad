import "./chart.css";

import { Alert, Button, Paragraph, ToggleGroup } from "@digdir/designsystemet-react";
import { DownloadIcon } from "@navikt/aksel-icons";
import { useId, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import type { StatisticsReport } from "../../api/statistics_types";
import { Empty } from "../empty";
import { Legend } from "./legend";
import { Fills } from "./mark";
import { drawsBars, Plot } from "./plot";
import { type Measure, seriesOf } from "./series";
import { timesOf, timeText } from "./times";
import { Twin } from "./twin";
import { useKeyText } from "./key_text";
import { useSummary } from "./summary";
import { useWidth } from "./width";

export type UsageProps = {
  report: StatisticsReport;
  /** What it is about, as a heading would say it; names the picture and the table. */
  title: string;
  /** Where the same report is as a file (statisticsAddress). */
  csv: string;
  json?: string;
};

export function Usage({ report, title, csv, json }: UsageProps) {
  const { t } = useTranslation();
  const id = useId();
  const keyText = useKeyText(report.by);
  const summaryOf = useSummary();
  const [frame, width] = useWidth();
  const [pointed, setPointed] = useState<number | null>(null);
  const [chosen, setChosen] = useState<Measure | null>(null);
  const has = (measure: Measure) => report.rows.some((row) => row[measure] > 0);
  const usual = has("tokens") || !has("refusals") ? "tokens" : "refusals";
  const measure = chosen && has(chosen) ? chosen : usual;
  const times = useMemo(() => timesOf(report), [report]);
  const series = useMemo(
    () =>
      seriesOf(report, times, measure, {
        tokens: t("chart.tokens"),
        refusals: t("chart.refusals"),
        nothing: t(`chart.nothing.${report.by}`),
        rest: (count) => t("chart.rest", { count }),
        key: keyText,
      }),
    [report, times, measure, t, keyText],
  );
  if (!has("tokens") && !has("refusals")) {
    return (
      <Empty title={t("chart.emptyTitle")}>
        {t("chart.emptyText", { from: timeText(report.from), to: timeText(report.to) })}
      </Empty>
    );
  }
  const countAxis = t(`chart.countAxis.${report.interval}`, {
    what: report.by === "none" ? t("chart.requests") : t(`chart.${measure}`),
  });
  const isBar = drawsBars(times.length);
  return (
    <figure className="chart">
      {report.truncated && <Alert data-color="warning">{t("chart.truncated")}</Alert>}
      {report.by !== "none" && has("tokens") && has("refusals") && (
        <ToggleGroup
          aria-label={t("chart.measure")}
          data-size="sm"
          value={measure}
          onChange={(value) => setChosen(value as Measure)}
        >
          <ToggleGroup.Item value="tokens">{t("chart.tokens")}</ToggleGroup.Item>
          <ToggleGroup.Item value="refusals">{t("chart.refusals")}</ToggleGroup.Item>
        </ToggleGroup>
      )}
      <Paragraph id={`${id}-summary`}>{summaryOf(report, times, series, measure)}</Paragraph>
      <Fills prefix={id} />
      <Legend
        series={series}
        isBar={isBar}
        fills={id}
        time={pointed === null ? null : (times[pointed] ?? null)}
        at={pointed}
      />
      <div ref={frame} className="chart-frame">
        <Plot
          times={times}
          series={series}
          interval={report.interval}
          width={width}
          label={t(isBar ? "chart.bars" : "chart.lines", { title })}
          describedBy={`${id}-summary`}
          fills={id}
          countAxis={countAxis}
          timeAxis={t(`chart.timeAxis.${report.interval}`)}
          onPoint={setPointed}
        />
      </div>
      <Twin title={title} times={times} series={series} timeHeading={t(`chart.timeAxis.${report.interval}`)} />
      <div className="actions">
        <Button asChild variant="secondary" data-size="sm">
          <a href={csv} download>
            <DownloadIcon aria-hidden /> {t("chart.csv")}
          </a>
        </Button>
        {json && (
          <Button asChild variant="tertiary" data-size="sm">
            <a href={json} download="statistics.json">
              <DownloadIcon aria-hidden /> {t("chart.json")}
            </a>
          </Button>
        )}
        {report.by === "scope" && <span className="chart-note">{t("chart.scopeNote")}</span>}
      </div>
    </figure>
  );
}
