import { describe, expect, it } from "vitest";

import { recentlyAnswered, refusedClients } from "./news";
import { stepsOf } from "./steps";

const states = (...found: Parameters<typeof stepsOf>) => stepsOf(...found).map(({ state }) => state);

describe("the first steps", () => {
  it.each([
    [false, [], false, ["next", "later", "later", "later"]],
    [false, ["WITHDRAWN"], false, ["next", "later", "later", "later"]],
    [false, ["REQUESTED"], false, ["done", "waiting", "next", "later"]],
    [false, ["DENIED"], false, ["done", "next", "later", "later"]],
    [false, ["DENIED", "APPROVED"], false, ["done", "done", "next", "later"]],
    [true, [], false, ["done", "done", "next", "later"]],
    [true, [], true, ["done", "done", "done", "next"]],
  ] as const)("scopes %s, requests %s, a key %s", (clientScopes, requestStates, hasKey, expected) =>
    expect(states({ clientScopes, requestStates: [...requestStates], hasKey })).toEqual(expected),
  );
});

it("adds up the refusals of each client", () => {
  const row = (key: string, refusals: number) => ({ time: "2026-11-24", key, name: null, tokens: 3, refusals });
  const report = { from: "2026-11-23", to: "2026-11-24", interval: "day", by: "client", truncated: false } as const;
  const rows = [row("a", 1), row("b", 5), row("a", 3), row("c", 0), row("", 9)];
  expect(refusedClients({ ...report, rows }).map(({ client_id, refusals }) => [client_id, refusals])).toEqual([
    ["b", 5],
    ["a", 4],
  ]);
  expect(refusedClients(undefined)).toEqual([]);
});

it("tells of answers for a fortnight", () => {
  const now = Date.parse("2026-11-24T12:00:00Z");
  const asked = (id: string, state: "APPROVED" | "DENIED" | "REQUESTED", last_updated: string) => ({
    id,
    state,
    created: last_updated,
    last_updated,
    scope: "a:b",
    reason: "Fordi",
    history: [],
    consumer_orgno: "310016281",
    owner_orgno: "312345609",
  });
  const requests = [
    asked("new", "APPROVED", "2026-11-10T12:00:00Z"),
    asked("old", "DENIED", "2026-11-10T11:59:59Z"),
    asked("open", "REQUESTED", "2026-11-24T11:00:00Z"),
  ];
  expect(recentlyAnswered(requests, now).map(({ id }) => id)).toEqual(["new"]);
});
