"""The built-in register of delegations in the self-service API (docs/protocol.md §1.10, §5.14)."""

import pytest

from harness.world import quote, utc
from test_api_clients import refused

GIVEN, RECEIVED = "/api/v1/delegations", "/api/v1/delegations/received"


def at(scope, orgno):
    return f"/api/v1/delegations/{orgno}?scope={quote(scope)}"


def found(api, path, role, scope):
    return [each for each in api("GET", path, role).json() if each["scope"] == scope]


@pytest.fixture
def scope(world):
    return world.delegable_scope()


@pytest.fixture(scope="module")
def supplier(sandbox):
    return sandbox.organisation("supplier")["orgno"]


#= delegations.put
def test_a_delegation_is_made_as_in_the_example(api, scope, sandbox):
    """§5.14: members in order, names of both sides; no end unless told."""
    consumer, supplier = sandbox.organisation("consumer"), sandbox.organisation("supplier")
    made = api("PUT", at(scope, supplier["orgno"]), "consumer-admin").json()
    times = {name: made[name] for name in ("valid_from", "created", "last_updated")}
    assert list(made.items()) == list(({
        "scope": scope, "consumer_orgno": consumer["orgno"], "consumer_organization_name": consumer["name"],
        "supplier_orgno": supplier["orgno"], "supplier_organization_name": supplier["name"], "active": True} | times).items())
    assert made["valid_from"] == made["created"]


#= delegations.put
def test_delegating_twice_changes_nothing(api, scope, supplier):
    """§5.14: idempotent, with a period too."""
    for period in (None, {"valid_from": utc(days=-1), "valid_to": utc(days=1)}):
        first = api("PUT", at(scope, supplier), "consumer-admin", json=period).json()
        assert api("PUT", at(scope, supplier), "consumer-admin", json=period).json() == first
    assert len(found(api, GIVEN, "consumer-admin", scope)) == 1


#= delegations.put
def test_a_period_is_replaced_and_its_beginning_stays_unless_told(api, scope, supplier):
    """§5.14: PUT says the whole period; what began keeps its beginning."""
    began, end = utc(days=-2), utc(days=2)
    first = api("PUT", at(scope, supplier), "consumer-admin", json={"valid_from": began}).json()
    assert (first["valid_from"], "valid_to" in first) == (began, False)
    second = api("PUT", at(scope, supplier), "consumer-admin", json={"valid_to": end}).json()
    assert (second["valid_from"], second["valid_to"], second["created"]) == (began, end, first["created"])
    assert "valid_to" not in api("PUT", at(scope, supplier), "consumer-admin").json()


#= delegations.revoke delegations.lists
def test_a_revoked_delegation_stays_on_record(api, scope, supplier):
    """§5.14: with the time of its end, in lists with inactive=true; a later PUT begins anew."""
    began = utc(days=-2)
    made = api("PUT", at(scope, supplier), "consumer-admin", json={"valid_from": began}).json()
    revoked = api("DELETE", at(scope, supplier), "consumer-admin").json()
    assert (revoked["active"], revoked["revoked"]) == (False, revoked["last_updated"])
    assert api("DELETE", at(scope, supplier), "consumer-admin").json() == revoked
    for path, role in ((GIVEN, "consumer-admin"), (RECEIVED, "supplier-admin")):
        assert found(api, path, role, scope) == []
        assert found(api, path + "?inactive=true", role, scope) == [revoked]
    again = api("PUT", at(scope, supplier), "consumer-admin").json()
    assert (again["active"], again["created"], "revoked" in again) == (True, made["created"], False)
    assert again["valid_from"] > began


#= delegations.lists
def test_both_sides_list_it_and_nobody_else(api, scope, supplier):
    """§5.14: given and received; one that has not begun is listed too."""
    made = api("PUT", at(scope, supplier), "consumer-admin", json={"valid_from": utc(days=1)}).json()
    assert made["active"] is False
    assert found(api, GIVEN, "consumer-admin", scope) == [made]
    assert found(api, RECEIVED, "supplier-admin", scope) == [made]
    for path, role in ((GIVEN, "supplier-admin"), (RECEIVED, "consumer-admin"), (GIVEN, "unrelated-admin"), (RECEIVED, "unrelated-admin")):
        assert found(api, path + "?inactive=true", role, scope) == []


