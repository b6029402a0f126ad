import { describe, expect, test } from "vitest";

import { readPastedKey } from "./pasted_key";

const pem = (label: string, body = "TUlJQklqQU5CZ2txaGtpRzl3MEJBUUVGQUFPQ0FROA==") =>
  `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----\n`;
const rsa = { kty: "RSA", use: "sig", kid: "a-1", n: "AQAB", e: "AQAB" };

describe("what may be sent", () => {
  test.each([
    ["a JWK", JSON.stringify(rsa), { kind: "publicKey", kid: "a-1" }],
    ["a JWK without a kid", JSON.stringify({ ...rsa, kid: undefined }), { kind: "publicKey" }],
    ["a JWK with a certificate", JSON.stringify({ ...rsa, x5c: ["MII="] }), { kind: "certificate" }],
    ["a public key", pem("PUBLIC KEY"), { kind: "publicKey" }],
    ["a public key of PKCS #1", pem("RSA PUBLIC KEY"), { kind: "publicKey" }],
    ["a certificate, with space around", `\n ${pem("CERTIFICATE")} \n`, { kind: "certificate" }],
    ["a chain", pem("CERTIFICATE") + pem("CERTIFICATE"), { kind: "certificate" }],
  ])("%s", (_, text, expected) => {
    expect(readPastedKey(text)).toMatchObject(expected);
  });
});

describe("a private key is seen for what it is", () => {
  test.each([
    ["PKCS #8", pem("PRIVATE KEY")],
    ["PKCS #1", pem("RSA PRIVATE KEY")],
    ["encrypted", pem("ENCRYPTED PRIVATE KEY")],
    ["of OpenSSH", pem("OPENSSH PRIVATE KEY")],
    ["beside a certificate", pem("CERTIFICATE") + pem("PRIVATE KEY")],
    ["without its last line", pem("PRIVATE KEY").slice(0, 40)],
    ["in one line", pem("PRIVATE KEY").replaceAll("\n", " ")],
    ...["d", "p", "q", "dp", "dq", "qi", "k"].map((name) => [
      `member ${name}`,
      JSON.stringify({ ...rsa, [name]: "AQ" }),
    ]),
    ["even an empty member", JSON.stringify({ ...rsa, d: "" })],
    ["in a set", JSON.stringify({ keys: [{ ...rsa, d: "AQ" }] })],
    ["in JSON that is cut off", JSON.stringify({ ...rsa, d: "AQ" }).slice(0, -1)],
    ["PEM inside JSON", JSON.stringify({ key: pem("PRIVATE KEY") })],
  ])("%s", (_, text) => {
    expect(readPastedKey(text)).toEqual({ kind: "private" });
  });
});

describe("what is no key", () => {
  test.each([
    ["nothing", "  \n", "empty"],
    ["words", "hello", "unknown"],
    ["broken JSON", '{"kty":"RSA"', "json"],
    ["a number", "[1", "json"],
    ["a set", JSON.stringify({ keys: [rsa] }), "set"],
    ["a list", JSON.stringify([rsa]), "set"],
    ["an EC key", JSON.stringify({ kty: "EC", crv: "P-256", x: "a", y: "b" }), "notRsa"],
    ["a certificate request", pem("CERTIFICATE REQUEST"), "pem"],
    ["two public keys", pem("PUBLIC KEY") + pem("PUBLIC KEY"), "pem"],
    ["a frame that does not end", pem("PUBLIC KEY").slice(0, 50), "pem"],
    ["different blocks", pem("PUBLIC KEY") + pem("CERTIFICATE"), "pem"],
  ])("%s", (_, text, kind) => {
    expect(readPastedKey(text)).toEqual({ kind });
  });
});
