import { describe, expect, it } from "vitest";

import { labelledPlaces, niceTicks } from "./scale";
import { seriesOf } from "./series";
import { tickText, timesOf, timeText } from "./times";

describe("niceTicks", () => {
  it.each([
    [0, [0, 1]],
    [1, [0, 1]],
    [4, [0, 1, 2, 3, 4]],
    [7, [0, 2, 4, 6, 8]],
    [100, [0, 50, 100]],
    [1234, [0, 500, 1000, 1500]],
  ])("%d", (max, ticks) => expect(niceTicks(max, 4)).toEqual(ticks));
});

it("labels no more places than there is room for", () => {
  expect(labelledPlaces(30, 300, 50)).toEqual([0, 5, 10, 15, 20, 25]);
  expect(labelledPlaces(3, 900, 50)).toEqual([0, 1, 2]);
  expect(labelledPlaces(0, 900, 50)).toEqual([]);
});

describe("timesOf", () => {
  it("has both ends", () => {
    expect(timesOf({ from: "2026-02-27", to: "2026-03-01", interval: "day" })).toEqual([
      "2026-02-27",
      "2026-02-28",
      "2026-03-01",
    ]);
    expect(timesOf({ from: "2026-11-30", to: "2027-01-02", interval: "month" })).toEqual([
      "2026-11",
      "2026-12",
      "2027-01",
    ]);
    const hours = timesOf({ from: "2026-10-25", to: "2026-10-25", interval: "hour" });
    expect(hours).toHaveLength(24); // the day the clocks go back in Norway
    expect(hours[13]).toBe("2026-10-25T13:00:00Z");
  });
  it("is told as people write times", () => {
    expect(timeText("2026-11")).toBe("11.2026");
    expect(timeText("2026-11-24")).toBe("24.11.2026");
    expect(timeText("2026-11-24T13:00:00Z")).toBe("24.11.2026 13:00");
    expect(tickText("2026-11-24T13:00:00Z", "hour", true)).toBe("13:00");
    expect(tickText("2026-11-24", "day", false)).toBe("24.11.");
  });
});

describe("seriesOf", () => {
  const names = {
    tokens: "T",
    refusals: "R",
    nothing: "-",
    rest: (n: number) => `+${n}`,
    key: (row: { key: string }) => row.key,
  };
  const range = { from: "2026-11-23", to: "2026-11-24", interval: "day", truncated: false } as const;
  const times = ["2026-11-23", "2026-11-24"];
  const row = (time: string, key: string, tokens: number, refusals = 0) => ({
    time,
    key,
    name: null,
    tokens,
    refusals,
  });

  it("fills with zeros what was not counted", () => {
    const report = { ...range, by: "none" as const, rows: [row("2026-11-24", "", 7, 2)] };
    expect(seriesOf(report, times, "tokens", names).map(({ values }) => values)).toEqual([
      [0, 7],
      [0, 2],
    ]);
  });
  it("puts the small ones together", () => {
    const rows = "abcdefgh".split("").map((key, i) => row("2026-11-23", key, 10 - i));
    const drawn = seriesOf({ ...range, by: "scope", rows }, times, "tokens", names);
    expect(drawn.map(({ label, total }) => [label, total])).toEqual([
      ["a", 10],
      ["b", 9],
      ["c", 8],
      ["d", 7],
      ["e", 6],
      ["+3", 12],
    ]);
  });
  it("leaves out what has none of the measure", () => {
    const rows = [row("2026-11-23", "MP-101", 0, 3), row("2026-11-23", "x", 4, 0)];
    expect(seriesOf({ ...range, by: "code", rows }, times, "refusals", names).map(({ key }) => key)).toEqual([
      "MP-101",
    ]);
  });
});
