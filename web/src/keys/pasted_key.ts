/** What somebody pasted where a public key is wanted; `private` must not leave the page. */
export type PastedKey =
  | { kind: "empty" | "private" | "json" | "set" | "notRsa" | "pem" | "unknown" }
  | { kind: "certificate" | "publicKey"; text: string; kid?: string; n?: string };

const privateMembers = ["d", "p", "q", "dp", "dq", "qi", "k", "oth"];

/** Spec of the screen: JSON, or PEM with CERTIFICATE, PUBLIC KEY or RSA PUBLIC KEY. Whether the key is any good the server says. */
export function readPastedKey(pasted: string): PastedKey {
  const text = pasted.trim();
  if (text === "") return { kind: "empty" };
  // anything that looks like it, before anything else is asked: also in pieces, in JSON, or with a broken frame
  if (/PRIVATE[\s_-]*KEY/i.test(text)) return { kind: "private" };
  if (/^[[{"]/.test(text)) return readJson(text);
  if (text.includes("-----BEGIN")) return readPem(text);
  return { kind: "unknown" };
}

function readJson(text: string): PastedKey {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // what cannot be read may still be a private key that lost its last bracket
    return { kind: privateMembers.some((name) => text.includes(`"${name}"`)) ? "private" : "json" };
  }
  if (holdsPrivateMember(value)) return { kind: "private" };
  if (typeof value !== "object" || value === null) return { kind: "json" };
  if (Array.isArray(value) || "keys" in value) return { kind: "set" };
  if (!("kty" in value) || value.kty !== "RSA") return { kind: "notRsa" };
  const { kid, n } = value as Record<string, unknown>;
  const names = { ...(typeof kid === "string" && { kid }), ...(typeof n === "string" && { n }) };
  return { kind: "x5c" in value ? "certificate" : "publicKey", text, ...names };
}

function holdsPrivateMember(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value)) return value.some(holdsPrivateMember);
  return Object.entries(value).some(([name, inner]) => privateMembers.includes(name) || holdsPrivateMember(inner));
}

function readPem(text: string): PastedKey {
  const blocks = [...text.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\s]+)-----END \1-----/g)];
  const labels = new Set(blocks.map(([, label]) => label));
  if (blocks.length === 0 || labels.size > 1) return { kind: "pem" };
  const [label] = labels;
  if (label === "CERTIFICATE") return { kind: "certificate", text };
  if ((label === "PUBLIC KEY" || label === "RSA PUBLIC KEY") && blocks.length === 1) return { kind: "publicKey", text };
  return { kind: "pem" };
}
