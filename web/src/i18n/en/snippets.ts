import type { Messages } from "../nb";

export const snippets: Messages["snippets"] = {
  title: "Fetch a token with this client",
  intro:
    "Put the file {{file}} in the folder you run from. The code makes a signed grant and exchanges it for a token.",
  key: "Key",
  format: "Format of the key file",
  scope: "Scope",
  allScopes: "All of the client's scopes",
  more: "Audience and consumer",
  resource: "Audience (resource)",
  resourceHint: "The API's address, if its owner demands that the token is good only there. Otherwise empty.",
  consumer: "On behalf of (consumer_org)",
  consumerHint: "For suppliers: the organisation that delegated the scope to you. Otherwise empty.",
  codeLabel: "code for {{name}}",
  needsPem: "openssl does not read JWK. Use portvakt or one of the other languages, or choose PEM.",
  noKey: {
    title: "The client has no valid key",
    text: "Add a key first. Then this page has code with the client's own values.",
  },
};
