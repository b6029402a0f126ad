"""Access to scopes in the self-service API (docs/protocol.md §1.5, §5.8)."""

import pytest

from harness.world import quote
from test_api_clients import refused


def at(name, orgno):
    return f"/api/v1/scopes/access/{orgno}?scope={quote(name)}"


def by_scope(api, name, more=""):
    return api("GET", f"/api/v1/scopes/access?scope={quote(name)}{more}", "owner-admin").json()


@pytest.fixture
def scope(world):
    return world.scope(grant_to=[])


#= access.grant
def test_access_is_granted_as_in_the_example(api, scope, sandbox):
    """§5.8: members in order, names of both sides."""
    owner, consumer = sandbox.organisation("api-owner"), sandbox.organisation("consumer")
    granted = api("PUT", at(scope, consumer["orgno"]), "owner-admin").json()
    times = {name: granted[name] for name in ("created", "last_updated")}
    assert list(granted.items()) == list(({
        "scope": scope, "state": "APPROVED", "owner_orgno": owner["orgno"], "owner_organization_name": owner["name"],
        "consumer_orgno": consumer["orgno"], "consumer_organization_name": consumer["name"]} | times).items())


#= access.grant
def test_granting_twice_changes_nothing(api, scope, world):
    """§5.8: idempotent."""
    first = api("PUT", at(scope, world.consumer), "owner-admin").json()
    assert api("PUT", at(scope, world.consumer), "owner-admin").json() == first
    assert len(by_scope(api, scope)) == 1


#= access.grant
def test_an_empty_object_may_be_sent_along(api, scope, world):
    """§5.8: empty body; some clients send JSON anyway."""
    assert api("PUT", at(scope, world.consumer), "owner-admin", data="{}").status_code == 200
    assert api("PUT", at(scope, world.consumer), "owner-admin", data="not JSON").status_code == 200


#= access.revoke
def test_revoked_access_is_denied_and_hidden(api, scope, world):
    """§1.5: the row is kept as DENIED; lists show it with inactive=true; a later PUT approves again."""
    created = api("PUT", at(scope, world.consumer), "owner-admin").json()["created"]
    revoked = api("DELETE", at(scope, world.consumer), "owner-admin").json()
    assert (revoked["state"], revoked["created"]) == ("DENIED", created)
    assert by_scope(api, scope) == []
    assert [each["state"] for each in by_scope(api, scope, "&inactive=true")] == ["DENIED"]
    assert api("DELETE", at(scope, world.consumer), "owner-admin").json()["state"] == "DENIED"
    assert api("PUT", at(scope, world.consumer), "owner-admin").json()["state"] == "APPROVED"
    assert [each["state"] for each in by_scope(api, scope)] == ["APPROVED"]


#= scope.access api.at-once
def test_only_approved_access_gives_tokens(world, scope):
    """§1.5: at once, in both directions."""
    world.grant_access(scope)
    client = world.client([scope])
    assert world.wire.fetch(client).status_code == 200
    world.revoke_access(scope)
    assert "MP-250" in world.wire.fetch(client).json()["error_uri"]
    world.grant_access(scope)
    assert world.wire.fetch(client).status_code == 200


#= access.grant
def test_unknown_organisations_may_be_granted_access(api, scope):
    """§5.8: the number must be right; the name is left out when nobody knows it."""
    granted = api("PUT", at(scope, "311222333"), "owner-admin").json()
    assert granted["consumer_orgno"] == "311222333"
    assert "consumer_organization_name" not in granted


#= api.orgno
@pytest.mark.parametrize("orgno", ["312345670", "12345678", "3123456760", "abcdefghi", "0192:312345609", "%20312345609"])
def test_a_wrong_organisation_number_is_refused_in_the_real_words(api, scope, orgno):
    """§1.2, §5.3: Ugyldig organisasjonsnummer."""
    for method in ("PUT", "DELETE"):
        response = api(method, at(scope, orgno), "owner-admin")
        assert refused(response, 400, "consumer_orgno") == "Ugyldig organisasjonsnummer"
        assert response.json()["errors"][0]["objectName"] == "scopeAccess"


#= access.foreign
def test_access_is_handled_on_ones_own_scopes_only(api, scope, world):
    """§5.8: foreign and unknown scopes are 403."""
    refused(api("PUT", at(scope, world.consumer), "unrelated-admin"), 403)
    refused(api("PUT", at("fjellrev:nowhere", world.consumer), "owner-admin"), 403)
    refused(api("GET", f"/api/v1/scopes/access?scope={quote(scope)}", "unrelated-admin"), 403)
    refused(api("PUT", at("nocolon", world.consumer), "owner-admin"), 400)
    refused(api("PUT", f"/api/v1/scopes/access/{world.consumer}", "owner-admin"), 400, "scope")


#= access.revoke
def test_access_that_never_was_cannot_be_revoked(api, scope, world):
    """§5.8: 404."""
    refused(api("DELETE", at(scope, world.consumer), "owner-admin"), 404)


#= access.lists
def test_the_owner_lists_by_consumer(api, scope, world):
    """§5.8: ?consumer_orgno=, of the caller's own scopes."""
    world.grant_access(scope)
    path = f"/api/v1/scopes/access?consumer_orgno={world.consumer}"
    found = api("GET", path, "owner-admin").json()
    assert scope in [each["scope"] for each in found]
    assert {each["consumer_orgno"] for each in found} == {world.consumer}
    assert api("GET", path, "unrelated-admin").json() == []
    refused(api("GET", "/api/v1/scopes/access", "owner-admin"), 400)
    refused(api("GET", "/api/v1/scopes/access?consumer_orgno=1", "owner-admin"), 400, "consumer_orgno")


#= access.lists
def test_the_holder_lists_what_it_was_granted(api, scope, world):
    """§5.8: /access/all, with inactive=true the denied ones."""
    world.grant_access(scope)

    def held(query=""):
        return {each["scope"]: each["state"] for each in api("GET", "/api/v1/scopes/access/all" + query, "consumer-admin").json()}

    assert held()[scope] == "APPROVED"
    world.revoke_access(scope)
    assert scope not in held()
    assert held("?inactive=true")[scope] == "DENIED"


#= api.older-paths
def test_the_older_path_is_the_same(api, scope, world):
    """§5.1: /scopes/access at the root."""
    path = at(scope, world.consumer).removeprefix("/api/v1")
    assert api("PUT", path, "owner-admin").json()["state"] == "APPROVED"
    assert api("GET", f"/scopes/access?scope={quote(scope)}", "owner-admin").json()[0]["scope"] == scope
