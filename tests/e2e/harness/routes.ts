// The application's routes, read from its source: a page that is added there is in the tests from then on.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const web = resolve(import.meta.dirname, "../../../web");
const require = createRequire(join(web, "package.json"));
const ts = require("typescript") as typeof import("../../../web/node_modules/typescript");
type Node = import("../../../web/node_modules/typescript").Node;

/** Patterns as the router has them, with a slash in front: `/clients/:clientId/keys`; `/*` is every other address. */
export function routePatterns(): string[] {
  const file = join(web, "src/routes.tsx");
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const patterns: string[] = [];
  const visit = (node: Node, parent: string) => {
    const route = ts.isObjectLiteralExpression(node) ? routeOf(node) : null;
    const here = route?.path === undefined ? parent : `${parent}/${route.path}`.replace(/\/+/g, "/");
    if (route?.shows) patterns.push(here || "/");
    ts.forEachChild(node, (child) => visit(child, here));
  };
  visit(source, "");
  return patterns;
}

/** `shows`: it has a page of its own, not only children. */
function routeOf(node: import("../../../web/node_modules/typescript").ObjectLiteralExpression) {
  const members = new Map(
    node.properties.filter(ts.isPropertyAssignment).map((member) => [member.name.getText(), member.initializer]),
  );
  const path = members.get("path");
  if (path && !ts.isStringLiteral(path)) throw new Error(`routes.tsx: the path ${path.getText()} is no plain text`);
  return { path: path?.text, shows: members.has("lazy") };
}
