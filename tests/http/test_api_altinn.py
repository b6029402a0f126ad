"""Altinn's twin of clients and keys (docs/protocol.md §5.13)."""

import pytest

from harness.sandbox import public_jwk
from harness.world import client_body, some_key
from test_api_clients import refused

SCOPE, CLIENTS = "idporten:dcr.altinn", "/api/v1/altinn/admin/clients"
OPEN = "fjellrev:open.read"


@pytest.fixture
def studio(desk):
    return desk.token("310999113", SCOPE)


@pytest.fixture
def other_studio(desk):
    """Another client of the same organisation."""
    return desk.token("310999113", SCOPE, name="another")


@pytest.fixture
def made(api, studio):
    return api("POST", CLIENTS, studio, json=client_body([OPEN], client_orgno="315000122")).json()


#= altinn.create altinn.statuses
def test_a_client_is_made_for_a_service_owner(api, studio):
    """§5.13: 201, and no supplier."""
    response = api("POST", CLIENTS, studio, json=client_body([OPEN], client_orgno="315000122"))
    assert response.status_code == 201
    made = response.json()
    assert made["client_orgno"] == "315000122"
    assert "supplier_orgno" not in made
    assert made in api("GET", CLIENTS, studio).json()


#= altinn.create
def test_the_owner_is_named_and_no_supplier(api, studio):
    """§5.13: client_orgno is needed, supplier_orgno refused."""
    refused(api("POST", CLIENTS, studio, json=client_body([OPEN])), 400, "client_orgno")
    body = client_body([OPEN], client_orgno="315000122", supplier_orgno="310999113")
    refused(api("POST", CLIENTS, studio, json=body), 400, "supplier_orgno")


#= altinn.create
def test_a_client_made_here_cannot_make_clients_itself(api, studio):
    """§5.2: the scope is the operator's to give."""
    refused(api("POST", CLIENTS, studio, json=client_body([SCOPE], client_orgno="315000122")), 400, "scopes")


#= altinn.statuses
def test_clients_and_keys_have_the_twins_status_codes(api, studio, made, wire):
    """§5.13: 200, 201 and 204; and the client gets tokens."""
    path = f"{CLIENTS}/{made['client_id']}"
    changed = api("PUT", path, studio, json=client_body([OPEN], client_name="Nytt navn"))
    assert (changed.status_code, changed.json()["client_name"]) == (200, "Nytt navn")
    refused(api("GET", f"{path}/jwks", studio), 404)
    keys = api("POST", f"{path}/jwks", studio, json={"keys": [public_jwk(some_key(), "k1")]})
    assert keys.status_code == 201
    assert api("GET", f"{path}/jwks", studio).json() == keys.json()
    gone = api("DELETE", path, studio)
    assert (gone.status_code, gone.content) == (204, b"")
    assert made["client_id"] not in [each["client_id"] for each in api("GET", CLIENTS, studio).json()]
    assert made["client_id"] in [each["client_id"] for each in api("GET", f"{CLIENTS}?inactive=true", studio).json()]


#= altinn.statuses
def test_reading_one_client_is_no_method_here(api, studio, made):
    """§5.13: 405, where the real service fails."""
    response = api("GET", f"{CLIENTS}/{made['client_id']}", studio)
    refused(response, 405)
    assert set(response.headers["Allow"].split(", ")) == {"PUT", "DELETE"}


#= altinn.own
def test_clients_are_their_makers_only(api, studio, other_studio, made, world):
    """§5.13: not the organisation's, and not those of another client of it."""
    path = f"{CLIENTS}/{made['client_id']}"
    assert made not in api("GET", CLIENTS, other_studio).json()
    refused(api("PUT", path, other_studio, json=client_body([OPEN])), 403)
    refused(api("DELETE", path, other_studio), 403)
    refused(api("GET", f"{path}/jwks", other_studio), 403)
    refused(api("POST", f"{path}/jwks", other_studio, json={"keys": [public_jwk(some_key(), "k1")]}), 403)
    ordinary = world.client([OPEN])
    refused(api("DELETE", f"{CLIENTS}/{ordinary.client_id}", studio), 403)
    refused(api("DELETE", f"{CLIENTS}/ukjent", studio), 404)


#= altinn.own
def test_the_supplying_client_does_not_list_itself(api, desk, studio):
    """§5.13."""
    itself = desk.client("310999113", SCOPE).client_id
    assert itself not in [each["client_id"] for each in api("GET", f"{CLIENTS}?inactive=true", studio).json()]
    refused(api("DELETE", f"{CLIENTS}/{itself}", studio), 403)


#= altinn.create
def test_the_service_owner_has_the_client_among_its_own(api, desk, made):
    """§5.13: it is that organisation's client like any other."""
    owner = desk.token("315000122", "idporten:dcr.read")
    assert made in api("GET", "/api/v1/clients", owner).json()
