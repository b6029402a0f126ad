"""Signing in at a login issuer, and its tokens at our API (docs/protocol.md §8.2 and §8.3): who gets in, who does not, and what
happens when the issuer fails."""

import hashlib
import urllib.parse

import pytest

from conftest import run_sandbox
from harness.grants import ABSENT, b64url
from harness.login_issuer import CLIENTS, SCOPES, SUPPLIER, LoginIssuer, detail
from harness.people import SESSION_COOKIE, set_cookie
from harness.server import Server
from harness.wire import Wire
from harness.world import client_body, some_key

LOGIN_COOKIE = "__Host-portvakt-login"
TIGER, WHALE, FOX, ELK, OPERATOR = "312345609", "310999113", "312345676", "317777019", "312345692"
ORIGIN = "https://portal.example"
UNSIGNED = b64url(b'{"alg":"none"}')


@pytest.fixture(scope="module")
def issuer():
    issuer = LoginIssuer()
    yield issuer
    issuer.down()


def server(tmp_path_factory, issuer, **settings):
    settings = {"LOGIN__ISSUER": issuer.url, "LOGIN__CLIENT_ID": "portal", "LOGIN__TOKEN_AUDIENCES": "spa",
                "LOGIN__OPERATOR_RESOURCE": "urn:operator", "OPERATOR_ORGNO": OPERATOR, "API__CORS_ORIGINS": ORIGIN} | settings
    return Server(tmp_path_factory.mktemp("login") / "sandbox", **settings)


@pytest.fixture(scope="module")
def door(issuer, tmp_path_factory):
    for box in run_sandbox(server(tmp_path_factory, issuer)):
        yield Door(Wire(box), issuer)


@pytest.fixture(scope="module")
def trial(issuer, tmp_path_factory):
    """A test environment, with a synthetic organisation for everybody."""
    settings = {"WEB__ENVIRONMENT": "test", "LOGIN__SYNTHETIC_ORGNO": ELK, "LOGIN__ACR_VALUES": "high"}
    for box in run_sandbox(server(tmp_path_factory, issuer, **settings)):
        yield Door(Wire(box), issuer)


class Door:
    """A browser on its way in."""

    def __init__(self, wire, issuer):
        self.wire, self.issuer = wire, issuer

    def begin(self, return_to=None):
        """(what the issuer is asked, the cookie of the attempt)"""
        query = "" if return_to is None else "?" + urllib.parse.urlencode({"return_to": return_to})
        response = self.wire.request("GET", "/session/login" + query)
        assert response.status_code == 302 and response.headers["Cache-Control"] == "no-store"
        location = urllib.parse.urlsplit(response.headers["Location"])
        assert f"{location.scheme}://{location.netloc}{location.path}" == f"{self.issuer.url}/authorize"
        value, attributes = set_cookie(response, LOGIN_COOKIE)
        assert attributes == {"path=/", "secure", "httponly", "samesite=lax", "max-age=600"}
        return dict(urllib.parse.parse_qsl(location.query)), value

    def back(self, parameters, cookies):
        query = "?" + urllib.parse.urlencode(parameters)
        header = "; ".join(f"{name}={value}" for name, value in cookies.items())
        return self.wire.request("GET", "/session/callback" + query, headers={"Cookie": header})

    def sign_in(self, claims=None, return_to=None, before=None, **spoils):
        asked, cookie = self.begin(return_to)
        claims = {"authorization_details": [detail(CLIENTS, TIGER)]} | (claims or {})
        code = self.issuer.code(self.issuer.id_token(asked, claims, **spoils))
        cookies = {LOGIN_COOKIE: cookie} | ({SESSION_COOKIE: before} if before else {})
        return self.back({"code": code, "state": asked["state"]}, cookies)

    def session(self, response):
        """(cookie, user of the session document)"""
        value, attributes = set_cookie(response)
        assert attributes == {"path=/", "secure", "httponly", "samesite=lax"}
        document = self.wire.request("GET", "/api/v1/session", headers={"Cookie": f"{SESSION_COOKIE}={value}"}).json()
        return value, document["user"]

    def ask(self, method, path, cookie, user, **arguments):
        headers = {"Cookie": f"{SESSION_COOKIE}={cookie}", "X-CSRF-Token": user["csrf_token"], "Sec-Fetch-Site": "same-origin"}
        return self.wire.request(method, path, headers=headers, **arguments)


