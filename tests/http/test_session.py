"""People's sessions (docs/protocol.md §8.1): the cookie, what a change must show, whom one acts for."""

import re

import pytest

from harness.people import SESSION_COOKIE, Person, set_cookie
from harness.world import client_body, scope_body

CONSUMER, OWNER, OPERATOR = "312345609", "312345676", "312345692"


@pytest.fixture(scope="module")
def tiger(wire):
    """Of the consumer, with the right to clients."""
    return Person(wire, "consumer", "clients")


#= session.document
def test_a_stranger_is_told_how_to_sign_in(wire):
    response = wire.request("GET", "/api/v1/session")
    assert response.headers["Cache-Control"] == "no-store"
    document = response.json()
    assert (document["environment"], document["user"], document["login"]["kind"]) == ("sandbox", None, "test")
    assert document["token_endpoint"] == wire.sandbox.facts["token_endpoint"]
    assert document["statements"] == {"accessibility": None, "privacy": None, "support": None}
    rights = {each["orgno"]: each["rights"] for each in document["login"]["organisations"]}
    assert rights[CONSUMER] == ["clients", "scopes", "supplier"]
    assert rights[OPERATOR] == ["clients", "scopes", "supplier", "operator"]


#= session.cookie
def test_the_cookie_is_for_this_host_and_no_script(wire, tiger):
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", tiger.cookie)
    assert tiger.attributes == {"path=/", "secure", "httponly", "samesite=lax"}
    assert tiger.cookie not in tiger.csrf and tiger.csrf not in tiger.cookie


#= session.rights
@pytest.mark.parametrize("role, rights, scopes", [
    ("consumer", [], []),
    ("consumer", ["clients"], ["idporten:dcr.read", "idporten:dcr.write", "idporten:dcr.modify",
                               "idporten:dcr/onbehalfof.write", "idporten:dcr.datasharing", "idporten:scopes.read"]),
    ("api-owner", ["scopes"], ["idporten:scopes.read", "idporten:scopes.write"]),
    ("supplier", ["supplier"], []),
    ("supplier", ["clients", "supplier"], ["idporten:dcr.read", "idporten:dcr.write", "idporten:dcr.modify",
                                           "idporten:dcr/onbehalfof.write", "idporten:dcr.datasharing", "idporten:scopes.read", "idporten:dcr.supplier"]),
    ("consumer", ["operator"], []),
    (OPERATOR, ["operator"], ["idporten:operator.read", "idporten:operator.write", "idporten:cloud.read"]),
])
def test_rights_are_worth_scopes(wire, role, rights, scopes):
    user = Person(wire, role, *rights).document["user"]
    assert user["scopes"] == scopes


#= session.acts
def test_a_person_works_as_a_machine_does(wire, api):
    """Reads, makes, and sees what the organisation has; and so does its machine."""
    person = Person(wire, "consumer", "clients")
    made = person.api("POST", "/api/v1/clients", json=client_body(["fjellrev:open.read"]))
    assert made.status_code == 200, made.text
    assert made.headers["Cache-Control"] == "no-store"
    client_id = made.json()["client_id"]
    assert made.json()["client_orgno"] == CONSUMER
    assert client_id in [each["client_id"] for each in api("GET", "/api/v1/clients", "consumer-admin").json()]
    assert person.api("DELETE", f"/api/v1/clients/{client_id}").status_code == 200
    assert person.api("GET", "/clients").status_code == 200, "older paths too"


#= session.acts
def test_what_the_rights_do_not_give_is_refused(wire, tiger):
    response = tiger.api("POST", "/api/v1/scopes", json=scope_body())
    assert response.status_code == 403
    assert 'scope="idporten:scopes.write"' in response.headers["WWW-Authenticate"]


def test_auth_user_tells_the_organisation(tiger):
    assert tiger.api("GET", "/api/v1/auth/user").json() == {
        "authenticated_organization_number": CONSUMER, "authenticated_organization_name": "KLOK TIGER KOMMUNE",
        "is_synthetic_organization_number": True, "has_consented": True}


