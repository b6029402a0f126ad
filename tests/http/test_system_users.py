"""Tokens for a vendor's client that acts as its customer's system user, from the built-in register (docs/protocol.md §1.11, §6.2,
Appendix B 9)."""

import json
import subprocess

import pytest

import expect
from expect import denied, issued
from harness.grants import grant, parts
from harness.sandbox import binary
from harness.wire import Wire
from test_access_token import ORDER

TYPE = "urn:altinn:systemuser"
OPEN = "fjellrev:open.read"


@pytest.fixture(scope="module")
def vendor(sandbox):
    return sandbox.organisation("supplier")["orgno"]


@pytest.fixture(scope="module")
def made(world):
    """A client of the vendor with a scope that is open for all."""
    return world.client([OPEN], admin="supplier-admin")


@pytest.fixture
def user(api, world, made, vendor):
    """The consumer's system user for that client, until the test ends."""
    body = {"system_id": f"{vendor}_snillregnskap", "client_id": made.client_id}
    user = world.ok("POST", "/api/v1/systemusers", "consumer-admin", json=body)
    yield user
    api("DELETE", f"/api/v1/systemusers/{user['id']}", "consumer-admin")


def organisation(orgno):
    return {"authority": "iso6523-actorid-upis", "ID": f"0192:{orgno}"}


def detail(owner, **members):
    return {"type": TYPE, "systemuser_org": organisation(owner)} | members


def ask(wire, client, *details, **claims):
    return wire.fetch(client, {"authorization_details": list(details)} | claims)


#= metadata.details
def test_metadata_lists_the_type_and_not_that_of_consents(wire):
    """§4.1, §6.4: consents have no register without Altinn."""
    document = wire.request("GET", "/.well-known/oauth-authorization-server").json()
    assert list(document.items())[0] == ("authorization_details_types_supported", [TYPE])


#= system-user.token system-user.consumer token.claims
def test_a_system_user_gives_a_token_for_the_vendor(wire, world, made, user, vendor):
    """§6.2, §2.11: the claim to the byte and first in order; the vendor is the consumer, and there is no supplier."""
    body = issued(ask(wire, made, detail(world.consumer)))
    assert list(body) == ["access_token", "token_type", "expires_in", "scope"]
    _, claims = parts(body["access_token"])
    assert list(claims) == [name for name in ORDER if name in claims] and list(claims)[0] == "authorization_details"
    assert list(claims["authorization_details"][0].items()) == [
        ("type", TYPE), ("systemuser_id", [user["id"]]), ("systemuser_org", organisation(world.consumer)),
        ("system_id", f"{vendor}_snillregnskap")]
    assert claims["consumer"] == organisation(vendor)
    assert not {"supplier", "delegation_source", "externalRef"} & set(claims)


#= system-user.ledger
def test_the_ledger_says_which_system_user(wire, world, made, user, sandbox):
    """§6.2: its type and id."""
    _, claims = parts(issued(ask(wire, made, detail(world.consumer)))["access_token"])
    listed = subprocess.run([binary(), "ledger", "list", "--dir", str(sandbox.directory), "--json"], capture_output=True, check=True)
    rows = {row["token_jti"]: row for row in map(json.loads, listed.stdout.splitlines())}
    assert rows[claims["jti"]]["authorization_detail"] == f"{TYPE} {user['id']}"
    assert sum("authorization_detail" in row for row in rows.values()) < len(rows)


