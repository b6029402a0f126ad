import { expect, test } from "vitest";

import { wayBack } from "./way_back";

test.each([
  "/",
  "/clients",
  "/clients/0f3a?tab=keys#kid",
  "/scopes/fjellrev:vannmaaling.read",
  "/catalogue?q=a%20b//c",
])("%j is a page of the application", (path) => {
  expect(wayBack(path)).toBe(path);
});

test.each([
  null,
  "",
  "clients",
  "https://evil.example/",
  "//evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "/clients\\..\\..",
  " /clients",
  "javascript:alert(1)",
  "data:text/html,x",
])("%j leads to the front page", (text) => {
  expect(wayBack(text)).toBe("/");
});
