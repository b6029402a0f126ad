"""Skyporten, the second issuer (docs/protocol.md §6.5): other names, the same rules."""

import uuid

import pytest

from expect import BAD_AUDIENCE, REPLAYED, denied, issued
from harness.grants import grant, parts
from harness.server import Server
from harness.wire import Wire

AUDIENCE = "api://AzureADTokenExchange"
SCOPE = "fjellrev:vannmaaling.read"
METADATA = "/skyporten/.well-known/openid-configuration"


@pytest.fixture(scope="module")
def sky(sandbox):
    return sandbox.facts["skyporten"]["issuer"]


@pytest.fixture(scope="module")
def client(sandbox):
    return sandbox.client("consumer-client")


def post(wire, assertion, path="/skyporten/token", **arguments):
    form = {"grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion": assertion}
    return wire.request("POST", path, data=form, **arguments)


#= skyporten.metadata
def test_its_document_is_where_clouds_look(wire, sandbox, sky):
    """§6.5: no slash at the end of the issuer; endpoints below it."""
    document = wire.request("GET", METADATA).json()
    assert sky == sandbox.issuer + "skyporten"
    assert document == {
        "authorization_details_types_supported": ["urn:altinn:systemuser"],
        "grant_types_supported": ["urn:ietf:params:oauth:grant-type:jwt-bearer"],
        "issuer": sky, "jwks_uri": sky + "/jwk", "token_endpoint": sky + "/token",
        "token_endpoint_auth_methods_supported": ["private_key_jwt"],
        "token_endpoint_auth_signing_alg_values_supported": ["RS256", "RS384", "RS512"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "response_types_supported": ["token"], "subject_types_supported": ["public"]}
    assert {name: document[name] for name in ("issuer", "token_endpoint", "jwks_uri")} == sandbox.facts["skyporten"]


def test_its_keys_are_the_servers(wire):
    """§6.5: one key set, one rotation."""
    assert wire.request("GET", "/skyporten/jwk").json() == wire.request("GET", "/jwk").json()


#= skyporten.subject skyporten.audience
def test_a_token_names_a_subject_that_clouds_can_match(wire, sandbox, sky, client):
    """§6.5: sub is consumer and scope; resource becomes aud; everything else as usual."""
    answer = issued(post(wire, grant(sandbox, client, {"aud": sky, "resource": AUDIENCE})))
    header, claims = parts(answer["access_token"])
    assert header["kid"] in {key["kid"] for key in wire.request("GET", "/skyporten/jwk").json()["keys"]}
    assert (claims["iss"], claims["sub"], claims["aud"]) == (sky, f"0192:{client.orgno};{SCOPE}", AUDIENCE)
    usual = parts(issued(wire.fetch(client, {"resource": AUDIENCE}))["access_token"])[1]
    assert "sub" not in usual
    assert [name for name in claims if name != "sub"] == list(usual)


def test_a_subject_of_several_scopes_has_them_as_asked_for(wire, sandbox, sky, world):
    """§6.5: the scope text."""
    names = [world.scope(), world.scope()]
    client = world.client(names)
    wanted = " ".join(reversed(names))
    answer = issued(post(wire, grant(sandbox, client, {"aud": sky, "scope": wanted})))
    assert parts(answer["access_token"])[1]["sub"] == f"0192:{client.orgno};{wanted}"


#= skyporten.audience
def test_an_audience_of_another_form_or_issuer_is_refused(wire, sandbox, sky, client):
    """§6.5: exact, in both directions; error_uri is a page of the first issuer."""
    for aud, path in [(sky + "/", "/skyporten/token"), (sandbox.issuer, "/skyporten/token"), (sky + "/token", "/skyporten/token"),
                      ([sky, sandbox.issuer], "/skyporten/token"), (sky, "/token")]:
        denied(post(wire, grant(sandbox, client, {"aud": aud}), path), BAD_AUDIENCE, sandbox.issuer)


def test_a_grant_that_was_used_is_used(wire, sandbox, sky, client):
    """§2.6: one token, as anywhere."""
    assertion = grant(sandbox, client, {"aud": sky})
    issued(post(wire, assertion))
    denied(post(wire, assertion), REPLAYED, sandbox.issuer)


def test_its_tokens_do_not_open_the_self_service_api(wire, sandbox, sky):
    """§5.2: tokens of the other issuer only, whoever signed them."""
    admin = sandbox.client("consumer-admin")
    token = issued(post(wire, grant(sandbox, admin, {"aud": sky})))["access_token"]
    assert wire.api("GET", "/api/v1/clients", token).status_code == 401


def test_an_explanation_judges_by_the_issuer_that_is_meant(api, sandbox, sky, client):
    """§3.5: a grant for Skyporten is explained as such, near misses included."""
    told = api("POST", "/api/v1/explain", "consumer-admin", json={"assertion": grant(sandbox, client, {"aud": sky})}).json()
    assert told["token"] == "issued"
    missed = api("POST", "/api/v1/explain", "consumer-admin", json={"assertion": grant(sandbox, client, {"aud": sky + "/"})}).json()
    assert missed["answer"]["code"] == "MP-110"
    assert f'exactly "{sky}", a single value without a slash at its end' in missed["hint"]


def test_a_host_of_its_own_has_the_endpoints_at_its_root(configured):
    """§6.5: told by the Host header; what is not Skyporten's stays what it is."""
    host = {"Host": "sky.example"}
    box = configured.sandbox
    document = configured.request("GET", "/.well-known/openid-configuration", base=box.base, headers=host).json()
    assert (document["issuer"], document["token_endpoint"]) == ("https://sky.example", "https://sky.example/token")
    assert configured.request("GET", "/jwk", base=box.base, headers=host).status_code == 200
    assert configured.request("GET", "/health", base=box.base, headers=host).json() == {"status": "UP"}
    client = box.client("consumer-client")
    here = grant(box, client, {"aud": "https://sky.example", "jti": str(uuid.uuid4())})
    claims = parts(issued(post(configured, here, "/token", base=box.base, headers=host))["access_token"])[1]
    assert claims["iss"] == "https://sky.example"
    assert post(configured, grant(box, client), "/token").status_code == 200
    assert configured.request("GET", "/.well-known/openid-configuration").status_code == 404


def test_without_a_second_issuer_there_is_nothing(tmp_path):
    """§6.5: off unless the operator says otherwise."""
    box = Server(tmp_path / "sandbox").start()
    try:
        wire = Wire(box)
        assert [wire.request("GET", path).status_code for path in (METADATA, "/skyporten/jwk")] == [404, 404]
        assert post(wire, "x").status_code == 404
    finally:
        box.stop()
