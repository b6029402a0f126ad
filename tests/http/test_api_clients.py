"""Clients of the self-service API (docs/protocol.md §1.6, §1.7, §5.3, §5.4)."""

import re
import uuid

import pytest

from harness.grants import GRANT_TYPE
from harness.openapi import document
from harness.world import client_body, quote, scope_body

OPEN = "fjellrev:open.read"
GRANTED = "fjellrev:vannmaaling.read"
DELEGATED = "fjellrev:helsemelding.write"


def refused(response, status, field=None):
    """The error body of §5.3; the first finding's message."""
    assert response.status_code == status, response.text
    body = response.json()
    assert body["status"] == status
    messages = [each["errorMessage"] for each in body["errors"]]
    assert body["error_description"] == ", ".join(messages)
    if field is not None:
        assert field in [each.get("fieldIdentifier") for each in body["errors"]], body
    return messages[0]


#= clients.create clients.list
def test_a_client_is_created_as_in_the_example(api, sandbox):
    """§5.4: members in their order, defaults filled in, a UUID for a name."""
    body = client_body([GRANTED], client_name="Vannmåling innhenting", description="Henter målerstand hver natt")
    made = api("POST", "/api/v1/clients", "consumer-admin", json=body).json()
    assert list(made) == ["client_id", "client_name", "client_orgno", "description", "active", "created", "last_updated",
                          "application_type", "integration_type", "scopes", "grant_types", "token_endpoint_auth_method",
                          "refresh_token_lifetime", "refresh_token_usage", "access_token_lifetime", "authorization_lifetime",
                          "jwks_uri"]
    assert str(uuid.UUID(made["client_id"])) == made["client_id"]
    assert made["client_orgno"] == sandbox.organisation("consumer")["orgno"]
    assert made["jwks_uri"] == f"/clients/{made['client_id']}/jwks"
    assert made["access_token_lifetime"] == 120
    assert {name: made[name] for name in body} == body
    assert api("GET", f"/api/v1/clients/{made['client_id']}", "consumer-admin").json() == made
    assert made in api("GET", "/api/v1/clients", "consumer-admin").json()


#= api.older-paths
def test_the_older_paths_are_the_same_api(api, wire):
    """§5.1: root paths, and a slash after /clients/."""
    made = api("POST", "/clients", "consumer-admin", json=client_body([GRANTED])).json()
    assert api("GET", f"/clients/{made['client_id']}", "consumer-admin").json() == made
    headers = {"Authorization": f"Bearer {wire.token('consumer-admin')}"}
    with_slash = wire.request("GET", "/clients/", base=wire.sandbox.base, headers=headers)
    assert with_slash.status_code == 200
    assert made in with_slash.json()
    created = wire.request("POST", "/clients/", base=wire.sandbox.base, headers=headers, json=client_body([GRANTED]))
    assert created.status_code == 200


#= api.older-paths
@pytest.mark.parametrize("operation", [each for each in document().operations if len(each.templates) > 1], ids=lambda each: each.id)
def test_every_older_path_leads_to_the_same_operation(wire, operation):
    """§5.1: without a token each says what its newer path says; 404 and 405 would be something else."""
    values = {"{client_id}": "nobody", "{kid}": "k", "{consumer_orgno}": "312345609", "{orgnr}": "312345609", "{id}": "k"}
    paths = [re.sub(r"\{[^}]*\}", lambda found: values[found.group()], template) for template in operation.templates]
    answers = [wire.request(operation.method, path, base=wire.sandbox.base) for path in (*paths, paths[-1] + "/")]
    assert {answer.status_code for answer in answers} in ({200}, {401})
    assert len({re.sub(r'"(timestamp|correlation_id)":"[^"]*"', "", answer.text) for answer in answers}) == 1