def error_of(response):
    assert response.status_code == 302 and set_cookie(response)[0] is None
    path, _, error = response.headers["Location"].partition("?error=")
    assert path == "/app/login"
    return error


#= login.request
def test_the_issuer_is_asked_for_a_code(door):
    asked, cookie = door.begin("/app/clients")
    assert asked["response_type"] == "code" and asked["client_id"] == "portal" and asked["scope"] == "openid profile"
    assert asked["redirect_uri"] == door.wire.sandbox.base + "/session/callback"
    assert asked["code_challenge_method"] == "S256"
    for resource in (CLIENTS, SCOPES, SUPPLIER, "urn:operator"):
        assert resource in asked["authorization_details"]
    assert cookie not in asked.values()


#= login.flow
def test_a_person_signs_in_and_works(door):
    response = door.sign_in(return_to="/app/clients?q=1#x")
    assert response.headers["Location"] == "/app/clients?q=1#x"
    assert "max-age=0" in set_cookie(response, LOGIN_COOKIE)[1]
    cookie, user = door.session(response)
    assert (user["name"], user["organisation"]) == ("Kari Nordmann", {"orgno": TIGER, "name": f"NAVN {TIGER}"})
    made = door.ask("POST", "/api/v1/clients", cookie, user, json=client_body(["fjellrev:open.read"]))
    assert made.status_code == 200 and made.json()["client_orgno"] == TIGER
    asked = next(each for each in reversed(door.issuer.asked) if each["path"] == "/token")
    assert asked["form"]["client_id"] == "portal" and asked["authorization"] is None


#= login.flow
def test_the_verifier_belongs_to_the_challenge(door):
    asked, cookie = door.begin()
    door.back({"code": door.issuer.code(door.issuer.id_token(asked, {"authorization_details": [detail(CLIENTS, TIGER)]})),
               "state": asked["state"]}, {LOGIN_COOKIE: cookie})
    verifier = door.issuer.asked[-1]["form"]["code_verifier"]
    assert b64url(hashlib.sha256(verifier.encode()).digest()) == asked["code_challenge"]


#= login.reportees
def test_rights_follow_resources_and_organisations(door):
    details = [detail(CLIENTS, TIGER, WHALE), detail(SCOPES, FOX, WHALE), detail(SUPPLIER, WHALE, FOX), detail("urn:operator", OPERATOR, TIGER)]
    cookie, user = door.session(door.sign_in({"authorization_details": details}))
    rights = {each["orgno"]: each["rights"] for each in user["organisations"]}
    assert rights == {TIGER: ["clients", "operator"], WHALE: ["clients", "scopes", "supplier"], FOX: ["scopes"], OPERATOR: ["operator"]}
    assert "idporten:operator.read" not in user["scopes"], "TIGER does not run this server"
    assert door.ask("GET", "/internal/api/v1/clients", cookie, user).status_code == 403
    assert door.ask("PUT", "/api/v1/session/organisation", cookie, user, json={"orgno": OPERATOR}).status_code == 200
    assert door.ask("GET", "/internal/api/v1/clients", cookie, user).status_code == 200


#= login.nobody
@pytest.mark.parametrize("details", [ABSENT, [], [detail("urn:altinn:resource:6061:1", TIGER)], [detail(SUPPLIER, TIGER)], "x"], ids=str)
def test_who_represents_nobody_is_told_so(door, details):
    assert error_of(door.sign_in({"authorization_details": details})) == "no_organisation"


