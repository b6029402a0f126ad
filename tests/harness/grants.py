"""JWT grants, right unless told otherwise: every claim, header member and byte can be spoilt (docs/protocol.md, grant)."""

import base64
import json
import time
import uuid

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

GRANT_TYPE = "urn:ietf:params:oauth:grant-type:jwt-bearer"
ABSENT = object()
"""As the value of a claim or header member: leave it out."""

HASHES = {"RS256": hashes.SHA256, "RS384": hashes.SHA384, "RS512": hashes.SHA512}


def b64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64url(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def number(text):
    return int.from_bytes(unb64url(text), "big")


def integer(number):
    return b64url(number.to_bytes((number.bit_length() + 7) // 8, "big"))


def private_key(jwk):
    n, e, d, p, q, dp, dq, qi = (int.from_bytes(unb64url(jwk[name]), "big") for name in "n e d p q dp dq qi".split())
    return rsa.RSAPrivateNumbers(p, q, d, dp, dq, qi, rsa.RSAPublicNumbers(e, n)).private_key()


def rsa_signature(key, signing_input, alg="RS256"):
    return key.sign(signing_input, padding.PKCS1v15(), HASHES[alg]())


def overlay(members, changes):
    merged = members | (changes or {})
    return {name: value for name, value in merged.items() if value is not ABSENT}


def right_claims(sandbox, client, now=None):
    now = int(time.time()) if now is None else now
    return {"aud": sandbox.issuer, "iss": client.client_id, "scope": " ".join(client.scopes), "iat": now, "exp": now + 100,
            "jti": str(uuid.uuid4())}


def sign(header, payload, key, alg="RS256"):
    """Compact JWS over the bytes given."""
    signing_input = f"{b64url(header)}.{b64url(payload)}".encode()
    return f"{signing_input.decode()}.{b64url(rsa_signature(key, signing_input, alg))}"


def grant(sandbox, client, claims=None, header=None, key=None, payload=None, header_bytes=None, now=None):
    """A signed grant of `client`. `claims` and `header` change single members (ABSENT removes one); `payload` and
    `header_bytes` replace the JSON texts altogether; the signature is always right for `key`."""
    full_header = overlay({"alg": "RS256", "kid": client.kid}, header)
    full_claims = overlay(right_claims(sandbox, client, now), claims)
    alg = full_header.get("alg")
    return sign(json.dumps(full_header).encode() if header_bytes is None else header_bytes,
                json.dumps(full_claims).encode() if payload is None else payload,
                key or client.key, alg if alg in HASHES else "RS256")


def verified(jwks, token):
    """Header and claims of a token that the key it names signed with RS256."""
    header, claims = parts(token)
    jwk = next(key for key in jwks["keys"] if key["kid"] == header["kid"])
    signing_input, _, signature = token.rpartition(".")
    key = rsa.RSAPublicNumbers(number(jwk["e"]), number(jwk["n"])).public_key()
    key.verify(unb64url(signature), signing_input.encode(), padding.PKCS1v15(), hashes.SHA256())
    return header, claims


def parts(token):
    """Header and claims of a token, unverified, members in the order they are written."""
    header, payload, _ = token.split(".")
    return json.loads(unb64url(header)), json.loads(unb64url(payload))
