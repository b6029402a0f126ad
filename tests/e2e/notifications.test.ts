// Being told of what happens: a webhook that arrives, a calendar that a program can fetch.
import assert from "node:assert/strict";
import { createPublicKey, type JsonWebKeyInput, verify } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";

import { violations } from "./harness/axe.ts";
import { startWorld } from "./harness/world.ts";

const world = startWorld();

/** One post to a server of ours: its content type and its body. */
async function nextPost() {
  let arrived: (post: { type: string; body: string }) => void;
  const post = new Promise<{ type: string; body: string }>((done) => (arrived = done));
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      response.writeHead(202).end();
      arrived({
        type: request.headers["content-type"] ?? "",
        body: Buffer.concat(parts).toString(),
      });
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/portvakt`;
  return { url, post, close: () => server.close() };
}

async function readVerified(token: string): Promise<Record<string, unknown>> {
  const [header = "", payload = "", signature = ""] = token.split(".");
  const { kid } = JSON.parse(Buffer.from(header, "base64url").toString()) as {
    kid: string;
  };
  const { keys } = (await (await fetch(world.sandbox.facts.jwks_uri)).json()) as { keys: JsonWebKey[] };
  const key = keys.find((each) => (each as { kid?: string }).kid === kid);
  assert.ok(key);
  const pem = createPublicKey({ key, format: "jwk" } as JsonWebKeyInput);
  assert.ok(verify("sha256", Buffer.from(`${header}.${payload}`), pem, Buffer.from(signature, "base64url")));
  return JSON.parse(Buffer.from(payload, "base64url").toString()) as Record<string, unknown>;
}

test("a webhook is added, tested, seen to arrive, and removed", async (t) => {
  const receiver = await nextPost();
  t.after(receiver.close);
  const visitor = await world.visit(t);
  await visitor.signIn(world.sandbox.organisation("consumer"));
  await visitor.choose("common.nav.notifications");
  await visitor.shown("notifications.none.title").waitFor();
  await visitor.link("notifications.add").first().click();
  await visitor.field("notifications.form.channel").selectOption("WEBHOOK");
  await visitor.press("notifications.form.submit");
  await visitor.shown("common.form.summary").waitFor();
  await visitor.fill("notifications.form.address.WEBHOOK", receiver.url);
  await visitor.press("notifications.form.submit");
  await visitor.isTold("notifications.form.done", { name: receiver.url });

  const { page } = visitor;
  await page.getByRole("button", { name: visitor.text("notifications.test.send") }).click();
  const { type, body } = await receiver.post;
  assert.equal(type, "application/secevent+jwt");
  const claims = await readVerified(body);
  assert.equal(claims["aud"], receiver.url);
  assert.deepEqual(claims["events"], { "urn:portvakt:test": {} });
  await visitor.shown("notifications.state.DELIVERED").waitFor();
  assert.deepEqual(await violations(page), []);

  await page.getByRole("button", { name: visitor.text("common.action.remove") }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", {
      name: visitor.text("notifications.confirm.confirm"),
    })
    .click();
  await visitor.isTold("notifications.removed", { name: receiver.url });
  await visitor.shown("notifications.none.title").waitFor();
});

test("a calendar's address is shown once and is a calendar", async (t) => {
  const visitor = await world.visit(t, {
    permissions: ["clipboard-read", "clipboard-write"],
  });
  await visitor.signIn(world.sandbox.organisation("consumer"));
  await visitor.open("/notifications/new");
  await visitor.field("notifications.form.channel").selectOption("CALENDAR");
  await visitor.press("notifications.form.submit");
  await visitor.shown("notifications.calendar.ready").waitFor();
  await visitor.page
    .getByRole("button", {
      name: visitor.text("notifications.calendar.address"),
    })
    .click();
  const url = await visitor.page.evaluate(() => navigator.clipboard.readText());
  const answer = await fetch(url);
  assert.equal(answer.headers.get("Content-Type"), "text/calendar; charset=utf-8");
  assert.match(await answer.text(), /^BEGIN:VCALENDAR\r\n[^]*BEGIN:VEVENT/);
  assert.deepEqual(await violations(visitor.page), []);
  await visitor.link("notifications.calendar.done").click();
  await visitor.heading();
  await visitor.page.getByRole("listitem").getByRole("heading").waitFor();
  assert.ok(!(await visitor.page.content()).includes(url));
});
