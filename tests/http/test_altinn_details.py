"""System users and consents that an Altinn platform keeps (docs/protocol.md §6.2, §6.3, Appendix B 9): what it is asked, what is
believed, what the token has, and what happens to whose tokens when it fails."""

import json
import subprocess
import threading

import pytest

import expect
from expect import denied, issued
from harness.altinn import CONSENT_PATH, ORGANISATION, PERSON, SYSTEM_USER_PATH, Altinn, consent, problem, respond, system_user
from harness.grants import grant, parts
from harness.lists import eventually
from harness.sandbox import Sandbox, binary
from harness.server import Server
from harness.wire import Wire
from harness.world import World
from conftest import run_sandbox
from test_access_token import ORDER
from test_altinn import unavailable

OPEN, DELEGABLE = "fjellrev:open.read", "fjellrev:helsemelding.write"
VENDOR, OWNER, CONSUMER = "310999113", "315000122", "312345609"
CONSENT_ID, NUMBER = "9f3b6a20-7c11-4c8e-8a55-0d6f1b2c3d4e", "15819010452"
SYSTEM_USER, CONSENT = "urn:altinn:systemuser", "urn:altinn:consent"


@pytest.fixture(scope="module")
def platform():
    altinn = Altinn()
    yield altinn
    altinn.down()


@pytest.fixture(scope="module")
def box(platform, tmp_path_factory):
    yield from run_sandbox(Sandbox(tmp_path_factory.mktemp("altinn") / "sandbox", "--altinn", platform.url))


@pytest.fixture(scope="module")
def there(box):
    return Wire(box)


@pytest.fixture(scope="module")
def made(there):
    """A client of the vendor with a scope that is open for all."""
    return World(there).client([OPEN], admin="supplier-admin")


@pytest.fixture
def altinn(platform, there, made):
    """The platform as it should be; afterwards the server is made to believe in both of its APIs again."""
    def right():
        platform.delegated, platform.system_users, platform.consents, platform.misbehave = set(), {}, {}, None
        platform.put_system_user(made.client_id, VENDOR, OWNER)
        platform.put_consent(CONSENT_ID, PERSON + NUMBER, VENDOR)

    right()
    platform.let_go.clear()
    platform.asked.clear()
    yield platform
    right()
    platform.let_go.set()
    eventually(lambda: there.fetch(made, for_user()).status_code == 200)
    eventually(lambda: there.fetch(made, for_consent()).status_code == 200)


def organisation(orgno):
    return {"authority": "iso6523-actorid-upis", "ID": f"0192:{orgno}"}


def for_user(**members):
    return {"authorization_details": [{"type": SYSTEM_USER, "systemuser_org": organisation(OWNER)} | members]}


def for_consent(giver=PERSON + NUMBER, **members):
    return {"authorization_details": [{"type": CONSENT, "id": CONSENT_ID, "from": giver} | members]}


def detail_of(response):
    return parts(issued(response)["access_token"])[1]["authorization_details"][0]


#= metadata.details
def test_metadata_lists_both_types(there):
    """§4.1, §6.4: in the real document's order."""
    document = there.request("GET", "/.well-known/oauth-authorization-server").json()
    assert list(document.items())[0] == ("authorization_details_types_supported", [SYSTEM_USER, CONSENT])


#= system-user.lookup system-user.token system-user.consumer
def test_a_system_user_found_there_gives_a_token(altinn, there, made, box):
    """§6.2: what is asked, to the byte, and with which token; what the token has."""
    _, claims = parts(issued(there.fetch(made, for_user()))["access_token"])
    assert claims["authorization_details"] == [
        {"type": SYSTEM_USER, "systemuser_id": ["2c7b2d5e-6d5a-4c0a-9d0e-1e7f2b7c9a10"], "systemuser_org": organisation(OWNER),
         "system_id": f"{VENDOR}_snillregnskap"}]
    assert claims["consumer"] == organisation(VENDOR) and not {"supplier", "delegation_source"} & set(claims)
    [asked] = altinn.asked
    assert (asked["method"], asked["path"]) == ("GET", SYSTEM_USER_PATH)
    assert asked["query"] == {"clientId": made.client_id, "systemProviderOrgNo": VENDOR, "systemUserOwnerOrgNo": OWNER}
    own_token(box, asked, "altinn:maskinporten/systemuser.read")


