import type { RefObject } from "react";

/** Moves focus when what lies over the page has gone: nothing under an open dialog can take it. */
export function focusSoon(element: RefObject<HTMLElement | null>): void {
  requestAnimationFrame(() => element.current?.focus());
}
