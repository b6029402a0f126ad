import { createPrivateKey, createPublicKey, createSign, createVerify } from "node:crypto";
import { expect, test } from "vitest";

import { isKeyId, keyFormats, makeKeyPair, newKeyId, type PublicKey } from "./key_pair";
import { readPastedKey } from "./pasted_key";

const opens = (text: string) =>
  text.startsWith("{")
    ? createPrivateKey({ key: JSON.parse(text) as Record<string, string>, format: "jwk" })
    : createPrivateKey(text);

test.each(keyFormats)("the file (%s) holds the private half of the public key", async (format) => {
  const { publicKey, file } = await makeKeyPair(2048, "a-1", format);
  const signature = createSign("sha256").update("x").sign(opens(file.text));
  const theirs = createPublicKey({ key: { ...publicKey }, format: "jwk" });
  expect(createVerify("sha256").update("x").verify(theirs, signature)).toBe(true);
  expect(readPastedKey(file.text)).toEqual({ kind: "private" });
  expect(theirs.asymmetricKeyDetails).toMatchObject({ modulusLength: 2048, publicExponent: 65537n });
});

test("the public key has nothing else than what the server is to know", async () => {
  const { publicKey } = await makeKeyPair(2048, "a-1", "jwk");
  const members: (keyof PublicKey)[] = ["kty", "use", "alg", "kid", "n", "e"];
  expect(Object.keys(publicKey).sort()).toEqual([...members].sort());
  expect(readPastedKey(JSON.stringify(publicKey))).toMatchObject({ kind: "publicKey", kid: "a-1" });
});

test("a PEM has lines of 64", async () => {
  const { file } = await makeKeyPair(2048, "a-1", "pem");
  expect(file.name).toBe("a-1.pem");
  const lines = file.text.trimEnd().split("\n");
  expect(lines[0]).toBe("-----BEGIN PRIVATE KEY-----");
  expect(lines.at(-1)).toBe("-----END PRIVATE KEY-----");
  expect(lines.slice(1, -2).every((line) => line.length === 64)).toBe(true);
});

test("key ids", () => {
  const made = newKeyId(new Date("2026-11-24T10:00:00Z"));
  expect(made).toMatch(/^2026-11-24-[a-z2-9]{6}$/);
  expect(isKeyId(made)).toBe(true);
  expect(newKeyId(new Date())).not.toBe(newKeyId(new Date()));
  expect([isKeyId(""), isKeyId("a b"), isKeyId("å"), isKeyId("a/b"), isKeyId("a".repeat(256))]).not.toContain(true);
  expect(isKeyId("a".repeat(255))).toBe(true);
});