#= clients.replace
def test_an_update_replaces_everything(api, world):
    """§5.4: PUT has replace semantics; lists such as scopes too."""
    made = world.client([GRANTED, OPEN], kid=None, access_token_lifetime=600, logo_uri="https://tiger.example/logo.png")
    body = client_body([OPEN], client_name="New name")
    changed = api("PUT", f"/api/v1/clients/{made.client_id}", "consumer-admin", json=body).json()
    assert changed["scopes"] == [OPEN]
    assert changed["access_token_lifetime"] == 120
    assert "logo_uri" not in changed
    assert changed["created"] == made.body["created"]


#= api.read-only
def test_a_client_read_can_be_sent_back_as_it_is(api, world):
    """§5.3: read-only members are ignored."""
    made = world.client([GRANTED], kid=None)
    changed = api("PUT", f"/api/v1/clients/{made.client_id}", "consumer-admin", json=made.body)
    assert changed.status_code == 200, changed.text
    before, after = dict(made.body), changed.json()
    before.pop("last_updated"), after.pop("last_updated")
    assert after == before


#= clients.stored
def test_members_of_other_products_come_back_unchanged(world, api):
    """§1.6: stored and returned."""
    members = {"redirect_uris": ["https://a.example/", "https://b.example/"], "sso_disabled": True, "code_challenge_method": "S256",
               "frontchannel_logout_session_required": False, "refresh_token_lifetime": 600, "refresh_token_usage": "REUSE"}
    made = world.client([GRANTED], kid=None, **members)
    read = api("GET", f"/api/v1/clients/{made.client_id}", "consumer-admin").json()
    assert {name: read[name] for name in members} == members


#= clients.delete clients.list api.success
def test_a_deleted_client_is_listed_on_request_only_and_keeps_its_id(api, world):
    """§1.13: soft delete; 409 on the same id; PUT active:true brings it back."""
    client_id = f"tiger-{uuid.uuid4().hex[:8]}"
    made = world.client([GRANTED], client_id=client_id)
    gone = api("DELETE", f"/api/v1/clients/{client_id}", "consumer-admin")
    assert (gone.status_code, gone.content) == (200, b"")
    assert world.wire.fetch(made).json()["error"] == "invalid_grant"

    def listed(path):
        return client_id in [each["client_id"] for each in api("GET", path, "consumer-admin").json()]

    assert not listed("/api/v1/clients")
    assert listed("/api/v1/clients?inactive=true")
    refused(api("POST", "/api/v1/clients", "consumer-admin", json=client_body([GRANTED], client_id=client_id)), 409, "client_id")
    back = api("PUT", f"/api/v1/clients/{client_id}", "consumer-admin", json=client_body([GRANTED], active=True))
    assert back.json()["active"] is True
    assert world.wire.fetch(made).status_code == 200


SPOILS = {
    "no name": ({"client_name": None}, "client_name"),
    "a long name": ({"client_name": "a" * 256}, "client_name"),
    "a name with an escape sequence": ({"client_name": "a\x1b[2J"}, "client_name"),
    "no description": ({"description": None}, "description"),
    "a number for a description": ({"description": 1}, "description"),
    "a login product": ({"integration_type": "idporten"}, "integration_type"),
    "an unknown type": ({"integration_type": "MASKIN"}, "integration_type"),
    "a browser application": ({"application_type": "browser"}, "application_type"),
    "a secret": ({"token_endpoint_auth_method": "client_secret_post"}, "token_endpoint_auth_method"),
    "another grant": ({"grant_types": ["authorization_code"]}, "grant_types"),
    "no scopes": ({"scopes": []}, "scopes"),
    "501 scopes": ({"scopes": [f"fjellrev:{number}" for number in range(501)]}, "scopes"),
    "a long stored text": ({"logo_uri": "https://tiger.example/" + "x" * 2048}, "logo_uri"),
    "65 stored texts": ({"redirect_uris": ["https://tiger.example/"] * 65}, "redirect_uris"),
    "scopes as text": ({"scopes": GRANTED}, "scopes"),
    "a short lifetime": ({"access_token_lifetime": 9}, "access_token_lifetime"),
    "a long lifetime": ({"access_token_lifetime": 7201}, "access_token_lifetime"),
    "a long id": ({"client_id": "a" * 256}, "client_id"),
    "an id with a slash": ({"client_id": "a/b"}, "client_id"),
    "a bad organisation number": ({"client_orgno": "312345670"}, "client_orgno"),
}


