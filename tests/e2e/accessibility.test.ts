// Every page × three languages × light and dark × three widths: axe finds nothing, nothing is cut off or runs out of the window.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { after, before, describe, test, type TestContext } from "node:test";

import { shapeFaults, violations } from "./harness/axe.ts";
import { everyPlace, type Place } from "./harness/places.ts";
import { languages } from "./harness/texts.ts";
import type { Visitor } from "./harness/visitor.ts";
import { startWorld } from "./harness/world.ts";

const widths = [360, 768, 1280];
const schemes = ["light", "dark"] as const;
const pictures = resolve(import.meta.dirname, "../../build/test-logs/screenshots");

const world = startWorld();
before(() => mkdirSync(pictures, { recursive: true }));

/** The page as it is, in each width and scheme, has no fault; a picture of each in Bokmål. */
async function look(visitor: Visitor, name: string): Promise<void> {
  const { page, language } = visitor;
  const found = new Map<string, string[]>();
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      await visitor.isStill();
      const faults = [...(await violations(page)), ...(await shapeFaults(page, language))];
      for (const fault of faults) found.set(fault, [...(found.get(fault) ?? []), `${colorScheme} ${String(width)} px`]);
      if (language === "nb")
        await page.screenshot({
          path: join(pictures, `${name}-${colorScheme}-${String(width)}.png`),
          fullPage: true,
        });
    }
  }
  // 400 % of 1280 px (WCAG 1.4.10)
  await page.setViewportSize({ width: 320, height: 256 });
  for (const fault of await shapeFaults(page, language)) found.set(fault, ["at 400 %"]);
  if (found.size > 0) assert.fail([...found].map(([fault, where]) => `${fault} (${where.join(", ")})`).join("\n"));
}

const nameOf = ({ path }: Place) =>
  decodeURIComponent(path)
    .replace(/[^a-zA-Z]+/g, "-")
    .replace(/^-|-$/g, "") || "home";

for (const language of languages) {
  describe(language, () => {
    // one visitor for all pages: signing in anew for each would take most of the time
    const visitors = new Map<Place["as"], Promise<Visitor>>();
    const leaving: (() => unknown)[] = [];
    const whoSees = ({ as }: Place): Promise<Visitor> => {
      const known = visitors.get(as);
      if (known) return known;
      const arriving = arrive(as);
      visitors.set(as, arriving);
      return arriving;
    };
    const arrive = async (as: Place["as"]) => {
      const visitor = await world.visit(
        {
          after: (leave: () => unknown) => leaving.push(leave),
        } as unknown as TestContext,
        { language },
      );
      if (as !== "nobody") await visitor.signIn(world.sandbox.organisation(as));
      return visitor;
    };
    after(async () => {
      for (const leave of leaving) await leave();
    });

    for (const place of everyPlace()) {
      test(place.path, { timeout: 120_000 }, async () => {
        const visitor = await whoSees(place);
        await visitor.open(place.path);
        await visitor.isSettled();
        const troubles = visitor.takeTroubles();
        await look(visitor, nameOf(place));
        assert.deepEqual([...troubles, ...visitor.takeTroubles()], []);
      });
    }
  });
}

describe("what opens over a page", () => {
  test("the user's menu", async (t) => {
    const visitor = await world.visit(t);
    await visitor.signIn(world.sandbox.organisation("api-owner"));
    await visitor.userMenu().click();
    await visitor.button("common.user.logout").waitFor();
    await look(visitor, "user-menu");
  });

  test("the main menu of a narrow window", async (t) => {
    const visitor = await world.visit(t, { size: { width: 360, height: 900 } });
    await visitor.signIn(world.sandbox.organisation("api-owner"));
    await visitor.press("common.nav.open");
    await visitor.button("common.nav.close").waitFor();
    assert.deepEqual(await violations(visitor.page), []);
    assert.deepEqual(await shapeFaults(visitor.page, "nb"), []);
  });
});
