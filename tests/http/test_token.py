"""Header, claims and times of a grant (docs/protocol.md §2.2, §2.3, §2.5 rows 4, 5, 9, 10, 12)."""

import base64
import json
import socket
import time

import pytest

import expect
from expect import CAF, denied, issued
from harness.grants import ABSENT, right_claims, sign
from harness.sandbox import public_jwk


@pytest.fixture(scope="module")
def client(sandbox):
    return sandbox.client("consumer-client")


BAD_HEADERS = {"alg none": {"alg": "none"}, "alg HS256": {"alg": "HS256"}, "alg PS256": {"alg": "PS256"},
               "alg ES256": {"alg": "ES256"}, "alg in lower case": {"alg": "rs256"}, "no alg": {"alg": ABSENT},
               "alg a number": {"alg": 256}, "crit": {"crit": ["exp"]}, "b64": {"b64": True}, "kid a number": {"kid": 1}}


#= header.alg header.critical header.kid
@pytest.mark.parametrize("name", BAD_HEADERS)
def test_header_members_that_must_not_be(wire, sandbox, client, name):
    """§2.2: RS256, RS384, RS512 only; crit and b64 are refused (RFC 7515 section 4.1.11, RFC 7797)."""
    denied(wire.fetch(client, header=BAD_HEADERS[name]), expect.MALFORMED, sandbox.issuer)


#= header.others header.no-foreign-keys
@pytest.mark.parametrize("member", [{"typ": "JWT"}, {"typ": "whatever"}, {"x5t": "abc"}, {"x5t#S256": "abc"}, {"cty": "JWT"},
                                    {"jku": "http://127.0.0.1:1/jwks"}, {"x5u": "http://127.0.0.1:1/x5u"},
                                    {"jwk": {"kty": "RSA", "n": "AQAB", "e": "AQAB"}}, {"x5c": ["MIIB"]}, {"foo": 1}],
                         ids=lambda member: [*member][0])
def test_header_members_that_are_ignored(wire, client, member):
    """§2.2: ignored, never followed; x5c beside a kid that resolves is tolerated (§2.4)."""
    issued(wire.fetch(client, header=member))


