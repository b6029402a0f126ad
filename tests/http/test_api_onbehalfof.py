"""The customers of a client in the self-service API (docs/protocol.md §1.9, §5.6)."""

import pytest

from harness.grants import parts
from harness.world import World
from test_api_clients import GRANTED, refused

CUSTOMER = {"onbehalfof": "bjork", "name": "Bjørka", "orgno": "315000122", "organization_name": "RUND BJØRK AS",
            "description": "En kunde", "uri": "https://bjork.example/", "logo_uri": "https://bjork.example/l.png"}
ALONE = ("idporten:dcr/onbehalfof.write", "idporten:dcr/onbehalfof:write")


@pytest.fixture
def path(world):
    return f"/api/v1/clients/{world.client([GRANTED], kid=None).client_id}/onbehalfof"


#= onbehalfof.members
def test_a_customer_is_made_read_and_listed(api, path):
    """§5.6: members in order."""
    made = api("POST", path, "consumer-admin", json=CUSTOMER).json()
    assert list(made) == [*CUSTOMER, "created", "last_updated"]
    assert made == CUSTOMER | {"created": made["created"], "last_updated": made["created"]}
    assert api("GET", f"{path}/bjork", "consumer-admin").json() == made
    assert api("GET", path, "consumer-admin").json() == [made]
    least = api("POST", path, "consumer-admin", json={"onbehalfof": "a", "name": "A", "orgno": "315000122"}).json()
    assert list(least) == ["onbehalfof", "name", "orgno", "created", "last_updated"]
    assert [each["onbehalfof"] for each in api("GET", path, "consumer-admin").json()] == ["a", "bjork"]


#= onbehalfof.members api.older-paths
def test_the_older_paths_serve_the_same(api, path):
    """§5.1: without /api/v1."""
    older = path.removeprefix("/api/v1")
    made = api("POST", older, "consumer-admin", json=CUSTOMER).json()
    assert api("GET", older, "consumer-admin").json() == [made]
    assert api("GET", f"{older}/bjork", "consumer-admin").json() == made
    assert api("PUT", f"{older}/bjork", "consumer-admin", json=made | {"name": "B"}).json()["name"] == "B"
    assert api("DELETE", f"{older}/bjork", "consumer-admin").content == b""


#= onbehalfof.older-names
@pytest.mark.parametrize("uri", ["url", "client_uri"])
def test_older_member_names_are_understood(api, path, uri):
    """§5.6: display_name, url and client_uri."""
    body = {"onbehalfof": "bjork", "display_name": "Bjørka", "orgno": "315000122", uri: "https://bjork.example/"}
    made = api("POST", path, "consumer-admin", json=body).json()
    assert (made["name"], made["uri"]) == ("Bjørka", "https://bjork.example/")


#= onbehalfof.replace
def test_a_customer_is_replaced_but_for_its_value(api, path):
    """§5.6: PUT; what is left out is gone."""
    made = api("POST", path, "consumer-admin", json=CUSTOMER).json()
    changed = api("PUT", f"{path}/bjork", "consumer-admin", json={"name": "Ny", "orgno": "312345676"}).json()
    assert changed == {"onbehalfof": "bjork", "name": "Ny", "orgno": "312345676", "created": made["created"],
                       "last_updated": changed["last_updated"]}
    refused(api("PUT", f"{path}/bjork", "consumer-admin", json=CUSTOMER | {"onbehalfof": "x"}), 400, "onbehalfof")
    refused(api("PUT", f"{path}/ukjent", "consumer-admin", json=CUSTOMER), 404)


#= onbehalfof.replace
def test_a_value_is_taken_until_it_is_deleted(api, path):
    """§5.6: 409, and removal for good."""
    api("POST", path, "consumer-admin", json=CUSTOMER)
    refused(api("POST", path, "consumer-admin", json=CUSTOMER), 409, "onbehalfof")
    assert api("DELETE", f"{path}/bjork", "consumer-admin").status_code == 200
    refused(api("GET", f"{path}/bjork", "consumer-admin"), 404)
    refused(api("DELETE", f"{path}/bjork", "consumer-admin"), 404)
    assert api("POST", path, "consumer-admin", json=CUSTOMER).status_code == 200


#= onbehalfof.rules
def test_everything_wrong_is_told_at_once(api, path):
    """§5.6: one answer for all members."""
    body = CUSTOMER | {"name": "", "orgno": "1", "uri": "/hjem", "description": "x" * 256}
    response = api("POST", path, "consumer-admin", json=body)
    refused(response, 400)
    assert {each["fieldIdentifier"] for each in response.json()["errors"]} == {"name", "orgno", "uri", "description"}


#= onbehalfof.scopes
@pytest.mark.parametrize("scope", ALONE)
def test_a_scope_of_its_own_is_enough_for_customers_only(api, desk, path, scope):
    """§5.2: both spellings; they open nothing else, reading neither."""
    token = desk.token("312345609", scope)
    assert api("POST", path, token, json=CUSTOMER).status_code == 200
    assert api("PUT", f"{path}/bjork", token, json=CUSTOMER).status_code == 200
    assert api("DELETE", f"{path}/bjork", token).status_code == 200
    assert api("GET", path, token).status_code == 403
    assert api("DELETE", path.removesuffix("/onbehalfof"), token).status_code == 403


#= api.supplier
def test_a_supplier_handles_customers_of_clients_it_made(api, wire):
    """§5.2: only with dcr.supplier in the token."""
    body = {"client_name": "For en kunde", "description": "d", "integration_type": "maskinporten", "scopes": ["fjellrev:open.read"],
            "client_orgno": "315000122"}
    made = api("POST", "/api/v1/clients", "supplier-admin", json=body).json()
    path = f"/api/v1/clients/{made['client_id']}/onbehalfof"
    assert api("POST", path, "supplier-admin", json=CUSTOMER).status_code == 200
    plain = wire.token("supplier-admin", scope="idporten:dcr.read idporten:dcr.write")
    refused(api("GET", path, plain), 403)
    refused(api("DELETE", f"{path}/bjork", plain), 403)


#= claims.unknown
def test_the_grant_claim_is_an_unknown_one(world, api, path):
    """§2.3: refused unless the operator lets it through."""
    client = world.client([GRANTED])
    api("POST", f"/api/v1/clients/{client.client_id}/onbehalfof", "consumer-admin", json=CUSTOMER)
    response = world.wire.fetch(client, {"iss_onbehalfof": "bjork"})
    assert (response.status_code, response.json()["error"]) == (400, "invalid_request")


#= claims.on-behalf-of-setting
def test_the_grant_claim_can_be_let_through_and_changes_nothing(configured):
    """§2.3: token.accept_iss_onbehalfof; a string all the same."""
    client = World(configured).client([GRANTED])
    _, claims = parts(configured.fetch(client, {"iss_onbehalfof": "bjork"}).json()["access_token"])
    assert claims["consumer"]["ID"] == "0192:312345609"
    assert "supplier" not in claims and "iss_onbehalfof" not in claims
    assert configured.fetch(client, {"iss_onbehalfof": 7}).status_code == 400
