"""Every text of the catalogue as a client sees it, and what is no token request at all (docs/protocol.md §3.1, §3.2, §3.4).

The texts are written out here, not taken from expect.py: clients match on them, so a change must be made in two places.
"""

import re
import socket
import time

import pytest
import requests

from expect import CAF, denied
from harness.certificates import of_sandbox
from harness.grants import ABSENT, GRANT_TYPE, grant
from harness.sandbox import new_key
from harness.world import some_key

CONSUMER = "312345609"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture(scope="module")
def client(sandbox):
    return sandbox.client("consumer-client")


def late():
    now = int(time.time())
    return {"iat": now - 200, "exp": now - 100}


# What is spoilt in a right grant, and the answer: error, code, text.
TEXTS = {
    "MP-011": ({"claims": {"foo": 1}}, "invalid_request", "MP-011", "Invalid assertion. Invalid parameter value"),
    "MP-100": ({"claims": {"iss": "nobody"}}, "invalid_grant", "MP-100", f"{CAF} Client not found."),
    "no kid": ({"header": {"kid": ABSENT}}, "invalid_grant", None,
               f"{CAF} Invalid JWT. The client requires pre-registered jwk and no key identifier (kid) provided."),
    "another kid": ({"header": {"kid": "other"}}, "invalid_grant", None, f"{CAF} Unknown key identifier (kid) for client."),
    "MP-110": ({"claims": {"aud": "https://other.example/"}}, "invalid_grant", "MP-110", f"{CAF} Invalid JWT claim aud."),
    "MP-123": ({"header": {"x5c": "MIIB"}}, "invalid_grant", "MP-123", f"{CAF} Invalid JWT header x5c."),
    "MP-124": ({"key": some_key()}, "invalid_grant", "MP-124", f"{CAF} Invalid JWT signature."),
    "MP-130": ({"claims": late}, "invalid_grant", "MP-130", f"{CAF} JWT has expired."),
    "iat": ({"claims": lambda: {"iat": int(time.time()) + 60}}, "invalid_grant", None, f"{CAF} Issue time is in the future."),
    "lifetime": ({"claims": lambda: {"exp": int(time.time()) + 500}}, "invalid_grant", None, f"{CAF} JWT has too long lifetime."),
    "nbf": ({"claims": lambda: {"nbf": int(time.time()) + 60}}, "invalid_grant", None, f"{CAF} JWT is not valid yet."),
    "own consumer_org": ({"claims": {"consumer_org": CONSUMER}}, "invalid_request", None, "Validation of JWT claim failed: The "
                         "combination consumer_org in claim and delegation scope on client is invalid"),
    "MP-200": ({"claims": {"scope": "no:such"}}, "invalid_scope", "MP-200",
               "Token request contains invalid scopes for client, no:such"),
    "MP-301": ({"claims": {"authorization_details": [{"type": "x"}]}}, "invalid_authorization_details", "MP-301",
               "Unknown authorization details type"),
}


#= error.body error.text-assertion error.text-authentication error.text-times error.text-scopes
@pytest.mark.parametrize("name", TEXTS)
def test_one_fault_gives_its_text_to_the_byte(wire, sandbox, client, name):
    """§3.2: the rows that one spoilt member reaches."""
    spoils, *expected = TEXTS[name]
    spoils = {part: value() if callable(value) else value for part, value in spoils.items()}
    denied(wire.fetch(client, **spoils), expected, sandbox.issuer)


#= error.text-assertion
def test_a_used_grant_gives_its_text_to_the_byte(wire, sandbox, client):
    """§3.2 MP-012."""
    assertion = grant(sandbox, client)
    assert wire.post_token(assertion).status_code == 200
    denied(wire.post_token(assertion), ("invalid_grant", "MP-012", "Invalid assertion. Grant is used before."), sandbox.issuer)


#= error.text-authentication
def test_certificates_give_their_texts_to_the_byte(wire, sandbox):
    """§3.2 MP-120 and MP-122: one that is not good, and one of another organisation."""
    client = sandbox.client("consumer-cert-client")
    for pair, code, text in ((of_sandbox(sandbox, "expired"), "MP-120", "The JWT is signed with an invalid certificate."),
                             (of_sandbox(sandbox, role="unrelated"), "MP-122", "Invalid JWT. Invalid organization number for "
                              "client. Does not match certificate orgno.")):
        denied(wire.fetch(client, header={"kid": ABSENT, "x5c": pair.chain}, key=pair.private),
               ("invalid_grant", code, f"{CAF} {text}"), sandbox.issuer)


#= error.text-scopes
def test_scopes_that_are_refused_give_their_texts_to_the_byte(wire, sandbox, world):
    """§3.2 MP-201, MP-250, MP-251."""
    scope = world.scope()
    made = world.client([scope])
    world.revoke_access(scope)
    denied(wire.fetch(made), ("invalid_scope", "MP-250", f"Consumer has not been granted access to the scope {scope}."),
           sandbox.issuer)
    world.change_scope(scope, allowed_integration_types=["krr"])
    denied(wire.fetch(made), ("invalid_scope", "MP-201", "Token request contains scopes not allowed for maskinporten"),
           sandbox.issuer)
    delegable = world.delegable_scope()
    made = world.client([delegable], admin="supplier-admin")
    denied(wire.fetch(made, {"consumer_org": CONSUMER}), ("invalid_scope", "MP-251",
           f"Consumer {CONSUMER} has not delegated access to the scope {delegable} to supplier 310999113."), sandbox.issuer)