def own_token(box, asked, scope):
    token = asked["headers"]["authorization"].removeprefix("Bearer ")
    verified = subprocess.run([binary(), "verify", token, "--issuer", box.issuer, "--scope", scope], capture_output=True, text=True)
    assert verified.returncode == 0, verified.stdout + verified.stderr
    _, claims = parts(token)
    assert (claims["client_id"], claims["consumer"]["ID"], claims["scope"]) == ("portvakt", "0192:312345692", scope)


#= system-user.reference
def test_the_reference_is_passed_on_and_not_back(altinn, there, made, box):
    """§6.2, Appendix B 9; §3.3: with and without it are two system users."""
    altinn.put_system_user(made.client_id, VENDOR, OWNER, "kunde 42 & Sønn", id="2c7b2d5e-6d5a-4c0a-9d0e-1e7f2b7c9a11")
    granted = detail_of(there.fetch(made, for_user(externalRef="kunde 42 & Sønn")))
    assert granted["systemuser_id"] == ["2c7b2d5e-6d5a-4c0a-9d0e-1e7f2b7c9a11"] and "externalRef" not in granted
    assert altinn.asked[-1]["query"]["externalRef"] == "kunde 42 & Sønn"
    detail_of(there.fetch(made, for_user(externalRef="")))
    assert "externalRef" not in altinn.asked[-1]["query"]
    denied(there.fetch(made, for_user(externalRef="kunde-43")), expect.NO_SYSTEM_USER, box.issuer)


#= system-user.absent
def test_a_404_is_a_system_user_that_is_not_there(altinn, there, made, box):
    """§6.2, Appendix B 9: MP-303, never remembered; so is one that is marked deleted."""
    key = (made.client_id, VENDOR, OWNER, OWNER)
    user = altinn.system_users.pop(key)
    denied(there.fetch(made, for_user()), expect.NO_SYSTEM_USER, box.issuer)
    altinn.system_users[key] = user | {"isDeleted": True}
    denied(there.fetch(made, for_user()), expect.NO_SYSTEM_USER, box.issuer)
    altinn.system_users[key] = user
    issued(there.fetch(made, for_user()))


#= system-user.strict
def test_an_older_answer_has_the_system_as_product(altinn, there, made):
    """§6.2: productName stands in."""
    user = altinn.system_users[made.client_id, VENDOR, OWNER, OWNER]
    del user["systemId"]
    assert detail_of(there.fetch(made, for_user()))["system_id"] == f"{VENDOR}_snillregnskap"


USER = system_user(VENDOR, OWNER)
WRONG_ANYWHERE = {
    "401": lambda handler: respond(handler, 401, b""),
    "429": lambda handler: respond(handler, 429, b""),
    "500": lambda handler: respond(handler, 500, USER),
    "503": lambda handler: respond(handler, 503, b""),
    "204": lambda handler: respond(handler, 204, b""),
    "a redirect": lambda handler: respond(handler, 302, b"", Location="/elsewhere"),
    "no JSON": lambda handler: respond(handler, 200, b"<html>"),
    "nothing": lambda handler: respond(handler, 200, b""),
    "null": lambda handler: respond(handler, 200, None),
    "an array": lambda handler: respond(handler, 200, []),
    "an empty object": lambda handler: respond(handler, 200, {}),
    "ten megabytes": lambda handler: respond(handler, 200, b"{" + b" " * 10_000_000 + b"}"),
    "half an answer": lambda handler: respond(handler, 200, b"{", **{"Content-Length": "100", "Connection": "close"}),
}
WRONG_USER = WRONG_ANYWHERE | {
    "400": lambda handler: problem(handler, 400, "STD-00000"),
    "403": lambda handler: respond(handler, 403, b""),
    "another owner": lambda handler: respond(handler, 200, USER | {"reporteeOrgNo": CONSUMER}),
    "another vendor": lambda handler: respond(handler, 200, USER | {"supplierOrgno": CONSUMER}),
    "no id": lambda handler: respond(handler, 200, USER | {"id": None}),
    "no system": lambda handler: respond(handler, 200, USER | {"systemId": None, "productName": None}),
    "a member twice": lambda handler: respond(handler, 200, json.dumps(USER)[:-1].encode() + b',"id":"x"}'),
}


