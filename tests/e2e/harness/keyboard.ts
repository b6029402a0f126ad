// A person who has no mouse: goes from one thing to the next with Tab, and acts on what has focus.
import assert from "node:assert/strict";

import type { Locator } from "playwright-core";

import type { Visitor } from "./visitor.ts";

const farthest = 120; // steps that nobody should need on one page

const hasFocus = (target: Locator) =>
  target.first().evaluate((element) => element === document.activeElement || element.contains(document.activeElement));

/** Presses Tab until the target has focus, which must be seen. */
export async function reach(visitor: Visitor, target: Locator): Promise<void> {
  await target.first().waitFor();
  for (let step = 0; !(await hasFocus(target)); step += 1) {
    assert.ok(step < farthest, `Tab does not lead to ${String(target)}`);
    await visitor.page.keyboard.press("Tab");
  }
  // a box to tick has its mark around the label too
  const isSeen = await visitor.page.evaluate(() => {
    const focused = document.activeElement ?? document.body;
    return [focused, focused.closest(".ds-field")].some((element) => {
      const style = element && getComputedStyle(element);
      return style && (style.outlineStyle !== "none" || style.boxShadow !== "none");
    });
  });
  assert.ok(isSeen, `focus on ${String(target)} cannot be seen`);
}

export async function pressOn(visitor: Visitor, target: Locator, key: "Enter" | "Space"): Promise<void> {
  await reach(visitor, target);
  await visitor.page.keyboard.press(key);
}

export async function typeInto(visitor: Visitor, target: Locator, text: string): Promise<void> {
  await reach(visitor, target);
  await visitor.page.keyboard.insertText(text);
}

/** One of a group of radio buttons, which is one stop for Tab. */
export async function pickRadio(visitor: Visitor, wanted: Locator): Promise<void> {
  await reach(visitor, visitor.page.getByRole("radio", { checked: true }));
  for (let step = 0; !(await wanted.isChecked()); step += 1) {
    assert.ok(step < farthest, `no arrow leads to ${String(wanted)}`);
    await visitor.page.keyboard.press("ArrowDown");
  }
}