#= error.same-bytes
def test_a_refusal_says_the_same_bytes_every_time(wire, client):
    """§3.1: apart from the trace id; a client may cache what an answer means."""
    answers = [wire.fetch(client, {"scope": "no:such"}).content for _ in range(3)]
    assert len(set(answers)) == 3
    assert len({re.sub(rb"trace_id: [0-9a-f]{32}", b"trace_id: -", answer) for answer in answers}) == 1


#= error.no-401
def test_failed_authentication_is_never_401(wire, client):
    """§3.2: neither 401 nor invalid_client, nor a challenge, whatever proves to be wrong with client or key."""
    spoils = [{"claims": {"iss": "nobody"}}, {"header": {"kid": "other"}}, {"header": {"kid": ABSENT}}, {"key": new_key()}]
    for response in (wire.fetch(client, **each) for each in spoils):
        assert (response.status_code, response.json()["error"]) == (400, "invalid_grant")
        assert "WWW-Authenticate" not in response.headers


# Form text, what follows `Invalid request. ` and nothing of it ever reads the assertion.
REQUESTS = {
    "nothing": ("", "Missing parameter grant_type"),
    "an empty grant_type": ("grant_type=&assertion=x", "Missing parameter grant_type"),
    "no assertion": (f"grant_type={GRANT_TYPE}", "Missing parameter assertion"),
    "an empty assertion": (f"grant_type={GRANT_TYPE}&assertion=", "Missing parameter assertion"),
    "two assertions": (f"grant_type={GRANT_TYPE}&assertion=x&assertion=x", "Duplicate parameter assertion"),
    "two strangers": (f"grant_type={GRANT_TYPE}&assertion=x&foo=1&foo=2", "Duplicate parameter foo"),
    "a broken escape": (f"grant_type={GRANT_TYPE}&assertion=%zz", "The parameters are not a valid form"),
    "not UTF-8": (f"grant_type={GRANT_TYPE}&assertion=%ff", "The parameters are not a valid form"),
}


#= error.request token.once token.empty
@pytest.mark.parametrize("name", REQUESTS)
def test_a_request_that_is_no_grant_is_told_why(wire, sandbox, name):
    """§3.4: one text each."""
    form, text = REQUESTS[name]
    denied(wire.request("POST", "/token", data=form, headers=FORM), ("invalid_request", None, f"Invalid request. {text}"), sandbox.issuer)


#= error.request token.content-type
@pytest.mark.parametrize("content_type", ["application/json", "text/plain", "multipart/form-data; boundary=x", ""])
def test_another_content_type_is_named_as_the_fault(wire, sandbox, content_type):
    """§3.4: a body needs the form type."""
    response = wire.request("POST", "/token", data=f"grant_type={GRANT_TYPE}&assertion=x", headers={"Content-Type": content_type})
    denied(response, ("invalid_request", None, "Invalid request. Content-Type must be application/x-www-form-urlencoded"), sandbox.issuer)


#= error.text-grant-type order.request
def test_another_grant_type_is_told_which_one_is_served(wire, sandbox):
    """§3.2, and §2.5 row 2: judged before the assertion is missed."""
    denied(wire.request("POST", "/token", data={"grant_type": "client_credentials"}),
           ("unsupported_grant_type", None, f"Unsupported grant_type. Expected {GRANT_TYPE}"), sandbox.issuer)


#= error.not-found
def test_a_path_that_does_not_exist_is_not_found(sandbox):
    """§3.4: outside the self-service API."""
    response = requests.get(sandbox.base + "/tokens", timeout=30)
    assert (response.status_code, response.json()["error"]) == (404, "not_found")
    assert re.search(r" \(trace_id: [0-9a-f]{32}\)$", response.json()["error_description"])


POST = b"POST /token HTTP/1.1\r\nHost: a.no\r\nContent-Type: application/x-www-form-urlencoded\r\n"
BROKEN = {
    "two lengths": (POST + b"Content-Length: 3\r\nContent-Length: 3\r\n\r\na=b", 400),
    "length and chunks": (POST + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
    "no host": (b"GET /jwk HTTP/1.1\r\n\r\n", 400),
    "a body over 64 KiB": (POST + b"Content-Length: 65537\r\n\r\n", 413),
    "a compressed body": (POST + b"Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\na=b", 415),
    "an unknown expectation": (POST + b"Expect: miracles\r\nContent-Length: 3\r\n\r\na=b", 417),
    "a head over 8 KiB": (b"GET /jwk HTTP/1.1\r\nHost: a.no\r\nX: " + b"x" * 8192 + b"\r\n\r\n", 431),
    "65 fields": (b"GET /jwk HTTP/1.1\r\nHost: a.no\r\n" + b"X: y\r\n" * 64 + b"\r\n", 431),
}


#= error.http token.sizes
@pytest.mark.parametrize("name", BROKEN)
def test_what_breaks_http_itself_is_answered_and_ends_the_connection(sandbox, name):
    """§2.1, §3.4: invalid_request with a trace id; nothing more is read."""
    request, status = BROKEN[name]
    host, _, port = sandbox.base.removeprefix("http://").rpartition(":")
    with socket.create_connection((host, int(port)), timeout=30) as connection:
        connection.sendall(request)
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 %d " % status), answer
    assert re.fullmatch(rb'\{"error":"invalid_request","error_description":"[^"]+ \(trace_id: [0-9a-f]{32}\)"\}', body), body


#= token.sizes
def test_a_body_of_exactly_64_kib_is_read(wire, sandbox):
    """§2.1: the limit itself is accepted, so what answers is the token endpoint."""
    form = f"grant_type={GRANT_TYPE}&assertion="
    denied(wire.request("POST", "/token", data=form + "x" * (65536 - len(form)), headers=FORM),
           ("invalid_request", "MP-011", "Invalid assertion. Invalid parameter value"), sandbox.issuer)
