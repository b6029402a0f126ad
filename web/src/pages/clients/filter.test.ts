import { expect, test } from "vitest";

import type { Client } from "../../api/clients";
import { type ClientFilter, filterClients, oneOf, whose } from "./filter";

const client = (client_id: string, client_name: string, created: string, rest: Partial<Client> = {}) =>
  ({ client_id, client_name, created, description: "", active: true, client_orgno: "312345609", ...rest }) as Client;

const clients = [
  client("a", "Årsrapport", "2026-01-01T00:00:00Z", { description: "Sender hvert år" }),
  client("b", "Vannmåling", "2026-03-01T00:00:00Z"),
  client("c", "Arkiv", "2026-02-01T00:00:00Z", { active: false }),
  client("d", "For andre", "2026-02-02T00:00:00Z", { client_orgno: "315000122", supplier_orgno: "312345609" }),
];
const all: ClientFilter = { q: "", of: "all", state: "all", order: "-created" };
const ids = (filter: Partial<ClientFilter>) =>
  filterClients(clients, { ...all, ...filter }, "312345609").map(({ client_id }) => client_id);

test.each<[string, Partial<ClientFilter>, string[]]>([
  ["newest first", {}, ["b", "d", "c", "a"]],
  ["oldest first", { order: "created" }, ["a", "c", "d", "b"]],
  ["by name, as Norwegians sort", { order: "name" }, ["c", "d", "b", "a"]],
  ["active", { state: "active" }, ["b", "d", "a"]],
  ["deactivated", { state: "inactive" }, ["c"]],
  ["own", { of: "own" }, ["b", "c", "a"]],
  ["for customers", { of: "customers" }, ["d"]],
  ["a name in any case", { q: " VANN " }, ["b"]],
  ["a description", { q: "hvert år" }, ["a"]],
  ["an id", { q: "c" }, ["c"]],
  ["nothing", { q: "finnes ikke" }, []],
])("%s", (_, filter, expected) => {
  expect(ids(filter)).toEqual(expected);
});

test("what stands in an address is one of the choices", () => {
  expect(oneOf(whose, "own")).toBe("own");
  expect(oneOf(whose, "toString")).toBe("all");
});
