import { expect, test } from "vitest";

import { clientKeyState, keyState, lastingKey } from "./key_expiry";

const now = new Date("2026-11-24T12:00:00Z");
const expiring = (time: string) => ({ exp: new Date(time).getTime() / 1000 });

test.each([
  ["2026-11-24T11:59:59Z", "expired"],
  ["2026-11-24T12:00:00Z", "expired"],
  ["2026-11-24T12:00:01Z", "soon"],
  ["2026-12-24T11:59:59Z", "soon"],
  ["2026-12-24T12:00:00Z", "good"],
  ["2027-11-24T12:00:00Z", "good"],
])("a key that expires %s is %s", (time, state) => {
  expect(keyState(expiring(time), now)).toBe(state);
});

test("a client is as well as its longest-lived key", () => {
  const [old, soon, good] = ["2026-01-01", "2026-12-01", "2027-06-01"].map(expiring) as [
    { exp: number },
    { exp: number },
    { exp: number },
  ];
  expect(clientKeyState([], now)).toBe("none");
  expect(clientKeyState([old], now)).toBe("expired");
  expect(clientKeyState([old, soon], now)).toBe("soon");
  expect(clientKeyState([old, good, soon], now)).toBe("good");
  expect([[old, good, soon], []].map(lastingKey)).toEqual([good, undefined]);
});
