// How much the browser must load before it shows anything, as the server sends it.
import assert from "node:assert/strict";
import { get, type IncomingMessage } from "node:http";
import { after, before, test } from "node:test";

import { Sandbox } from "./harness/sandbox.ts";

const entryMost = 200_000; // bytes of script in gzip, the page's own and what it imports before it runs
const chunkMost = 150_000;

type Chunk = { sent: number; code: string };

let sandbox: Sandbox;
before(async () => {
  sandbox = await Sandbox.start();
});
after(() => sandbox.stop());

async function bytesOf(url: URL, coding: string): Promise<Buffer> {
  const response = await new Promise<IncomingMessage>((done, fail) => {
    get(url, { headers: { "Accept-Encoding": coding } }, done).once("error", fail);
  });
  assert.equal(response.statusCode, 200, url.href);
  const parts: Buffer[] = [];
  for await (const part of response) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

const chunks = new Map<string, Promise<Chunk>>();
function chunkAt(url: URL): Promise<Chunk> {
  const load = async () => ({
    sent: (await bytesOf(url, "gzip")).length,
    code: (await bytesOf(url, "identity")).toString(),
  });
  const known = chunks.get(url.href) ?? load();
  chunks.set(url.href, known);
  return known;
}

const importsOf = (code: string) => [
  ...code.matchAll(/(?:^|[;}\n])\s*(?:import|export)[^"'();]*["'](\.\/[^"']+)["']/g),
];
const lazyOf = (code: string) => [...code.matchAll(/import\(["'`](\.\/[^"'`]+)["'`]\)/g)];

/** All chunks that are reached from here. */
async function reach(from: URL, withLazy: boolean, found = new Map<string, Chunk>()): Promise<Map<string, Chunk>> {
  if (found.has(from.href)) return found;
  const chunk = await chunkAt(from);
  found.set(from.href, chunk);
  const more = [...importsOf(chunk.code), ...(withLazy ? lazyOf(chunk.code) : [])];
  for (const [, name] of more) await reach(new URL(name ?? "", from), withLazy, found);
  return found;
}

async function entry(): Promise<URL> {
  const page = (await bytesOf(new URL(sandbox.facts.web), "identity")).toString();
  const [, script] = /<script type="module"[^>]* src="([^"]+)"/.exec(page) ?? [];
  assert.ok(script, "the page names its script");
  return new URL(script, sandbox.facts.web);
}

test("the entry is at most 200 kB of script", async (t) => {
  const loaded = await reach(await entry(), false);
  const sum = [...loaded.values()].reduce((total, { sent }) => total + sent, 0);
  t.diagnostic(`entry: ${String(sum)} bytes in ${String(loaded.size)} files`);
  assert.ok(loaded.size > 1, "imports are found");
  assert.ok(sum <= entryMost, `${String(sum)} bytes`);
});

test("no chunk is over 150 kB", async (t) => {
  const all = [...(await reach(await entry(), true))].sort(([, a], [, b]) => b.sent - a.sent);
  for (const [url, { sent }] of all.slice(0, 12)) t.diagnostic(`${url.replace(/.*\//, "")}: ${String(sent)} bytes`);
  assert.ok(all.length > 5, "pages are found");
  assert.deepEqual(
    all.filter(([, { sent }]) => sent > chunkMost).map(([url]) => url),
    [],
  );
});