#= system-user.reference
def test_the_reference_tells_system_users_apart(wire, world, api, made, user, vendor, sandbox):
    """§1.11: without one it is the owner's number; it does not come back in the token."""
    body = {"system_id": f"{vendor}_annet.system", "client_id": made.client_id, "external_ref": "kunde 42 & Sønn"}
    other = world.ok("POST", "/api/v1/systemusers", "consumer-admin", json=body)
    for reference, expected in (({}, user), ({"externalRef": ""}, user), ({"externalRef": None}, user),
                                ({"externalRef": world.consumer}, user), ({"externalRef": "kunde 42 & Sønn"}, other)):
        _, claims = parts(issued(ask(wire, made, detail(world.consumer, **reference)))["access_token"])
        granted = claims["authorization_details"][0]
        assert (granted["systemuser_id"], granted["system_id"]) == ([expected["id"]], expected["system_id"])
        assert "externalRef" not in granted
    denied(ask(wire, made, detail(world.consumer, externalRef="kunde 43")), expect.NO_SYSTEM_USER, sandbox.issuer)
    api("DELETE", f"/api/v1/systemusers/{other['id']}", "consumer-admin")
    denied(ask(wire, made, detail(world.consumer, externalRef="kunde 42 & Sønn")), expect.NO_SYSTEM_USER, sandbox.issuer)


#= system-user.absent error.text-details
def test_a_system_user_that_is_not_there(wire, world, api, made, user, sandbox):
    """§3.2, §3.3: another owner, another client, one that was deleted a moment ago."""
    denied(ask(wire, made, detail("317777019")), expect.NO_SYSTEM_USER, sandbox.issuer)
    other = world.client([OPEN], admin="supplier-admin")
    denied(ask(wire, other, detail(world.consumer)), expect.NO_SYSTEM_USER, sandbox.issuer)
    issued(ask(wire, made, detail(world.consumer)))
    assert api("DELETE", f"/api/v1/systemusers/{user['id']}", "consumer-admin").status_code == 200
    denied(ask(wire, made, detail(world.consumer)), expect.NO_SYSTEM_USER, sandbox.issuer)


# The elements; what is answered.
WRONG = {
    "an unknown type": ([{"type": "urn:example:other"}], expect.UNKNOWN_RAR),
    "a type that is not served": ([{"type": "urn:altinn:consent", "id": "9f3b6a20-7c11-4c8e-8a55-0d6f1b2c3d4e",
                                    "from": "urn:altinn:organization:identifier-no:315000122"}], expect.UNKNOWN_RAR),
    "no type": ([{"systemuser_org": organisation("312345609")}], expect.UNKNOWN_RAR),
    "a type in other case": ([detail("312345609") | {"type": TYPE.upper()}], expect.UNKNOWN_RAR),
    "text": ([TYPE], expect.UNKNOWN_RAR),
    "null": ([None], expect.UNKNOWN_RAR),
    "an extra member": ([detail("312345609", foo="bar")], expect.UNKNOWN_RAR_FIELDS),
    "the member of the answer": ([detail("312345609", system_id="x")], expect.UNKNOWN_RAR_FIELDS),
    "an extra member of the organisation": ([detail("312345609") | {"systemuser_org": organisation("312345609") | {"name": "x"}}],
                                            expect.UNKNOWN_RAR_FIELDS),
    "no organisation": ([{"type": TYPE}], expect.wrong_rar_value("systemuser_org")),
    "the organisation as text": ([{"type": TYPE, "systemuser_org": "0192:312345609"}], expect.wrong_rar_value("systemuser_org")),
    "a wrong authority": ([{"type": TYPE, "systemuser_org": {"authority": "iso6523", "ID": "0192:312345609"}}],
                          expect.wrong_rar_value("systemuser_org")),
    "a bare number": ([{"type": TYPE, "systemuser_org": {"authority": "iso6523-actorid-upis", "ID": "312345609"}}],
                      expect.wrong_rar_value("systemuser_org")),
    "a wrong control digit": ([detail("312345608")], expect.wrong_rar_value("systemuser_org")),
    "a reference that is a number": ([detail("312345609", externalRef=42)], expect.wrong_rar_value("externalRef")),
    "a reference of 256": ([detail("312345609", externalRef="x" * 256)], expect.wrong_rar_value("externalRef")),
    "none": ([], expect.wrong_rar_value("authorization_details")),
    "two": ([detail("312345609"), detail("315000122")], expect.wrong_rar_value("authorization_details")),
    "a hundred": ([detail("312345609")] * 100, expect.wrong_rar_value("authorization_details")),
}