#= system-user.unavailable system-user.strict altinn.unavailable
@pytest.mark.parametrize("name", WRONG_USER)
def test_what_is_no_right_answer_about_a_system_user_is_503(altinn, there, made, name):
    """§6.2: neither a token nor MP-303."""
    altinn.misbehave = WRONG_USER[name]
    unavailable(there.fetch(made, for_user()))
    assert len(altinn.asked) == 1  # it was asked, and not at the address that a redirect named


#= consent.lookup consent.token
def test_a_consent_found_there_gives_a_token(altinn, there, made, box):
    """§6.3: what is asked, to the byte; what the token has, in which order and spelling."""
    _, claims = parts(issued(there.fetch(made, for_consent()))["access_token"])
    assert list(claims)[0] == "authorization_details"
    assert list(claims["authorization_details"][0].items()) == [
        ("type", CONSENT), ("id", CONSENT_ID), ("from", PERSON + NUMBER), ("to", organisation(VENDOR)),
        ("consented", "2026-02-01T09:00:00.123456+00:00"), ("validTo", "2027-02-01T09:00:00+00:00"),
        ("consentRights", [{"action": ["consent"], "resource": [{"type": "urn:altinn:resource", "value": "elg-inntekt"}],
                            "metadata": {"aar": "2025"}}])]
    [asked] = altinn.asked
    assert (asked["method"], asked["path"], asked["query"]) == ("POST", CONSENT_PATH, {})
    assert asked["body"] == {"id": CONSENT_ID, "from": PERSON + NUMBER, "to": ORGANISATION + VENDOR}
    assert asked["headers"]["content-type"] == asked["headers"]["accept"] == "application/json"
    own_token(box, asked, "altinn:maskinporten/consent.read")


#= consent.token
def test_an_organisation_consents_too_and_an_id_is_read_in_any_case(altinn, there, made):
    """§6.3: from stays the URN that it was."""
    altinn.put_consent(CONSENT_ID, ORGANISATION + OWNER, VENDOR)
    granted = detail_of(there.fetch(made, for_consent(ORGANISATION + OWNER, id=CONSENT_ID.upper())))
    assert (granted["from"], granted["id"]) == (ORGANISATION + OWNER, CONSENT_ID)


#= consent.consumer-org altinn.lookup
def test_a_consent_goes_with_consumer_org(altinn, there, box):
    """§6.3: the token's consumer is who the consent is to; supplier and delegation_source as ever."""
    altinn.delegated = {(CONSUMER, VENDOR, DELEGABLE)}
    altinn.put_consent(CONSENT_ID, PERSON + NUMBER, CONSUMER)
    supplier = box.client("supplier-client")
    _, claims = parts(issued(there.fetch(supplier, for_consent() | {"consumer_org": CONSUMER}))["access_token"])
    assert list(claims) == [name for name in ORDER if name in claims]
    assert claims["authorization_details"][0]["to"] == claims["consumer"] == organisation(CONSUMER)
    assert (claims["supplier"], claims["delegation_source"]) == (organisation(VENDOR), "https://delegations.portvakt.example/")
    assert [each["method"] for each in altinn.asked] == ["GET", "POST"]
    altinn.asked.clear()
    altinn.delegated = set()
    denied(there.fetch(supplier, for_consent() | {"consumer_org": CONSUMER}), expect.not_delegated(CONSUMER, DELEGABLE, VENDOR), box.issuer)
    assert [each["method"] for each in altinn.asked] == ["GET"]  # no consent is asked for without the delegation


REFUSED_CONSENT = {
    "not accepted": lambda handler: problem(handler, 400, "AM-00020"),
    "not its receiver's": lambda handler: problem(handler, 403, "AM-00008"),
    "not found": lambda handler: problem(handler, 404, "AM-00007"),
    "expired and not accepted": lambda handler: problem(handler, 500, "AM-00019", "AM-00020"),
    "without a body": lambda handler: respond(handler, 422, b""),
}


#= consent.refused error.text-details
@pytest.mark.parametrize("name", REFUSED_CONSENT)
def test_a_consent_that_is_not_given(altinn, there, made, box, name):
    """§6.3: MP-303."""
    altinn.misbehave = REFUSED_CONSENT[name]
    denied(there.fetch(made, for_consent()), expect.wrong_rar_value("id"), box.issuer)


