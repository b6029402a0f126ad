import type { Delegation } from "../../api/delegations";

/** The instant at which a day begins here, as the API has times. */
function beginning(year: number, month: number, day: number): string {
  return new Date(year, month, day).toISOString().replace(/\.\d+Z$/, "Z");
}

function parts(date: string): [number, number, number] | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date) ?? [];
  return year && month && day ? [Number(year), Number(month) - 1, Number(day)] : null;
}

/** The beginning of the first day, `2026-11-24`; nothing when there is none. */
export function firstInstant(date: string): string | undefined {
  const read = parts(date);
  return read ? beginning(...read) : undefined;
}

/** A delegation counts up to, but not in, its end: the beginning of the day after the last. */
export function endAfter(date: string): string | undefined {
  const read = parts(date);
  return read ? beginning(read[0], read[1], read[2] + 1) : undefined;
}

const oneSecond = 1000;

/** The last instant in which it counts; the opposite of `endAfter`, to the day. */
export function lastInstant(end: string): number {
  return Date.parse(end) - oneSecond;
}

/** `2026-11-24` for a date field. */
export function dateField(time: number | string): string {
  const date = new Date(time);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

export type Standing = "active" | "future" | "expired" | "revoked";

export function standingOf(delegation: Delegation): Standing {
  if (delegation.revoked) return "revoked";
  if (delegation.active) return "active";
  return Date.parse(delegation.valid_from) > Date.now() ? "future" : "expired";
}

export function isOver(delegation: Delegation): boolean {
  return ["expired", "revoked"].includes(standingOf(delegation));
}
