"""The jose command (José, libjose) verifies tokens with the published keys."""

import json
import subprocess

import pytest

from tokens import tampered, with_spoilt_signature


@pytest.fixture(scope="module")
def jwks(wire, tmp_path_factory):
    path = tmp_path_factory.mktemp("jose") / "jwks.json"
    path.write_text(wire.request("GET", "/jwk").text)
    return path


def verify(token, jwks):
    return subprocess.run(["jose", "jws", "ver", "-i", "-", "-k", str(jwks), "-O-"], input=token, capture_output=True, text=True)


def test_a_token_verifies(wire, jwks):
    """The payload it prints is the token's."""
    done = verify(wire.token("consumer-client"), jwks)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["scope"] == "fjellrev:vannmaaling.read"


@pytest.mark.parametrize("spoil", [tampered, with_spoilt_signature])
def test_a_spoilt_token_does_not(wire, jwks, spoil):
    """Other claims, or another signature."""
    assert verify(spoil(wire.token("consumer-client")), jwks).returncode != 0
