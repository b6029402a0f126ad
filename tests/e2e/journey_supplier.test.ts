// A supplier's way to a token on behalf of a customer: the owner allows it, the customer delegates, the supplier makes a client.
import assert from "node:assert/strict";
import { test } from "node:test";

import { delegate, giveAccess, makeClient, makeKey, makeScope, snippetValues } from "./harness/tasks.ts";
import { asOrganisation, askForToken, fetchToken } from "./harness/tokens.ts";
import { startWorld } from "./harness/world.ts";

const world = startWorld();

test("the supplier gets a token for the customer that delegated to it, and for nobody else", async (t) => {
  const [customer, supplier] = [world.sandbox.organisation("consumer"), world.sandbox.organisation("supplier")];
  const owner = await world.visit(t);
  await owner.signIn(world.sandbox.organisation("api-owner"));
  const scope = await makeScope(owner, {
    subscope: "skredfare.read",
    description: "Lese skredfare",
    delegable: true,
  });
  await giveAccess(owner, scope, customer);

  const visitor = await world.visit(t);
  await visitor.signIn(supplier);
  await makeClient(visitor, "Skredvarsler", scope, "delegated");
  const key = await makeKey(visitor);
  const grant = { ...(await snippetValues(visitor)), key: key.pem, claims: { consumer_org: customer.orgno } };
  const early = await askForToken(grant);
  assert.equal(early.status, 400);

  const consumer = await world.visit(t);
  await consumer.signIn(customer);
  await delegate(consumer, scope, supplier);
  const { claims } = await fetchToken(grant);
  assert.equal(claims.scope, scope);
  assert.deepEqual(claims.consumer, asOrganisation(customer.orgno));
  assert.deepEqual(claims.supplier, asOrganisation(supplier.orgno));
  const other = await askForToken({ ...grant, claims: { consumer_org: world.sandbox.organisation("customer").orgno } });
  assert.equal(other.status, 400);

  // the supplier sees what it was given
  await visitor.open("/delegations/received");
  await visitor.page.getByRole("cell", { name: scope }).waitFor();
});
