"""Simplified onboarding (docs/protocol.md §5.10)."""

import types

import pytest

from harness.sandbox import public_jwk
from harness.world import some_key
from test_api_clients import GRANTED, refused

SCOPE = "idporten:dcr.datasharing"
FAMILIES = ["/api/v1/datasharing/consumer", "/api/vw1/datasharing/consumer", "/datasharing/consumer"]
BODY = {"description": "Henter målerstand\nhver natt", "scopes": [GRANTED]}


@pytest.fixture
def token(desk):
    return desk.token("312345609", SCOPE)


def listed(api, token, family=FAMILIES[0]):
    return api("GET", f"{family}/client", token).json()


#= onboarding.paths onboarding.create
@pytest.mark.parametrize("family", FAMILIES)
def test_a_client_is_made_listed_and_deleted_under_each_path(api, token, family):
    """§5.10: members in camel case and in order."""
    made = api("POST", f"{family}/client", token, json=BODY).json()
    assert made == {"clientId": made["clientId"], "description": BODY["description"], "consumerOrgNr": "312345609",
                    "scopes": [GRANTED], "keys": []}
    assert list(made) == ["clientId", "description", "consumerOrgNr", "scopes", "keys"]
    assert made in listed(api, token, family)
    gone = api("DELETE", f"{family}/client?client_id={made['clientId']}", token)
    assert (gone.status_code, gone.content) == (200, b"")
    assert made not in listed(api, token, family)


#= onboarding.create
def test_a_client_with_its_key_gets_tokens_at_once(api, token, wire):
    """§5.10: keys beside description and scopes."""
    made = api("POST", f"{FAMILIES[0]}/client", token, json=BODY | {"keys": [public_jwk(some_key(), "k1")]}).json()
    assert made["keys"][0]["kid"] == "k1"
    client = types.SimpleNamespace(client_id=made["clientId"], scopes=[GRANTED], kid="k1", key=some_key())
    assert wire.fetch(client).status_code == 200
    ordinary = api("GET", f"/api/v1/clients/{made['clientId']}", "consumer-admin").json()
    assert (ordinary["client_name"], ordinary["integration_type"]) == ("Henter målerstand", "maskinporten")


#= onboarding.create
def test_what_is_wrong_is_refused(api, token):
    """§5.10: the rules of clients and keys."""
    path = f"{FAMILIES[0]}/client"
    refused(api("POST", path, token, json={"scopes": [GRANTED]}), 400, "description")
    refused(api("POST", path, token, json={"description": "x"}), 400, "scopes")
    refused(api("POST", path, token, json=BODY | {"scopes": ["fjellrev:finnes.ikke"]}), 400, "scopes")
    six = [public_jwk(some_key(), f"k{number}") for number in range(6)]
    refused(api("POST", path, token, json=BODY | {"keys": six}), 400, "keys")
    refused(api("DELETE", path, token), 400, "client_id")
    refused(api("DELETE", f"{path}?client_id=ukjent", token), 404)


#= onboarding.organisations
def test_one_speaks_for_ones_own_organisation_only(api, token, desk):
    """§5.10: a machine's token has one."""
    path = f"{FAMILIES[0]}/client"
    refused(api("POST", path, token, json=BODY | {"consumerOrgNr": "315000122"}), 403)
    refused(api("POST", path, token, json=BODY | {"consumerOrgNr": "1"}), 400, "consumerOrgNr")
    made = api("POST", path, token, json=BODY | {"consumerOrgNr": "312345609"}).json()
    stranger = desk.token("315000122", SCOPE)
    assert listed(api, stranger) == []
    refused(api("DELETE", f"{path}?client_id={made['clientId']}", stranger), 403)


#= onboarding.organisations
def test_clients_that_were_made_elsewhere_are_out_of_reach(api, token, world):
    """§5.10: the organisation's other clients are not onboarding's to show or delete."""
    other = world.client([GRANTED])
    assert other.client_id not in [each["clientId"] for each in listed(api, token)]
    refused(api("DELETE", f"{FAMILIES[0]}/client?client_id={other.client_id}", token), 403)


#= onboarding.access
@pytest.mark.parametrize("family", FAMILIES)
def test_approved_accesses_are_listed_with_their_scopes(api, token, world, family):
    """§5.10: snake case here; withdrawn accesses are not shown."""
    kept, withdrawn = world.scope(), world.scope()
    world.revoke_access(withdrawn)
    found = {each["scope"]: each for each in api("GET", f"{family}/scope/access", token).json()}
    assert withdrawn not in found
    assert list(found[kept]) == ["scope", "state", "description", "active", "consumer_orgno", "owner_orgno",
                                 "allowed_integration_types", "created", "last_updated"]
    assert (found[kept]["state"], found[kept]["consumer_orgno"]) == ("APPROVED", "312345609")
