"""The built-in register of system users in the self-service API (docs/protocol.md §1.11, §5.15)."""

import pytest

from harness.world import some_key
from test_api_clients import refused

OWN, RECEIVED = "/api/v1/systemusers", "/api/v1/systemusers/received"


@pytest.fixture
def made(world):
    """A client of the vendor."""
    return world.client(["fjellrev:open.read"], admin="supplier-admin", key=some_key())


@pytest.fixture
def body(made, sandbox):
    return {"system_id": f"{sandbox.organisation('supplier')['orgno']}_regnskap", "client_id": made.client_id}


def found(api, path, role, user):
    return [each for each in api("GET", path, role).json() if each["id"] == user["id"]]


#= systemusers.create
def test_a_system_user_is_made_as_in_the_example(api, body, sandbox):
    """§5.15: members in order, names of both sides, the owner's number for a missing reference."""
    owner, vendor = sandbox.organisation("consumer"), sandbox.organisation("supplier")
    made = api("POST", OWN, "consumer-admin", json=body).json()
    assert list(made.items()) == [
        ("id", made["id"]), ("system_id", body["system_id"]), ("owner_orgno", owner["orgno"]),
        ("owner_organization_name", owner["name"]), ("vendor_orgno", vendor["orgno"]), ("vendor_organization_name", vendor["name"]),
        ("client_id", body["client_id"]), ("external_ref", owner["orgno"]), ("active", True), ("created", made["created"]),
        ("last_updated", made["created"])]


#= systemusers.delete systemusers.lists
def test_a_deleted_one_stays_on_record(api, body):
    """§5.15: with the time, in lists with inactive=true; deleting again changes nothing, and a new one takes its place."""
    made = api("POST", OWN, "consumer-admin", json=body).json()
    deleted = api("DELETE", f"{OWN}/{made['id']}", "consumer-admin").json()
    assert (deleted["active"], deleted["deleted"]) == (False, deleted["last_updated"])
    assert api("DELETE", f"{OWN}/{made['id'].upper()}", "consumer-admin").json() == deleted
    for path, role in ((OWN, "consumer-admin"), (RECEIVED, "supplier-admin")):
        assert found(api, path, role, made) == []
        assert found(api, path + "?inactive=true", role, made) == [deleted]
    again = api("POST", OWN, "consumer-admin", json=body)
    assert again.status_code == 200 and again.json()["id"] != made["id"]


#= systemusers.lists
def test_both_sides_list_it_and_nobody_else(api, body):
    """§5.15."""
    made = api("POST", OWN, "consumer-admin", json=body).json()
    assert found(api, OWN, "consumer-admin", made) == found(api, RECEIVED, "supplier-admin", made) == [made]
    for path, role in ((OWN, "supplier-admin"), (RECEIVED, "consumer-admin"), (OWN, "unrelated-admin"), (RECEIVED, "unrelated-admin")):
        assert found(api, path + "?inactive=true", role, made) == []


#= systemusers.owner
def test_only_the_owner_deletes_it(api, body):
    """§5.15: for everybody else it is not there."""
    made = api("POST", OWN, "consumer-admin", json=body).json()
    said = {refused(api("DELETE", f"{OWN}/{name}", role), 404) for name, role in (
        (made["id"], "supplier-admin"), (made["id"], "unrelated-admin"), ("none", "consumer-admin"),
        ("00000000-0000-4000-8000-000000000000", "consumer-admin"))}
    assert said == {"Organisasjonen har ingen systembruker med denne id-en"}
    assert found(api, OWN, "consumer-admin", made) == [made]


#= systemusers.one
def test_there_is_one_for_a_client_and_a_reference(api, body):
    """§5.15: which one a grant means must be plain."""
    api("POST", OWN, "consumer-admin", json=body)
    for reference in ({}, {"external_ref": "312345609"}, {"external_ref": ""}):
        refused(api("POST", OWN, "consumer-admin", json=body | reference), 409, "external_ref")
    assert api("POST", OWN, "consumer-admin", json=body | {"external_ref": "kunde-42"}).status_code == 200
    assert api("POST", OWN, "unrelated-admin", json=body).status_code == 200


WRONG = {
    "no system": ({"system_id": None}, "system_id"), "a system without a name": ({"system_id": "310999113"}, "system_id"),
    "a system with a blank": ({"system_id": "310999113_a b"}, "system_id"),
    "a system of 256": ({"system_id": "310999113_" + "x" * 246}, "system_id"),
    "a system that is a number": ({"system_id": 310999113}, "system_id"),
    "no client": ({"client_id": None}, "client_id"), "an unknown client": ({"client_id": "nobody"}, "client_id"),
    "another vendor's system": ({"system_id": "317777019_regnskap"}, "client_id"),
    "a reference of two lines": ({"external_ref": "a\nb"}, "external_ref"),
    "a reference of 256": ({"external_ref": "x" * 256}, "external_ref"),
}


#= systemusers.values
@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_named(api, body, name):
    """§5.15: a client of somebody else is refused in the words for one that is not there."""
    members, field = WRONG[name]
    refused(api("POST", OWN, "consumer-admin", json=body | members), 400, field)


#= systemusers.values
def test_the_longest_names_are_taken(api, body):
    """§5.15."""
    long = body | {"system_id": "310999113_" + "x" * 245, "external_ref": "ø" * 255}
    assert api("POST", OWN, "consumer-admin", json=long).json()["system_id"] == long["system_id"]


#= systemusers.strict
def test_unknown_members_are_refused_where_members_are_strict(configured):
    """§5.3."""
    refused(configured.api("POST", OWN, "consumer-admin", json={"foo": 1}), 400, "foo")
