"""Keys of clients in the self-service API (docs/protocol.md §1.8, §5.5)."""

import time

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from harness.grants import b64url, integer
from harness.sandbox import public_jwk
from harness.world import some_key
from test_api_clients import GRANTED, refused

YEAR = 365 * 24 * 3600


@pytest.fixture
def client(world):
    return world.client([GRANTED], kid=None)


@pytest.fixture
def path(client):
    return f"/api/v1/clients/{client.client_id}/jwks"


def key(kid="key-1", index=0, **members):
    full = public_jwk(some_key(index), kid) | members
    return {name: value for name, value in full.items() if value is not None}


def pem(public_key, form=serialization.PublicFormat.SubjectPublicKeyInfo):
    return public_key.public_bytes(serialization.Encoding.PEM, form)


#= keys.read
def test_no_keys_are_not_found_in_words_that_the_portal_knows(api, path):
    """§5.3: 404 whose message contains `does not have any`."""
    assert "does not have any" in refused(api("GET", path, "consumer-admin"), 404)


#= keys.read keys.year
def test_keys_come_back_as_in_the_example(api, path):
    """§5.5: members in order, exp set to a year from now."""
    now = int(time.time())
    answer = api("POST", path, "consumer-admin", json={"keys": [key()]})
    (stored,) = answer.json()["keys"]
    assert list(stored) == ["kty", "use", "alg", "kid", "n", "e", "exp", "created", "last_updated"]
    assert now + YEAR - 5 <= stored["exp"] <= now + YEAR + 60
    assert {name: stored[name] for name in key()} == key()
    assert api("GET", path, "consumer-admin").json() == answer.json()
    assert api("GET", f"{path}/key-1", "consumer-admin").json() == stored


#= keys.replace api.older-only
def test_posting_replaces_the_whole_set(api, path):
    """§1.8: old keys must disappear; earlier PUT means the same (§5.5)."""
    api("POST", path, "consumer-admin", json={"keys": [key("a"), key("b", 1)]})
    api("POST", path, "consumer-admin", json={"keys": [key("c")]})
    assert [each["kid"] for each in api("GET", path, "consumer-admin").json()["keys"]] == ["c"]
    older = path.removeprefix("/api/v1")
    assert api("PUT", older, "consumer-admin", json={"keys": [key("d")]}).status_code == 200
    assert [each["kid"] for each in api("GET", older, "consumer-admin").json()["keys"]] == ["d"]


#= keys.year
@pytest.mark.parametrize("asked, kept", [(10, 10), (YEAR - 100, YEAR - 100), (2 * YEAR, YEAR), (10**12, YEAR)])
def test_expiry_is_capped_at_a_year(api, path, asked, kept):
    """§1.8: at most posting time + 1 year."""
    now = int(time.time())
    (stored,) = api("POST", path, "consumer-admin", json={"keys": [key(exp=now + asked)]}).json()["keys"]
    assert abs(stored["exp"] - now - kept) <= 5


#= keys.renew
def test_posting_again_renews(api, path):
    """§1.8: created stays, the year begins anew."""
    soon = int(time.time()) + 1000
    (first,) = api("POST", path, "consumer-admin", json={"keys": [key(exp=soon)]}).json()["keys"]
    (again,) = api("POST", path, "consumer-admin", json={"keys": [key()]}).json()["keys"]
    assert first["exp"] == soon
    assert again["exp"] > soon + YEAR // 2
    assert again["created"] == first["created"]


SPOILS = {
    "no use": {"use": None},
    "use enc": {"use": "enc"},
    "HS256": {"alg": "HS256"},
    "PS256": {"alg": "PS256"},
    "none": {"alg": "none"},
    "exp in the past": {"exp": 1_700_000_000},
    "exp as text": {"exp": "1803976200"},
    "kid with a slash": {"kid": "../../etc/passwd"},
    "kid with a blank": {"kid": "a b"},
    "kid of 256": {"kid": "k" * 256},
    "kid with NUL": {"kid": "a\0b"},
    "kid missing": {"kid": None},
    "n missing": {"n": None},
    "n padded": {"n": integer(some_key().public_key().public_numbers().n) + "="},
    "n short": {"n": b64url(b"\xc5" * 128)},
    "n long": {"n": b64url(b"\xc5" * 1024)},
    "e of 3": {"e": "Aw"},
    "symmetric": {"kty": "oct", "k": "c2VjcmV0"},
}


