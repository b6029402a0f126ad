// Getting in, getting out, and where one comes to.
import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { startWorld } from "./harness/world.ts";

const world = startWorld();

test("a visitor signs in, sees whom they represent, and signs out", async (t) => {
  const visitor = await world.visit(t);
  const consumer = world.sandbox.organisation("consumer");
  await visitor.open("/");
  assert.equal(visitor.path(), "/login");
  await visitor.signIn(consumer);
  assert.equal(visitor.path(), "/");
  await visitor.userMenu().click();
  await visitor.press("common.user.logout");
  await visitor.page.getByRole("radio", { name: consumer.name }).waitFor();
});

test("whoever follows a link to a page comes there after signing in", async (t) => {
  const visitor = await world.visit(t);
  await visitor.open("/settings?x=1");
  await visitor.signIn(world.sandbox.organisation("consumer"));
  assert.equal(visitor.path(), "/settings?x=1");
});

test("without any right nobody comes in", async (t) => {
  const visitor = await world.visit(t);
  await visitor.open("/login");
  const { name } = world.sandbox.organisation("consumer");
  await visitor.page.getByRole("radio", { name }).check();
  for (const box of await visitor.page.getByRole("checkbox").all()) await box.uncheck();
  await visitor.press("login.test.button", { name });
  await visitor.shown("login.test.rightsMissing").waitFor();
  assert.equal(visitor.path(), "/login");
});

test("an address that is no page says so", async (t) => {
  const visitor = await world.visit(t);
  await visitor.open("/no/such/page");
  assert.equal(await visitor.heading(), visitor.text("common.problem.notFoundTitle"));
});

describe("no other host after signing in", () => {
  for (const away of [
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "https://evil.example/",
    "javascript:alert(1)",
  ]) {
    test(JSON.stringify(away), async (t) => {
      const visitor = await world.visit(t);
      await visitor.open(`/login?return_to=${encodeURIComponent(away)}`);
      await visitor.signIn(world.sandbox.organisation("consumer"));
      assert.equal(visitor.path(), "/");
    });
  }
});