GIVEN = consent(CONSENT_ID, PERSON + NUMBER, VENDOR)
WRONG_CONSENT = WRONG_ANYWHERE | {
    "a problem of its own": lambda handler: problem(handler, 500, "AM-00001"),
    "another consent": lambda handler: respond(handler, 200, GIVEN | {"id": "9f3b6a20-7c11-4c8e-8a55-0d6f1b2c3d4f"}),
    "of somebody else": lambda handler: respond(handler, 200, GIVEN | {"from": ORGANISATION + OWNER}),
    "to somebody else": lambda handler: respond(handler, 200, GIVEN | {"to": ORGANISATION + CONSUMER}),
    "no time": lambda handler: respond(handler, 200, GIVEN | {"consented": None}),
    "no rights": lambda handler: respond(handler, 200, GIVEN | {"consentRights": None}),
    "rights that are none": lambda handler: respond(handler, 200, GIVEN | {"consentRights": ["read"]}),
    "rights too large for a token": lambda handler: respond(handler, 200, GIVEN | {"consentRights": GIVEN["consentRights"] * 50}),
}


#= consent.unavailable consent.strict details.size altinn.unavailable
@pytest.mark.parametrize("name", WRONG_CONSENT)
def test_what_is_no_right_answer_about_a_consent_is_503(altinn, there, made, name):
    """§6.3: neither a token nor MP-303."""
    altinn.misbehave = WRONG_CONSENT[name]
    unavailable(there.fetch(made, for_consent()))
    assert len(altinn.asked) == 1


# The elements; what is answered.
WRONG_ELEMENTS = {
    "an unknown member": (for_consent(to=ORGANISATION + VENDOR), expect.UNKNOWN_RAR_FIELDS),
    "an id that is no UUID": (for_consent(id="42"), expect.wrong_rar_value("id")),
    "no id": (for_consent(id=None), expect.wrong_rar_value("id")),
    "a person that cannot be": (for_consent(PERSON + "15819010453"), expect.wrong_rar_value("from")),
    "an organisation that cannot be": (for_consent(ORGANISATION + "315000123"), expect.wrong_rar_value("from")),
    "another URN": (for_consent("urn:altinn:party:50012345"), expect.wrong_rar_value("from")),
    "a bare number": (for_consent(OWNER), expect.wrong_rar_value("from")),
    "no from": (for_consent(None), expect.wrong_rar_value("from")),
}


#= details.members details.values details.order
@pytest.mark.parametrize("name", WRONG_ELEMENTS)
def test_a_wrong_element_costs_no_lookup(altinn, there, made, box, name):
    """§2.5, §3.2 MP-302 and MP-303."""
    claims, expected = WRONG_ELEMENTS[name]
    denied(there.fetch(made, claims), expected, box.issuer)
    assert altinn.asked == []


#= details.order altinn.order
def test_cheaper_rules_are_judged_before_anything_is_asked(altinn, there, made, box):
    """§2.5: a grant that fails anyway costs no lookup, also for what is judged behind the element."""
    world = World(there)
    forced = world.scope(grant_to=[VENDOR], enforced_aud_for_access_token="https://api.example/")
    client = world.client([forced], admin="supplier-admin")
    for claims in (for_user(), for_consent()):
        denied(there.fetch(made, claims | {"scope": "no:such"}), expect.not_on_client("no:such"), box.issuer)
        denied(there.fetch(client, claims | {"resource": "urn:another:api"}), expect.MALFORMED, box.issuer)
        denied(there.fetch(made, claims | {"iat": 1790000000, "exp": 1790000100}), expect.EXPIRED, box.issuer)
    assert altinn.asked == []


#= replay.only-with-token
def test_a_503_does_not_use_the_grant_up(altinn, there, made, box):
    """§2.6: the same assertion succeeds once the platform answers."""
    assertion = grant(box, made, for_consent())
    altinn.misbehave = WRONG_ANYWHERE["500"]
    unavailable(there.post_token(assertion))
    altinn.misbehave = None
    issued(there.post_token(assertion))
    denied(there.post_token(assertion), expect.REPLAYED, box.issuer)