#= login.state
def test_a_state_works_once_in_one_browser(door):
    asked, cookie = door.begin()
    claims = {"authorization_details": [detail(CLIENTS, TIGER)]}
    good = lambda: {"code": door.issuer.code(door.issuer.id_token(asked, claims)), "state": asked["state"]}  # noqa: E731
    _, other = door.begin()
    assert error_of(door.back(good() | {"state": "A" * 43}, {LOGIN_COOKIE: cookie})) == "expired"
    assert error_of(door.back({"code": "x"}, {LOGIN_COOKIE: cookie})) == "expired"
    assert door.back(good(), {LOGIN_COOKIE: cookie}).headers["Location"] == "/app/"
    assert error_of(door.back(good(), {LOGIN_COOKIE: cookie})) == "expired", "replayed"
    asked, cookie = door.begin()
    assert error_of(door.back(good(), {LOGIN_COOKIE: other})) == "expired", "another browser"
    asked, cookie = door.begin()
    assert error_of(door.back(good(), {})) == "expired", "no cookie"


#= login.id-token
@pytest.mark.parametrize("claims, spoils", [
    ({"nonce": "another"}, {}), ({"nonce": ABSENT}, {}), ({"iss": "https://evil.example"}, {}), ({"aud": "another"}, {}),
    ({"exp": 1}, {}), ({"exp": ABSENT}, {}), ({"iat": 4102444800}, {}), ({"sub": ABSENT}, {}), ({"sub": "15819010452"}, {}),
    ({}, {"header": {"alg": "none"}}), ({}, {"header": {"alg": "HS256"}}), ({}, {"header": {"kid": "other"}}), ({}, {"header": {"crit": ["x"]}}),
    ({}, {"header": {"typ": "at+jwt"}}), ({}, {"key": "stranger"}),
], ids=str)
def test_an_id_token_that_is_wrong_lets_nobody_in(door, claims, spoils):
    if spoils.get("key"):
        spoils = {"key": some_key(3)}
    assert error_of(door.sign_in(claims, **spoils)) == "failed"


#= login.id-token
def test_tampered_tokens_let_nobody_in(door):
    for spoil in (lambda h, p, s: f"{h}.{p}.", lambda h, p, s: f"{UNSIGNED}.{p}.", lambda h, p, s: f"{h}.{p[:-4]}AAAA.{s}",
                  lambda h, p, s: "x"):
        asked, cookie = door.begin()
        token = door.issuer.id_token(asked, {"authorization_details": [detail(CLIENTS, TIGER)]})
        code = door.issuer.code(spoil(*token.split(".")))
        assert error_of(door.back({"code": code, "state": asked["state"]}, {LOGIN_COOKIE: cookie})) == "failed"


#= login.iss
def test_an_answer_of_another_issuer_is_none(door):
    for iss, expected in ((None, "/app/"), (door.issuer.url, "/app/"), ("https://evil.example", "/app/login?error=failed")):
        asked, cookie = door.begin()
        code = door.issuer.code(door.issuer.id_token(asked, {"authorization_details": [detail(CLIENTS, TIGER)]}))
        parameters = {"code": code, "state": asked["state"]} | ({"iss": iss} if iss else {})
        assert door.back(parameters, {LOGIN_COOKIE: cookie}).headers["Location"] == expected


def test_the_issuers_no_is_told(door):
    for error, expected in (("access_denied", "denied"), ("server_error", "failed")):
        asked, cookie = door.begin()
        assert error_of(door.back({"error": error, "state": asked["state"]}, {LOGIN_COOKIE: cookie})) == expected


#= login.return
@pytest.mark.parametrize("return_to", [
    "https://evil.example/", "//evil.example/", "/\\evil.example", "/app/\\evil.example", "\\\\evil.example", "javascript:alert(1)", "/app",
    "/", "/application/", "app/", "/app/../session/logout", "/app/%2e%2e/x", "/app/./x", "/app//evil.example", "/app/\r\nSet-Cookie: a=b",
    "/app/\tx", " /app/", "/app/æ", "/app/<x>", "/app/" + "x" * 2000, "http:/app/", "/app@evil.example/", "",
])
def test_nobody_is_sent_elsewhere(door, return_to):
    assert door.sign_in(return_to=return_to).headers["Location"] == "/app/"


#= login.return
@pytest.mark.parametrize("return_to", ["/app/", "/app/clients/5a0d7d0e?tab=n%C3%B8kler", "/app/x#//evil", "/app/s?next=//evil.example"])
def test_own_pages_are_where_one_returns_to(door, return_to):
    assert door.sign_in(return_to=return_to).headers["Location"] == return_to


