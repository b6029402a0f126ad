import { expect, test } from "vitest";

import { bodyOf, type Draft, problemsOf } from "./problems";

const t = ((key: string) => key) as unknown as Parameters<typeof problemsOf>[1];
const draft = (changes: Partial<Draft>): Draft => ({
  channel: "EMAIL",
  address: "drift@kommune.example",
  language: "nb",
  events: ["KEY_EXPIRES"],
  ...changes,
});

test.each([
  [{}, {}],
  [{ address: " drift@kommune.example " }, {}],
  [{ address: "" }, { address: "notifications.form.badEmail" }],
  [{ address: "drift@kommune" }, { address: "notifications.form.badEmail" }],
  [{ channel: "WEBHOOK", address: "https://hook.example/x" }, {}],
  [{ channel: "WEBHOOK", address: "http://127.0.0.1:9000" }, {}],
  [{ channel: "WEBHOOK", address: "hook.example" }, { address: "notifications.form.badUrl" }],
  [{ events: [] }, { events: "notifications.form.noEvents" }],
  [{ channel: "CALENDAR", address: "", events: [] }, {}],
] as [Partial<Draft>, object][])("%o", (changes, expected) => {
  expect(problemsOf(draft(changes), t)).toEqual(expected);
});

test("a calendar is sent without what only the others have", () => {
  expect(bodyOf(draft({ channel: "CALENDAR", events: ["ACCESS_REQUESTED"] }))).toEqual({
    channel: "CALENDAR",
    language: "nb",
    events: ["KEY_EXPIRES"],
  });
  expect(bodyOf(draft({ address: " a@b.no " })).address).toBe("a@b.no");
});
