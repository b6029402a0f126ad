// What people write is theirs: it is kept when the session ends under it, and it is never anything but text.
import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { makeClient, makeScope } from "./harness/tasks.ts";
import { startWorld } from "./harness/world.ts";

const world = startWorld();

test("a form outlives the session it was begun in", async (t) => {
  const owner = world.sandbox.organisation("api-owner");
  const visitor = await world.visit(t);
  visitor.expect(/^401:/);
  await visitor.open("/login");
  await visitor.signIn(owner);
  await visitor.choose("common.nav.scopes");
  await visitor.link("scopes.create").click();
  await visitor.fill("scopes.form.subscope", "elv.read");
  await visitor.fill("scopes.form.description", "Lese vannstand i elver");
  await visitor.page.context().clearCookies();
  await visitor.press("scopes.form.submitNew");
  await visitor.shown("common.sessionEnded.title").waitFor();
  await visitor.press("common.sessionEnded.login");
  await visitor.signIn(owner);
  assert.equal(visitor.path(), "/scopes/new");
  assert.equal(await visitor.field("scopes.form.subscope").inputValue(), "elv.read");
  assert.equal(await visitor.field("scopes.form.description").inputValue(), "Lese vannstand i elver");
  await visitor.press("scopes.form.submitNew");
  await visitor.isTold("scopes.form.created", { scope: "fjellrev:elv.read" });
});

test("a refused form says what to mend, and keeps what was written", async (t) => {
  const visitor = await world.visit(t);
  await visitor.open("/login");
  await visitor.signIn(world.sandbox.organisation("api-owner"));
  await visitor.open("/scopes/new");
  await visitor.fill("scopes.form.description", "Lese vannstand i innsjøer");
  await visitor.press("scopes.form.submitNew");
  const summary = visitor.page.getByRole("heading", {
    name: visitor.text("common.form.summary"),
  });
  await summary.waitFor();
  assert.ok(await summary.evaluate((heading) => heading.parentElement === document.activeElement), "it has focus");
  await visitor.page.getByRole("link", { name: visitor.text("scopes.form.subscope") }).click();
  assert.equal(await visitor.page.evaluate(() => document.activeElement?.id), "subscope");
  assert.equal(await visitor.field("scopes.form.description").inputValue(), "Lese vannstand i innsjøer");
});

const payloads = [
  "<img src=x onerror=alert(1)>",
  "<script>alert(1)</script>",
  '"><svg onload=alert(1)>',
  "{{constructor.constructor('alert(1)')()}}",
  "$t(common.action.delete)",
];

describe("texts are shown as they were written", () => {
  payloads.forEach((payload, number) => {
    test(payload, async (t) => {
      const visitor = await world.visit(t);
      await visitor.open("/login");
      await visitor.signIn(world.sandbox.organisation("api-owner"));
      visitor.expect(/^400: (POST|PUT)/); // where such a text is not taken at all
      // what the form's rules would refuse, another program may have stored
      const scope = `fjellrev:tekst${String(number)}.read`;
      const texts = {
        description: payload,
        "description#nn": payload,
        "description#en": payload,
      };
      const stored = await visitor.call("POST", "/api/v1/scopes", {
        prefix: "fjellrev",
        subscope: `tekst${String(number)}.read`,
        visibility: "PUBLIC",
        ...texts,
      });
      const description = stored.status < 300 ? payload : null;
      if (description === null)
        await makeScope(visitor, {
          subscope: `tekst${String(number)}.read`,
          description: "x",
        });
      for (const path of ["/scopes", `/scopes/${encodeURIComponent(scope)}/about`]) {
        await visitor.open(path);
        await visitor.page
          .getByText(description ?? scope, { exact: false })
          .first()
          .waitFor();
      }
      const consumer = world.sandbox.organisation("api-owner");
      await visitor.call("PUT", `/api/v1/scopes/access/${consumer.orgno}?scope=${encodeURIComponent(scope)}`);
      const named = await visitor.call("POST", "/api/v1/clients", {
        client_name: payload,
        description: payload,
        active: true,
        integration_type: "maskinporten",
        application_type: "web",
        token_endpoint_auth_method: "private_key_jwt",
        grant_types: ["urn:ietf:params:oauth:grant-type:jwt-bearer"],
        scopes: [scope],
      });
      if (named.status < 300) {
        await visitor.open("/clients");
        await visitor.page.getByRole("link", { name: payload }).first().click();
        await visitor.page.getByRole("heading", { level: 1, name: payload }).waitFor();
      } else {
        await makeClient(visitor, `Tekst ${String(number)}`, scope);
      }
      assert.equal(await visitor.page.locator("img[src=x], svg[onload]").count(), 0);
    });
  });
});

describe("what one organisation writes is text to another", () => {
  payloads.forEach((payload, number) => {
    test(payload, async (t) => {
      const consumer = world.sandbox.organisation("unrelated");
      const operator = await world.visit(t);
      await operator.signIn(world.sandbox.organisation("operator"));
      const renamed = await operator.call("PUT", `/api/v1/operator/organisations/${consumer.orgno}`, { name: payload });
      assert.equal(renamed.status, 200, renamed.text);
      const owner = await world.visit(t);
      await owner.signIn(world.sandbox.organisation("api-owner"));
      const scope = await makeScope(owner, {
        subscope: `nabo${String(number)}.read`,
        description: "x",
      });

      const visitor = await world.visit(t);
      await visitor.signIn({ ...consumer, name: payload });
      const asked = await visitor.call("POST", "/api/v1/accessrequests", {
        scope,
        reason: payload,
      });
      assert.equal(asked.status, 201, asked.text);
      await owner.open("/requests/received");
      const card = owner.page.getByRole("listitem").filter({ hasText: scope });
      assert.ok((await card.innerText()).split(payload).length > 2, "the name and the reason");
      await owner.open(`/scopes/${encodeURIComponent(scope)}/requests`);
      await owner.page.getByText(payload).first().waitFor();

      const { id } = JSON.parse(asked.text) as { id: string };
      const answered = await owner.call("PUT", `/api/v1/accessrequests/${id}`, {
        state: "DENIED",
        answer: payload,
      });
      assert.equal(answered.status, 200, answered.text);
      await visitor.open("/requests/sent");
      await visitor.page.getByText(payload).first().waitFor();
      await operator.open("/operator/organisations");
      await operator.page.getByText(payload).first().waitFor();
      for (const { page } of [operator, owner, visitor])
        assert.equal(await page.locator("img[src=x], svg[onload]").count(), 0);
    });
  });
});