#= clients.rules
@pytest.mark.parametrize("spoil", SPOILS, ids=str)
def test_a_client_that_is_wrong_is_refused_with_the_members_name(api, spoil):
    """§1.6, §5.3: 400 with fieldIdentifier."""
    members, field = SPOILS[spoil]
    refused(api("POST", "/api/v1/clients", "consumer-admin", json=client_body([GRANTED]) | members), 400, field)


#= api.body-object
@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"a":1,"a":2}', '{"a":"\\u0000"}', "{" * 100], ids=repr)
def test_a_body_that_is_no_object_is_refused(api, text):
    """§5.3: 400, whatever it is."""
    refused(api("POST", "/api/v1/clients", "consumer-admin", data=text.encode(), headers={"Content-Type": "application/json"}), 400)


#= api.body-sizes
def test_a_body_of_many_bytes_is_refused(api):
    """Security: bodies are limited."""
    response = api("POST", "/api/v1/clients", "consumer-admin", data=b" " * 70_000)
    assert response.status_code == 413


#= clients.scopes
def test_scopes_that_cannot_be_registered_are_named(api, world):
    """§1.7: nonexistent, inactive, of another type, not granted."""
    inactive = world.scope()
    world.deactivate_scope(inactive)
    for_others = world.scope(allowed_integration_types=["krr"])
    not_granted = world.scope(grant_to=[])
    revoked = world.scope()
    world.revoke_access(revoked)
    for name in ["fjellrev:nowhere", inactive, for_others, not_granted, revoked, "idporten:dcr.write"]:
        message = refused(api("POST", "/api/v1/clients", "consumer-admin", json=client_body([GRANTED, name])), 400, "scopes")
        assert name in message


#= clients.scopes
def test_open_and_delegable_scopes_need_no_access(api):
    """§1.7: accessible_for_all, and delegation_source."""
    made = api("POST", "/api/v1/clients", "unrelated-admin", json=client_body([OPEN, DELEGATED]))
    assert made.status_code == 200, made.text


#= clients.private-scopes
def test_private_scopes_are_not_betrayed(api, world):
    """Security: a private scope one has no access to reads as one that does not exist."""
    private = world.scope(grant_to=[], visibility="PRIVATE")
    absent = private + "x"
    texts = [refused(api("POST", "/api/v1/clients", "unrelated-admin", json=client_body([name])), 400).replace(name, "S")
             for name in (private, absent)]
    assert texts[0] == texts[1]


#= clients.kept-scopes
def test_a_client_keeps_its_scopes_when_access_is_taken_away(api, world):
    """§1.7: an update may keep what the client has, and add nothing that is not registrable."""
    name = world.scope()
    made = world.client([name], kid=None)
    world.revoke_access(name)
    kept = api("PUT", f"/api/v1/clients/{made.client_id}", "consumer-admin", json=client_body([name]))
    assert kept.status_code == 200, kept.text
    refused(api("POST", "/api/v1/clients", "consumer-admin", json=client_body([name])), 400, "scopes")


#= clients.fixed
@pytest.mark.parametrize("member, value", [("integration_type", "krr"), ("client_id", "another"), ("client_orgno", "317777019")])
def test_what_is_fixed_stays(api, world, member, value):
    """§5.4: integration_type cannot change; nor who and what the client is."""
    made = world.client([GRANTED], kid=None)
    body = client_body([GRANTED], **{member: value})
    refused(api("PUT", f"/api/v1/clients/{made.client_id}", "consumer-admin", json=body), 400, member)


