// Whoever runs the service: takes an organisation in, gives it a prefix, and finds the token that came of it.
import assert from "node:assert/strict";
import { test } from "node:test";

import { giveAccess, makeClient, makeKey, makeScope, snippetValues } from "./harness/tasks.ts";
import { fetchToken } from "./harness/tokens.ts";
import { startWorld } from "./harness/world.ts";

const world = startWorld();
const bear = { role: "unrelated" as const, orgno: "310777773", name: "MODIG BJØRN DIREKTORAT", prefixes: ["bjorn"] };

test("the operator takes an owner in, which gives access, and finds the consumer's token", async (t) => {
  const consumer = world.sandbox.organisation("consumer");
  const operator = await world.visit(t);
  operator.expect(/^404: GET \S+\/organizations\/310777773$/); // the page asks whether the number is known already
  await operator.signIn(world.sandbox.organisation("operator"));
  await operator.choose("common.nav.organisations");
  await operator.press("operator.organisations.add");
  const form = operator.page.getByRole("dialog");
  await form.getByLabel(operator.text("common.org.number")).fill(bear.orgno);
  await form.getByLabel(operator.text("common.org.name"), { exact: true }).fill(bear.name);
  await form.getByRole("button", { name: operator.text("common.action.add"), exact: true }).click();
  await operator.page.getByRole("status").filter({ hasText: bear.name }).waitFor();

  await operator.choose("common.nav.prefixes");
  await operator.press("operator.prefixes.assign");
  const assign = operator.page.getByRole("dialog");
  await assign.getByLabel(operator.text("operator.prefixes.prefix"), { exact: true }).fill("bjorn");
  await assign.getByLabel(operator.text("operator.prefixes.ownerNumber")).fill(bear.orgno);
  await assign.getByRole("button", { name: operator.text("operator.prefixes.assign") }).click();
  await operator.page.getByRole("rowheader", { name: "bjorn" }).waitFor();

  const owner = await world.visit(t);
  await owner.signIn(bear);
  const scope = await makeScope(owner, { subscope: "hi.read", description: "Lese hvor hi er" });
  assert.equal(scope, "bjorn:hi.read");
  await giveAccess(owner, scope, consumer);

  const visitor = await world.visit(t);
  await visitor.signIn(consumer);
  await makeClient(visitor, "Hileser", scope);
  const key = await makeKey(visitor);
  const grant = { ...(await snippetValues(visitor)), key: key.pem };
  const { claims } = await fetchToken(grant);

  await operator.choose("common.nav.ledger");
  await operator.fill("operator.ledger.field.client_id", grant.client_id);
  await operator.press("common.action.search");
  const row = operator.page.getByRole("row").filter({ hasText: scope });
  await row.getByRole("button", { name: operator.text("operator.ledger.details") }).click();
  await operator.page.getByRole("dialog").filter({ hasText: claims.jti }).waitFor();

  await operator.page.keyboard.press("Escape");
  await operator.choose("common.nav.signingKeys");
  await operator.shown("operator.signingKeys.state.active").first().waitFor();
});
