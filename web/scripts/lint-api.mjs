// Holds api/openapi.yaml against the OpenAPI specification and Redocly's rules. Prints FILE:LINE: what is wrong [rule], and
// exits 1 when there is anything.
import { join, relative } from "node:path";

import { createConfig, getLineColLocation, getMergedConfig, lint } from "@redocly/openapi-core";

const root = join(import.meta.dirname, "../..");
const rules = {
  // What is open to everyone has nothing to refuse, and a redirection is no success.
  "operation-4xx-response": "off",
  "operation-2xx-response": "off",
  // The web application's page is at /app/.
  "no-path-trailing-slash": "off",
  "no-invalid-media-type-examples": "error",
  "no-invalid-parameter-examples": "error",
  "no-invalid-schema-examples": "error",
  "no-duplicated-tag-names": "error",
  "operation-singular-tag": "error",
};

const config = getMergedConfig(await createConfig({ extends: ["recommended"], rules }));
const problems = await lint({ ref: join(root, "api/openapi.yaml"), config });
for (const problem of problems) {
  const { source, start } = getLineColLocation(problem.location[0]);
  console.error(
    `${relative(root, source.absoluteRef)}:${start.line}: ${problem.message.split("\n")[0]} [${problem.ruleId}]`,
  );
}
process.exitCode = problems.length > 0 ? 1 : 0;
