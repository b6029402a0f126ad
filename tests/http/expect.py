"""What an answer of the token endpoint must look like, to the byte (docs/protocol.md §2.10, §3.1)."""

import json
import re

CAF = "Invalid assertion. Client authentication failed."
MALFORMED = ("invalid_request", "MP-011", "Invalid assertion. Invalid parameter value")
UNKNOWN_CLIENT = ("invalid_grant", "MP-100", f"{CAF} Client not found.")
KID_MISSING = ("invalid_grant", None, f"{CAF} Invalid JWT. The client requires pre-registered jwk and no key identifier (kid) provided.")
UNKNOWN_KID = ("invalid_grant", None, f"{CAF} Unknown key identifier (kid) for client.")
EXPIRED_KEY = ("invalid_grant", "MP-121", f"{CAF} Expired key.")
UNTRUSTED_CERTIFICATE = ("invalid_grant", "MP-120", f"{CAF} The JWT is signed with an invalid certificate.")
OTHER_ORGANISATION = ("invalid_grant", "MP-122", f"{CAF} Invalid JWT. Invalid organization number for client. "
                                                 "Does not match certificate orgno.")
MALFORMED_X5C = ("invalid_grant", "MP-123", f"{CAF} Invalid JWT header x5c.")
BAD_SIGNATURE = ("invalid_grant", "MP-124", f"{CAF} Invalid JWT signature.")
BAD_AUDIENCE = ("invalid_grant", "MP-110", f"{CAF} Invalid JWT claim aud.")
EXPIRED = ("invalid_grant", "MP-130", f"{CAF} JWT has expired.")
ISSUED_IN_FUTURE = ("invalid_grant", None, f"{CAF} Issue time is in the future.")
TOO_LONG_LIVED = ("invalid_grant", None, f"{CAF} JWT has too long lifetime.")
REPLAYED = ("invalid_grant", "MP-012", "Invalid assertion. Grant is used before.")
CONSUMER_IS_CLIENT = ("invalid_request", None, "Validation of JWT claim failed: The combination consumer_org in claim "
                                               "and delegation scope on client is invalid")
OTHER_TYPE = ("invalid_scope", "MP-201", "Token request contains scopes not allowed for maskinporten")
UNKNOWN_RAR_FIELDS = ("invalid_authorization_details", "MP-302", "Unknown fields in the authorization details")
NO_SYSTEM_USER = ("invalid_altinn_customer_configuration", "MP-303", "Invalid authorization details values")
UNKNOWN_RAR = ("invalid_authorization_details", "MP-301", "Unknown authorization details type")


def not_on_client(*scopes):
    return "invalid_scope", "MP-200", f"Token request contains invalid scopes for client, {', '.join(scopes)}"


def wrong_rar_value(name):
    return "invalid_authorization_details", "MP-303", f"Invalid authorization details values, {name}"


def no_access(*scopes):
    return "invalid_scope", "MP-250", f"Consumer has not been granted access to the scope {', '.join(scopes)}."


def not_delegated(consumer, scope, supplier):
    return ("invalid_scope", "MP-251",
            f"Consumer {consumer} has not delegated access to the scope {scope} to supplier {supplier}.")


def denied(response, expected, issuer):
    """The refusal `expected` = (error, code, text), byte-exact but for the trace id, which is returned."""
    error, code, text = expected
    assert response.status_code == 400, response.text
    body = json.loads(response.content, object_pairs_hook=list)
    trace = re.search(r" \(trace_id: ([0-9a-f]{32})\)$", dict(body)["error_description"])
    assert trace, f"no trace id at the end of: {response.text}"
    wanted = [["error", error], ["error_description", f"{text} (trace_id: {trace.group(1)})"]]
    if code:
        wanted.append(["error_uri", f"{issuer}errors/{code}"])
    assert [list(member) for member in body] == wanted
    assert response.headers["Content-Type"] == "application/json"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Pragma"] == "no-cache"
    assert "WWW-Authenticate" not in response.headers
    return trace.group(1)


def issued(response):
    """The body of a success, its members in order."""
    assert response.status_code == 200, response.text
    body = response.json()
    assert list(body) == ["access_token", "token_type", "expires_in", "scope"]
    assert body["token_type"] == "Bearer"
    assert response.headers["Content-Type"] == "application/json"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Pragma"] == "no-cache"
    return body
