"""Client, key and signature, the order of checks, and the error body (docs/protocol.md §2.4, §2.5, §3.1)."""

import json
import time

import pytest
import requests

import expect
from expect import denied, issued
from harness.grants import ABSENT, GRANT_TYPE, b64url, grant, overlay, right_claims
from harness.sandbox import new_key, public_jwk
from harness.world import some_key


@pytest.fixture(scope="module")
def client(sandbox):
    return sandbox.client("consumer-client")


#= client.known
def test_an_unknown_client_is_not_found(wire, sandbox, client):
    """§2.4, §3.2 MP-100."""
    denied(wire.fetch(client, {"iss": "5a0d7d0e-6f0e-4a37-9e55-0c7a1c6f2b11"}), expect.UNKNOWN_CLIENT, sandbox.issuer)


#= client.known clients.delete api.at-once
def test_a_deleted_client_is_not_found_until_it_is_active_again(wire, world, sandbox):
    """§2.4, §1.13: DELETE deactivates, PUT active:true brings it back, at once."""
    made = world.client([world.scope()])
    issued(wire.fetch(made))
    world.ok("DELETE", f"/api/v1/clients/{made.client_id}", "consumer-admin")
    denied(wire.fetch(made), expect.UNKNOWN_CLIENT, sandbox.issuer)
    world.change_client(made, active=True)
    issued(wire.fetch(made))


#= key.kid-needed
@pytest.mark.parametrize("header", [{"kid": ABSENT}, {"kid": ABSENT, "x5c": ["MIIB"]}, {"kid": None}], ids=["none", "x5c", "null"])
def test_a_key_client_must_name_its_key(wire, sandbox, client, header):
    """§2.4, Appendix B 3: no kid, with or without x5c."""
    denied(wire.fetch(client, header=header), expect.KID_MISSING, sandbox.issuer)


#= key.kid-known
@pytest.mark.parametrize("kid", ["unknown", "../../etc/passwd", "' OR 1=1 --", "K" * 255])
def test_a_kid_that_is_not_registered(wire, sandbox, client, kid):
    """§2.4: observed without error_uri."""
    denied(wire.fetch(client, header={"kid": kid}), expect.UNKNOWN_KID, sandbox.issuer)


#= key.kid-known
def test_a_kid_for_a_client_without_keys_is_unknown(wire, world, sandbox):
    """§2.4 row 3, Appendix B 3: also when x5c stands beside it."""
    made = world.client([world.scope()], kid=None)
    for header in ({"kid": "key-1"}, {"kid": "key-1", "x5c": ["MIIB"]}):
        denied(wire.fetch(made, header=header), expect.UNKNOWN_KID, sandbox.issuer)


#= keys.unique
def test_kids_are_unique_within_a_client_only(wire, world, sandbox):
    """§1.8: two clients may use the same kid for different keys."""
    scope = world.scope()
    one, other = world.client([scope], key=some_key(0)), world.client([scope], key=some_key(1))
    issued(wire.fetch(one))
    issued(wire.fetch(other))
    denied(wire.fetch(one, key=other.key), expect.BAD_SIGNATURE, sandbox.issuer)


#= key.expiry keys.renew error.text-authentication
def test_an_expired_key_is_refused_and_renewed_by_posting_it_again(wire, world, sandbox):
    """§2.4, Appendix B 4, §3.2 MP-121."""
    made = world.client([world.scope()], kid=None)
    world.set_keys(made, public_jwk(made.key, "k", exp=int(time.time()) + 2))
    deadline = time.monotonic() + 20
    while (response := wire.fetch(made, header={"kid": "k"})).status_code == 200 and time.monotonic() < deadline:
        time.sleep(0.2)
    denied(response, expect.EXPIRED_KEY, sandbox.issuer)
    world.set_keys(made, public_jwk(made.key, "k"))
    issued(wire.fetch(made, header={"kid": "k"}))


#= key.alg
def test_a_header_alg_other_than_the_keys_is_a_bad_signature(wire, world, sandbox):
    """§2.4: the registered key says which algorithm, never the header."""
    made = world.client([world.scope()])
    denied(wire.fetch(made, header={"alg": "RS512"}), expect.BAD_SIGNATURE, sandbox.issuer)


#= key.signature
@pytest.mark.parametrize("spoil", [lambda jws: jws[:-8] + ("AAAAAAAA" if jws[-8:] != "AAAAAAAA" else "BBBBBBBB"),
                                   lambda jws: ".".join([jws.split(".")[0], jws.split(".")[1], b64url(b"\0" * 256)]),
                                   lambda jws: ".".join([jws.split(".")[0], jws.split(".")[1], b64url(b"x")])],
                         ids=["last bytes", "zeros", "short"])
def test_a_spoilt_signature(wire, sandbox, client, spoil):
    """§2.5 row 8, §3.2 MP-124."""
    denied(wire.post_token(spoil(grant(sandbox, client))), expect.BAD_SIGNATURE, sandbox.issuer)


