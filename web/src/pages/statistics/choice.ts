import {
  type Division,
  divisions,
  type Interval,
  intervals,
  type Side,
  type StatisticsQuestion,
} from "../../api/statistics_types";
import type { Right } from "../../api/session_types";

/** Which rights open each side. A supplier asks about its clients, which it needs that right for too. */
const openedBy: Record<Side, Right[]> = {
  consumer: ["clients"],
  owner: ["scopes"],
  supplier: ["clients", "supplier"],
  operator: ["operator"],
};

export function sidesFor(rights: Right[]): Side[] {
  return (Object.keys(openedBy) as Side[]).filter((side) => openedBy[side].every((right) => rights.includes(right)));
}

/** What a side can be divided by; refusals belong to clients, which an owner does not see. */
export function divisionsFor(side: Side): Division[] {
  if (side === "owner") return divisions.filter((by) => by !== "code" && by !== "client");
  if (side === "consumer") return divisions.filter((by) => by !== "consumer");
  if (side === "supplier") return divisions.filter((by) => by !== "supplier");
  return [...divisions];
}

export const presets = ["1d", "7d", "30d", "12m"] as const;
export type Preset = (typeof presets)[number];

const dayLength = 86_400_000;
/** The server tells no more days than this, and so many by the hour. */
export const mostDays = 400;
export const mostDaysByHour = 31;

export function dayText(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

export function presetRange(preset: Preset, now: number): { from: string; to: string } {
  const to = dayText(now);
  if (preset !== "12m") return { from: dayText(now - (Number.parseInt(preset, 10) - 1) * dayLength), to };
  const today = new Date(now);
  return { from: dayText(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - 11, 1)), to };
}

export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayLength) + 1;
}

const usualInterval: Record<Preset, Interval> = { "1d": "hour", "7d": "day", "30d": "day", "12m": "month" };

export const filterNames = ["scope", "consumer", "supplier", "client_id"] as const;
export type FilterName = (typeof filterNames)[number];

/** What the page shows: all of it is in the address, so that it can be kept and sent to others. */
export type Choice = {
  side: Side;
  by: Division;
  /** null: a range of one's own. */
  preset: Preset | null;
  from: string;
  to: string;
  interval: Interval;
  filters: Partial<Record<FilterName, string>>;
};

const isDay = (text: string | null): text is string =>
  text !== null && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));

function known<T extends string>(words: readonly T[], text: string | null): T | undefined {
  return words.find((word) => word === text);
}

/** A range of one's own, where the address has one that the server would take. */
function ownRange(from: string | null, to: string | null): { from: string; to: string } | null {
  if (!isDay(from) || !isDay(to) || from > to || daysBetween(from, to) > mostDays) return null;
  return { from, to };
}

/** Reads the address leniently: what it does not understand is the usual, which for the side is the first. */
export function choiceFrom(query: URLSearchParams, sides: Side[], now: number): Choice {
  const side = known(sides, query.get("side")) ?? sides[0] ?? "consumer";
  const by = known(divisionsFor(side), query.get("by")) ?? "none";
  const own = ownRange(query.get("from"), query.get("to"));
  const named = known(presets, query.get("range")) ?? "30d";
  const preset = own ? null : named;
  const range = own ?? presetRange(named, now);
  const days = daysBetween(range.from, range.to);
  const usual = preset ? usualInterval[preset] : days <= 2 ? "hour" : days <= 100 ? "day" : "month";
  const asked = known(intervals, query.get("interval"));
  const interval = asked && !(asked === "hour" && days > mostDaysByHour) ? asked : usual;
  const filters: Choice["filters"] = {};
  for (const name of filterNames) {
    const value = query.get(name);
    if (value) filters[name] = value;
  }
  return { side, by, preset, ...range, interval, filters };
}

export function questionOf({ side, by, from, to, interval, filters }: Choice): StatisticsQuestion {
  return { side, by, from, to, interval, ...filters };
}