#= keys.quality keys.weak
@pytest.mark.parametrize("spoil", SPOILS, ids=str)
def test_keys_that_are_wrong_are_refused(api, path, spoil):
    """§1.8: RSA, use sig, RS256/384/512, kid grammar, sizes."""
    refused(api("POST", path, "consumer-admin", json={"keys": [key() | {"extra": 1} if spoil is None else key(**SPOILS[spoil])]}), 400)
    refused(api("GET", path, "consumer-admin"), 404)


#= keys.private
@pytest.mark.parametrize("member", ["d", "p", "q", "dp", "dq", "qi"])
def test_private_members_are_refused(api, path, member):
    """§1.8: private members must be refused, and never echoed."""
    secret = "c2VjcmV0LWNhbmFyeQ"
    response = api("POST", path, "consumer-admin", json={"keys": [key(**{member: secret})]})
    assert "privat" in refused(response, 400)
    assert secret not in response.text


#= keys.quality
def test_elliptic_keys_are_refused(api, path):
    """§1.8: only RSA."""
    numbers = ec.generate_private_key(ec.SECP256R1()).public_key().public_numbers()
    body = {"kty": "EC", "crv": "P-256", "use": "sig", "kid": "e", "x": b64url(numbers.x.to_bytes(32, "big")),
            "y": b64url(numbers.y.to_bytes(32, "big"))}
    refused(api("POST", path, "consumer-admin", json={"keys": [body]}), 400)


#= keys.quality
@pytest.mark.parametrize("alg", ["RS256", "RS384", "RS512", None])
def test_three_algorithms_or_none_named(api, path, alg):
    """§1.8: accept three."""
    assert api("PUT", f"{path}/key-1", "consumer-admin", json=key(alg=alg)).json().get("alg") == alg


#= keys.five keys.replace
def test_one_to_five_keys(api, path):
    """§1.8: at most five per client; an empty set is refused (§5.5)."""
    names = ["1", "2", "3", "4", "5"]
    refused(api("POST", path, "consumer-admin", json={"keys": []}), 400, "keys")
    refused(api("POST", path, "consumer-admin", json={"keys": [key(name) for name in [*names, "6"]]}), 400, "keys")
    assert api("POST", path, "consumer-admin", json={"keys": [key(name) for name in names]}).status_code == 200
    refused(api("PUT", f"{path}/6", "consumer-admin", json=key("6")), 400)
    assert api("PUT", f"{path}/5", "consumer-admin", json=key("5", 1)).status_code == 200
    assert len(api("GET", path, "consumer-admin").json()["keys"]) == 5


#= keys.unique
def test_a_kid_stands_once_in_a_set(api, path):
    """§1.8: unique within the client; other clients may use the same."""
    refused(api("POST", path, "consumer-admin", json={"keys": [key(), key(index=1)]}), 400, "keys[1].kid")


@pytest.mark.parametrize("body", [{}, {"keys": {}}, {"keys": [1]}, {"keys": None}, [], {"keys": [[]]}], ids=repr)
def test_sets_of_another_shape_are_refused(api, path, body):
    """§5.5: the wrapper is {"keys":[…]}."""
    refused(api("POST", path, "consumer-admin", json=body), 400)


#= keys.single
def test_a_key_is_put_under_the_kid_of_its_address(api, path):
    """§5.5: a kid in the body may only say the same."""
    refused(api("PUT", f"{path}/a", "consumer-admin", json=key("b")), 400, "kid")
    assert api("PUT", f"{path}/a", "consumer-admin", json=key("a")).json()["kid"] == "a"


