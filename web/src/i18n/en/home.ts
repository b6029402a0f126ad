import type { Messages } from "../nb";

export const home: Messages["home"] = {
  title: "Welcome, {{name}}",
  needsYou: "Needs you now",
  allClear: "Nothing is waiting for you. Keys, access requests and token requests are in order.",
  shortcuts: "What would you like to do?",
};