#= key.signature
def test_claims_changed_after_signing(wire, sandbox, client):
    """§2.5 row 8, §3.2 MP-124."""
    header, _, signature = grant(sandbox, client).split(".")
    claims = overlay(right_claims(sandbox, client), {"resource": "https://other.example/"})
    denied(wire.post_token(f"{header}.{b64url(json.dumps(claims).encode())}.{signature}"), expect.BAD_SIGNATURE, sandbox.issuer)


#= key.certificate-unreadable
@pytest.mark.parametrize("chain", [["MIIB"], ["MIIB", "MIIB"]], ids=len)
def test_a_client_without_keys_needs_certificates_that_can_be_read(wire, world, sandbox, chain):
    """§2.4 row 3: base64 of something else; test_certificates.py has the certificates."""
    made = world.client([world.scope()], kid=None)
    denied(wire.fetch(made, header={"kid": ABSENT, "x5c": chain}), expect.MALFORMED_X5C, sandbox.issuer)


#= key.none-named
def test_a_grant_that_names_no_key_at_all_is_malformed(wire, world, sandbox):
    """§2.4 row 3: neither kid nor x5c, and the client has no keys."""
    made = world.client([world.scope()], kid=None)
    denied(wire.fetch(made, header={"kid": ABSENT}), expect.MALFORMED, sandbox.issuer)


#= client.type scope.type
@pytest.mark.parametrize("kind", ["krr", "eformidling"])
def test_the_other_machine_to_machine_types_get_tokens_too(wire, world, kind):
    """§2.4 row 1: and §2.7 rule 3 judges the client by its own type."""
    made = world.client([world.scope(allowed_integration_types=[kind])], integration_type=kind)
    issued(wire.fetch(made))


#= key.alg
def test_a_key_without_an_algorithm_of_its_own_verifies_any_of_the_three(wire, world):
    """§2.4 row 2: only a registered alg can contradict the header's."""
    made = world.client([world.scope()], kid=None)
    world.set_keys(made, {name: value for name, value in public_jwk(made.key, "k").items() if name != "alg"})
    for alg in ("RS256", "RS384", "RS512"):
        issued(wire.fetch(made, header={"kid": "k", "alg": alg}))


LATE = {"exp": 1_700_000_100, "iat": 1_700_000_000}
FAR = 4_000_000_000
NOT_YET_VALID = ("invalid_grant", None, f"{expect.CAF} JWT is not valid yet.")
ORDER = {
    "client before audience": ({"claims": {"iss": "nobody", "aud": "https://other.example/"}}, expect.UNKNOWN_CLIENT),
    "x5c before claims": ({"header": {"x5c": "MIIB"}, "claims": {"foo": 1}}, expect.MALFORMED_X5C),
    "header before claims": ({"header": {"alg": "none"}, "claims": {"iss": "nobody"}}, expect.MALFORMED),
    "claims before client": ({"claims": {"iss": "nobody", "foo": 1}}, expect.MALFORMED),
    "client before key": ({"header": {"kid": "other"}, "claims": {"iss": "nobody"}}, expect.UNKNOWN_CLIENT),
    "kid before signature": ({"header": {"kid": "other"}, "key": "other"}, expect.UNKNOWN_KID),
    "signature before audience": ({"key": "other", "claims": {"aud": "https://other.example/"}}, expect.BAD_SIGNATURE),
    "audience before times": ({"claims": {"aud": "https://other.example/", **LATE}}, expect.BAD_AUDIENCE),
    "exp before iat": ({"claims": {"exp": 1_700_000_000, "iat": FAR}}, expect.EXPIRED),
    "iat before exp - iat": ({"claims": {"iat": FAR, "exp": FAR + 500}}, expect.ISSUED_IN_FUTURE),
    "exp - iat before nbf": ({"claims": {"exp": FAR, "nbf": FAR}}, expect.TOO_LONG_LIVED),
    "nbf before syntax of values": ({"claims": {"nbf": FAR, "pid": "1"}}, NOT_YET_VALID),
    "times before syntax of values": ({"claims": {"resource": "no uri", **LATE}}, expect.EXPIRED),
    "times before scopes": ({"claims": {"scope": "no:such", **LATE}}, expect.EXPIRED),
    "values before scopes": ({"claims": {"pid": "1", "scope": "no:such"}}, expect.MALFORMED),
    "scopes before own consumer_org": ({"claims": {"consumer_org": "312345609", "scope": "no:such"}}, expect.not_on_client("no:such")),
    "scopes before authorization_details": ({"claims": {"authorization_details": [{"type": "x"}], "scope": "no:such"}},
                                            expect.not_on_client("no:such")),
}


#= order.opening order.times
@pytest.mark.parametrize("name", ORDER)
def test_of_two_faults_the_earlier_rule_answers(wire, sandbox, client, name):
    """§2.5: the order of the table."""
    spoils, expected = ORDER[name]
    if spoils.get("key") == "other":
        spoils = spoils | {"key": some_key()}
    denied(wire.fetch(client, **spoils), expected, sandbox.issuer)


