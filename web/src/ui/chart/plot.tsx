import { useState } from "react";

import type { Interval } from "../../api/statistics_types";
import { formatCount } from "../format";
import { Marker } from "./mark";
import { labelledPlaces, niceTicks } from "./scale";
import { type Series, sumsOf } from "./series";
import { tickText } from "./times";

type PlotProps = {
  times: string[];
  series: Series[];
  interval: Interval;
  width: number;
  /** What the picture is called, and the ids of what says more. */
  label: string;
  describedBy: string;
  /** Prefix of the fills' ids. */
  fills: string;
  countAxis: string;
  timeAxis: string;
  /** The place under the pointer. */
  onPoint: (index: number | null) => void;
};

const height = 300;
const top = 28;
const bottom = 52;
const right = 12;
const tickLength = 5;
const digitWidth = 8;

/** More bars than this would be hairlines; then each series is a line. */
const mostBars = 62;
export function drawsBars(times: number): boolean {
  return times <= mostBars;
}

/** The picture. Everything it shows is also in the table below it, so to a screen reader it is one image. */
export function Plot({
  times,
  series,
  interval,
  width,
  label,
  describedBy,
  fills,
  countAxis,
  timeAxis,
  onPoint,
}: PlotProps) {
  const [pointed, setPointed] = useState<number | null>(null);
  const isStacked = drawsBars(times.length);
  const reached = isStacked ? sumsOf(series, times.length) : series.flatMap(({ values }) => values);
  const most = Math.max(0, ...reached);
  const ticks = niceTicks(most, 4);
  const scaleTop = ticks.at(-1) ?? 1;
  const left = formatCount(scaleTop).length * digitWidth + 2 * tickLength + 4;
  const plotWidth = Math.max(width - left - right, 40);
  const plotHeight = height - top - bottom;
  const band = plotWidth / times.length;
  const x = (at: number) => left + (at + 0.5) * band;
  const y = (value: number) => top + plotHeight * (1 - value / scaleTop);
  const isOneDay = new Set(times.map((time) => time.slice(0, 10))).size === 1;
  const longest = Math.max(...times.map((time) => tickText(time, interval, isOneDay).length));
  const point = (index: number | null) => {
    setPointed(index);
    onPoint(index);
  };
  return (
    <svg
      className="chart-plot"
      role="img"
      aria-label={label}
      aria-describedby={describedBy}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      onPointerLeave={() => point(null)}
      onPointerMove={(event) => {
        const along = event.clientX - event.currentTarget.getBoundingClientRect().left - left;
        const index = Math.floor(along / band);
        point(index >= 0 && index < times.length ? index : null);
      }}
    >
      <text className="chart-axis-title" x={0} y={12}>
        {countAxis}
      </text>
      {ticks.map((tick) => (
        <g key={tick}>
          <line
            className={tick === 0 ? "chart-axis" : "chart-grid"}
            x1={left}
            x2={left + plotWidth}
            y1={y(tick)}
            y2={y(tick)}
          />
          <text className="chart-tick" x={left - 2 * tickLength} y={y(tick)} dy="0.35em" textAnchor="end">
            {formatCount(tick)}
          </text>
        </g>
      ))}
      {labelledPlaces(times.length, plotWidth, longest * digitWidth + 12).map((at) => (
        <g key={at}>
          <line className="chart-axis" x1={x(at)} x2={x(at)} y1={y(0)} y2={y(0) + tickLength} />
          <text className="chart-tick" x={x(at)} y={y(0) + 20} textAnchor="middle">
            {tickText(times[at] ?? "", interval, isOneDay)}
          </text>
        </g>
      ))}
      <text className="chart-axis-title" x={left + plotWidth} y={height - 6} textAnchor="end">
        {timeAxis}
      </text>
      {pointed !== null && (
        <rect className="chart-pointed" x={left + pointed * band} y={top} width={band} height={plotHeight} />
      )}
      {isStacked ? (
        <Bars series={series} x={x} y={y} band={band} fills={fills} />
      ) : (
        <Lines series={series} x={x} y={y} />
      )}
    </svg>
  );
}

type Placed = { series: Series[]; x: (at: number) => number; y: (value: number) => number };

function Bars({ series, x, y, band, fills }: Placed & { band: number; fills: string }) {
  const barWidth = Math.max(1, Math.min(band * 0.75, 48));
  const reached = new Array<number>(series[0]?.values.length ?? 0).fill(0);
  return series.map(({ key, values, kind }, order) => (
    <g key={kind + key} className="chart-series" data-series={seriesName(kind, order)}>
      {values.map((value, at) => {
        if (value === 0) return null;
        const from = reached[at] ?? 0;
        reached[at] = from + value;
        return (
          <rect
            key={at}
            className="chart-bar"
            fill={`url(#${fills}-${seriesName(kind, order)})`}
            x={x(at) - barWidth / 2}
            width={barWidth}
            y={y(from + value)}
            height={Math.max(1, y(from) - y(from + value))}
          />
        );
      })}
    </g>
  ));
}

function Lines({ series, x, y }: Placed) {
  return series.map(({ key, values, kind }, order) => {
    const everyMarker = Math.ceil(values.length / 16);
    return (
      <g key={kind + key} className="chart-series" data-series={seriesName(kind, order)}>
        <polyline
          className="chart-line"
          points={values.map((value, at) => `${x(at).toFixed(1)},${y(value).toFixed(1)}`).join(" ")}
        />
        {values.map((value, at) =>
          at % everyMarker === 0 ? <Marker key={at} name={seriesName(kind, order)} x={x(at)} y={y(value)} /> : null,
        )}
      </g>
    );
  });
}

/** What a series looks like: by its place, but refusals and the rest look the same everywhere. */
export function seriesName(kind: Series["kind"], order: number): string {
  return kind === "counted" ? String(order) : kind;
}
