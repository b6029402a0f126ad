import type { Messages } from "../nb";

export const scopePicker: Messages["scopePicker"] = {
  legend: "Scopes",
  hint: "What the client is to fetch tokens for.",
  required: "Choose at least one scope",
  chosen_zero: "None chosen",
  chosen_one: "{{count}} chosen",
  chosen_other: "{{count}} chosen",
  chosenLabel: "Chosen scopes",
  remove: "Remove {{name}}",
  taken: "On the client",
  search: "Search scopes",
  nothing: "No scope fits the search.",
  ask: "Ask for access",
  asked: "Access has been asked for",
  source: { granted: "Granted to me", open: "Accessible for all", delegated: "Delegated", catalogue: "Catalogue" },
  sourceHint: {
    granted: "Scopes to which API owners have given the organisation access.",
    open: "Scopes that every organisation may use.",
    delegated: "Scopes that a consumer can delegate to you as its supplier. Tokens are given only where it did.",
    catalogue: "All public scopes. You can ask for those you have no access to.",
  },
  empty: {
    granted: "The organisation has no access to any scope yet. Search the catalogue and ask for access.",
    open: "No scope is open for all.",
    delegated: "No public scope can be delegated.",
  },
};
