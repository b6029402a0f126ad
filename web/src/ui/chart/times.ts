import type { Interval, StatisticsReport } from "../../api/statistics_types";

const dayLength = 86_400_000;
const hourLength = 3_600_000;

/** Every time a report could have rows for, as its rows write them: what nobody counted is a zero, not a gap. */
export function timesOf({ from, to, interval }: Pick<StatisticsReport, "from" | "to" | "interval">): string[] {
  const times: string[] = [];
  if (interval === "month") {
    const month = new Date(`${from.slice(0, 7)}-01T00:00:00Z`);
    for (; month.toISOString().slice(0, 7) <= to.slice(0, 7); month.setUTCMonth(month.getUTCMonth() + 1)) {
      times.push(month.toISOString().slice(0, 7));
    }
    return times;
  }
  const end = Date.parse(`${to}T00:00:00Z`) + dayLength;
  const step = interval === "day" ? dayLength : hourLength;
  for (let at = Date.parse(`${from}T00:00:00Z`); at < end; at += step) {
    const text = new Date(at).toISOString();
    times.push(interval === "day" ? text.slice(0, 10) : `${text.slice(0, 19)}Z`);
  }
  return times;
}

/** A row's time for people, in UTC as it was counted. */
export function timeText(time: string): string {
  const [year, month, day] = time.slice(0, 10).split("-");
  if (!day) return `${month}.${year}`;
  const date = `${day}.${month}.${year}`;
  return time.length > 10 ? `${date} ${time.slice(11, 16)}` : date;
}

/** The same under an axis, where the year and, within one day, the date go without saying. */
export function tickText(time: string, interval: Interval, isOneDay: boolean): string {
  if (interval === "month") return timeText(time);
  if (interval === "hour" && isOneDay) return time.slice(11, 16);
  const date = `${time.slice(8, 10)}.${time.slice(5, 7)}.`;
  return interval === "hour" ? `${date} ${time.slice(11, 16)}` : date;
}
