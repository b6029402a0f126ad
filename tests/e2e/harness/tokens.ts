// Grants and tokens over plain HTTP: what an integrator does with the values that a page gave out.
import assert from "node:assert/strict";
import { createPrivateKey, type JsonWebKeyInput, type KeyObject, randomUUID, sign } from "node:crypto";

const grantType = "urn:ietf:params:oauth:grant-type:jwt-bearer";

export type Grant = {
  token_endpoint: string;
  issuer: string;
  client_id: string;
  kid: string;
  /** PKCS #8 in PEM, or a JWK. */
  key: string | JsonWebKey;
  scope: string;
  /** Further claims: `consumer_org`, `resource`. */
  claims?: Record<string, unknown>;
};
export type Claims = {
  iss: string;
  client_id: string;
  scope: string;
  jti: string;
  consumer: { authority: string; ID: string };
  supplier?: { authority: string; ID: string };
} & Record<string, unknown>;

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

function privateKey(key: string | JsonWebKey): KeyObject {
  return createPrivateKey(typeof key === "string" ? key : ({ key, format: "jwk" } as JsonWebKeyInput));
}

/** The algorithm that fits the key, and its signature as JWS writes it. */
function signed(text: string, key: KeyObject): { alg: string; signature: () => Buffer } {
  const curve = key.asymmetricKeyDetails?.namedCurve;
  if (key.asymmetricKeyType === "rsa")
    return {
      alg: "RS256",
      signature: () => sign("sha256", Buffer.from(text), key),
    };
  assert.equal(curve, "prime256v1");
  return {
    alg: "ES256",
    signature: () => sign("sha256", Buffer.from(text), { key, dsaEncoding: "ieee-p1363" }),
  };
}

/** A new grant, signed. */
export function assertion(grant: Grant): string {
  const now = Math.floor(Date.now() / 1000);
  const key = privateKey(grant.key);
  const { alg } = signed("", key);
  const header = part({ alg, kid: grant.kid, typ: "JWT" });
  const payload = part({
    iss: grant.client_id,
    aud: grant.issuer,
    scope: grant.scope,
    iat: now,
    exp: now + 100,
    jti: randomUUID(),
    ...grant.claims,
  });
  const text = `${header}.${payload}`;
  return `${text}.${signed(text, key).signature().toString("base64url")}`;
}

/** The answer of the token endpoint to a grant that is signed already, whatever it is. */
export function trade(signedGrant: string, endpoint: string): Promise<Response> {
  return fetch(endpoint, { method: "POST", body: tokenRequest(signedGrant) });
}

/** The body that carries a grant to the token endpoint. */
export const tokenRequest = (signedGrant: string) =>
  new URLSearchParams({ grant_type: grantType, assertion: signedGrant });

/** The answer of the token endpoint to a new grant, whatever it is. */
export const askForToken = (grant: Grant): Promise<Response> => trade(assertion(grant), grant.token_endpoint);

/** A token and what it says. */
export async function fetchToken(grant: Grant): Promise<{ token: string; claims: Claims }> {
  const response = await askForToken(grant);
  const body = await response.text();
  assert.equal(response.status, 200, body);
  const { access_token: token } = JSON.parse(body) as { access_token: string };
  const payload = token.split(".")[1] ?? "";
  return {
    token,
    claims: JSON.parse(Buffer.from(payload, "base64url").toString()) as Claims,
  };
}

/** An organisation as tokens write it. */
export const asOrganisation = (orgno: string) => ({
  authority: "iso6523-actorid-upis",
  ID: `0192:${orgno}`,
});
