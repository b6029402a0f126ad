// jose signs grants for a plain fetch, and validates tokens with the published keys as an API would.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createRemoteJWKSet, errors, generateKeyPair, jwtVerify, SignJWT } from 'jose';
import { GRANT_TYPE, SCOPE, startSandbox } from './sandbox.js';

let sandbox, client, keys, token;
before(async () => {
  sandbox = await startSandbox();
  client = sandbox.client('consumer-client');
  keys = createRemoteJWKSet(new URL(sandbox.jwks_uri));
  token = await fetchToken({ resource: 'https://api.example/' });
});
after(() => sandbox.stop());

async function fetchToken(claims) {
  const body = new URLSearchParams({ grant_type: GRANT_TYPE, assertion: await sandbox.grant(client, claims) });
  const response = await fetch(sandbox.token_endpoint, { method: 'POST', body });
  assert.equal(response.status, 200, await response.clone().text());
  return (await response.json()).access_token;
}
const rules = (changes = {}) => ({ issuer: sandbox.issuer, audience: 'https://api.example/', algorithms: ['RS256'], ...changes });

test('a token verifies with the remote key set', async () => {
  const { payload } = await jwtVerify(token, keys, rules());
  assert.equal(payload.scope, SCOPE);
  assert.deepEqual(payload.consumer, { authority: 'iso6523-actorid-upis', ID: `0192:${client.orgno}` });
});

test('an expired token is refused', async () => {
  const currentDate = new Date(Date.now() + 125_000);
  await assert.rejects(jwtVerify(token, keys, rules({ currentDate })), errors.JWTExpired);
});

test('a token with changed claims is refused', async () => {
  const [header, payload, signature] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const changed = Buffer.from(JSON.stringify({ ...claims, scope: 'fjellrev:helsemelding.write' })).toString('base64url');
  await assert.rejects(jwtVerify(`${header}.${changed}.${signature}`, keys, rules()), errors.JWSSignatureVerificationFailed);
});

test('a token of a stranger under our kid is refused', async () => {
  const { privateKey } = await generateKeyPair('RS256');
  const { kid } = JSON.parse(Buffer.from(token.split('.')[0], 'base64url').toString());
  const forged = await new SignJWT({ scope: SCOPE }).setProtectedHeader({ alg: 'RS256', kid }).setIssuer(sandbox.issuer)
    .setAudience('https://api.example/').setExpirationTime('2m').sign(privateKey);
  await assert.rejects(jwtVerify(forged, keys, rules()), errors.JWSSignatureVerificationFailed);
});

test('another issuer or audience is refused', async () => {
  await assert.rejects(jwtVerify(token, keys, rules({ issuer: sandbox.issuer.slice(0, -1) })), errors.JWTClaimValidationFailed);
  await assert.rejects(jwtVerify(token, keys, rules({ audience: 'https://other.example/' })), errors.JWTClaimValidationFailed);
});

test('a key set fetched once serves many tokens', async () => {
  for (let round = 0; round < 3; round += 1) {
    await jwtVerify(await fetchToken({ resource: 'https://api.example/' }), keys, rules());
  }
});
