import type { KeyFormat } from "../keys/key_pair";

/** What a sample of code is about: one client of this server, and one of its keys. */
export type SnippetValues = {
  issuer: string;
  tokenEndpoint: string;
  clientId: string;
  kid: string;
  alg: "RS256" | "RS384" | "RS512";
  scope: string;
  /** Audience of the token; none when empty. */
  resource: string;
  /** The consumer that a supplier acts for; none when empty. */
  consumerOrg: string;
  keyFile: string;
  keyFormat: KeyFormat;
};

/** Claims beside the times and `jti`, which are made anew for each grant. */
export function fixedClaims({ issuer, clientId, scope, resource, consumerOrg }: SnippetValues): [string, string][] {
  const claims: [string, string][] = [
    ["iss", clientId],
    ["aud", issuer],
    ["scope", scope],
    ["resource", resource],
    ["consumer_org", consumerOrg],
  ];
  return claims.filter(([, value]) => value !== "");
}

/** Seconds that a grant lives; the server allows 120. */
export const grantLifetime = 100;
