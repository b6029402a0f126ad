// From nothing to a token: an API's owner and a consumer, each at a browser of their own.
import assert from "node:assert/strict";
import { test } from "node:test";

import { approve, askForAccess, giveAccess, makeClient, makeKey, makeScope, snippetValues } from "./harness/tasks.ts";
import { asOrganisation, askForToken, fetchToken } from "./harness/tokens.ts";
import { startWorld } from "./harness/world.ts";

const world = startWorld();

test("the owner gives access, the consumer makes a client and a key, and the code shown fetches a token", async (t) => {
  const consumer = world.sandbox.organisation("consumer");
  const owner = await world.visit(t);
  await owner.open("/login");
  await owner.signIn(world.sandbox.organisation("api-owner"));
  const scope = await makeScope(owner, { subscope: "snomaaling.read", description: "Lese snømålinger" });
  await giveAccess(owner, scope, consumer);

  const visitor = await world.visit(t);
  await visitor.open("/login");
  await visitor.signIn(consumer);
  await makeClient(visitor, "Snøleser", scope);
  const key = await makeKey(visitor);
  const values = await snippetValues(visitor);
  assert.equal(values.kid, key.kid);
  const { claims } = await fetchToken({ ...values, key: key.pem });
  assert.equal(claims.iss, world.sandbox.facts.issuer);
  assert.equal(claims.client_id, values.client_id);
  assert.equal(claims.scope, scope);
  assert.deepEqual(claims.consumer, asOrganisation(consumer.orgno));
});

test("the consumer finds the scope, asks, is answered, and gets a token that was refused before", async (t) => {
  const consumer = world.sandbox.organisation("consumer");
  const owner = await world.visit(t);
  await owner.open("/login");
  await owner.signIn(world.sandbox.organisation("api-owner"));
  const scope = await makeScope(owner, { subscope: "isdekke.read", description: "Lese hvor isen ligger" });

  const visitor = await world.visit(t);
  await visitor.open("/login");
  await visitor.signIn(consumer);
  const reason = "Brøyteruter for skolebussen";
  await askForAccess(visitor, scope, reason);
  const before = world.sandbox.client("consumer-client");
  const refused = await askForToken({ ...world.sandbox.facts, ...before, scope });
  assert.equal(refused.status, 400);

  await approve(owner, scope, consumer, reason);
  await visitor.open("/requests/sent");
  await visitor.shown("requests.state.APPROVED").filter({ visible: true }).first().waitFor();
  await makeClient(visitor, "Isleser", scope);
  const key = await makeKey(visitor);
  const { claims } = await fetchToken({ ...(await snippetValues(visitor)), key: key.pem });
  assert.equal(claims.scope, scope);
});
