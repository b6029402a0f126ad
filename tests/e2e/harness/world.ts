// A sandbox and a browser for one test file.
import { after, before, type TestContext } from "node:test";

import type { Browser } from "playwright-core";

import { Sandbox } from "./sandbox.ts";
import { openBrowser, Visitor } from "./visitor.ts";

type World = { sandbox: Sandbox; browser: Browser };
type VisitorOptions = Parameters<typeof Visitor.arrive>[3];

/** Both start before the file's tests and end after them; `visit` is a new visitor for a test. */
export function startWorld() {
  const world = {} as World;
  before(async () => {
    world.sandbox = await Sandbox.start();
    world.browser = await openBrowser();
  });
  after(async () => {
    await world.browser.close();
    await world.sandbox.stop();
  });
  const visit = (t: TestContext, options?: VisitorOptions) => Visitor.arrive(t, world.browser, world.sandbox, options);
  return Object.assign(world, { visit });
}
