// `portvakt serve` on an empty database of its own, with settings as the environment writes them.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const binary = process.env.PORTVAKT_BIN ?? join(root, 'build/release/portvakt');

export function freePort() {
  return new Promise((done, fail) => {
    const probe = createServer().once('error', fail).listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

export async function startServer(port, settings) {
  const directory = mkdtempSync(join(tmpdir(), 'portvakt-peers-'));
  const passphrase = join(directory, 'passphrase');
  writeFileSync(passphrase, 'a passphrase for tests\n', { mode: 0o600 });
  const issuer = `http://127.0.0.1:${port}/`;
  const env = Object.fromEntries(Object.entries({
    ISSUER: issuer, LISTEN: `127.0.0.1:${port}`, MANAGEMENT__LISTEN: '127.0.0.1:0', DATABASE: `sqlite:${directory}/portvakt.db`,
    SIGNING__PASSPHRASE_FILE: passphrase, ...settings,
  }).map(([name, value]) => [`PORTVAKT__${name}`, value]));
  const child = spawn(binary, ['serve'], { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, ...env } });
  const ended = new Promise((done) => child.once('exit', (code, signal) => done(code ?? signal)));
  let over = false;
  ended.then(() => { over = true; });
  while (!over) {
    const up = await fetch(`${issuer}health`).then((response) => response.ok, () => false);
    if (up) break;
    await pause(50);
  }
  if (over) throw new Error(`the server ended early: ${await ended}`);
  return {
    issuer,
    async stop() {
      child.kill('SIGTERM');
      const status = await ended;
      rmSync(directory, { recursive: true, force: true });
      if (status !== 0) throw new Error(`the server ended with ${status}`);
    },
  };
}
