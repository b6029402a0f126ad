import { describe, expect, it } from "vitest";

import { choiceFrom, daysBetween, presetRange, sidesFor } from "./choice";

const now = Date.parse("2026-11-24T23:30:00Z");
const read = (text: string) => choiceFrom(new URLSearchParams(text), ["consumer", "owner"], now);

it("shows the sides that the rights open", () => {
  expect(sidesFor(["clients"])).toEqual(["consumer"]);
  expect(sidesFor(["supplier"])).toEqual([]);
  expect(sidesFor(["clients", "supplier", "operator"])).toEqual(["consumer", "supplier", "operator"]);
});

it.each([
  ["1d", "2026-11-24"],
  ["7d", "2026-11-18"],
  ["30d", "2026-10-26"],
  ["12m", "2025-12-01"],
] as const)("%s begins %s", (preset, from) => expect(presetRange(preset, now)).toEqual({ from, to: "2026-11-24" }));

describe("an address", () => {
  it("may be empty", () => {
    expect(read("")).toEqual({
      side: "consumer",
      by: "none",
      preset: "30d",
      from: "2026-10-26",
      to: "2026-11-24",
      interval: "day",
      filters: {},
    });
  });
  it("is read leniently", () => {
    expect(read("side=operator&by=colour&range=9y&interval=week")).toEqual(read(""));
    expect(read("side=owner&by=code").by).toBe("none");
  });
  it("may have a range of its own, of 400 days at the most", () => {
    expect(read("from=2026-01-01&to=2026-01-31")).toMatchObject({ preset: null, interval: "day" });
    expect(daysBetween("2025-10-21", "2026-11-24")).toBe(400);
    expect(read("from=2025-10-21&to=2026-11-24")).toMatchObject({ preset: null, interval: "month" });
    expect(read("from=2025-10-20&to=2026-11-24")).toMatchObject({ preset: "30d" });
    expect(read("from=2026-02-01&to=2026-01-31")).toMatchObject({ preset: "30d" });
  });
  it("asks for hours where they are few enough", () => {
    expect(read("range=30d&interval=hour").interval).toBe("hour");
    expect(read("from=2026-01-01&to=2026-01-31&interval=hour").interval).toBe("hour");
    expect(read("from=2026-01-01&to=2026-02-01&interval=hour").interval).toBe("day");
  });
  it("narrows", () => {
    expect(read("scope=a:b&client_id=&consumer=312345609").filters).toEqual({ scope: "a:b", consumer: "312345609" });
  });
});
