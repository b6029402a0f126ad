// The consumer's whole way to a token without a mouse.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { pickRadio, pressOn, reach, typeInto } from "./harness/keyboard.ts";
import { snippetValues } from "./harness/tasks.ts";
import { fetchToken } from "./harness/tokens.ts";
import { startWorld } from "./harness/world.ts";

const world = startWorld();
const scope = "fjellrev:vannmaaling.read"; // granted to every sandbox's consumer

test("signing in, a client, a key and a token by keyboard only", async (t) => {
  const consumer = world.sandbox.organisation("consumer");
  const visitor = await world.visit(t);
  const { page } = visitor;
  await visitor.open("/login");
  await pickRadio(visitor, page.getByRole("radio", { name: consumer.name }));
  await pressOn(visitor, visitor.button("login.test.button", { name: consumer.name }), "Enter");
  await visitor.userMenu().waitFor();

  const menu = page.getByRole("navigation", {
    name: visitor.text("common.nav.label"),
  });
  await pressOn(
    visitor,
    menu.getByRole("link", {
      name: visitor.text("common.nav.clients"),
      exact: true,
    }),
    "Enter",
  );
  await pressOn(visitor, visitor.link("clients.add"), "Enter");

  // sent empty, the form says what is missing, and focus is there
  await pressOn(visitor, visitor.button("clients.new.submit"), "Enter");
  await visitor.shown("common.form.summary").waitFor();
  const inSummary = page.getByRole("link", {
    name: visitor.text("clients.form.name"),
  });
  await pressOn(visitor, inSummary, "Enter");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "client_name");
  await page.keyboard.insertText("Uten mus");
  await typeInto(visitor, visitor.field("clients.form.description"), "Laget med tastaturet");
  await pressOn(visitor, page.getByRole("checkbox", { name: scope, exact: true }), "Space");
  await pressOn(visitor, visitor.button("clients.new.submit"), "Enter");
  await visitor.isTold("clients.created.flash", { name: "Uten mus" });

  await pressOn(visitor, visitor.link("keys.add"), "Enter");
  await visitor.field("keys.column.kid").waitFor();
  const kid = await visitor.field("keys.column.kid").inputValue();
  await pressOn(visitor, visitor.button("keys.make.button"), "Enter");
  const save = visitor.button("keys.save.download", { file: `${kid}.pem` });
  await reach(visitor, save);
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  const pem = readFileSync(await download.path(), "utf8");
  await pressOn(visitor, page.getByRole("checkbox", { name: visitor.text("keys.save.safe") }), "Space");
  await pressOn(visitor, visitor.button("keys.save.register"), "Enter");
  await visitor.isTold("keys.added", { kid });

  // the code scrolls, so it must be reached too
  await reach(
    visitor,
    page.getByRole("region", {
      name: visitor.text("snippets.codeLabel", { name: "curl + openssl" }),
    }),
  );
  const values = await snippetValues(visitor);
  const { claims } = await fetchToken({ ...values, key: pem });
  assert.equal(claims.scope, scope);

  // out again
  await pressOn(visitor, visitor.userMenu(), "Enter");
  await pressOn(visitor, visitor.button("common.user.logout"), "Enter");
  await page.getByRole("radio").first().waitFor();
});