#= session.fixation
def test_signing_in_anew_ends_the_old_session(door):
    first, _ = door.session(door.sign_in())
    second, _ = door.session(door.sign_in(before=first))
    assert first != second
    assert door.wire.request("GET", "/api/v1/clients", headers={"Cookie": f"{SESSION_COOKIE}={first}"}).status_code == 401


#= session.logout
def test_logging_out_leads_to_the_issuers_end_of_session(door):
    cookie, user = door.session(door.sign_in())
    answer = door.ask("POST", "/session/logout", cookie, user).json()
    where = urllib.parse.urlsplit(answer["redirect"])
    assert f"{where.scheme}://{where.netloc}{where.path}" == f"{door.issuer.url}/logout"
    assert dict(urllib.parse.parse_qsl(where.query)) == {"client_id": "portal", "post_logout_redirect_uri": door.wire.sandbox.base + "/app/"}


#= login.acr
def test_a_weak_login_is_told(trial):
    assert trial.begin()[0]["acr_values"] == "high"
    assert error_of(trial.sign_in({"acr": "substantial"})) == "weak_login"


#= login.synthetic
def test_in_a_test_everybody_has_an_organisation(trial):
    cookie, user = trial.session(trial.sign_in({"authorization_details": ABSENT}))
    assert user["organisation"]["orgno"] == ELK and user["rights"] == ["clients", "scopes", "supplier"]
    path = "/api/v1/auth/switch-synth-org"
    assert trial.ask("POST", path, cookie, user, json={"orgno": FOX}).json()["authenticated_organization_number"] == FOX
    for orgno in (OPERATOR, "991825827"):
        assert trial.ask("POST", path, cookie, user, json={"orgno": orgno}).status_code == 403


#= login.synthetic
def test_in_production_nobody_switches(door):
    cookie, user = door.session(door.sign_in())
    assert door.ask("POST", "/api/v1/auth/switch-synth-org", cookie, user, json={"orgno": FOX}).status_code == 403


#= login.user-token
def test_a_users_token_is_a_bearer_token(door):
    token = door.issuer.access_token({"authorization_details": [detail(CLIENTS, TIGER)]})
    response = door.wire.api("GET", "/api/v1/auth/user", token)
    assert response.json()["authenticated_organization_number"] == TIGER
    made = door.wire.api("POST", "/api/v1/clients", token, json=client_body(["fjellrev:open.read"]))
    assert made.json()["client_orgno"] == TIGER, "no CSRF token: a bearer token does not come by itself"
    refused = door.wire.api("DELETE", "/api/v1/scopes?scope=fjellrev:open.read", token)
    assert refused.status_code == 403
    switch = door.wire.api("POST", "/api/v1/auth/switch-synth-org", token, json={"orgno": FOX})
    assert switch.status_code == 403 and "brukertoken" in switch.json()["error_description"]


#= login.user-token
@pytest.mark.parametrize("claims, header", [
    ({"iss": "https://evil.example"}, {}), ({"exp": 1}, {}), ({"exp": ABSENT}, {}), ({"client_id": "another"}, {}), ({"client_id": ABSENT}, {}),
    ({"nonce": "x"}, {}), ({"sub": ABSENT}, {}), ({"authorization_details": ABSENT}, {}), ({"authorization_details": [detail(SUPPLIER, TIGER)]}, {}),
    ({}, {"alg": "none"}), ({}, {"kid": "unknown"}), ({}, {"typ": "logout+jwt"}),
], ids=str)
def test_a_users_token_that_is_wrong_is_none(door, claims, header):
    token = door.issuer.access_token({"authorization_details": [detail(CLIENTS, TIGER)]} | claims, header)
    response = door.wire.api("GET", "/api/v1/auth/user", token)
    assert response.status_code == 401 and response.headers["WWW-Authenticate"] == 'Bearer error="invalid_token"'


