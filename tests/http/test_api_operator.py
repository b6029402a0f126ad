"""The operator's API, its reports and the change export (docs/protocol.md §5.9, §5.11, §5.12)."""

import time

import pytest

from harness.desk import OPERATOR
from harness.sandbox import public_jwk
from harness.world import client_body, quote, scope_body, some_key
from test_api_clients import GRANTED, refused

READ, WRITE, CLOUD = "idporten:operator.read", "idporten:operator.write", "idporten:cloud.read"
INTERNAL, EXPORT = "/internal/api/v1", "/cloudsync/api/v1/cloud/sync"


@pytest.fixture
def reader(desk):
    return desk.operator(READ)


@pytest.fixture
def writer(desk):
    return desk.operator(WRITE)


@pytest.fixture
def cloud(desk):
    return desk.operator(CLOUD)


def every(api, path, token, name="page_size", size=2):
    """The content of all pages; what every page says of itself is right."""
    found, number = [], 0
    while True:
        page = api("GET", f"{path}{'&' if '?' in path else '?'}{name}={size}&page={number}", token).json()
        assert list(page) == ["content", "page"]
        facts = page["page"]
        assert (facts["size"], facts["number"]) == (size, number)
        assert facts["totalPages"] == -(-facts["totalElements"] // size)
        found += page["content"]
        number += 1
        if number >= facts["totalPages"]:
            assert len(found) == facts["totalElements"]
            return found


def ids(clients):
    return [each["client_id"] for each in clients]


#= operator.lists
def test_every_client_is_on_one_page(api, reader, writer, world):
    """§5.11: the page object; whoever may write may read."""
    names = [world.client([GRANTED], kid=None, client_name=f"Sidetall {number}").client_id for number in range(3)]
    for token in (reader, writer):
        assert set(ids(every(api, f"{INTERNAL}/clients?search=sidetall", token))) == set(names)
    first = api("GET", f"{INTERNAL}/clients", reader).json()
    assert first["page"]["size"] == 20
    assert ids(first["content"]) == sorted(ids(first["content"]))
    assert api("GET", f"{INTERNAL}/clients?page=100000", reader).json()["content"] == []


#= operator.lists
@pytest.mark.parametrize("query, field", [("page=-1", "page"), ("page=x", "page"), ("page_size=0", "page_size"),
                                          ("page_size=1001", "page_size"), ("service=robot", "service"),
                                          ("inactive=kanskje", "inactive")])
def test_a_page_that_cannot_be_is_refused(api, reader, query, field):
    """§5.11: pages of 1 to 1000."""
    refused(api("GET", f"{INTERNAL}/clients?{query}", reader), 400, field)
    assert api("GET", f"{INTERNAL}/clients?page_size=1000", reader).status_code == 200


#= operator.lists
def test_clients_are_found_by_text_type_and_state(api, reader, world):
    """§5.11: search, service, inactive."""
    name = f"Uglehuset {time.time_ns()}"
    made = world.client([GRANTED], kid=None, client_name=name, integration_type="maskinporten")
    search = f"{INTERNAL}/clients?search={quote(name.upper())}"
    assert ids(api("GET", search, reader).json()["content"]) == [made.client_id]
    assert ids(api("GET", search + "&service=MASKINPORTEN", reader).json()["content"]) == [made.client_id]
    assert api("GET", search + "&service=krr", reader).json()["content"] == []
    world.wire.api("DELETE", f"/api/v1/clients/{made.client_id}", "consumer-admin")
    assert api("GET", search, reader).json()["content"] == []
    assert ids(api("GET", search + "&inactive=true", reader).json()["content"]) == [made.client_id]


#= operator.clients
def test_a_client_is_made_for_anyone_under_an_id_of_choice(api, writer, reader, wire):
    """§5.11: 201, 200 and 204; the client is that organisation's."""
    name = f"valgt-{time.time_ns()}"
    body = client_body([GRANTED], client_orgno="312345609")
    made = api("POST", f"{INTERNAL}/clients?id={name}", writer, json=body)
    assert (made.status_code, made.json()["client_id"]) == (201, name)
    assert "supplier_orgno" not in made.json()
    assert api("GET", f"/api/v1/clients/{name}", "consumer-admin").json() == made.json()
    refused(api("POST", f"{INTERNAL}/clients?id={name}", writer, json=body), 409, "client_id")
    refused(api("POST", f"{INTERNAL}/clients?id={name}", writer, json=body | {"client_id": "annet"}), 400, "client_id")
    path = f"{INTERNAL}/clients/{name}"
    changed = api("PUT", path, writer, json=body | {"client_name": "Nytt"})
    assert (changed.status_code, changed.json()["client_name"]) == (200, "Nytt")
    assert api("DELETE", path, writer).status_code == 204
    assert api("GET", path, reader).json()["active"] is False
    refused(api("GET", f"{INTERNAL}/clients/ukjent", reader), 404)


#= operator.clients
def test_the_operator_gives_its_own_scopes(api, writer, desk):
    """§1.7: what only the operator puts on a client."""
    body = client_body(["idporten:dcr.read"], client_orgno="312345609")
    made = api("POST", f"{INTERNAL}/clients", writer, json=body)
    assert made.status_code == 201, made.text
    refused(api("POST", "/api/v1/clients", "consumer-admin", json=body), 400, "scopes")


#= operator.keys
def test_keys_are_added_renewed_and_removed(api, writer, reader, world):
    """§5.11: text, another year, 204."""
    client = world.client([GRANTED], kid=None)
    path = f"{INTERNAL}/clients/{client.client_id}/jwk"
    soon = int(time.time()) + 3600
    added = api("POST", path, writer, json=public_jwk(some_key(), "k1", exp=soon))
    assert (added.status_code, added.json()["exp"]) == (201, soon)
    renewed = api("POST", f"{path}/renew/k1", writer)
    assert renewed.status_code == 200
    assert renewed.json()["exp"] > soon + 300 * 86400
    assert renewed.json()["created"] == added.json()["created"]
    assert api("GET", f"{INTERNAL}/clients/{client.client_id}", reader).json()["jwks"] == {"keys": [renewed.json()]}
    listed = api("GET", f"{INTERNAL}/organization-statistics/312345609/keys", reader).json()
    assert {"client_id": client.client_id} | renewed.json() in listed
    assert [each["exp"] for each in listed] == sorted(each["exp"] for each in listed)
    assert api("DELETE", f"{path}/k1", writer).status_code == 204
    refused(api("POST", f"{path}/renew/k1", writer), 404)
    refused(api("DELETE", f"{path}/k1", writer), 404)


#= operator.on-behalf-of
def test_a_customer_is_replaced_by_the_value_in_the_body(api, writer, reader, world):
    """§5.11: onbehalfof/update."""
    client = world.client([GRANTED], kid=None).client_id
    customer = {"onbehalfof": "bjork", "name": "Bjørka", "orgno": "315000122"}
    api("POST", f"/api/v1/clients/{client}/onbehalfof", "consumer-admin", json=customer)
    path = f"{INTERNAL}/clients/{client}/onbehalfof/update"
    assert api("POST", path, writer, json=customer | {"name": "Ny"}).json()["name"] == "Ny"
    assert [each["name"] for each in api("GET", f"{INTERNAL}/clients/{client}", reader).json()["onbehalfof"]] == ["Ny"]
    refused(api("POST", path, writer, json=customer | {"onbehalfof": "ukjent"}), 404)


#= operator.scopes
def test_what_only_the_operator_sets_on_a_scope_is_set_here(api, writer, reader, world):
    """§1.4: INTERNAL, protected and supports_european_businesses; the owner may send them back."""
    name = world.scope()
    path = f"{INTERNAL}/scopes?scope={quote(name)}"
    theirs = {"visibility": "INTERNAL", "protected": True, "supports_european_businesses": True}
    changed = api("PUT", path, writer, json={"description": "Endret"} | theirs)
    assert changed.status_code == 200
    assert {member: changed.json()[member] for member in theirs} == theirs
    assert world.change_scope(name, description="Eierens")["protected"] is True
    refused(api("PUT", f"/api/v1/scopes?scope={quote(name)}", "owner-admin", json={"description": "x", "protected": False}), 403)
    assert api("GET", f"{INTERNAL}/scopes/scope?scope={quote(name)}", reader).json()["description"] == "Eierens"
    assert api("DELETE", path, writer).status_code == 204
    assert api("GET", f"{INTERNAL}/scopes/scope?scope={quote(name)}", reader).json()["active"] is False
    refused(api("GET", f"{INTERNAL}/scopes/scope?scope=ukjent:x", reader), 404)


#= operator.scopes operator.lists
def test_scopes_are_made_under_any_prefix_and_listed(api, writer, reader):
    """§5.11: 201, for the prefix's owner."""
    made = api("POST", f"{INTERNAL}/scopes", writer, json=scope_body(visibility="INTERNAL", description="Ugleøye"))
    assert (made.status_code, made.json()["owner_orgno"]) == (201, "312345676")
    found = every(api, f"{INTERNAL}/scopes?prefix=fjellrev&search=ugle", reader)
    assert made.json() in found
    assert api("GET", f"{INTERNAL}/scopes?prefix=idporten", reader).json()["page"]["totalElements"] > 10
    refused(api("GET", f"{INTERNAL}/scopes?prefix=A%20B", reader), 400, "prefix")


#= operator.prefixes
def test_prefixes_are_assigned_changed_and_removed(api, writer, reader):
    """§5.11: 201, 200, 204; the owner changes only while nothing lies under it."""
    prefix = f"p{time.time_ns()}"
    path = f"{INTERNAL}/scope_prefix/{prefix}"
    made = api("POST", f"{INTERNAL}/scope_prefix", writer, json={"prefix": prefix, "owner_orgno": "312345676"})
    assert (made.status_code, made.json()["organization_name"]) == (201, "RASK FJELLREV ETAT")
    refused(api("POST", f"{INTERNAL}/scope_prefix", writer, json={"prefix": prefix, "owner_orgno": "312345676"}), 409)
    assert api("GET", path, reader).json() == made.json()
    assert made.json() in every(api, f"{INTERNAL}/scope_prefix?search={prefix.upper()}", reader)
    changed = api("PUT", path, writer, json={"owner_orgno": "317777019", "active": False}).json()
    assert (changed["owner_orgno"], changed["active"]) == ("317777019", False)
    assert api("PUT", path, writer, json={"active": True}).json()["active"] is True
    assert api("DELETE", path, writer).status_code == 204
    refused(api("GET", path, reader), 404)
    fjellrev = f"{INTERNAL}/scope_prefix/fjellrev"
    refused(api("PUT", fjellrev, writer, json={"owner_orgno": "317777019"}), 409, "owner_orgno")
    refused(api("DELETE", fjellrev, writer), 409)


#= operator.statistics
def test_statistics_count_and_sort(api, reader, world):
    """§5.11: prefixCount, scopeCount, consumerCount."""
    world.scope()
    path = f"{INTERNAL}/organization-statistics"
    owners = api("GET", path, reader).json()
    assert [each["orgno"] for each in owners] == sorted(each["orgno"] for each in owners)
    fjellrev = next(each for each in owners if each["orgno"] == "312345676")
    assert list(fjellrev) == ["orgno", "organization_name", "prefixCount", "scopeCount", "consumerCount"]
    assert fjellrev["scopeCount"] >= 4 and fjellrev["consumerCount"] >= 1
    for member in ("prefixCount", "scopeCount", "consumerCount"):
        down = [each[member] for each in api("GET", f"{path}?sort_by={member}&sort_direction=desc", reader).json()]
        assert down == sorted(down, reverse=True)
    refused(api("GET", f"{path}?sort_by=navn", reader), 400, "sort_by")
    refused(api("GET", f"{path}?sort_direction=opp", reader), 400, "sort_direction")


#= operator.organisation
def test_reading_is_not_writing(api, reader, world):
    """§5.2: the scope for changes is another one, and is named."""
    client = world.client([GRANTED], kid=None).client_id
    response = api("DELETE", f"{INTERNAL}/clients/{client}", reader)
    refused(response, 403)
    assert response.headers["WWW-Authenticate"] == f'Bearer error="insufficient_scope", scope="{WRITE}"'


#= operator.organisation
def test_without_an_operator_it_says_how_to_switch_the_api_on(configured):
    """§5.11: 403 that names operator_orgno."""
    for path in (f"{INTERNAL}/clients", f"{EXPORT}/scopes", "/api/v1/apis"):
        message = refused(configured.api("GET", path, "owner-admin"), 403)
        assert "operator_orgno" in message


#= reports.integrations
def test_integrations_are_listed_in_the_older_form(api, reader, world):
    """§5.9: members in order, older words, both filters."""
    made = world.client([GRANTED], kid=None)
    found = api("GET", "/api/v1/integrations?org_number=312345609", reader).json()
    mine = next(each for each in found if each["id"] == made.client_id)
    assert list(mine) == ["id", "description", "customer_organization_number", "integration_type", "active", "created",
                          "last_updated"]
    assert mine["integration_type"] == "MASKINPORTEN"
    assert {each["customer_organization_number"] for each in found} == {"312345609"}
    since = f"/api/v1/integrations?updated_since={mine['last_updated']}"
    assert made.client_id in [each["id"] for each in api("GET", since, reader).json()]
    assert api("GET", "/api/v1/integrations?updated_since=2099-01-01", reader).json() == []
    refused(api("GET", "/api/v1/integrations?org_number=1", reader), 400, "org_number")
    refused(api("GET", "/api/v1/integrations?updated_since=i%20dag", reader), 400, "updated_since")


#= reports.apis
def test_owners_are_listed_with_their_consumers(api, reader):
    """§5.9: the basis of an invoice."""
    owners = {each["customer_organization_number"]: each for each in api("GET", "/api/v1/apis", reader).json()}
    assert "fjellrev" in owners["312345676"]["prefix"]
    assert owners["312345676"]["consumer_count"] >= 1
    assert owners[OPERATOR]["prefix"] == ["idporten"]


#= export.objects
def test_scopes_are_exported_with_their_descriptions(api, cloud, world):
    """§5.12: epoch milliseconds; translations by language when asked for."""
    name = world.scope(**{"description#en": "Owl"})
    plain = next(each for each in every(api, f"{EXPORT}/scopes", cloud, "size", 50) if each["name"] == name)
    assert abs(plain["created"] - time.time() * 1000) < 600_000
    assert "scopeDescriptions" not in plain
    told = every(api, f"{EXPORT}/scopes?include_descriptions=true", cloud, "size", 50)
    one = next(each for each in told if each["name"] == name)
    assert one["scopeDescriptions"] == {"nb": "Made by a test", "en": "Owl"}


#= export.objects
def test_accesses_and_prefixes_are_exported(api, cloud, world):
    """§5.12: state, inactive."""
    kept, withdrawn = world.scope(), world.scope()
    world.revoke_access(withdrawn)

    def scopes_of(query):
        return {each["scope"]: each["state"] for each in every(api, f"{EXPORT}/scopeaccess{query}", cloud, "size", 50)}

    assert kept in scopes_of("") and withdrawn not in scopes_of("")
    assert scopes_of("?inactive=true")[withdrawn] == "DENIED"
    assert set(scopes_of("?state=DENIED").values()) == {"DENIED"}
    refused(api("GET", f"{EXPORT}/scopeaccess?state=KANSKJE", cloud), 400, "state")
    prefixes = every(api, f"{EXPORT}/prefixes", cloud, "size", 50)
    assert {"fjellrev", "idporten"} <= {each["prefix"] for each in prefixes}
    assert api("GET", f"{EXPORT}/prefixes", cloud).json()["page"]["size"] == 100


#= export.objects export.secrets
def test_clients_are_exported_with_keys_and_without_secrets(api, cloud, world):
    """§5.12: jwks, onbehalfof and the organisation's name."""
    client = world.client([GRANTED])
    customer = {"onbehalfof": "bjork", "name": "Bjørka", "orgno": "315000122"}
    api("POST", f"/api/v1/clients/{client.client_id}/onbehalfof", "consumer-admin", json=customer)
    found = {each["client_id"]: each for each in every(api, f"{EXPORT}/clients/maskinporten", cloud, "size", 50)}
    mine = found[client.client_id]
    assert mine["client_org_name"] == "KLOK TIGER KOMMUNE"
    assert [each["kid"] for each in mine["jwks"]["keys"]] == ["key-1"]
    assert mine["onbehalfof"][0]["name"] == "Bjørka"
    assert "client_secret" not in mine and not {"d", "p", "q"} & set(mine["jwks"]["keys"][0])


#= export.changes
def test_only_what_changed_is_exported(api, cloud, world):
    """§5.12: changed_after in milliseconds. That keys and customers are changes of their client, the contract suite shows."""
    made = world.client([GRANTED], kid=None).client_id
    after = f"{EXPORT}/clients/maskinporten?changed_after="

    def changed(since):
        return {each["client_id"]: each for each in every(api, f"{after}{since}", cloud, "size", 50)}

    when = changed(0)[made]["last_updated"]
    assert made in changed(when) and made in changed(when + 999)
    assert made not in changed(4102444800000)
    refused(api("GET", f"{after}i-dag", cloud), 400, "changed_after")
    refused(api("GET", f"{after}-1", cloud), 400, "changed_after")


#= export.objects
def test_clients_of_other_types_can_be_asked_for(api, cloud, world):
    """§5.12: integration_type, more than once; login clients are none."""
    made = world.client([GRANTED], kid=None).client_id
    path = f"{EXPORT}/clients/maskinporten?integration_type="
    assert made in ids(every(api, path + "krr&integration_type=maskinporten", cloud, "size", 50))
    assert made not in ids(every(api, path + "krr", cloud, "size", 50))
    refused(api("GET", path + "robot", cloud), 400, "integration_type")
    empty = api("GET", f"{EXPORT}/clients/idporten", cloud).json()
    assert empty == {"content": [], "page": {"size": 100, "number": 0, "totalElements": 0, "totalPages": 0}}
