"""The token request and the assertion as text (docs/protocol.md §2.1, §2.5 rows 1-3, §3.4)."""

import json
import re

import pytest

import expect
from expect import denied, issued
from harness.grants import GRANT_TYPE, grant


FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture(scope="module")
def client(sandbox):
    return sandbox.client("consumer-client")


#= token.answer
def test_the_right_grant_gives_a_token(wire, client):
    """§2.10: 200 with exactly four members in order, never cached."""
    assert issued(wire.fetch(client))["scope"] == "fjellrev:vannmaaling.read"


#= token.query
def test_parameters_may_stand_in_the_query_of_an_empty_body(wire, sandbox, client):
    """§2.1, Appendix B 11: POST /token?grant_type=…&assertion=… with an empty form body."""
    issued(wire.request("POST", "/token", params={"grant_type": GRANT_TYPE, "assertion": grant(sandbox, client)}, headers=FORM))


#= token.query
def test_body_and_query_are_one_parameter_set(wire, sandbox, client):
    """§2.1: one parameter here, the other there."""
    issued(wire.request("POST", f"/token?grant_type={GRANT_TYPE}", data={"assertion": grant(sandbox, client)}))


#= token.spelling
@pytest.mark.parametrize("written", [GRANT_TYPE, GRANT_TYPE.replace(":", "%3A")], ids=["literal", "encoded"])
def test_grant_type_is_understood_with_and_without_percent_encoding(wire, sandbox, client, written):
    """§2.1: both spellings are in use."""
    issued(wire.request("POST", "/token", data=f"assertion={grant(sandbox, client)}&grant_type={written}", headers=FORM))


#= token.content-type
@pytest.mark.parametrize("content_type", ["application/x-www-form-urlencoded;charset=UTF-8",
                                          "application/x-www-form-urlencoded; charset=utf-8"])
def test_a_charset_suffix_is_accepted(wire, sandbox, client, content_type):
    """§2.1: Content-Type with a charset."""
    issued(wire.post_token(grant(sandbox, client), headers={"Content-Type": content_type}))


#= token.unknown token.no-client-auth
@pytest.mark.parametrize("more", [{"client_id": "someone"}, {"client_assertion": "a.b.c", "client_assertion_type": "x"},
                                  {"scope": "other:scope"}, {"foo": "bar"}, {"foo": ""}], ids=str)
def test_superfluous_parameters_are_ignored(wire, sandbox, client, more):
    """§2.1: client libraries add client_id and scope."""
    assert issued(wire.post_token(grant(sandbox, client), **more))["scope"] == "fjellrev:vannmaaling.read"


#= token.no-client-auth
def test_an_authorization_header_is_ignored(wire, sandbox, client):
    """§2.1: the signature authenticates; some libraries send Basic with an empty secret."""
    issued(wire.post_token(grant(sandbox, client), headers={"Authorization": "Basic Y2xpZW50Og=="}))


#= token.method
@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "PATCH"])
def test_other_methods_are_told_what_is_allowed(wire, method):
    """§2.1: 405 with Allow: POST."""
    response = wire.request(method, "/token")
    assert (response.status_code, response.headers["Allow"]) == (405, "POST")
    if method != "HEAD":
        assert response.json()["error"] == "invalid_request"
        assert response.json()["error_description"].startswith("Invalid request. Method must be POST (trace_id: ")


BAD_REQUESTS = {
    "no grant_type": ({"grant_type": None}, "invalid_request"),
    "empty grant_type": ({"grant_type": ""}, "invalid_request"),
    "unknown grant_type": ({"grant_type": "client_credentials"}, "unsupported_grant_type"),
    "refresh_token": ({"grant_type": "refresh_token"}, "unsupported_grant_type"),
    "no assertion": ({"assertion": None}, "invalid_request"),
    "empty assertion": ({"assertion": ""}, "invalid_request"),
    "grant_type twice": ({"grant_type": [GRANT_TYPE, GRANT_TYPE]}, "invalid_request"),
}


#= token.once token.empty
@pytest.mark.parametrize("name", BAD_REQUESTS)
def test_requests_that_are_not_a_grant_request(wire, sandbox, client, name):
    """§3.4: request-level errors carry their OAuth error and a trace id."""
    changes, error = BAD_REQUESTS[name]
    fields = {"grant_type": GRANT_TYPE, "assertion": grant(sandbox, client)} | changes
    response = wire.request("POST", "/token", data={key: value for key, value in fields.items() if value is not None},
                            headers=FORM)
    assert response.status_code == 400
    assert response.json()["error"] == error
    assert re.search(r" \(trace_id: [0-9a-f]{32}\)$", response.json()["error_description"])