#= clients.supplier api.supplier
def test_a_supplier_makes_clients_for_customers(api, sandbox, wire):
    """§1.6, §5.4: dcr.supplier; supplier_orgno is the caller's own; the supplier sees those clients too."""
    customer = sandbox.organisation("consumer")["orgno"]
    made = api("POST", "/api/v1/clients", "supplier-admin", json=client_body([GRANTED], client_orgno=customer)).json()
    assert made["client_orgno"] == customer
    assert made["supplier_orgno"] == sandbox.organisation("supplier")["orgno"]
    path = f"/api/v1/clients/{made['client_id']}"
    assert made in api("GET", "/api/v1/clients", "supplier-admin").json()
    assert made in api("GET", "/api/v1/clients", "consumer-admin").json()
    plain = wire.token("supplier-admin", scope="idporten:dcr.read idporten:dcr.write")
    refused(api("GET", path, plain), 403)
    assert made not in api("GET", "/api/v1/clients", plain).json()
    refused(api("PUT", path, plain, json=client_body([GRANTED])), 403)
    refused(api("DELETE", path, plain), 403)
    refused(api("DELETE", f"{path}/jwks", plain), 403)
    assert api("PUT", path, "supplier-admin", json=client_body([GRANTED], client_name="Nytt navn")).json()["client_name"] == "Nytt navn"
    refused(api("POST", "/api/v1/clients", plain, json=client_body([GRANTED], client_orgno=customer)), 403)


#= clients.supplier
def test_a_consumer_makes_clients_for_itself_only(api):
    """§1.6: client_orgno must equal the caller's without dcr.supplier."""
    refused(api("POST", "/api/v1/clients", "consumer-admin", json=client_body([OPEN], client_orgno="317777019")), 403)


#= api.unknown-members
def test_unknown_members_are_passed_over(api):
    """§5.3: not strict by default."""
    made = api("POST", "/api/v1/clients", "consumer-admin", json=client_body([GRANTED], colour="blue"))
    assert made.status_code == 200
    assert "colour" not in made.json()


#= api.not-found
def test_an_unknown_client_is_not_found(api):
    """§5.3: 404."""
    for client_id in (str(uuid.uuid4()), "a%20b", quote("x' OR 1=1 --")):
        refused(api("GET", f"/api/v1/clients/{client_id}", "consumer-admin"), 404)


#= clients.create
def test_the_smallest_client_has_four_members(api):
    """§5.4: the rest is filled in with the only combination there is."""
    body = {"client_name": "Minst", "description": "Bare det som trengs", "integration_type": "maskinporten", "scopes": [OPEN]}
    made = api("POST", "/api/v1/clients", "consumer-admin", json=body).json()
    assert {name: made[name] for name in body} == body
    assert (made["application_type"], made["token_endpoint_auth_method"], made["grant_types"], made["active"]) == (
        "web", "private_key_jwt", [GRANT_TYPE], True)


#= clients.stored
def test_what_is_passed_over_comes_to_nothing(api, wire):
    """§1.6: a client has no secret, and its keys have a resource of their own."""
    extra = {"client_secret": "hemmelig", "jwks": {"keys": [{"kty": "RSA"}]}, "onbehalfof": [{"onbehalfof": "x"}]}
    response = wire.request("POST", "/api/v1/clients", json=client_body([OPEN]) | extra,
                            headers={"Authorization": f"Bearer {wire.token('consumer-admin')}"})
    assert response.status_code == 200, response.text
    assert not set(extra) & set(response.json())
    refused(api("GET", f"/api/v1/clients/{response.json()['client_id']}/jwks", "consumer-admin"), 404)
    assert api("POST", f"/api/v1/clients/{response.json()['client_id']}/secret", "consumer-admin").status_code == 404


def test_repeated_scopes_are_one(world):
    """§1.6: in the order of their first appearance."""
    assert world.client([GRANTED, OPEN, GRANTED], kid=None).body["scopes"] == [GRANTED, OPEN]


