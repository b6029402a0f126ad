// A sandbox of its own for one test file: starts the binary, reads sandbox.json, signs grants with jose, stops it at the end.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { randomUUID } from 'node:crypto';
import { importJWK, SignJWT } from 'jose';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const binary = process.env.PORTVAKT_BIN ?? join(root, 'build/release/portvakt');

export const GRANT_TYPE = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
export const SCOPE = 'fjellrev:vannmaaling.read';

export async function startSandbox() {
  const directory = mkdtempSync(join(tmpdir(), 'portvakt-peers-'));
  const child = spawn(binary, ['sandbox', '--dir', join(directory, 'sandbox'), '--listen', '127.0.0.1:0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((done) => child.once('exit', (code, signal) => done({ code, signal })));
  const ready = new Promise((done, fail) => {
    createInterface({ input: child.stdout }).on('line', (line) => line.startsWith('ready ') && done());
    child.once('error', fail);
    ended.then(({ code, signal }) => fail(new Error(`the sandbox ended early: ${code ?? signal}`)));
  });
  await ready;
  const read = (name) => JSON.parse(readFileSync(join(directory, 'sandbox', name), 'utf8'));
  const facts = read('sandbox.json');

  return {
    ...facts,
    client(role) {
      const found = facts.clients.find((client) => client.role === role);
      return { ...found, jwk: read(found.key_file) };
    },
    /** A grant of the client as jose signs it; `claims` change single members. */
    async grant(client, claims = {}) {
      const now = Math.floor(Date.now() / 1000);
      const key = await importJWK(client.jwk, 'RS256');
      return new SignJWT({
        iss: client.client_id, aud: facts.issuer, scope: client.scopes.join(' '), iat: now, exp: now + 100, jti: randomUUID(), ...claims,
      }).setProtectedHeader({ alg: 'RS256', kid: client.kid }).sign(key);
    },
    async stop() {
      child.kill('SIGTERM');
      const { code } = await ended;
      rmSync(directory, { recursive: true, force: true });
      if (code !== 0) throw new Error(`the sandbox ended with status ${code}`);
    },
  };
}