#= error.request
def test_a_missing_grant_type_is_named(wire, sandbox, client):
    """§3.4: the text for a missing parameter."""
    denied(wire.request("POST", "/token", data={"assertion": grant(sandbox, client)}),
           ("invalid_request", None, "Invalid request. Missing parameter grant_type"), sandbox.issuer)


#= token.once
def test_a_parameter_in_body_and_query_is_repeated(wire, sandbox, client):
    """§2.1: exactly once each, body and query taken together."""
    denied(wire.request("POST", f"/token?grant_type={GRANT_TYPE}", data={"grant_type": GRANT_TYPE, "assertion": grant(sandbox, client)}),
           ("invalid_request", None, "Invalid request. Duplicate parameter grant_type"), sandbox.issuer)


#= token.content-type
@pytest.mark.parametrize("content_type", ["application/json", "multipart/form-data; boundary=x", "text/plain"])
def test_other_content_types_are_refused(wire, sandbox, client, content_type):
    """§2.1, §3.4: 400, though the grant in it is right."""
    response = wire.request("POST", "/token", data=f"grant_type={GRANT_TYPE}&assertion={grant(sandbox, client)}",
                            headers={"Content-Type": content_type})
    denied(response, ("invalid_request", None, "Invalid request. Content-Type must be application/x-www-form-urlencoded"), sandbox.issuer)


MANGLED = {
    "two parts": lambda jws: jws.rpartition(".")[0],
    "four parts": lambda jws: jws + ".AAAA",
    "a line break": lambda jws: jws[:40] + "\n" + jws[40:],
    "a blank": lambda jws: jws + " ",
    "padding": lambda jws: jws + "==",
    "standard base64": lambda jws: jws.rpartition(".")[0] + ".+/+/",
    "a word": lambda jws: "assertion",
    "JSON serialisation": lambda jws: json.dumps(dict(zip(("protected", "payload", "signature"), jws.split(".")))),
}


#= token.compact
@pytest.mark.parametrize("name", MANGLED)
def test_what_is_not_a_compact_jws_is_malformed(wire, sandbox, client, name):
    """§2.5 row 3, §3.2 MP-011: three canonical base64url parts, nothing else."""
    denied(wire.post_token(MANGLED[name](grant(sandbox, client))), expect.MALFORMED, sandbox.issuer)


NOT_OBJECTS = {"an array": b"[]", "a string": b'"x"', "nothing": b"", "not JSON": b"{iss:1}", "two members of one name":
               b'{"alg":"RS256","alg":"RS256","iss":"a","iss":"b"}', "trailing bytes": b"{} {}", "not UTF-8": b'{"a":"\xff"}'}
TOO_MUCH = {"9 deep": {"foo": [[[[[[[[]]]]]]]]}, "65 members": {"foo": {str(number): 0 for number in range(65)}},
            "a NUL": {"foo": "a\0b"}}
AT_THE_LIMIT = {"8 deep": {"foo": [[[[[[[]]]]]]]}, "64 members": {"foo": {str(number): 0 for number in range(64)}}}


#= json.object
@pytest.mark.parametrize("part", ["header_bytes", "payload"])
@pytest.mark.parametrize("name", NOT_OBJECTS)
def test_header_and_claims_are_strict_json_objects(wire, sandbox, client, part, name):
    """§2.5 row 3: an object without duplicate members."""
    denied(wire.post_token(grant(sandbox, client, **{part: NOT_OBJECTS[name]})), expect.MALFORMED, sandbox.issuer)


#= json.bounds
@pytest.mark.parametrize("name", TOO_MUCH)
def test_json_that_is_too_much_is_malformed(wire, sandbox, client, name):
    """§2.2: depth, members and NUL are judged even in a header member that is otherwise ignored."""
    denied(wire.fetch(client, header=TOO_MUCH[name]), expect.MALFORMED, sandbox.issuer)


#= json.bounds
@pytest.mark.parametrize("name", AT_THE_LIMIT)
def test_json_at_its_limit_is_read(wire, client, name):
    """§2.2: eight levels, 64 members."""
    issued(wire.fetch(client, header=AT_THE_LIMIT[name]))


#= order.request
def test_the_request_is_judged_before_what_it_carries(wire, sandbox):
    """§2.5 rows 1-3: form, then grant type, then assertion; the first fault answers."""
    denied(wire.request("POST", "/token?assertion=x&assertion=y", data={"grant_type": "client_credentials"}),
           ("invalid_request", None, "Invalid request. Duplicate parameter assertion"), sandbox.issuer)
    denied(wire.request("POST", "/token", data={"grant_type": "client_credentials", "assertion": "x"}),
           ("unsupported_grant_type", None, f"Unsupported grant_type. Expected {GRANT_TYPE}"), sandbox.issuer)
