// Makes the pictures of docs/images anew (scripts/screenshots): chosen pages of a fresh sandbox, as a reader meets them.
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { after, test } from "node:test";

import { everyPlace, type Place } from "./harness/places.ts";
import { startWorld } from "./harness/world.ts";

const folder = resolve(import.meta.dirname, "../../docs/images");
const chosen: Record<string, string> = {
  "/": "home.png",
  "/catalogue": "catalogue.png",
  "/scopes": "scopes.png",
  "/clients": "clients.png",
  "/clients/5a0d7d0e-0005-4000-8000-312345609005/code": "client-code.png",
  "/statistics": "statistics.png",
  "/notifications/new": "notifications.png",
};

const world = startWorld();
mkdirSync(folder, { recursive: true });
const made: string[] = [];
after(() => process.stdout.write(`${made.join("\n")}\n`));

const organisationOf = ({ as }: Place) => (as === "nobody" ? "consumer" : as);
const wanted = everyPlace().filter(({ path }) => path in chosen);
for (const place of wanted) {
  test(place.path, async (t) => {
    const visitor = await world.visit(t, { size: { width: 1120, height: 700 } });
    await visitor.open("/login");
    await visitor.signIn(world.sandbox.organisation(organisationOf(place)));
    await visitor.open(place.path);
    await visitor.isSettled();
    await visitor.isStill();
    const path = join(folder, chosen[place.path] ?? "page.png");
    await visitor.page.screenshot({ path });
    made.push(path);
  });
}