#= api.times
def test_times_are_utc_and_nothing_is_null(api, world):
    """§5.3: Z at the end of each time; what is absent is left out, not null."""
    made = world.client([world.scope()])
    for path, role in ((f"/api/v1/clients/{made.client_id}", "consumer-admin"), (f"/api/v1/clients/{made.client_id}/jwks", "consumer-admin"),
                       (f"/api/v1/scopes/scope?scope={quote(made.scopes[0])}", "owner-admin"),
                       ("/api/v1/scopes/access/all", "consumer-admin"), ("/api/v1/prefix", "owner-admin")):
        text = api("GET", path, role).text
        times = re.findall(r'"(?:created|last_updated)":"([^"]*)"', text)
        assert times and all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3,9})?Z", each) for each in times), (path, times)
        assert ":null" not in text


#= api.body-sizes
@pytest.mark.parametrize("method, path, limit", [("POST", "/api/v1/clients", 65536), ("PUT", "/api/v1/clients/x/jwks/k", 16384),
                                                 ("POST", "/api/v2/clients/x/key", 16384), ("DELETE", "/api/v1/clients/x", 4096)])
def test_bodies_are_bounded_by_what_the_operation_expects(api, method, path, limit):
    """§5.3: the limit itself is read and judged; one byte more is 413 (beyond 64 KiB already by the HTTP layer)."""
    assert api(method, path, "consumer-admin", data=b" " * limit).status_code in (400, 404)
    response = api(method, path, "consumer-admin", data=b" " * (limit + 1))
    assert (response.status_code, response.json()["error"]) == (413, "invalid_request")


#= clients.delete api.success
def test_deleting_twice_is_no_error(api, world):
    """§5.4: the client is gone either way."""
    made = world.client([GRANTED], kid=None)
    for _ in range(2):
        gone = api("DELETE", f"/api/v1/clients/{made.client_id}", "consumer-admin")
        assert (gone.status_code, gone.content) == (200, b"")


#= api.error-body api.orgno
def test_the_error_body_is_the_real_services(api, wire):
    """§5.3: members in order; correlation_id is the request's trace id; Bokmål text."""
    trace = "1f1d7f0a4c0f4b9a8f3b2d6c5e4a7b90"
    response = api("POST", "/api/v1/clients", "consumer-admin", json=client_body([GRANTED], client_orgno="1"),
                   headers={"traceparent": f"00-{trace}-00f067aa0ba902b7-01"})
    body = response.json()
    assert list(body) == ["status", "timestamp", "correlation_id", "errors", "error", "error_description"]
    assert body["correlation_id"] == trace
    assert body["errors"] == [{"errorMessage": "Ugyldig organisasjonsnummer", "isFieldError": True, "objectName": "client",
                               "fieldIdentifier": "client_orgno"}]
    assert (body["error"], body["error_description"]) == ("invalid_request", "Ugyldig organisasjonsnummer")


#= api.text
def test_names_in_many_alphabets_come_back_as_they_were(world, api):
    """§5.3: JSON UTF-8."""
    name = "Blåbær 漢字 \"quoted\" <b>&amp; ${jndi:x} 😀"
    made = world.client([GRANTED], kid=None, client_name=name)
    assert api("GET", f"/api/v1/clients/{made.client_id}", "consumer-admin").json()["client_name"] == name


#= api.at-once
def test_registering_on_a_client_is_in_force_at_once(world):
    """§9.2: our bar is at once in the process that wrote."""
    name = world.scope()
    made = world.client([GRANTED])
    assert world.wire.fetch(made, {"scope": name}).status_code == 400
    world.change_client(made, scopes=[GRANTED, name])
    assert world.wire.fetch(made, {"scope": name}).status_code == 200


#= api.all-findings
def test_scope_bodies_are_not_client_bodies(api):
    """§5.3: what is missing is named, all of it at once."""
    response = api("POST", "/api/v1/clients", "consumer-admin", json=scope_body())
    fields = {each["fieldIdentifier"] for each in response.json()["errors"]}
    assert {"client_name", "integration_type", "scopes"} <= fields
