// Where each route leads when somebody is there to look at it: a filled-in address, and whom it is shown to.
import { routePatterns } from "./routes.ts";
import { type Role } from "./sandbox.ts";

/** `as`: nobody, or an organisation in this role with all its rights. */
export type Place = { pattern: string; path: string; as: Role | "nobody" };
type Filled = { path?: string; as?: Role | "nobody" };

/** Routes that need more than their pattern. The rest are shown to the API's owner, at the pattern itself. */
const filled: Record<string, Filled> = {
  "/login": { as: "nobody" },
  "/accessibility": { as: "nobody" },
  "/*": { path: "/no/such/page" },
};

/** Every route of the application; a route with parameters that nobody has filled in is an error. */
export function everyPlace(more: Record<string, Filled> = {}): Place[] {
  return routePatterns().map((pattern) => {
    const { path = pattern, as = "api-owner" } = {
      ...filled[pattern],
      ...more[pattern],
    };
    if (/[:*]/.test(path.replace(/^\/scopes\/[^/]+/, "")))
      throw new Error(
        `harness/places.ts does not say what fills ${pattern} in`,
      );
    return { pattern, path, as };
  });
}
