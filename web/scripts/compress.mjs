// Puts a brotli and a gzip form beside each text file of dist/, so that the server has nothing to compress; the build
// ends with it. index.html has none: the server writes its base path into that one when it starts.
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const dist = join(import.meta.dirname, "../dist");
const TEXT = /\.(?:css|js|json|svg|txt|webmanifest)$/;
const WORTHWHILE = 512; // bytes; below it the header of a packet weighs more

const brotli = (bytes) =>
  brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });

for (const name of readdirSync(dist, { recursive: true })) {
  const path = join(dist, name);
  if (!TEXT.test(name) || statSync(path).size < WORTHWHILE) continue;
  const bytes = readFileSync(path);
  for (const [ending, packed] of [
    [".br", brotli(bytes)],
    [".gz", gzipSync(bytes, { level: 9 })],
  ]) {
    if (packed.length < bytes.length) writeFileSync(path + ending, packed);
  }
}