#= session.csrf
@pytest.mark.parametrize("spoil", [
    {"X-CSRF-Token": None}, {"X-CSRF-Token": ""}, {"X-CSRF-Token": "A" * 43}, {"X-CSRF-Token": "other"},
    {"Origin": None}, {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Origin": "http://127.0.0.1:1"},
    {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Sec-Fetch-Site": "none"},
], ids=str)
@pytest.mark.parametrize("method, path", [("POST", "/api/v1/clients"), ("PUT", "/api/v1/session/organisation"),
                                          ("DELETE", "/api/v1/clients/nothing"), ("POST", "/session/logout"), ("POST", "/clients")])
def test_a_change_needs_the_proof(tiger, method, path, spoil):
    """Token and origin both; the session lives on."""
    body = None if method == "DELETE" else {"orgno": CONSUMER}
    response = tiger.api(method, path, json=body, headers=spoil)
    assert response.status_code == 403
    assert response.json()["errors"][0]["objectName"] == "session"
    assert tiger.session()["user"] is not None


#= session.csrf
def test_anothers_csrf_token_is_worth_nothing(wire, tiger):
    other = Person(wire, "consumer", "clients")
    assert tiger.api("DELETE", "/api/v1/clients/x", headers={"X-CSRF-Token": other.csrf}).status_code == 403


#= session.csrf
@pytest.mark.parametrize("headers", [{"Origin": None, "Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "same-origin"}], ids=str)
def test_fetch_metadata_is_proof_of_origin(tiger, headers):
    assert tiger.api("DELETE", "/api/v1/clients/no-such", headers=headers).status_code == 404


#= session.csrf
def test_reading_needs_the_cookie_only(wire, tiger):
    for method in ("GET", "HEAD"):
        response = wire.request(method, "/api/v1/clients", headers={"Cookie": f"a=b; {SESSION_COOKIE}={tiger.cookie}; c=d"})
        assert response.status_code == 200


#= session.cookie
@pytest.mark.parametrize("cookies", [
    "", f"{SESSION_COOKIE}=", f"{SESSION_COOKIE}=" + "A" * 43, "portvakt-session={cookie}", f"{SESSION_COOKIE}x={{cookie}}",
    f"{SESSION_COOKIE}={{cookie}}; {SESSION_COOKIE}=other", f"{SESSION_COOKIE}={{cookie}}A", f"{SESSION_COOKIE}=\"{{cookie}}\"",
])
def test_what_is_not_the_cookie_opens_nothing(wire, tiger, cookies):
    response = wire.request("GET", "/api/v1/clients", headers={"Cookie": cookies.format(cookie=tiger.cookie)})
    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"] == "Bearer"
    assert response.json()["error"] == "invalid_token"


#= session.bearer-first
@pytest.mark.parametrize("header", ["Bearer x.y.z", "Basic YTpi", "Bearer", "x"])
def test_an_authorization_header_hides_the_cookie(tiger, header):
    assert tiger.api("GET", "/api/v1/clients", headers={"Authorization": header}).status_code == 401
    assert tiger.api("GET", "/api/v1/session", headers={"Authorization": header}).json()["user"] is None


#= session.bearer-first
def test_a_token_acts_for_its_own_organisation_beside_a_cookie(wire, tiger):
    response = tiger.api("GET", "/api/v1/auth/user", headers={"Authorization": f"Bearer {wire.token('owner-admin')}"})
    assert response.json()["authenticated_organization_number"] == OWNER


#= session.fixation
def test_signing_in_begins_a_new_session(wire):
    """A cookie that somebody planted is worth nothing afterwards, and the old session ends."""
    first = Person(wire, "consumer", "clients")
    body = {"orgno": OWNER, "rights": ["scopes"]}
    response = wire.request("POST", "/session/test-login", json=body, headers={"Cookie": f"{SESSION_COOKIE}={first.cookie}"})
    value, _ = set_cookie(response)
    assert value != first.cookie
    assert first.api("GET", "/api/v1/clients").status_code == 401
    planted = "A" * 43
    response = wire.request("POST", "/session/test-login", json=body, headers={"Cookie": f"{SESSION_COOKIE}={planted}"})
    assert set_cookie(response)[0] != planted
    assert wire.request("GET", "/api/v1/scopes", headers={"Cookie": f"{SESSION_COOKIE}={planted}"}).status_code == 401


#= session.logout
def test_logging_out_ends_the_session(wire):
    person = Person(wire, "consumer", "clients")
    response = person.api("POST", "/session/logout")
    assert (response.status_code, response.json()) == (200, {"redirect": None})
    value, attributes = set_cookie(response)
    assert value == "" and "max-age=0" in attributes
    assert person.api("GET", "/api/v1/clients").status_code == 401
    assert person.session()["user"] is None
    assert person.api("POST", "/session/logout").status_code == 200, "twice is once"


#= session.organisations
def test_a_person_acts_for_one_of_several(wire):
    person = Person(wire, "consumer", "clients", also=["customer"])
    assert [each["orgno"] for each in person.document["user"]["organisations"]] == [CONSUMER, "315000122"]
    answer = person.api("PUT", "/api/v1/session/organisation", json={"orgno": "315000122"})
    assert answer.status_code == 200
    assert answer.json()["user"]["organisation"] == {"orgno": "315000122", "name": "RUND BJØRK AS"}
    assert person.api("GET", "/api/v1/auth/user").json()["authenticated_organization_number"] == "315000122"
    for orgno, status in ((OWNER, 403), ("1", 400), ("", 400)):
        assert person.api("PUT", "/api/v1/session/organisation", json={"orgno": orgno}).status_code == status
    assert person.session()["user"]["organisation"]["orgno"] == "315000122"
    assert wire.request("PUT", "/api/v1/session/organisation", json={"orgno": CONSUMER}).status_code == 401


#= session.onboarding
def test_onboarding_is_for_every_organisation_with_the_right(wire):
    person = Person(wire, "consumer", "clients", also=["customer"])
    body = {"description": "x", "scopes": ["fjellrev:open.read"]}
    path = "/api/v1/datasharing/consumer/client"
    assert person.api("POST", path, json=body).status_code == 400, "consumerOrgNr says for whom"
    made = person.api("POST", path, json=body | {"consumerOrgNr": "315000122"})
    assert made.json()["consumerOrgNr"] == "315000122"
    assert person.api("POST", path, json=body | {"consumerOrgNr": OWNER}).status_code == 403
    colleague = Person(wire, "customer", "clients")
    assert made.json()["clientId"] in [each["clientId"] for each in colleague.api("GET", path).json()]
    assert colleague.api("DELETE", f"{path}?client_id={made.json()['clientId']}").status_code == 200


#= auth.switch
def test_a_person_switches_to_a_synthetic_organisation(wire):
    person = Person(wire, "consumer", "clients")
    answer = person.api("POST", "/auth/switch-synth-org", json={"orgno": "317777019"})
    assert answer.json()["authenticated_organization_number"] == "317777019"
    assert answer.json()["is_synthetic_organization_number"] is True
    assert person.session()["user"]["rights"] == ["clients", "scopes", "supplier"]
    for orgno, status in ((OPERATOR, 403), ("991825827", 403), ("123", 400)):
        assert person.api("POST", "/api/v1/auth/switch-synth-org", json={"orgno": orgno}).status_code == status
    csrf = person.api("POST", "/api/v1/auth/switch-synth-org", json={"orgno": CONSUMER}, headers={"X-CSRF-Token": None})
    assert csrf.status_code == 403


#= session.test-login
@pytest.mark.parametrize("body, status", [
    ({"orgno": "1"}, 400), ({}, 400), ({"orgno": CONSUMER, "rights": ["all"]}, 400), ({"orgno": CONSUMER, "rights": "clients"}, 400),
    ({"orgno": "991825827", "rights": []}, 403), ([], 400),
])
def test_signing_in_as_somebody_impossible(wire, body, status):
    response = wire.request("POST", "/session/test-login", json=body)
    assert response.status_code == status
    assert set_cookie(response)[0] is None


#= session.test-login
@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}], ids=str)
def test_another_sites_page_signs_nobody_in(wire, headers):
    response = wire.request("POST", "/session/test-login", json={"orgno": CONSUMER}, headers=headers)
    assert response.status_code == 403 and set_cookie(response)[0] is None


#= session.test-login
def test_no_setting_makes_a_server_a_sandbox(configured):
    """Whatever is configured, nobody signs in without proof."""
    assert configured.request("POST", "/session/test-login", json={"orgno": CONSUMER, "rights": []}).status_code == 404
    document = configured.request("GET", "/api/v1/session").json()
    assert document["login"] == {"kind": "none", "organisations": []}


#= session.audit
def test_the_person_stands_in_the_record_of_changes(wire, sandbox):
    import sqlite3
    person = Person(wire, "consumer", "clients")
    made = person.api("POST", "/api/v1/clients", json=client_body(["fjellrev:open.read"])).json()
    with sqlite3.connect(f"file:{sandbox.directory}/portvakt.db?mode=ro", uri=True) as database:
        rows = database.execute("select actor, person, actor_org from change where entity = 'client' and entity_key = ?",
                                (made["client_id"],)).fetchall()
        kept = database.execute("select digest from web_session").fetchall()
    assert rows == [("person:web", "sandbox", int(CONSUMER))]
    assert person.cookie not in {digest for (digest,) in kept}, "only its hash is stored"


def test_the_log_has_no_session(wire, sandbox, tiger):
    text = sandbox.log.read_text()
    assert tiger.cookie not in text and tiger.csrf not in text
