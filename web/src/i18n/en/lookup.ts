import type { Messages } from "../nb";

export const lookup: Messages["lookup"] = {
  looking: "Looking up the number …",
  invalid: "The check digit does not match. Check that all nine digits are right.",
  unknown: "The number is valid, but the organisation is not registered here yet. Check it once more.",
  failed: "The name could not be looked up right now.",
};