#= header.no-foreign-keys
@pytest.mark.parametrize("where", ["jku", "x5u"])
def test_no_address_in_a_header_is_ever_visited(wire, client, where):
    """§2.2: somebody listens at the address, and nobody comes before the answer is there."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        issued(wire.fetch(client, header={where: f"http://127.0.0.1:{listener.getsockname()[1]}/keys"}))
        listener.setblocking(False)
        with pytest.raises(BlockingIOError):
            listener.accept()


#= header.kid
@pytest.mark.parametrize("kid", ["", "k" * 256, "a\nb", 1, ["key"]], ids=repr)
def test_a_kid_is_a_short_printable_text(wire, sandbox, client, kid):
    """§2.2: anything else is malformed, not unknown."""
    denied(wire.fetch(client, header={"kid": kid}), expect.MALFORMED, sandbox.issuer)


X5C = {"a string": "MIIB", "empty": [], "five": ["MIIB"] * 5, "a number": [1], "base64url": ["_-8"], "nothing in it": [""],
       "over 6 KiB": [base64.b64encode(b"x" * 6145).decode()]}


#= header.x5c
@pytest.mark.parametrize("name", X5C)
def test_x5c_is_a_short_array_of_certificates(wire, sandbox, client, name):
    """§2.2, §3.2 MP-123: a bare string is an error, and so is anything that cannot be a chain."""
    denied(wire.fetch(client, header={"x5c": X5C[name]}), expect.MALFORMED_X5C, sandbox.issuer)


#= header.x5c header.others
def test_x5c_at_its_limits_is_only_ignored(wire, client):
    """§2.2: four certificates, and one of 6 KiB."""
    for chain in (["MIIB"] * 4, [base64.b64encode(b"x" * 6144).decode()]):
        issued(wire.fetch(client, header={"x5c": chain}))


#= header.alg
@pytest.mark.parametrize("alg", ["RS256", "RS384", "RS512"])
def test_the_three_algorithms(wire, world, alg):
    """§2.2 and §1.8: a key registered for an algorithm works with it."""
    made = world.client([world.scope()], kid=None)
    world.set_keys(made, public_jwk(made.key, "k", alg=alg))
    issued(wire.fetch(made, header={"alg": alg, "kid": "k"}))


BAD_CLAIMS = {
    "no iss": {"iss": ABSENT}, "iss null": {"iss": None}, "iss a number": {"iss": 1}, "iss empty": {"iss": ""},
    "no aud": {"aud": ABSENT}, "aud a number": {"aud": 1}, "aud of numbers": {"aud": [1]}, "aud empty": {"aud": []},
    "no scope": {"scope": ABSENT}, "scope empty": {"scope": ""}, "scope blank": {"scope": "  "}, "scope array": {"scope": ["a:b"]},
    "no iat": {"iat": ABSENT}, "iat a string": {"iat": "1790000000"}, "iat true": {"iat": True}, "iat negative": {"iat": -1},
    "no exp": {"exp": ABSENT}, "exp a string": {"exp": "1790000000"}, "exp null": {"exp": None}, "exp huge": {"exp": 1e300},
    "nbf a string": {"nbf": "1"}, "jti a number": {"jti": 17}, "unknown claim": {"foo": "bar"}, "prn": {"prn": "x"},
    "resource a number": {"resource": 1}, "resource no URI": {"resource": "not a uri"}, "resource relative": {"resource": "/api"},
    "aud null": {"aud": None}, "scope null": {"scope": None}, "iat in the year 10000": {"iat": 253402300800},
    "resource empty": {"resource": []}, "resource of 2049": {"resource": "urn:" + "x" * 2045},
    "resource with a fragment": {"resource": "https://api.example/#x"}, "one resource of two": {"resource": ["urn:a:b", "no uri"]},
    "pid a number": {"pid": 15819010452}, "pid short": {"pid": "1581901045"}, "pid wrong check digit": {"pid": "15819010453"},
    "consumer_org of nine zeros": {"consumer_org": "000000000"}, "consumer_org short": {"consumer_org": "31234560"}, "consumer_org check digit": {"consumer_org": "312345608"},
    "consumer_org ISO 6523": {"consumer_org": "0192:312345609"}, "consumer_org a number": {"consumer_org": 312345609},
    "authorization_details no array": {"authorization_details": {"type": "x"}},
}


#= claims.needed claims.types claims.unknown claims.resource claims.pid claims.consumer-org claims.details claims.dates
@pytest.mark.parametrize("name", BAD_CLAIMS)
def test_claims_that_are_missing_mistyped_or_unknown(wire, sandbox, client, name):
    """§2.3, Appendix B 5, §3.2 MP-011: the text contains `Invalid assertion`."""
    denied(wire.fetch(client, BAD_CLAIMS[name]), expect.MALFORMED, sandbox.issuer)


#= claims.optional claims.null claims.nbf
@pytest.mark.parametrize("claims", [{"sub": "someone"}, {"sub": 1}, {"jti": ABSENT}, {"jti": None}, {"nbf": None}, {"resource": None},
                                    {"pid": None}, {"consumer_org": None}, {"nbf": 1}], ids=str)
def test_claims_that_are_tolerated(wire, client, claims):
    """§2.3, Appendix B 5: nbf and sub are let through; null means absent; jti is only recommended."""
    issued(wire.fetch(client, claims))


#= claims.aud-array
def test_aud_may_be_an_array_of_one(wire, sandbox, client):
    """§2.3, Appendix B 2: sent in production by two platforms."""
    issued(wire.fetch(client, {"aud": [sandbox.issuer]}))


BAD_AUDIENCES = {"without slash": lambda iss: iss.rstrip("/"), "token endpoint": lambda iss: iss + "token",
                 "two": lambda iss: [iss, "https://other.example/"], "twice": lambda iss: [iss, iss],
                 "https": lambda iss: iss.replace("http:", "https:"), "upper case": lambda iss: iss.upper(),
                 "another issuer": lambda iss: "https://maskinporten.example/", "empty": lambda iss: "",
                 "longer host": lambda iss: iss.rstrip("/") + ".evil.example/"}


#= claims.aud-exact claims.aud-array
@pytest.mark.parametrize("name", BAD_AUDIENCES)
def test_aud_names_this_issuer_exactly(wire, sandbox, client, name):
    """§2.3, Appendix B 2, §3.2 MP-110: one value, trailing slash included; the token endpoint is not accepted."""
    denied(wire.fetch(client, {"aud": BAD_AUDIENCES[name](sandbox.issuer)}), expect.BAD_AUDIENCE, sandbox.issuer)


# (iat - now, exp - now, refusal): Appendix B 1. The clock runs between signing and judging, hence 8 and 12 around 10.
TIMES = [(0, 120, None), (0, 121, expect.TOO_LONG_LIVED), (-60, 60, None), (-60, 61, expect.TOO_LONG_LIVED), (9, 100, None),
         (12, 100, expect.ISSUED_IN_FUTURE), (-68, -8, None), (-72, -12, expect.EXPIRED), (-3600, -3500, expect.EXPIRED),
         (0, 10, None), (0, 100_000, expect.TOO_LONG_LIVED)]


#= claims.lifetime claims.iat-ahead claims.iat-age claims.exp-past
@pytest.mark.parametrize("iat,exp,refusal", TIMES)
def test_the_times_of_a_grant(wire, sandbox, client, iat, exp, refusal):
    """§2.3, Appendix B 1: 10 s of skew both ways; exp - iat at most 120 s, exactly 120 accepted; iat has no lower bound."""
    now = int(time.time())
    response = wire.fetch(client, {"iat": now + iat, "exp": now + exp})
    if refusal:
        denied(response, refusal, sandbox.issuer)
    else:
        issued(response)


#= claims.dates
def test_numeric_dates_may_be_written_with_a_fraction(wire, sandbox, client):
    """§2.3, Appendix B 1: `1790000000.0` is a NumericDate, and a part of a second counts."""
    now = int(time.time())
    issued(wire.fetch(client, {"iat": float(now), "exp": float(now + 60)}))
    issued(wire.fetch(client, {"iat": now - 0.25, "exp": now + 59.75}))
    denied(wire.fetch(client, {"iat": now - 0.25, "exp": now + 119.76}), expect.TOO_LONG_LIVED, sandbox.issuer)


#= claims.nbf
def test_nbf_in_the_future_is_refused(wire, sandbox, client):
    """§2.3: nbf later than now + 10 s."""
    issued(wire.fetch(client, {"nbf": int(time.time()) + 9}))
    denied(wire.fetch(client, {"nbf": int(time.time()) + 60}), ("invalid_grant", None, f"{CAF} JWT is not valid yet."),
           sandbox.issuer)


#= header.alg
def test_hmac_is_refused_before_any_key_is_looked_at(wire, sandbox, client):
    """§2.2: algorithm confusion has no door; HS256 is refused before any key is looked at."""
    header = json.dumps({"alg": "HS256", "kid": client.kid}).encode()
    denied(wire.post_token(sign(header, json.dumps(right_claims(sandbox, client)).encode(), client.key)),
           expect.MALFORMED, sandbox.issuer)
