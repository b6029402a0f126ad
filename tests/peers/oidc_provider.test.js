// oidc-provider plays the login issuer, in the manner of Ansattporten: a person signs in there, and works here with a session and
// with the access token of an application of their own.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import * as oc from 'openid-client';
import { Provider } from 'oidc-provider';
import { Browser } from './browser.js';
import { freePort, startServer } from './server.js';

const RESOURCE = 'urn:altinn:resource:5613:1';
const TIGER = '312345609';
const API = 'https://api.example/';
const represented = [{
  type: 'ansattporten:altinn:service', resource: RESOURCE, resource_name: 'Selvbetjening',
  reportees: [{ Rights: ['Read', 'Write'], Authority: 'iso6523-actorid-upis', ID: `0192:${TIGER}`, Name: 'KLOK TIGER KOMMUNE' }],
}];

let server, issuer, provider, http, asked;

before(async () => {
  const [port, issuerPort] = [await freePort(), await freePort()];
  issuer = `http://127.0.0.1:${issuerPort}`;
  const here = `http://127.0.0.1:${port}`;
  const application = { token_endpoint_auth_method: 'none', grant_types: ['authorization_code'], response_types: ['code'] };
  provider = new Provider(issuer, {
    clients: [
      { ...application, client_id: 'portal', redirect_uris: [`${here}/session/callback`], post_logout_redirect_uris: [`${here}/app/`] },
      { ...application, client_id: 'spa', redirect_uris: ['http://127.0.0.1/spa'], application_type: 'native' },
    ],
    claims: { openid: ['sub', 'authorization_details'], profile: ['name'] },
    conformIdTokenClaims: false,
    extraParams: ['authorization_details'],
    // extraTokenClaims would not do: the provider sets this very claim itself, to what its own RAR feature knows.
    formats: { customizers: { jwt: (ctx, token, parts) => { parts.payload.authorization_details = represented; } } },
    findAccount: (ctx, accountId) => ({
      accountId, claims: () => ({ sub: accountId, name: 'Kari Nordmann', authorization_details: represented }),
    }),
    interactions: { url: (ctx, interaction) => `/sign-in/${interaction.uid}` },
    features: {
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => API,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({ scope: 'use', audience: API, accessTokenFormat: 'jwt', jwt: { sign: { alg: 'RS256' } } }),
      },
    },
    cookies: { keys: ['for tests'] },
  });
  const answer = provider.callback();
  http = createServer(async (request, response) => {
    if (!request.url.startsWith('/sign-in/')) return answer(request, response);
    const { params } = await provider.interactionDetails(request, response);
    asked = params;
    const grant = new provider.Grant({ accountId: 'person-1', clientId: params.client_id });
    grant.addOIDCScope('openid profile');
    grant.addResourceScope(API, 'use');
    return provider.interactionFinished(request, response, { login: { accountId: 'person-1' }, consent: { grantId: await grant.save() } });
  });
  await new Promise((done) => http.listen(issuerPort, '127.0.0.1', done));
  server = await startServer(port, {
    LOGIN__ISSUER: issuer, LOGIN__CLIENT_ID: 'portal', LOGIN__TOKEN_AUDIENCES: 'spa',
  });
});
after(async () => {
  http?.closeAllConnections();
  http?.close();
  await server?.stop();
});

const at = (path) => new URL(path, server.issuer);

async function signedIn() {
  const browser = new Browser();
  const { url } = await browser.go(at('/session/login?return_to=/app/clients'), (here) => here.pathname.startsWith('/app/'));
  assert.equal(url.href, at('/app/clients').href);
  const { user } = await (await browser.ask(at('/api/v1/session'))).json();
  return { browser, user };
}

test('a person signs in and works with the session', async () => {
  const { browser, user } = await signedIn();
  assert.equal(user.name, 'Kari Nordmann');
  assert.deepEqual(user.organisation, { orgno: TIGER, name: 'KLOK TIGER KOMMUNE' });
  assert.deepEqual(user.rights, ['clients']);
  assert.match(asked.authorization_details, new RegExp(RESOURCE));
  assert.equal(asked.code_challenge_method, 'S256');
  const clients = await browser.ask(at('/api/v1/clients'));
  assert.equal(clients.status, 200);
  assert.deepEqual(await clients.json(), []);
});

test('signing out leads to the end of the session at the issuer', async () => {
  const { browser, user } = await signedIn();
  const headers = { 'X-CSRF-Token': user.csrf_token, Origin: new URL(server.issuer).origin };
  const answer = await browser.ask(at('/session/logout'), { method: 'POST', headers });
  const { redirect } = await answer.json();
  const metadata = await (await fetch(`${issuer}/.well-known/openid-configuration`)).json();
  assert.ok(redirect.startsWith(`${metadata.end_session_endpoint}?`));
  assert.equal((await browser.ask(redirect)).status, 200, 'the issuer asks whether to sign out');
  assert.equal((await browser.ask(at('/api/v1/clients'))).status, 401);
});

test('a code that was used already lets nobody in', async () => {
  const browser = new Browser();
  const { url } = await browser.go(at('/session/login'), (here) => here.pathname === '/session/callback');
  const login = browser.cookie(server.issuer, '__Host-portvakt-login');
  assert.equal((await browser.ask(url)).headers.get('location'), '/app/');
  const again = await fetch(url, { redirect: 'manual', headers: { cookie: `__Host-portvakt-login=${login}` } });
  assert.equal(again.headers.get('location'), '/app/login?error=expired');
});

test('an application of the person calls with the access token', async () => {
  const config = await oc.discovery(new URL(issuer), 'spa', undefined, oc.None(), { execute: [oc.allowInsecureRequests] });
  const verifier = oc.randomPKCECodeVerifier();
  const url = oc.buildAuthorizationUrl(config, {
    redirect_uri: 'http://127.0.0.1/spa', scope: 'openid profile', code_challenge_method: 'S256',
    code_challenge: await oc.calculatePKCECodeChallenge(verifier),
  });
  const { url: back } = await new Browser().go(url, (here) => here.pathname === '/spa');
  const tokens = await oc.authorizationCodeGrant(config, back, { pkceCodeVerifier: verifier });
  const ask = (token) => fetch(at('/api/v1/auth/user'), { headers: { Authorization: `Bearer ${token}` } });
  const answer = await ask(tokens.access_token);
  assert.equal(answer.status, 200, await answer.clone().text());
  assert.equal((await answer.json()).authenticated_organization_number, TIGER);
  assert.equal((await ask(tokens.id_token)).status, 401, 'an ID token is none');
});
