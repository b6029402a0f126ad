import type { components } from "./schema";

type Expiring = Pick<components["schemas"]["Key"], "exp">;

export const keyStates = ["expired", "soon", "good"] as const;
export type KeyState = (typeof keyStates)[number];

/** A key is `soon` in the last month of its life: long enough to renew it with an overlap. */
export function keyState({ exp }: Expiring, now: Date): KeyState {
  if (exp * 1000 <= now.getTime()) return "expired";
  const inAMonth = new Date(now);
  inAMonth.setMonth(inAMonth.getMonth() + 1);
  return exp * 1000 < inAMonth.getTime() ? "soon" : "good";
}

/** The key that the client can use the longest. */
export function lastingKey<K extends Expiring>(keys: readonly K[]): K | undefined {
  return keys.reduce<K | undefined>((last, key) => (!last || key.exp > last.exp ? key : last), undefined);
}

/**
 * What stands between a client and its next token: a client whose new key is good needs nobody, though its old key expires.
 * `none` is a client without keys, which may still sign with its organisation's certificate.
 */
export function clientKeyState(keys: readonly Expiring[], now: Date): KeyState | "none" {
  const last = lastingKey(keys);
  return last ? keyState(last, now) : "none";
}