#= login.user-token
def test_an_issuer_that_is_not_configured_is_nobody(door, wire):
    token = door.issuer.access_token({"authorization_details": [detail(CLIENTS, TIGER)]})
    assert wire.api("GET", "/api/v1/auth/user", token).status_code == 401
    stranger = door.issuer.access_token({"authorization_details": [detail(CLIENTS, TIGER)]}, key=some_key(3))
    assert door.wire.api("GET", "/api/v1/auth/user", stranger).status_code == 401


#= login.user-token
def test_our_own_tokens_go_on_working_beside_them(door):
    assert door.wire.api("GET", "/api/v1/clients", "consumer-admin").status_code == 200


#= cors.api
def test_a_portal_of_another_origin_calls_with_its_users_token(door):
    preflight = door.wire.request("OPTIONS", "/api/v1/clients", headers={
        "Origin": ORIGIN, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization,content-type"})
    assert preflight.status_code == 204
    assert preflight.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert "POST" in preflight.headers["Access-Control-Allow-Methods"]
    assert preflight.headers["Access-Control-Allow-Headers"] == "Authorization, Content-Type", "X-CSRF-Token is for our own pages"
    token = door.issuer.access_token({"authorization_details": [detail(CLIENTS, TIGER)]})
    answer = door.wire.api("GET", "/api/v1/clients", token, headers={"Origin": ORIGIN})
    assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN
    for response in (preflight, answer):
        assert "Access-Control-Allow-Credentials" not in response.headers


#= login.keys
def test_a_new_key_of_the_issuer_is_found(issuer, tmp_path_factory):
    own = LoginIssuer()
    try:
        for box in run_sandbox(server(tmp_path_factory, own)):
            door = Door(Wire(box), own)
            own.key = some_key(3)
            door.session(door.sign_in())
    finally:
        own.down()


#= login.issuer-down
def test_an_issuer_that_is_away_is_told_and_sessions_go_on(tmp_path_factory):
    own = LoginIssuer()
    for box in run_sandbox(server(tmp_path_factory, own)):
        door = Door(Wire(box), own)
        cookie, user = door.session(door.sign_in())
        asked, login = door.begin()
        own.down()
        assert error_of(door.back({"code": "x", "state": asked["state"]}, {LOGIN_COOKIE: login})) == "unavailable"
        assert door.ask("GET", "/api/v1/clients", cookie, user).status_code == 200
        assert door.wire.api("GET", "/api/v1/clients", "consumer-admin").status_code == 200
        assert door.ask("POST", "/session/logout", cookie, user).status_code == 200


#= login.issuer-down
def test_an_issuer_that_never_answers_keeps_nobody_hanging(tmp_path_factory):
    own = LoginIssuer()
    own.misbehave = lambda handler: own.let_go.wait(30)
    try:
        for box in run_sandbox(server(tmp_path_factory, own)):
            wire = Wire(box)
            assert error_of(wire.request("GET", "/session/login")) == "unavailable"
            assert error_of(wire.request("GET", "/session/login")) == "unavailable", "at once: it was asked a moment ago"
            own.let_go.set()
    finally:
        own.down()


#= login.hosts
def test_documents_lead_nowhere_else(tmp_path_factory):
    own, trap = LoginIssuer(), LoginIssuer()
    own.metadata = {"jwks_uri": f"{trap.url}/jwks"}
    try:
        for box in run_sandbox(server(tmp_path_factory, own)):
            assert error_of(Wire(box).request("GET", "/session/login")) == "unavailable"
        assert trap.asked == []
    finally:
        own.down(), trap.down()


def test_without_an_issuer_there_is_no_way_in(wire, configured):
    for each in (wire, configured):
        for path in ("/session/login", "/session/callback?code=x&state=y"):
            assert each.request("GET", path).status_code == 404


#= token.unlogged
def test_the_log_has_no_secret(door):
    asked, login = door.begin()
    token = door.issuer.id_token(asked, {"authorization_details": [detail(CLIENTS, TIGER)]})
    code = door.issuer.code(token)
    cookie, _ = door.session(door.back({"code": code, "state": asked["state"]}, {LOGIN_COOKIE: login}))
    log = door.wire.sandbox.log.read_text()
    for secret in (asked["state"], asked["nonce"], login, cookie, code, token, "15819010452"):
        assert secret not in log
