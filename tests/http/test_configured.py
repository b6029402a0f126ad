"""What the operator may set otherwise on the wire (docs/protocol.md §1.6, §2.3, §2.8, §3.2, §4.3, §5.3)."""

import time

import pytest

import expect
from expect import denied, issued
from harness.grants import parts
from harness.world import World, client_body, scope_body

PORTAL = "https://portal.example"


@pytest.fixture(scope="module")
def issuer(configured):
    return configured.sandbox.issuer


@pytest.fixture(scope="module")
def there(configured):
    """Makes scopes and clients on the configured server."""
    return World(configured)


def forbidden(response, code, text, issuer):
    """The form of MP-250 and MP-251 until 2023: another status and word, the same text and address."""
    assert response.status_code == 403
    body = response.json()
    assert list(body) == ["error", "error_description", "error_uri"]
    assert (body["error"], body["error_uri"]) == ("forbidden", f"{issuer}errors/{code}")
    assert body["error_description"].startswith(f"{text} (trace_id: ")


#= error.legacy
def test_missing_access_is_forbidden_in_the_older_form(configured, there, issuer):
    """§3.2: token.legacy_forbidden, MP-250."""
    scope = there.scope()
    made = there.client([scope])
    there.revoke_access(scope)
    forbidden(configured.fetch(made), "MP-250", f"Consumer has not been granted access to the scope {scope}.", issuer)


#= error.legacy
def test_missing_delegation_is_forbidden_in_the_older_form(configured, there, issuer):
    """§3.2: token.legacy_forbidden, MP-251."""
    supplier, consumer = (configured.sandbox.organisation(role)["orgno"] for role in ("supplier", "consumer"))
    scope = there.delegable_scope()
    response = configured.fetch(there.client([scope], admin="supplier-admin"), {"consumer_org": consumer})
    text = f"Consumer {consumer} has not delegated access to the scope {scope} to supplier {supplier}."
    forbidden(response, "MP-251", text, issuer)


#= error.legacy
def test_other_refusals_keep_their_form(configured, issuer):
    """§3.2: token.legacy_forbidden changes two codes and no more."""
    client = configured.sandbox.client("consumer-client")
    denied(configured.fetch(client, {"scope": "no:such"}), expect.not_on_client("no:such"), issuer)


#= claims.unknown-setting
def test_unknown_claims_can_be_ignored(configured):
    """§2.3: token.accept_unknown_claims."""
    _, claims = parts(issued(configured.fetch(configured.sandbox.client("consumer-client"), {"foo": "bar"}))["access_token"])
    assert "foo" not in claims


#= claims.lifetime-setting
@pytest.mark.parametrize("seconds, refusal", [(180, None), (181, expect.TOO_LONG_LIVED)])
def test_grants_may_be_allowed_to_live_for_180_seconds(configured, issuer, seconds, refusal):
    """§2.3: token.longest_grant_seconds."""
    now = int(time.time())
    response = configured.fetch(configured.sandbox.client("consumer-client"), {"iat": now, "exp": now + seconds})
    if refusal:
        denied(response, refusal, issuer)
    else:
        issued(response)


# The client's access_token_lifetime, the scope's at_max_age, and what the token gets under "cap" with a bound of 1000.
LIFETIMES = [(600, 60, 60), (60, 600, 60), (600, 0, 600), (7200, 0, 1000), (7200, 7200, 1000)]


#= lifetime.cap lifetime.bound lifetime.expires-in
@pytest.mark.parametrize("of_client, of_scope, kept", LIFETIMES)
def test_a_scope_may_only_shorten_and_the_server_has_the_last_word(configured, there, of_client, of_scope, kept):
    """§2.8: token.lifetime_policy = cap, token.longest_lifetime_seconds."""
    body = issued(configured.fetch(there.client([there.scope(at_max_age=of_scope)], access_token_lifetime=of_client)))
    _, claims = parts(body["access_token"])
    assert (claims["exp"] - claims["iat"], body["expires_in"]) == (kept, kept - 1)


def preflight(configured, origin):
    return configured.request("OPTIONS", "/api/v1/clients", headers={
        "Origin": origin, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization, content-type"})


#= cors.api
def test_pages_of_a_configured_origin_may_call_the_api(configured):
    """§4.3: the preflight allows what the API needs, and the answer itself may be read."""
    asked = preflight(configured, PORTAL)
    assert asked.status_code == 204
    assert asked.headers["Access-Control-Allow-Origin"] == PORTAL
    assert set(asked.headers["Access-Control-Allow-Methods"].split(", ")) == {"GET", "HEAD", "POST"}
    assert {"authorization", "content-type"} <= set(asked.headers["Access-Control-Allow-Headers"].lower().split(", "))
    answer = configured.request("GET", "/api/v1/clients", headers={"Origin": PORTAL})
    assert (answer.status_code, answer.headers["Access-Control-Allow-Origin"]) == (401, PORTAL)


#= cors.api
@pytest.mark.parametrize("origin", ["https://evil.example", "http://portal.example", "https://portal.example.evil.example", "null"])
def test_pages_of_other_origins_may_not(configured, origin):
    """§4.3: 204 with Allow alone; origins are compared whole."""
    asked = preflight(configured, origin)
    assert (asked.status_code, asked.headers["Allow"]) == (204, "GET, HEAD, POST, OPTIONS")
    for response in (asked, configured.request("GET", "/api/v1/scopes/all", headers={"Origin": origin})):
        assert not [name for name in response.headers if name.lower().startswith("access-control-")]


#= api.unknown-members api.read-only
def test_unknown_members_can_be_refused_one_by_one(configured):
    """§5.3: api.strict_members; what may be sent back stays allowed."""
    body = client_body(["fjellrev:open.read"], colour="blue", size=7, created="2020-01-01T00:00:00Z")
    response = configured.api("POST", "/api/v1/clients", "consumer-admin", json=body)
    assert response.status_code == 400
    assert {each["fieldIdentifier"] for each in response.json()["errors"]} == {"colour", "size"}
    response = configured.api("POST", "/api/v1/scopes", "owner-admin", json=scope_body(colour="blue"))
    assert [each["fieldIdentifier"] for each in response.json()["errors"]] == ["colour"]


#= clients.no-scopes
def test_clients_can_be_allowed_to_hold_no_scope(configured):
    """§1.6: api.allow_clients_without_scopes."""
    made = configured.api("POST", "/api/v1/clients", "consumer-admin", json=client_body([]))
    assert (made.status_code, made.json()["scopes"]) == (200, [])
