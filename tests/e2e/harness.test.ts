// What watches the other tests is itself watched: each kind of trouble is noticed.
import assert from "node:assert/strict";
import { test } from "node:test";

import { routePatterns } from "./harness/routes.ts";
import { startWorld } from "./harness/world.ts";

const world = startWorld();

const troubles: Record<string, [provoke: string, noticed: RegExp]> = {
  "an error on the console": ["console.error('a fault')", /console: a fault/],
  "an exception": ["setTimeout(() => { throw new Error('thrown') })", /page error: thrown/],
  "an inline style": ["document.body.setAttribute('style', 'color: red')", /policy: style-src-attr/],
  "an inline script": [
    "const script = document.createElement('script'); script.append('1'); document.body.append(script)",
    /policy: (script-src-elem|require-trusted-types-for)/,
  ],
  "text made into HTML": [
    "document.body.insertAdjacentHTML('beforeend', '<i>x</i>')",
    /policy: require-trusted-types-for/,
  ],
  "a call to a foreign host": ["fetch('https://evil.example/').catch(() => {})", /policy: connect-src/],
  "a refused request": ["fetch('/no/such/thing')", /^404: GET/],
  "a dialog": ["setTimeout(() => alert('boo'))", /dialog: boo/],
};

for (const [name, [provoke, noticed]] of Object.entries(troubles)) {
  test(`${name} is noticed`, async (t) => {
    const visitor = await world.visit(t);
    await visitor.open("/login");
    const found: string[] = [];
    const deadline = Date.now() + 10_000;
    await visitor.page.evaluate(`try { ${provoke} } catch {}`);
    while (!found.some((trouble) => noticed.test(trouble)) && Date.now() < deadline) {
      await visitor.page.evaluate(() => new Promise(requestAnimationFrame));
      found.push(...visitor.takeTroubles());
    }
    visitor.expect(/./);
    assert.ok(
      found.some((trouble) => noticed.test(trouble)),
      `noticed only: ${found.join("; ")}`,
    );
  });
}

test("the routes are read from the application's source", () => {
  const patterns = routePatterns();
  for (const known of ["/", "/login", "/settings", "/accessibility", "/*"]) assert.ok(patterns.includes(known), known);
});
