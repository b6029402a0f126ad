import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";

import { type SnippetValues, snippetLanguages } from "./index";
import { stringLiteral } from "./quoting";

const values: SnippetValues = {
  issuer: "https://maskinporten.example/",
  tokenEndpoint: "https://maskinporten.example/token",
  clientId: "5a0d7d0e-6f0e-4a37-9e55-0c7a1c6f2b11",
  kid: "2026-11-24-k7m2pd",
  alg: "RS512",
  scope: "fjellrev:vannmaaling.read fjellrev:open.read",
  resource: "https://api.example/",
  consumerOrg: "312345609",
  keyFile: "2026-11-24-k7m2pd.pem",
  keyFormat: "pem",
};
const jwk = { ...values, keyFile: "2026-11-24-k7m2pd.jwk.json", keyFormat: "jwk" } as const;

const hostileText = `'"; $(touch x) \`id\` \\ \n*/ """ ''' \${x} <b>`;
const hostile = {
  ...values,
  clientId: hostileText,
  kid: hostileText,
  resource: hostileText,
  keyFile: hostileText,
  tokenEndpoint: hostileText,
};

describe.each(snippetLanguages)("$name", ({ id, write }) => {
  test("holds the client's own values", () => {
    const text = write(values);
    const parts = [values.issuer, values.tokenEndpoint, values.clientId, values.kid, values.resource, values.keyFile];
    // the server's own program finds the token endpoint by the issuer
    for (const part of parts.filter((part) => id !== "portvakt" || part !== values.tokenEndpoint)) {
      expect(text).toContain(part);
    }
    for (const scope of values.scope.split(" ")) expect(text).toContain(scope);
    expect(text).toContain(values.consumerOrg);
    if (id !== "portvakt") expect(text).toMatch(/RS512|sha512/);
  });

  test("leaves out what is not asked for", () => {
    const text = write({ ...values, resource: "", consumerOrg: "" });
    expect(text).not.toMatch(/consumer.org/);
    expect(text).not.toMatch(/resource/);
  });

  test("names the file that was saved", () => {
    expect(write(jwk)).toContain(jwk.keyFile);
  });

  test("holds hostile values only as strings", { timeout: 60_000 }, () => {
    const text = write(hostile);
    if (id === "curl" || id === "portvakt") execFileSync("sh", ["-n"], { input: text });
    else expect(text.replaceAll(stringLiteral(hostileText), "")).not.toContain("touch");
  });
});

test("hostile values are sound programs for Node and Python", { timeout: 60_000 }, () => {
  const written = new Map(snippetLanguages.map(({ id, write }) => [id, write(hostile)]));
  execFileSync(process.execPath, ["--check", "--input-type=module", "-"], { input: written.get("node") });
  execFileSync("python3", ["-c", "import ast, sys; ast.parse(sys.stdin.read())"], { input: written.get("python") });
});
