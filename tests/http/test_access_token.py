"""The access token: members and their order, lifetime, audience, signature (docs/protocol.md §2.7.5-§2.12, Appendix B 10)."""

import re
import time

import pytest

import expect
from expect import denied, issued
from harness.grants import parts, verified

ORDER = ["authorization_details", "scope", "supplier", "iss", "client_amr", "token_type", "exp", "delegation_source", "iat",
         "client_id", "aud", "pid", "jti", "consumer"]
ALWAYS = ["scope", "iss", "client_amr", "token_type", "exp", "iat", "client_id", "jti", "consumer"]


@pytest.fixture(scope="module")
def client(sandbox):
    return sandbox.client("consumer-client")


#= token.header
def test_header_is_kid_and_alg_in_that_order(wire, client):
    """§2.11, Appendix B 10: exactly two members; kid is a SHA-256 thumbprint."""
    header, _ = parts(issued(wire.fetch(client))["access_token"])
    assert list(header) == ["kid", "alg"]
    assert header["alg"] == "RS256"
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", header["kid"])


#= token.claims token.organisation token.amr token.jti audience.absent
def test_claims_of_a_plain_token(wire, sandbox, client):
    """§2.11, Appendix B 10: these members in this order and no other; no aud, no sub, no nbf."""
    before = int(time.time())
    _, claims = parts(issued(wire.fetch(client))["access_token"])
    assert list(claims) == ALWAYS
    assert before <= claims["iat"] <= int(time.time())
    assert (type(claims["iat"]), type(claims["exp"])) == (int, int)
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", claims["jti"])
    assert {name: claims[name] for name in ALWAYS if name not in ("exp", "iat", "jti")} == {
        "scope": "fjellrev:vannmaaling.read", "iss": sandbox.issuer, "client_amr": "private_key_jwt", "token_type": "Bearer",
        "client_id": client.client_id, "consumer": {"authority": "iso6523-actorid-upis", "ID": f"0192:{client.orgno}"}}
    assert list(claims["consumer"]) == ["authority", "ID"]


#= token.jti
def test_every_token_has_its_own_jti(wire, client):
    """§2.11: 256 random bits."""
    assert len({parts(wire.fetch(client).json()["access_token"])[1]["jti"] for _ in range(5)}) == 5


#= token.header
def test_the_signature_verifies_with_the_published_key(wire, client):
    """§2.11, §4.2: the key named by kid is in the JWKS, and it signed."""
    text = issued(wire.fetch(client))["access_token"]
    verified(wire.request("GET", "/jwk").json(), text)


#= audience.resource claims.resource token.claims
@pytest.mark.parametrize("resource", ["https://api.rask-fjellrev.example/helse", "urn:example:api"])
@pytest.mark.parametrize("written", [lambda value: value, lambda value: [value]], ids=["string", "array"])
def test_resource_becomes_the_audience(wire, client, resource, written):
    """§2.7.5, Appendix B 5 and 10: string and array are accepted; one value is written as a string."""
    _, claims = parts(issued(wire.fetch(client, {"resource": written(resource)}))["access_token"])
    assert claims["aud"] == resource
    assert list(claims) == [name for name in ORDER if name in claims]


#= audience.resource claims.resource
def test_several_resources_make_an_array(wire, client):
    """§2.7.5: an array for several."""
    wanted = ["https://a.example/", "https://b.example/"]
    assert parts(issued(wire.fetch(client, {"resource": wanted}))["access_token"])[1]["aud"] == wanted


#= audience.enforced audience.conflict
def test_a_scope_may_enforce_the_audience(wire, world, sandbox):
    """§2.7.5, Appendix B 10: without resource; and resource may not say otherwise."""
    made = world.client([world.scope(enforced_aud_for_access_token="https://api.example/forced")])
    assert parts(issued(wire.fetch(made))["access_token"])[1]["aud"] == "https://api.example/forced"
    issued(wire.fetch(made, {"resource": "https://api.example/forced"}))
    denied(wire.fetch(made, {"resource": "https://api.example/other"}), expect.MALFORMED, sandbox.issuer)


#= audience.conflict
def test_scopes_that_enforce_two_audiences_cannot_be_had_together(wire, world, sandbox):
    """§2.7.5: a token has one audience; alone, or beside a scope that enforces none, each is fine."""
    one, other, free = (world.scope(enforced_aud_for_access_token="https://api.example/one"),
                        world.scope(enforced_aud_for_access_token="https://api.example/two"), world.scope())
    made = world.client([one, other, free])
    denied(wire.fetch(made, {"scope": f"{one} {other}"}), expect.MALFORMED, sandbox.issuer)
    for scope, aud in ((one, "https://api.example/one"), (f"{free} {other}", "https://api.example/two")):
        assert parts(issued(wire.fetch(made, {"scope": scope}))["access_token"])[1]["aud"] == aud
    denied(wire.fetch(made, {"scope": one, "resource": ["https://api.example/one", "urn:a:b"]}), expect.MALFORMED, sandbox.issuer)


#= token.pid claims.pid
def test_pid_is_echoed(wire, client):
    """§2.11, Appendix B 10: only when the grant had one."""
    _, claims = parts(issued(wire.fetch(client, {"pid": "15819010452"}))["access_token"])
    assert claims["pid"] == "15819010452"
    assert list(claims) == [name for name in ORDER if name in claims]


def lifetime(response):
    body = issued(response)
    _, claims = parts(body["access_token"])
    assert body["expires_in"] == claims["exp"] - claims["iat"] - 1
    return claims["exp"] - claims["iat"]


#= lifetime.client lifetime.expires-in
def test_lifetime_is_two_minutes_unless_told(wire, client):
    """§2.8, Appendix B 10: exp - iat = 120, expires_in = 119."""
    assert lifetime(wire.fetch(client)) == 120


#= lifetime.client lifetime.expires-in
def test_the_clients_own_lifetime(wire, world):
    """§2.8: access_token_lifetime of the client, where no scope says otherwise."""
    assert lifetime(wire.fetch(world.client([world.scope()], access_token_lifetime=60))) == 60


#= lifetime.scope
@pytest.mark.parametrize("of_client", [{}, {"access_token_lifetime": 30}], ids=["default", "client says 30"])
def test_a_scope_overrides_the_clients_lifetime(wire, world, of_client):
    """§2.8: override is the default policy."""
    assert lifetime(wire.fetch(world.client([world.scope(at_max_age=600)], **of_client))) == 600


#= lifetime.scope
def test_of_several_scopes_the_lowest_lifetime_applies(wire, world):
    """§2.8: zero does not count."""
    scopes = [world.scope(at_max_age=seconds) for seconds in (0, 600, 300)]
    assert lifetime(wire.fetch(world.client(scopes))) == 300


#= scope.supplier-client token.claims
def test_a_client_made_by_a_supplier_shows_both_organisations(wire, world, sandbox):
    """§2.7, §2.11: consumer is client_orgno, supplier is supplier_orgno."""
    consumer, supplier = (sandbox.organisation(role)["orgno"] for role in ("consumer", "supplier"))
    made = world.client(["fjellrev:open.read"], admin="supplier-admin", client_orgno=consumer)
    _, claims = parts(issued(wire.fetch(made))["access_token"])
    assert (claims["consumer"]["ID"], claims["supplier"]["ID"]) == (f"0192:{consumer}", f"0192:{supplier}")
    assert list(claims) == [name for name in ORDER if name in claims]