#= keys.single api.success
def test_single_keys_leave_the_others_alone(api, path):
    """§5.5: PUT and DELETE of one; §10 item 11: parallel deployments do not kick each other out."""
    soon = int(time.time()) + 1000
    api("PUT", f"{path}/a", "consumer-admin", json=key("a", exp=soon))
    api("PUT", f"{path}/b", "consumer-admin", json=key(None, 1))
    assert api("GET", f"{path}/a", "consumer-admin").json()["exp"] == soon
    gone = api("DELETE", f"{path}/a", "consumer-admin")
    assert (gone.status_code, gone.content) == (200, b"")
    assert [each["kid"] for each in api("GET", path, "consumer-admin").json()["keys"]] == ["b"]
    refused(api("DELETE", f"{path}/a", "consumer-admin"), 404)
    refused(api("GET", f"{path}/a", "consumer-admin"), 404)
    refused(api("PUT", f"{path}/a", "consumer-admin", json=key("other")), 400, "kid")


def test_all_keys_are_deleted_at_once(api, path):
    """§5.5: 200 with an empty body, also when there were none."""
    api("POST", path, "consumer-admin", json={"keys": [key()]})
    for _ in range(2):
        gone = api("DELETE", path, "consumer-admin")
        assert (gone.status_code, gone.content) == (200, b"")
    refused(api("GET", path, "consumer-admin"), 404)


def add(api, client, text, **arguments):
    return api("POST", f"/api/v2/clients/{client.client_id}/key", "consumer-admin", data=text,
               headers={"Content-Type": "text/plain"}, **arguments)


#= keys.upload
@pytest.mark.parametrize("form", [serialization.PublicFormat.SubjectPublicKeyInfo, serialization.PublicFormat.PKCS1], ids=lambda f: f.name)
def test_a_pem_key_is_named_by_its_thumbprint(api, client, world, form):
    """§5.5: POST /api/v2/clients/{id}/key; RFC 7638."""
    added = add(api, client, pem(some_key(1).public_key(), form))
    assert added.status_code == 200, added.text
    assert len(added.json()["kid"]) == 43
    client.kid, client.key = added.json()["kid"], some_key(1)
    assert world.wire.fetch(client).status_code == 200


#= keys.upload
def test_a_jwk_is_taken_as_text(api, client):
    """§5.5: body text/plain with a JWK."""
    import json
    assert add(api, client, json.dumps(key("mine"))).json()["kid"] == "mine"
    unnamed = add(api, client, json.dumps(key(None, 1)))
    assert len(unnamed.json()["kid"]) == 43


#= keys.upload keys.private
def test_other_texts_are_refused(api, client):
    """§5.5: broken certificates, private keys and noise; no secret is echoed."""
    private = some_key().private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    certificate = b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
    small = rsa.generate_private_key(public_exponent=65537, key_size=1024)
    for text in (private, certificate, pem(small.public_key()), b"", b"hello", b"{"):
        refused(add(api, client, text), 400)
    assert "sertifikat" in refused(add(api, client, certificate), 400)
    assert "offentlig nøkkel" in refused(add(api, client, b"hello"), 400)
    assert private.split(b"\n")[1].decode() not in add(api, client, private).text


#= api.at-once
def test_keys_are_in_force_at_once(world, client):
    """§9.2: at once in the process that wrote; a removed key is refused."""
    client.kid, client.key = "now", some_key()
    world.set_keys(client, key("now"))
    assert world.wire.fetch(client).status_code == 200
    world.ok("DELETE", f"/api/v1/clients/{client.client_id}/jwks/now", "consumer-admin")
    assert world.wire.fetch(client).status_code == 400


#= api.scope-needed
def test_dcr_modify_is_enough_for_keys(api, path, wire):
    """§5.5: write or modify."""
    modify = wire.token("consumer-admin", scope="idporten:dcr.modify")
    assert api("POST", path, modify, json={"keys": [key()]}).status_code == 200
    assert api("PUT", f"{path}/b", modify, json=key("b")).status_code == 200
    assert api("DELETE", f"{path}/b", modify).status_code == 200
    refused(api("GET", path, modify), 403)


#= api.not-found
def test_keys_of_unknown_clients_are_not_found(api):
    """§5.3: 404."""
    refused(api("GET", "/api/v1/clients/nobody/jwks", "consumer-admin"), 404)
    refused(api("POST", "/api/v1/clients/nobody/jwks", "consumer-admin", json={"keys": [key()]}), 404)
