/** Lengths of RSA keys to choose among; the server takes nothing else (docs/protocol.md §1.8). */
export const keyLengths = [2048, 3072, 4096] as const;
export type KeyLength = (typeof keyLengths)[number];

export const keyFormats = ["pem", "jwk"] as const;
export type KeyFormat = (typeof keyFormats)[number];

const algorithm = "RS256";

export type PublicKey = { kty: "RSA"; use: "sig"; alg: typeof algorithm; kid: string; n: string; e: string };

/** A pair made on this page; `file` is its private half, which goes nowhere but to the user's disk. */
export type KeyPair = { publicKey: PublicKey; file: { name: string; text: string } };

/** `kid` as the server takes it. */
export function isKeyId(text: string): boolean {
  return /^[A-Za-z0-9._-]{1,255}$/.test(text);
}

const kidLetters = "abcdefghijkmnpqrstuvwxyz23456789"; // 32 of them; none to mistake for another

/** An id that tells when the key was made: `2026-11-24-k7m2pd`. */
export function newKeyId(now: Date): string {
  const random = crypto.getRandomValues(new Uint8Array(6));
  return `${now.toISOString().slice(0, 10)}-${Array.from(random, (byte) => kidLetters[byte % 32]).join("")}`;
}

/** Makes an RSA pair in the browser. Nothing of it is kept here: who asked for it must let it go. */
export async function makeKeyPair(length: KeyLength, kid: string, format: KeyFormat): Promise<KeyPair> {
  const pair = await crypto.subtle.generateKey(
    {
      name: "RSASSA-PKCS1-v1_5",
      modulusLength: length,
      publicExponent: new Uint8Array([1, 0, 1]),
      hash: "SHA-256",
    },
    true,
    ["sign", "verify"],
  );
  const { n, e } = await crypto.subtle.exportKey("jwk", pair.publicKey);
  if (!n || !e) throw new Error("the browser made no RSA key");
  const publicKey: PublicKey = { kty: "RSA", use: "sig", alg: algorithm, kid, n, e };
  const text = format === "pem" ? await privatePem(pair.privateKey) : await privateJwk(pair.privateKey, publicKey);
  return { publicKey, file: { name: keyFileName(kid, format), text } };
}

/** What the private key's file is called; the code samples name it too. */
export function keyFileName(kid: string, format: KeyFormat): string {
  return format === "pem" ? `${kid}.pem` : `${kid}.jwk.json`;
}

async function privatePem(key: CryptoKey): Promise<string> {
  const der = new Uint8Array(await crypto.subtle.exportKey("pkcs8", key));
  const base64 = btoa(Array.from(der, (byte) => String.fromCharCode(byte)).join(""));
  return `-----BEGIN PRIVATE KEY-----\n${base64.replace(/.{64}/g, "$&\n").trimEnd()}\n-----END PRIVATE KEY-----\n`;
}

async function privateJwk(key: CryptoKey, { kty, use, alg, kid, n, e }: PublicKey): Promise<string> {
  const { d, p, q, dp, dq, qi } = await crypto.subtle.exportKey("jwk", key);
  return `${JSON.stringify({ kty, use, alg, kid, n, e, d, p, q, dp, dq, qi }, null, 2)}\n`;
}
