import { expect, test } from "vitest";

import { grantIn } from "./grant";

test.each([
  ["alone", " a.b.c\n", "a.b.c"],
  ["over lines", "a.\n  b.\r\n c", "a.b.c"],
  ["in quotes", '"a.b.c"', "a.b.c"],
  ["in a form", "grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer&assertion=a.b.c", "a.b.c"],
  ["in a form, first", "assertion=a.b.c&grant_type=x", "a.b.c"],
  ["in a command", "curl -d 'assertion=a.b.c' https://x.example", "a.b.c"],
  ["nothing", " \n", ""],
])("%s", (_, pasted, grant) => {
  expect(grantIn(pasted)).toBe(grant);
});
