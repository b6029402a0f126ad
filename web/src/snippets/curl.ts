import { shellWord } from "./quoting";
import { fixedClaims, grantLifetime, type SnippetValues } from "./values";

/** OpenSSL signs, so the private key is a PEM file. */
export function curl(values: SnippetValues): string {
  const header = JSON.stringify({ alg: values.alg, kid: values.kid });
  const claims = JSON.stringify(Object.fromEntries(fixedClaims(values))).slice(0, -1);
  return `#!/bin/sh
set -eu
key=${shellWord(values.keyFile)}
header=${shellWord(header)}
claims=${shellWord(claims)}

now=$(date +%s)
base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }
part() { printf '%s' "$1" | base64url; }
signed="$(part "$header").$(part "$claims,\\"iat\\":$now,\\"exp\\":$((now + ${grantLifetime})),\\"jti\\":\\"$(openssl rand -hex 16)\\"}")"
signature=$(printf '%s' "$signed" | openssl dgst -sha${values.alg.slice(2)} -sign "$key" | base64url)

curl --silent --show-error --url ${shellWord(values.tokenEndpoint)} \\
  --data-urlencode grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer \\
  --data-urlencode "assertion=$signed.$signature"
`;
}
