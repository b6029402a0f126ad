// oauth4webapi 3 as a client. As a resource server it asks for RFC 9068 tokens, which these are not, and must say so.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as oauth from 'oauth4webapi';
import { GRANT_TYPE, SCOPE, startSandbox } from './sandbox.js';

const insecure = { [oauth.allowInsecureRequests]: true };
let sandbox, client, server;
before(async () => {
  sandbox = await startSandbox();
  client = sandbox.client('consumer-client');
  const issuer = new URL(sandbox.issuer);
  const response = await oauth.discoveryRequest(issuer, { algorithm: 'oauth2', ...insecure });
  server = await oauth.processDiscoveryResponse(issuer, response);
});
after(() => sandbox.stop());

async function fetchToken(claims) {
  const parameters = { assertion: await sandbox.grant(client, claims) };
  const response = await oauth.genericTokenEndpointRequest(server, { client_id: client.client_id }, oauth.None(), GRANT_TYPE, parameters, insecure);
  return oauth.processGenericTokenEndpointResponse(server, { client_id: client.client_id }, response);
}

test('a grant gives a token', async () => {
  const tokens = await fetchToken();
  assert.equal(tokens.scope, SCOPE);
  assert.equal(tokens.expires_in, 119);
});

test('a used grant is refused as invalid_grant', async () => {
  const jti = 'the same twice';
  await fetchToken({ jti });
  await assert.rejects(fetchToken({ jti }), (error) => error.error === 'invalid_grant' && /Grant is used before/.test(error.error_description));
});

test('as a resource server it misses the typ of RFC 9068, the documented reason', async () => {
  const { access_token } = await fetchToken({ resource: 'https://api.example/' });
  const request = new Request('https://api.example/', { headers: { authorization: `Bearer ${access_token}` } });
  await assert.rejects(oauth.validateJwtAccessToken(server, request, 'https://api.example/', insecure), (error) => {
    assert.match(`${error.message} ${error.cause?.message ?? ''}`, /typ/i);
    return true;
  });
});