#= details.type details.members details.values details.one error.text-details
@pytest.mark.parametrize("name", WRONG)
def test_details_that_are_wrong(wire, sandbox, made, user, name):
    """§3.2 MP-301 to MP-303, Appendix B 9."""
    details, expected = WRONG[name]
    denied(ask(wire, made, *details), expected, sandbox.issuer)


#= details.values
def test_a_reference_of_255_is_read(wire, world, made, sandbox):
    """§6.2: the longest that there can be; nobody made such a system user."""
    denied(ask(wire, made, detail(world.consumer, externalRef="ø" * 255)), expect.NO_SYSTEM_USER, sandbox.issuer)


#= system-user.access
def test_the_vendor_needs_access_to_the_scope(wire, world, api, vendor, sandbox):
    """§6.2: a system user does not open a scope; MP-250 as without it."""
    scope = world.scope(grant_to=[vendor])
    client = world.client([scope], admin="supplier-admin")
    world.ok("POST", "/api/v1/systemusers", "consumer-admin", json={"system_id": f"{vendor}_x", "client_id": client.client_id})
    issued(ask(wire, client, detail(world.consumer)))
    world.revoke_access(scope, vendor)
    denied(ask(wire, client, detail(world.consumer)), expect.no_access(scope), sandbox.issuer)
    denied(ask(wire, client, detail(world.consumer), scope="no:such"), expect.not_on_client("no:such"), sandbox.issuer)


#= system-user.consumer-org
def test_a_system_user_goes_with_no_consumer_org(wire, world, vendor, sandbox):
    """§6.2: with a system user the vendor is the consumer, so nobody else can be."""
    scope = world.delegable_scope()
    client = world.client([scope], admin="supplier-admin")
    world.delegate(scope)
    world.ok("POST", "/api/v1/systemusers", "consumer-admin", json={"system_id": f"{vendor}_y", "client_id": client.client_id})
    issued(wire.fetch(client, {"consumer_org": world.consumer}))
    response = ask(wire, client, detail(world.consumer), consumer_org=world.consumer)
    denied(response, expect.MALFORMED, sandbox.issuer)
    assert "leave consumer_org out" in response.headers["Portvakt-Hint"]


def test_the_ready_made_system_user_gives_a_token(fresh_sandbox):
    """docs/sandbox.md: once the owner of the scope has let the vendor in."""
    wire, supplier = Wire(fresh_sandbox), fresh_sandbox.client("supplier-client")
    customer = fresh_sandbox.organisation("customer")["orgno"]
    denied(ask(wire, supplier, detail(customer)), expect.no_access(supplier.scopes[0]), fresh_sandbox.issuer)
    granted = wire.api("PUT", f"/api/v1/scopes/access/{supplier.orgno}?scope={supplier.scopes[0]}", "owner-admin")
    assert granted.status_code == 200
    _, claims = parts(issued(ask(wire, supplier, detail(customer)))["access_token"])
    assert claims["authorization_details"][0]["system_id"] == f"{supplier.orgno}_snillregnskap"
    denied(ask(wire, supplier, detail("312345609")), expect.NO_SYSTEM_USER, fresh_sandbox.issuer)


#= explain.same-rules
def test_an_explanation_knows_the_built_in_register(wire, world, made, user, sandbox):
    """§3.5: passed, failed with the same answer as /token, or not reached where the element cannot be read."""
    rule = "what authorization_details name is there"

    def outcome(element):
        assertion = grant(sandbox, made, {"authorization_details": [element]})
        told = wire.api("POST", "/api/v1/explain", "supplier-admin", json={"assertion": assertion}).json()
        return next(each["outcome"] for each in told["rules"] if each["rule"] == rule), told.get("answer", {}).get("code")

    assert outcome(detail(world.consumer)) == ("passed", None)
    assert outcome(detail("317777019")) == ("failed", "MP-303")
    assert outcome(detail(world.consumer, foo=1)) == ("not_reached", "MP-302")
