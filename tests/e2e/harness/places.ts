// Where each route leads when somebody is there to look at it: filled-in addresses, and whom they are shown to.
import { routePatterns } from "./routes.ts";
import { type Role } from "./sandbox.ts";

/** `as`: nobody, or an organisation in this role with all its rights. */
export type Place = { pattern: string; path: string; as: Role | "nobody" };
type Filled = { paths?: string[]; as?: Role | "nobody" };

const scope = encodeURIComponent("fjellrev:vannmaaling.read");

const client = "5a0d7d0e-0005-4000-8000-312345609005"; // consumer-client of every sandbox

/** Routes that need more than their pattern. The rest are shown to the API's owner, at the pattern itself. */
const filled: Record<string, Filled> = {
  "/login": { as: "nobody" },
  "/accessibility": { as: "nobody" },
  "/*": { paths: ["/no/such/page"] },
  "/catalogue/:name": { paths: [`/catalogue/${scope}`], as: "consumer" },
  "/requests/:tab?": { paths: ["/requests/sent", "/requests/received"] },
  "/delegations/:tab?": {
    paths: ["/delegations/given", "/delegations/received"],
  },
  "/systemusers/:tab?": { paths: ["/systemusers/own"] },
  "/scopes/:name/:tab?": {
    paths: ["about", "access", "requests", "history", "usage"].map((tab) => `/scopes/${scope}/${tab}`),
  },
  "/clients/:clientId/keys/new": { paths: [`/clients/${client}/keys/new`], as: "consumer" },
  "/clients/:clientId/scopes/add": { paths: [`/clients/${client}/scopes/add`], as: "consumer" },
  "/clients/:clientId/:tab?": {
    paths: ["details", "scopes", "keys", "code", "usage", "refusals"].map((tab) => `/clients/${client}/${tab}`),
    as: "consumer",
  },
  "/operator/organisations": { as: "operator" },
  "/operator/prefixes": { as: "operator" },
  "/operator/adminclients": { as: "operator" },
  "/operator/signing-keys": { as: "operator" },
  "/operator/ledger": { as: "operator" },
  "/scopes/:name/edit": { paths: [`/scopes/${scope}/edit`] },
};

/** Every place that a route leads to; `more` fills in what only a running sandbox knows. */
export function everyPlace(more: Record<string, Filled> = {}): Place[] {
  return routePatterns().flatMap((pattern) => {
    const { paths = [pattern], as = "api-owner" } = {
      ...filled[pattern],
      ...more[pattern],
    };
    return paths.map((path) => {
      if (/\/:|\*/.test(path)) throw new Error(`harness/places.ts does not say what fills in ${pattern}`);
      return { pattern, path, as };
    });
  });
}
