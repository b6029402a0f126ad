import { stringLiteral } from "./quoting";
import { fixedClaims, grantLifetime, type SnippetValues } from "./values";

export function python(values: SnippetValues): string {
  const file = `open(${stringLiteral(values.keyFile)}).read()`;
  const isPem = values.keyFormat === "pem";
  const claims = fixedClaims(values).map(([name, value]) => `    ${stringLiteral(name)}: ${stringLiteral(value)},`);
  return `# pip install "pyjwt[crypto]"
import json
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid

import jwt

key = ${isPem ? file : `jwt.algorithms.RSAAlgorithm.from_jwk(${file})`}
now = int(time.time())
claims = {
${claims.join("\n")}
    "iat": now,
    "exp": now + ${grantLifetime},
    "jti": str(uuid.uuid4()),
}
grant = jwt.encode(claims, key, algorithm=${stringLiteral(values.alg)}, headers={"kid": ${stringLiteral(values.kid)}})

form = {"grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion": grant}
try:
    with urllib.request.urlopen(${stringLiteral(values.tokenEndpoint)}, urllib.parse.urlencode(form).encode()) as answer:
        print(json.load(answer)["access_token"])
except urllib.error.HTTPError as refusal:
    raise SystemExit(json.load(refusal)["error_description"])
`;
}