#= delegations.scope
def test_only_ones_own_access_can_be_delegated(api, world, supplier):
    """§5.14: a scope without access is refused in the words for one that does not exist."""
    closed, inactive = world.delegable_scope(grant_to=[]), world.delegable_scope()
    world.deactivate_scope(inactive)
    said = {refused(api("PUT", at(name, supplier), "consumer-admin"), 400, "scope")
            for name in (closed, inactive, "fjellrev:nowhere", "nocolon")}
    assert said == {"Organisasjonen har ikke tilgang til et slikt scope"}
    open_ = world.delegable_scope(grant_to=[], accessible_for_all=True)
    assert api("PUT", at(open_, supplier), "consumer-admin").status_code == 200


#= delegations.scope
def test_only_scopes_of_the_built_in_register_can_be_delegated_here(api, world, supplier):
    """§5.14: delegation_source."""
    assert "delegation_source" in refused(api("PUT", at(world.scope(), supplier), "consumer-admin"), 400, "scope")


#= delegations.supplier api.orgno
@pytest.mark.parametrize("orgno", ["312345670", "12345678", "abcdefghi", "0192:310999113"])
def test_a_supplier_that_is_no_organisation_number(api, scope, orgno):
    """§1.2, §5.14."""
    for method in ("PUT", "DELETE"):
        assert refused(api(method, at(scope, orgno), "consumer-admin"), 400, "supplier_orgno") == "Ugyldig organisasjonsnummer"


#= delegations.supplier
def test_nobody_delegates_to_itself(api, scope, world):
    """§5.14: and any other number will do, known here or not."""
    refused(api("PUT", at(scope, world.consumer), "consumer-admin"), 400, "supplier_orgno")
    made = api("PUT", at(scope, "311222333"), "consumer-admin").json()
    assert made["supplier_orgno"] == "311222333" and "supplier_organization_name" not in made


PERIODS = {
    "an end in the past": ({"valid_from": "2020-01-01", "valid_to": "2020-01-02"}, "valid_to"),
    "an end before the beginning": ({"valid_from": "2099-01-02", "valid_to": "2099-01-01"}, "valid_to"),
    "an end at the beginning": ({"valid_from": "2099-01-01", "valid_to": "2099-01-01"}, "valid_to"),
    "a beginning that is no time": ({"valid_from": "tomorrow"}, "valid_from"),
    "an end with another zone": ({"valid_to": "2099-01-01T00:00:00+01:00"}, "valid_to"),
    "an end that is a number": ({"valid_to": 4070908800}, "valid_to"),
}


#= delegations.period
@pytest.mark.parametrize("name", PERIODS)
def test_a_period_that_cannot_be(api, scope, supplier, name):
    """§5.14: times in UTC, the end after the beginning and ahead of now."""
    body, field = PERIODS[name]
    refused(api("PUT", at(scope, supplier), "consumer-admin", json=body), 400, field)
    assert found(api, GIVEN, "consumer-admin", scope) == []


#= delegations.period
@pytest.mark.parametrize("body", ["[]", "{", "x"])
def test_a_body_that_is_no_object(api, scope, supplier, body):
    """§5.14: a body is optional, not free."""
    refused(api("PUT", at(scope, supplier), "consumer-admin", data=body), 400)


#= delegations.revoke
def test_what_was_never_delegated_cannot_be_revoked(api, scope, supplier):
    """§5.14: 404; the scope must be named."""
    refused(api("DELETE", at(scope, supplier), "consumer-admin"), 404)
    refused(api("DELETE", at("nocolon", supplier), "consumer-admin"), 404)
    for method in ("PUT", "DELETE"):
        refused(api(method, f"/api/v1/delegations/{supplier}", "consumer-admin"), 400, "scope")
