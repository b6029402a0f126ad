// What others may try against whoever is signed in: their pages, their links, their texts.
import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, test } from "node:test";

import { startWorld } from "./harness/world.ts";

const world = startWorld();

/** A host that is not ours. Its pages are made per test. */
let stranger: Server;
let page = "";
const strangerAt = (name: string) => `http://${name}:${String((stranger.address() as AddressInfo).port)}/`;
before(async () => {
  stranger = createServer((_, response) => {
    response
      .writeHead(200, { "Content-Type": "text/html; charset=utf-8" })
      .end(`<!doctype html><title>s</title>${page}`);
  });
  await new Promise<void>((done) => stranger.listen(0, "0.0.0.0", done));
});
after(() => stranger.close());

const changes: [name: string, method: string, path: string, body: string][] = [
  ["signs nobody out", "POST", "/session/logout", ""],
  ["makes no client", "POST", "/api/v1/clients", '{"client_name":"forged","scopes":["fjellrev:vannmaaling.read"]}'],
  ["makes no scope", "POST", "/api/v1/scopes", '{"prefix":"fjellrev","subscope":"forged","description":"forged"}'],
  ["switches no organisation", "PUT", "/api/v1/session/organisation", '{"orgno":"312345609"}'],
];

// a cookie goes along from another port of the same host, which is the same site; from another site it does not
for (const host of ["127.0.0.1", "localhost"]) {
  describe(`a page of ${host === "localhost" ? "another site" : "another port"}`, () => {
    for (const [name, method, path, body] of changes) {
      test(name, async (t) => {
        const visitor = await world.visit(t);
        await visitor.open("/login");
        await visitor.signIn(world.sandbox.organisation("api-owner"));
        visitor.expect(/./); // the browser tells of each refusal
        page = "<p>stranger</p>";
        await visitor.page.goto(strangerAt(host));
        await visitor.page.evaluate(
          async ({ url, method, body }) => {
            const send = (options: RequestInit) =>
              fetch(url, { method, credentials: "include", ...options }).catch(() => null);
            await send({
              body: body || null,
              mode: "cors",
              headers: { "Content-Type": "application/json" },
            });
            await send({
              body: body || null,
              mode: "cors",
              headers: { "X-CSRF-Token": "guess" },
            });
            if (method === "POST") await send({ body: body || null, mode: "no-cors" });
          },
          { url: world.sandbox.base + path, method, body },
        );
        if (method === "POST") {
          page = `<form method="post" enctype="text/plain" action="${world.sandbox.base}${path}"><input name='${body || "x"}'><button>go</button></form>`;
          await visitor.page.goto(strangerAt(host));
          await visitor.page.getByRole("button").click();
          await visitor.page.waitForURL(world.sandbox.base + path);
        }
        await visitor.open("/");
        await visitor.userMenu().waitFor();
        const { name: represented } = world.sandbox.organisation("api-owner");
        assert.ok((await visitor.userMenu().innerText()).includes(represented));
        for (const list of ["/api/v1/clients", "/api/v1/scopes"]) {
          const listed = await visitor.page.evaluate(async (url) => (await fetch(url)).text(), list);
          assert.ok(listed.startsWith("["), listed);
          assert.ok(!listed.includes("forged"), list);
        }
      });
    }
  });
}

test("what the application may do is in its headers, for every address", async () => {
  for (const path of ["/", "/login", "/scopes/new", "/no/such/page"]) {
    const { headers } = await fetch(world.sandbox.app + path);
    const policy = headers.get("Content-Security-Policy") ?? "";
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.match(policy, /require-trusted-types-for 'script'/);
    assert.doesNotMatch(policy, /unsafe|\*|https?:/);
    assert.equal(headers.get("X-Frame-Options"), "DENY");
    assert.equal(headers.get("X-Content-Type-Options"), "nosniff");
    assert.equal(headers.get("Referrer-Policy"), "no-referrer");
  }
});

test("no other page can frame the application", async (t) => {
  const visitor = await world.visit(t);
  visitor.expect(/frame-ancestors|X-Frame-Options|ERR_BLOCKED_BY_RESPONSE/);
  page = `<iframe src="${world.sandbox.app}/login"></iframe>`;
  await visitor.page.goto(strangerAt("127.0.0.1"));
  const frame = visitor.page.frames()[1];
  assert.ok(frame);
  await frame.waitForLoadState();
  assert.equal(await frame.getByRole("radio").count(), 0);
});

test("the session is out of reach for scripts and gone after signing out", async (t) => {
  const visitor = await world.visit(t);
  await visitor.open("/login");
  await visitor.signIn(world.sandbox.organisation("consumer"));
  const seen = await visitor.page.evaluate(() => ({
    cookie: document.cookie,
    stored: JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]),
  }));
  assert.equal(seen.cookie, "");
  assert.doesNotMatch(seen.stored, /csrf|session|token/i);
  const [cookie] = await visitor.page.context().cookies();
  assert.ok(cookie);
  assert.deepEqual([cookie.httpOnly, cookie.secure, cookie.sameSite, cookie.path], [true, true, "Lax", "/"]);
  await visitor.userMenu().click();
  await visitor.press("common.user.logout");
  await visitor.page.getByRole("radio").first().waitFor();
  const answer = await fetch(`${world.sandbox.base}/api/v1/clients`, {
    headers: { Cookie: `${cookie.name}=${cookie.value}` },
  });
  assert.equal(answer.status, 401);
});

test("the way to sign in leads to no other host", async () => {
  for (const away of ["//evil.example", "https://evil.example/", "/\\evil.example", "/app/../..//evil.example"]) {
    const answer = await fetch(`${world.sandbox.base}/session/login?return_to=${encodeURIComponent(away)}`, {
      redirect: "manual",
    });
    const location = new URL(answer.headers.get("Location") ?? "/", world.sandbox.base);
    assert.equal(location.origin, new URL(world.sandbox.base).origin, away);
  }
});