#= altinn.timeout altinn.others
def test_a_platform_that_hangs_holds_nobody_else_up(altinn, there, made, box):
    """§6.1 to 6.3: more lookups hang than there are threads for, and tokens that need none flow meanwhile."""
    altinn.misbehave = altinn.hang
    answers = []

    def hang_too(claims):
        answers.append(Wire(box).fetch(made, claims))

    threads = [threading.Thread(target=hang_too, args=(claims,)) for claims in [for_user(), for_consent()] * 12]
    for thread in threads:
        thread.start()
    eventually(lambda: altinn.asked)
    issued(there.fetch(made))
    issued(there.fetch(box.client("consumer-client")))
    assert len(answers) < 24  # the two came while lookups hung
    for thread in threads:
        thread.join(30)
    for response in answers:
        unavailable(response)
    assert len(answers) == 24


#= altinn.breaker altinn.others
def test_one_api_that_fails_is_left_alone_without_the_others(altinn, there, made):
    """§6.1: after three failures in a row nobody asks it; the other is asked as ever."""
    def consents_are_away(handler):
        if altinn.asked[-1]["path"] == CONSENT_PATH:
            respond(handler, 500, b"")
        else:
            altinn.answer(handler)

    altinn.misbehave = consents_are_away
    for _ in range(8):
        unavailable(there.fetch(made, for_consent()))
    assert len(altinn.asked) <= 4
    for _ in range(4):
        issued(there.fetch(made, for_user()))


#= details.no-person system-user.ledger
def test_no_persons_number_is_written_down(altinn, there, made, box):
    """§6.3: the ledger and the log have the consent's id; a refusal does not show whom it was from."""
    _, claims = parts(issued(there.fetch(made, for_consent()))["access_token"])
    altinn.misbehave = REFUSED_CONSENT["not accepted"]
    refusal = there.fetch(made, for_consent())
    assert NUMBER not in refusal.headers["Portvakt-Hint"] and "a person" in refusal.headers["Portvakt-Hint"]
    altinn.misbehave = WRONG_ANYWHERE["500"]
    unavailable(there.fetch(made, for_consent()))
    listed = subprocess.run([binary(), "ledger", "list", "--dir", str(box.directory), "--json"], capture_output=True, check=True).stdout
    rows = {row["token_jti"]: row for row in map(json.loads, listed.splitlines())}
    assert rows[claims["jti"]]["authorization_detail"] == f"{CONSENT} {CONSENT_ID}"
    refusals = there.api("GET", f"/api/v1/clients/{made.client_id}/refusals", "supplier-admin").text
    assert NUMBER not in listed.decode() + refusals + box.log.read_text(errors="replace")


#= explain.outside
def test_an_explanation_does_not_ask_altinn(altinn, there, made, box):
    """§3.5: unknown, for both types."""
    for claims in (for_user(), for_consent()):
        told = there.api("POST", "/api/v1/explain", "supplier-admin", json={"assertion": grant(box, made, claims)}).json()
        outcome = {each["rule"]: each["outcome"] for each in told["rules"]}
        assert outcome["what authorization_details name is there"] == "unknown"
    assert altinn.asked == []


#= systemusers.altinn
def test_no_system_users_are_made_here_where_altinn_is_asked(there, made):
    """§5.15: they would count for nothing."""
    body = {"system_id": f"{VENDOR}_x", "client_id": made.client_id}
    assert there.api("POST", "/api/v1/systemusers", "consumer-admin", json=body).status_code == 400


#= details.switch metadata.details
def test_each_type_can_be_switched_off(tmp_path):
    """§6.4: what is off is neither listed nor known."""
    altinn = Altinn()
    settings = {"ALTINN__PLATFORM": altinn.url, "ALTINN__ISSUER": "https://altinn.example/", "OPERATOR_ORGNO": "312345692",
                "AUTHORIZATION_DETAILS__CONSENT": "false", "AUTHORIZATION_DETAILS__SYSTEM_USER": "false"}
    for box in run_sandbox(Server(tmp_path / "sandbox", **settings)):
        wire = Wire(box)
        document = wire.request("GET", "/.well-known/oauth-authorization-server").json()
        assert "authorization_details_types_supported" not in document
        client = box.client("consumer-client")
        for claims in (for_user(), for_consent()):
            denied(wire.fetch(client, claims), expect.UNKNOWN_RAR, box.issuer)
    assert altinn.asked == []
    altinn.down()
