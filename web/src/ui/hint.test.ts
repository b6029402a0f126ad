import { expect, test } from "vitest";

import { readHint } from "./hint";

test("a hint is taken apart", () => {
  const text =
    'Not so: aud names this server, exactly. Seen: aud http://127.0.0.1:8080. Expected: exactly "http://127.0.0.1:8080/". Cure: use the issuer. Not more.';
  expect(readHint(text)).toEqual({
    rule: "aud names this server, exactly",
    seen: "aud http://127.0.0.1:8080",
    expected: 'exactly "http://127.0.0.1:8080/"',
    cure: "use the issuer. Not more.",
  });
});

test("what is not made so stays whole", () => {
  expect(readHint("Not so: x. Seen: y...")).toBeNull();
  expect(readHint("")).toBeNull();
});
