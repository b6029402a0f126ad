// "Try a grant": what the server would answer, rule by rule, without using the grant up.
import assert from "node:assert/strict";
import { test } from "node:test";

import { violations } from "./harness/axe.ts";
import { assertion, type Grant, tokenRequest, trade } from "./harness/tokens.ts";
import type { Visitor } from "./harness/visitor.ts";
import { startWorld } from "./harness/world.ts";

const world = startWorld();

const grantOf = (role: string, claims: Record<string, unknown> = {}): Grant => {
  const { issuer, token_endpoint } = world.sandbox.facts;
  const { client_id, kid, key, scopes } = world.sandbox.client(role);
  return {
    token_endpoint,
    issuer,
    client_id,
    kid,
    key,
    scope: scopes[0] ?? "",
    claims,
  };
};

async function explain(visitor: Visitor, text: string): Promise<void> {
  await visitor.fill("tryIt.label", text);
  await visitor.press("tryIt.button");
}

/** The rules on the page that have this outcome. */
const rules = (visitor: Visitor, outcome: string) => visitor.page.locator(`.rule[data-outcome="${outcome}"]`);

const verdict = (visitor: Visitor, token: "issued" | "refused" | "untold") =>
  visitor.page.getByRole("heading", {
    name: visitor.text(`tryIt.token.${token}.title`),
  });

async function consumerAtPage(visitor: Visitor): Promise<void> {
  await visitor.open("/login");
  await visitor.signIn(world.sandbox.organisation("consumer"));
  await visitor.choose("common.nav.tryIt");
}

test("a good grant is told to be good, stays good, and is told to be used once it is", async (t) => {
  const visitor = await world.visit(t);
  await consumerAtPage(visitor);
  const grant = assertion(grantOf("consumer-client"));
  await explain(visitor, grant);
  await verdict(visitor, "issued").waitFor();
  assert.equal(await rules(visitor, "failed").count(), 0);
  assert.ok((await rules(visitor, "passed").count()) > 10);
  assert.ok(await verdict(visitor, "issued").evaluate((heading) => heading === document.activeElement), "it has focus");
  assert.deepEqual(await violations(visitor.page), []);

  const { token_endpoint } = world.sandbox.facts;
  assert.equal((await trade(grant, token_endpoint)).status, 200);
  assert.equal((await trade(grant, token_endpoint)).status, 400);
  await explain(visitor, tokenRequest(grant).toString());
  await verdict(visitor, "refused").waitFor();
  assert.equal(await rules(visitor, "failed").count(), 1);
  await visitor.page.getByRole("link", { name: "MP-012" }).waitFor();
});

test("a refused grant names its code, what was seen, what was expected and the cure", async (t) => {
  const visitor = await world.visit(t);
  await consumerAtPage(visitor);
  const now = Math.floor(Date.now() / 1000);
  await explain(visitor, assertion(grantOf("consumer-client", { iat: now - 1000, exp: now - 900 })));
  await verdict(visitor, "refused").waitFor();
  const rule = rules(visitor, "failed");
  assert.equal(await rule.count(), 1);
  const cure = await rule.locator("dd").last().innerText();
  await visitor.page.getByText(`${visitor.text("clients.refusals.cure")}: ${cure}`).waitFor(); // on top, without scrolling
  for (const key of ["clients.refusals.seen", "clients.refusals.expected", "clients.refusals.cure"] as const)
    await rule.getByText(visitor.text(key), { exact: true }).waitFor();
  assert.deepEqual(await violations(visitor.page), []);
  await visitor.page.getByRole("link", { name: "MP-130" }).click();
  await visitor.page.waitForURL(/\/errors\/MP-130$/);
});

test("of another organisation's client nothing is told", async (t) => {
  const visitor = await world.visit(t);
  await consumerAtPage(visitor);
  await explain(visitor, assertion(grantOf("supplier-client")));
  await verdict(visitor, "untold").waitFor();
  const content = await visitor.page.locator("main").innerText();
  assert.ok(!content.includes(world.sandbox.organisation("supplier").name));
  assert.deepEqual(await violations(visitor.page), []);
});

test("text that is no grant is answered in words", async (t) => {
  const visitor = await world.visit(t);
  await consumerAtPage(visitor);
  await visitor.press("tryIt.button");
  await visitor.page.getByRole("heading", { name: visitor.text("common.form.summary") }).waitFor();
  await explain(visitor, "<b>not a grant</b>");
  await verdict(visitor, "refused").waitFor();
  await visitor.page.getByRole("link", { name: "MP-011" }).waitFor();
  assert.equal(await visitor.page.locator("main b").count(), 0);
});

test("who lacks the right is told which, and whom to ask", async (t) => {
  const visitor = await world.visit(t);
  await visitor.open("/login");
  const consumer = world.sandbox.organisation("consumer");
  await visitor.signIn(consumer, ["scopes"]);
  await visitor.open("/try");
  const right = visitor.text("login.right.clients");
  await visitor.shown("rights.missing", { right, organisation: consumer.name }).waitFor();
  await visitor.shown("rights.whomToAsk").waitFor();
  assert.equal(await visitor.page.getByLabel(visitor.text("tryIt.label")).count(), 0);
  assert.deepEqual(await violations(visitor.page), []);
});
