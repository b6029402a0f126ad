// openid-client 6 discovers the metadata and fetches tokens with the JWT-bearer grant.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as oc from 'openid-client';
import { decodeJwt } from 'jose';
import { GRANT_TYPE, SCOPE, startSandbox } from './sandbox.js';

let sandbox, client, config;
before(async () => {
  sandbox = await startSandbox();
  client = sandbox.client('consumer-client');
  config = await oc.discovery(new URL(sandbox.issuer), client.client_id, undefined, oc.None(), {
    algorithm: 'oauth2',
    execute: [oc.allowInsecureRequests],
  });
});
after(() => sandbox.stop());

test('discovery finds the token endpoint and the keys', () => {
  const metadata = config.serverMetadata();
  assert.equal(metadata.issuer, sandbox.issuer);
  assert.equal(metadata.token_endpoint, sandbox.token_endpoint);
  assert.equal(metadata.jwks_uri, sandbox.jwks_uri);
});

test('a grant gives a token', async () => {
  const tokens = await oc.genericGrantRequest(config, GRANT_TYPE, { assertion: await sandbox.grant(client) });
  assert.equal(tokens.token_type, 'bearer');
  assert.equal(tokens.scope, SCOPE);
  assert.equal(tokens.expires_in, 119);
  assert.equal(decodeJwt(tokens.access_token).client_id, client.client_id);
});

test('a refusal arrives as an OAuth error with its description', async () => {
  const assertion = await sandbox.grant(client, { aud: sandbox.token_endpoint });
  await assert.rejects(oc.genericGrantRequest(config, GRANT_TYPE, { assertion }), (error) => {
    assert.equal(error.error, 'invalid_grant');
    assert.match(error.error_description, /Invalid JWT claim aud\. \(trace_id: [0-9a-f]{32}\)$/);
    return true;
  });
});
