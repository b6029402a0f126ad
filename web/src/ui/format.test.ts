import { describe, expect, test } from "vitest";

import { formatCount, formatDate, formatOrgNumber, formatTime, isOrgNumber } from "./format";

const nbsp = "\u00a0";
const thin = "\u202f";

test.each([
  ["991825827", `991${nbsp}825${nbsp}827`],
  ["99182582", "99182582"],
  ["9918258270", "9918258270"],
  ["NO991825827", "NO991825827"],
  ["", ""],
])("the organisation number %j is shown as %j", (orgno, shown) => {
  expect(formatOrgNumber(orgno)).toBe(shown);
});

test.each([
  [0, "0"],
  [999, "999"],
  [1000, `1${thin}000`],
  [1234567, `1${thin}234${thin}567`],
])("the count %d is shown as %j", (count, shown) => {
  expect(formatCount(count)).toBe(shown);
});

describe("times in the reader's zone", () => {
  const local = (text: string) => new Date(text).toISOString();

  test("dates are dd.mm.yyyy", () => {
    expect(formatDate(local("2026-03-07T09:05:03"))).toBe("07.03.2026");
    expect(formatDate(new Date("2026-12-31T23:59:59").getTime())).toBe("31.12.2026");
  });

  test("times go to the second", () => {
    expect(formatTime(local("2026-03-07T09:05:03"))).toBe("07.03.2026 09:05:03");
  });

  test.each(["", "yesterday"])("%j is no time and shows nothing", (text) => {
    expect(formatDate(text)).toBe("");
    expect(formatTime(text)).toBe("");
  });
});

test.each(["991825827", "974760673", "310000019"])("%s is an organisation number", (orgno) => {
  expect(isOrgNumber(orgno)).toBe(true);
});

test.each(["991825828", "99182582", "9918258270", "991 825 827", "99182582x", "", "310000060"])(
  "%j is none",
  (text) => {
    expect(isOrgNumber(text)).toBe(false);
  },
);