#= order.scopes
def test_of_two_faults_about_scopes_the_earlier_rule_answers(wire, world, sandbox):
    """§2.5 rows 13-17: registered, of the right type, for another organisation, granted, delegated, details, one audience."""
    supplier = sandbox.organisation("supplier")["orgno"]
    source = world.ok("GET", "/api/v1/delegationsources")[0]["issuer"]
    fine, of_other_type, closed, delegable = (world.scope(grant_to=[supplier]), world.scope(grant_to=[supplier]),
                                              world.scope(grant_to=[supplier]), world.scope(delegation_source=source))
    forced = world.scope(grant_to=[supplier], enforced_aud_for_access_token="https://api.example/")
    made = world.client([fine, of_other_type, closed, delegable, forced], admin="supplier-admin")
    world.change_scope(of_other_type, allowed_integration_types=["krr"])
    world.revoke_access(closed, supplier)
    stranger, details = sandbox.organisation("unrelated")["orgno"], [{"type": "x"}]
    for claims, expected in [
            ({"scope": f"{of_other_type} no:such"}, expect.not_on_client("no:such")),
            ({"scope": of_other_type, "consumer_org": supplier}, expect.OTHER_TYPE),
            ({"scope": closed, "consumer_org": supplier}, expect.CONSUMER_IS_CLIENT),
            ({"scope": delegable, "consumer_org": stranger}, expect.no_access(delegable)),
            ({"scope": delegable, "consumer_org": world.consumer, "authorization_details": details},
             expect.not_delegated(world.consumer, delegable, supplier)),
            ({"scope": forced, "authorization_details": details, "resource": "urn:another:api"}, expect.UNKNOWN_RAR),
            ({"scope": forced, "resource": "urn:another:api"}, expect.MALFORMED)]:
        denied(wire.fetch(made, claims), expected, sandbox.issuer)
    issued(wire.fetch(made, {"scope": f"{fine} {forced}"}))


#= error.trace
def test_the_trace_id_is_that_of_the_callers_traceparent(wire, sandbox, client):
    """§3.1: W3C trace id."""
    trace = "6f0c2f3a9c1d4b7e8a5d2e1f0b9c8d7a"
    response = wire.post_token("x", headers={"traceparent": f"00-{trace}-00f067aa0ba902b7-01"})
    assert denied(response, expect.MALFORMED, sandbox.issuer) == trace


#= error.trace
@pytest.mark.parametrize("traceparent", [None, "garbage", "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                                         "ff-6f0c2f3a9c1d4b7e8a5d2e1f0b9c8d7a-00f067aa0ba902b7-01"])
def test_without_a_right_traceparent_the_trace_id_is_fresh(wire, sandbox, traceparent):
    """§3.1, W3C Trace Context section 3.2: an invalid one is ignored."""
    headers = {"traceparent": traceparent} if traceparent else {}
    seen = {denied(wire.post_token("x", headers=headers), expect.MALFORMED, sandbox.issuer) for _ in range(2)}
    assert len(seen) == 2 and "0" * 32 not in seen and "6f0c2f3a9c1d4b7e8a5d2e1f0b9c8d7a" not in seen


def test_slashes_are_not_escaped_in_errors(wire, client):
    """§3.1: a client may compare bytes."""
    assert b"\\/" not in wire.post_token("x").content


#= scope.all-named
def test_many_wrong_scopes_are_all_named(wire, sandbox, client):
    """§3.2 MP-200: several offending scopes, joined; a long request is no fault of the server."""
    scopes = [f"no:such{number}" for number in range(300)]
    denied(wire.fetch(client, {"scope": " ".join(scopes)}), expect.not_on_client(*scopes), sandbox.issuer)


def test_our_own_access_token_is_no_grant(wire, sandbox, token):
    """Security: a token of ours, presented as an assertion, carries claims that no grant has."""
    denied(wire.post_token(token("consumer-client")), expect.MALFORMED, sandbox.issuer)


#= header.no-foreign-keys key.signature
def test_an_unregistered_key_of_the_right_size_proves_nothing(wire, sandbox, client):
    """§2.4: the jwk in the header is never trusted."""
    key = new_key()
    assertion = grant(sandbox, client, key=key, header={"jwk": public_jwk(key, client.kid)})
    denied(wire.post_token(assertion), expect.BAD_SIGNATURE, sandbox.issuer)


#= metadata.issuer
def test_the_issuer_does_not_follow_the_host_header(sandbox, client):
    """§4.6: the issuer is configuration; whatever a proxy or a stranger writes into Host changes nothing."""
    response = requests.post(sandbox.base + "/token", data={"grant_type": GRANT_TYPE, "assertion": "x"},
                             headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"}, timeout=30)
    assert response.json()["error_uri"] == f"{sandbox.issuer}errors/MP-011"
