import { stringLiteral } from "./quoting";
import { fixedClaims, grantLifetime, type SnippetValues } from "./values";

export function node(values: SnippetValues): string {
  const isPem = values.keyFormat === "pem";
  const alg = stringLiteral(values.alg);
  const claims = fixedClaims(values)
    .filter(([name]) => name !== "iss" && name !== "aud")
    .map(([name, value]) => `${name}: ${stringLiteral(value)}`);
  return `// npm install jose
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { ${isPem ? "importPKCS8" : "importJWK"}, SignJWT } from "jose";

const file = await readFile(${stringLiteral(values.keyFile)}, "utf8");
const key = await ${isPem ? `importPKCS8(file, ${alg})` : `importJWK(JSON.parse(file), ${alg})`};

const grant = await new SignJWT({ ${claims.join(", ")} })
  .setProtectedHeader({ alg: ${alg}, kid: ${stringLiteral(values.kid)} })
  .setIssuer(${stringLiteral(values.clientId)})
  .setAudience(${stringLiteral(values.issuer)})
  .setIssuedAt()
  .setExpirationTime("${grantLifetime}s")
  .setJti(randomUUID())
  .sign(key);

const response = await fetch(${stringLiteral(values.tokenEndpoint)}, {
  method: "POST",
  body: new URLSearchParams({
    grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
    assertion: grant,
  }),
});
const answer = await response.json();
if (!response.ok) throw new Error(answer.error_description);
console.log(answer.access_token);
`;
}
