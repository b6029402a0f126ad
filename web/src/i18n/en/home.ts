import type { Messages } from "../nb";

export const home: Messages["home"] = {
  title: "Welcome, {{name}}",
  needsYou: "Needs you now",
  allClear: "Nothing is waiting for you. Keys, access requests and token requests are in order.",
  key: {
    expired: "Expired",
    expiring: "Expires soon",
    link: "The key {{kid}} of the client {{client}}",
    expiredOn: "Expired {{date}}. The client gets no tokens with it.",
    expiresOn: "Expires {{date}}. Add a new key before then.",
    more_one: "{{count}} more key",
    more_other: "{{count}} more keys",
  },
  request: {
    tag: "Awaits an answer",
    link: "{{consumer}} asks for access to {{scope}}",
    since: "Has waited since {{date}}",
    more_one: "{{count}} more request",
    more_other: "{{count}} more requests",
  },
  refusal: {
    tag: "Refused",
    link: "The client {{client}} was refused",
    count_one: "{{formatted}} token request was refused since yesterday",
    count_other: "{{formatted}} token requests were refused since yesterday",
    more_one: "{{count}} more client was refused",
    more_other: "{{count}} more clients were refused",
  },
  answer: {
    approved: "Approved",
    denied: "Denied",
    link: "Answer to the request for {{scope}}",
    by: "{{owner}} answered {{date}}",
  },
  shortcuts: "What would you like to do?",
  shortcut: {
    clients: { title: "Clients", text: "Make clients, give them scopes and change their keys." },
    catalogue: { title: "Catalogue", text: "Find the APIs of others, and ask for access to them." },
    scopes: { title: "Scopes", text: "Decide who may use your APIs." },
    supplier: { title: "Clients for customers", text: "Make clients on behalf of customers who delegated to you." },
    operator: { title: "Operator", text: "Organisations, prefixes, signing keys and issued tokens." },
    statistics: { title: "Statistics", text: "See how many tokens were fetched, and how many were refused." },
  },
  first: {
    title: "Get started",
    text: "You have not fetched any token yet. This is the way there:",
    find: { title: "Find a scope", text: "The catalogue shows what others offer." },
    ask: { title: "Ask for access", text: "The API owner answers. Some scopes are open for all and need no request." },
    client: {
      title: "Make a client with a key",
      text: "The client is your system. It signs with a key that only you have.",
    },
    token: { title: "Fetch a token", text: "Try it here first, then in your system." },
    state: { done: "Done", waiting: "Awaits an answer", next: "Next step", later: "Later" },
  },
};
