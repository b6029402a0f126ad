"""Authlib's AssertionSession fetches tokens."""

import uuid

import pytest
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import AssertionSession
from authlib.jose import JsonWebKey, jwt
from cryptography.hazmat.primitives import serialization


def session(sandbox, **changes):
    client = sandbox.client("consumer-client")
    pem = client.key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    settings = {"token_endpoint": sandbox.facts["token_endpoint"], "issuer": client.client_id, "audience": sandbox.issuer,
                "subject": None, "claims": {"scope": "fjellrev:vannmaaling.read", "jti": str(uuid.uuid4())},
                "grant_type": AssertionSession.JWT_BEARER_GRANT_TYPE, "header": {"alg": "RS256", "kid": client.kid},
                "key": pem.decode(), "expires_in": 100}
    return AssertionSession(**(settings | changes))


def test_a_token_is_fetched_and_its_signature_verifies(sandbox, wire):
    """Also with Authlib's own verifier and the published keys."""
    token = session(sandbox).refresh_token()
    assert token["scope"] == "fjellrev:vannmaaling.read"
    keys = JsonWebKey.import_key_set(wire.request("GET", "/jwk").json())
    claims = jwt.decode(token["access_token"], keys, claims_options={"iss": {"essential": True, "value": sandbox.issuer}})
    claims.validate()
    assert claims["consumer"]["ID"] == f"0192:{sandbox.client('consumer-client').orgno}"


def test_its_default_lifetime_of_an_hour_is_refused(sandbox):
    """Authlib signs for 3600 s unless told; Maskinporten's limit is 120 s, and the answer says so."""
    with pytest.raises(AuthlibBaseError, match="JWT has too long lifetime"):
        session(sandbox, expires_in=3600).refresh_token()


def test_its_default_audience_is_refused(sandbox):
    """Authlib names the token endpoint unless told; only the issuer is accepted."""
    with pytest.raises(AuthlibBaseError, match="Invalid JWT claim aud"):
        session(sandbox, audience=None).refresh_token()
