"""Scopes, prefixes, organisations and delegation sources in the self-service API (docs/protocol.md §1.2-1.4, §5.7, §5.9)."""

import uuid

import pytest

from harness.world import quote, scope_body
from test_api_clients import refused

SOURCE = "/api/v1/delegationsources"


def at(name, base="/api/v1/scopes"):
    return f"{base}?scope={quote(name)}"


def one(api, name, token="owner-admin"):
    return api("GET", at(name, "/api/v1/scopes/scope"), token)


#= scopes.create api.times
def test_a_scope_is_made_from_three_members(api, sandbox):
    """§5.7: minimum body; defaults of §1.4."""
    subscope = f"minimum.{uuid.uuid4().hex[:8]}"
    made = api("POST", "/api/v1/scopes", "owner-admin",
               json={"prefix": "fjellrev", "subscope": subscope, "description": "Lesetilgang"}).json()
    expected = {"name": f"fjellrev:{subscope}", "active": True, "visibility": "PUBLIC", "token_type": "SELF_CONTAINED",
                "allowed_integration_types": [], "accessible_for_all": False, "at_max_age": 0, "authorization_max_lifetime": 0,
                "requires_user_consent": False, "protected": False, "supports_european_businesses": False,
                "owner_orgno": sandbox.organisation("api-owner")["orgno"]}
    assert {name: made[name] for name in expected} == expected
    assert "delegation_source" not in made and "long_description" not in made
    assert one(api, made["name"]).json() == made
    assert made in api("GET", "/api/v1/scopes", "owner-admin").json()


#= scopes.members
def test_everything_that_was_said_comes_back_in_order(api):
    """§1.4: member order of the public list; translations as members of their own."""
    source = api("GET", SOURCE).json()[0]["issuer"]
    body = scope_body(long_description="Gir *lesetilgang* til døgnverdier.", delegation_source=source, at_max_age=600,
                      authorization_max_lifetime=600, enforced_aud_for_access_token="https://api.example",
                      requires_user_consent=True, visibility="PRIVATE", token_type="OPAQUE",
                      **{"description#nn": "Nynorsk", "description#en": "English", "long_description#se": "Davvisámegiella čđŋšŧž"})
    made = api("POST", "/api/v1/scopes", "owner-admin", json=body).json()
    assert {name: made[name] for name in body} == body
    known = [name for name in made if "#" not in name]
    assert known == ["prefix", "description", "subscope", "long_description", "active", "created", "last_updated",
                     "allowed_integration_types", "owner_orgno", "token_type", "visibility", "requires_user_consent",
                     "requires_user_authentication", "requires_pseudonymous_tokens", "delegation_source", "at_max_age",
                     "authorization_max_lifetime", "enforced_aud_for_access_token", "accessible_for_all", "name", "protected",
                     "supports_european_businesses"]


#= scopes.name
@pytest.mark.parametrize("subscope", ["a/b/c.read", "nav:felles/v2", "A-b_c.d", "0"])
def test_subscopes_may_hold_slashes_colons_and_dots(api, subscope):
    """§1.4: the prefix ends at the first colon; the name travels in the query because of its slashes."""
    name = f"{subscope}{uuid.uuid4().hex[:6]}"
    made = api("POST", "/api/v1/scopes", "owner-admin", json=scope_body(name)).json()
    assert made["subscope"] == name
    assert one(api, made["name"]).json() == made


SPOILS = {
    "no description": ({"description": None}, "description"),
    "a long description": ({"description": "a" * 256}, "description"),
    "a description with a line break": ({"description": "a\nb"}, "description"),
    "markup": ({"long_description": "<img src=x>"}, "long_description"),
    "an emoji": ({"long_description#en": "😀"}, "long_description#en"),
    "a blank subscope": ({"subscope": "a b"}, "subscope"),
    "a quote": ({"subscope": 'a"b'}, "subscope"),
    "not ASCII": ({"subscope": "æ"}, "subscope"),
    "no subscope": ({"subscope": None}, "subscope"),
    "no prefix": ({"prefix": None}, "prefix"),
    "a long name": ({"subscope": "a" * 250}, "subscope"),
    "an unknown visibility": ({"visibility": "SECRET"}, "visibility"),
    "an unknown token type": ({"token_type": "PAPER"}, "token_type"),
    "an unknown integration type": ({"allowed_integration_types": ["robot"]}, "allowed_integration_types"),
    "at_max_age 9": ({"at_max_age": 9}, "at_max_age"),
    "at_max_age 7201": ({"at_max_age": 7201}, "at_max_age"),
    "at_max_age as text": ({"at_max_age": "600"}, "at_max_age"),
    "a fraction": ({"at_max_age": 60.5}, "at_max_age"),
    "an unknown delegation source": ({"delegation_source": "https://nowhere.example/"}, "delegation_source"),
    "a relative audience": ({"enforced_aud_for_access_token": "api"}, "enforced_aud_for_access_token"),
    "active as text": ({"active": "yes"}, "active"),
}


#= scopes.rules
@pytest.mark.parametrize("spoil", SPOILS, ids=str)
def test_a_scope_that_is_wrong_is_refused_with_the_members_name(api, spoil):
    """§1.4, §5.3: 400 with fieldIdentifier."""
    members, field = SPOILS[spoil]
    body = {name: value for name, value in (scope_body() | members).items() if value is not None}
    refused(api("POST", "/api/v1/scopes", "owner-admin", json=body), 400, field)


#= scopes.prefix
def test_the_prefix_must_be_ones_own(api):
    """§5.7: 403."""
    refused(api("POST", "/api/v1/scopes", "owner-admin", json=scope_body(prefix="unassigned")), 403)
    refused(api("POST", "/api/v1/scopes", "unrelated-admin", json=scope_body()), 403)


#= scopes.taken scopes.delete
def test_a_name_is_taken_for_good(api, world):
    """§1.13: POST of an active or a deactivated name answers 409; PUT active:true reactivates."""
    name = world.scope()
    body = scope_body(name.split(":", 1)[1])
    refused(api("POST", "/api/v1/scopes", "owner-admin", json=body), 409)
    deleted = api("DELETE", at(name), "owner-admin").json()
    assert (deleted["name"], deleted["active"]) == (name, False)
    refused(api("POST", "/api/v1/scopes", "owner-admin", json=body), 409)
    assert api("PUT", at(name), "owner-admin", json=body | {"active": True}).json()["active"] is True


#= scopes.delete
def test_a_deactivated_scope_gives_no_tokens_until_it_is_back(world):
    """§1.4: accesses and client registrations are left untouched."""
    name = world.scope()
    client = world.client([name])
    assert world.wire.fetch(client).status_code == 200
    world.deactivate_scope(name)
    assert world.wire.fetch(client).status_code == 400
    world.change_scope(name, active=True)
    assert world.wire.fetch(client).status_code == 200


#= scopes.replace
def test_an_update_replaces_all_but_the_name(api, world):
    """§5.7: replace attributes, name fixed."""
    name = world.scope(at_max_age=600, **{"description#en": "English"})
    body = {"description": "Ny tekst"}
    changed = api("PUT", at(name), "owner-admin", json=body).json()
    assert (changed["description"], changed["at_max_age"], changed["name"]) == ("Ny tekst", 0, name)
    assert "description#en" not in changed
    for member in ({"subscope": "other"}, {"prefix": "ulv"}, {"name": "fjellrev:other"}):
        refused(api("PUT", at(name), "owner-admin", json=body | member), 400, next(iter(member)))


#= scopes.operator-members
@pytest.mark.parametrize("member", [{"visibility": "INTERNAL"}, {"protected": True}, {"supports_european_businesses": True}], ids=str)
def test_some_members_are_the_operators(api, member):
    """§1.4: operator only."""
    refused(api("POST", "/api/v1/scopes", "owner-admin", json=scope_body(**member)), 403)


#= scopes.read
def test_foreign_and_unknown_scopes(api, world):
    """§5.7: owner only, else 403; what lies under another's prefix is 403 whether it exists or not."""
    name = world.scope()
    refused(one(api, name, "unrelated-admin"), 403)
    refused(one(api, "fjellrev:nowhere", "unrelated-admin"), 403)
    refused(one(api, "fjellrev:nowhere"), 404)
    refused(one(api, "nocolon"), 400)
    refused(api("GET", "/api/v1/scopes/scope", "owner-admin"), 400, "scope")


#= api.older-only api.older-paths
def test_the_earlier_generation_found_one_scope_at_the_list(api, world):
    """§5.1, §5.7: GET /scopes?scope=."""
    name = world.scope()
    assert api("GET", at(name, "/scopes"), "owner-admin").json() == one(api, name).json()
    assert isinstance(api("GET", "/scopes", "owner-admin").json(), list)
    assert api("DELETE", at(name, "/scopes"), "owner-admin").json()["active"] is False


#= scopes.public
def test_the_public_list_has_public_active_scopes_for_anyone(api, world):
    """§5.7: /scopes/all without a token."""
    public, private, gone = world.scope(), world.scope(visibility="PRIVATE"), world.scope()
    world.deactivate_scope(gone)

    def names(query=""):
        return [each["name"] for each in api("GET", "/api/v1/scopes/all" + query).json()]

    assert public in names() and private not in names() and gone not in names()
    assert gone in names("?inactive=true") and private not in names("?inactive=true")


#= scopes.public
def test_the_public_list_can_be_narrowed(api, world):
    """§5.7: prefix, delegated_sources, accessible_for_all, integration_type in any case."""
    source = api("GET", SOURCE).json()[0]["issuer"]
    delegated, open_, krr = world.scope(delegation_source=source), world.scope(accessible_for_all=True), world.scope(
        allowed_integration_types=["krr"])

    def names(query):
        return {each["name"] for each in api("GET", "/api/v1/scopes/all?" + query).json()}

    every = {delegated, open_, krr}
    assert names("delegated_sources=true") & every == {delegated}
    assert names("accessible_for_all=true") & every == {open_}
    assert names("integration_type=KRR") & every == {krr} == names("integration_type=krr") & every
    assert names("integration_type=MASKINPORTEN") & every == {delegated, open_}
    assert names("prefix=fjellrev") & every == every
    assert names("prefix=unassigned") == set()
    refused(api("GET", "/api/v1/scopes/all?integration_type=robot"), 400, "integration_type")
    refused(api("GET", "/api/v1/scopes/all?accessible_for_all=maybe"), 400, "accessible_for_all")


#= registers.prefixes
def test_prefixes_are_public_and_ones_own_are_listed(api, sandbox):
    """§1.3, §5.9: the older /prefix/all too."""
    owner = sandbox.organisation("api-owner")
    own = api("GET", "/api/v1/prefix", "owner-admin").json()
    assert [each["prefix"] for each in own] == owner["prefixes"]
    assert list(own[0]) == ["prefix", "owner_orgno", "organization_name", "active", "created", "last_updated"]
    assert (own[0]["owner_orgno"], own[0]["organization_name"]) == (owner["orgno"], owner["name"])
    everyone = api("GET", "/api/v1/prefix/all").json()
    assert own[0] in everyone
    assert api("GET", "/prefix/all").json() == everyone
    assert api("GET", "/api/v1/prefix", "unrelated-admin").json() == []


#= registers.organisations api.orgno
def test_organisations_have_names(api, sandbox):
    """§1.2, §5.9: {orgnr, name}; 400 for a number that is none."""
    for role in ("api-owner", "consumer", "customer"):
        organisation = sandbox.organisation(role)
        assert api("GET", f"/api/v1/organizations/{organisation['orgno']}").json() == {
            "orgnr": organisation["orgno"], "name": organisation["name"]}
    assert refused(api("GET", "/api/v1/organizations/312345670"), 400) == "Ugyldig organisasjonsnummer"
    refused(api("GET", "/api/v1/organizations/311222333"), 404)


#= registers.sources
def test_delegation_sources_are_public(api):
    """§5.9: {issuer, name, created, lastUpdated}."""
    sources = api("GET", SOURCE).json()
    assert sources
    assert all(list(each) == ["issuer", "name", "created", "lastUpdated"] for each in sources)


#= registers.caller
def test_the_caller_is_named(api, sandbox):
    """§5.9: auth/user with any token."""
    consumer = sandbox.organisation("consumer")
    for role in ("consumer-admin", "consumer-client"):
        assert api("GET", "/api/v1/auth/user", role).json() == {
            "authenticated_organization_number": consumer["orgno"], "authenticated_organization_name": consumer["name"],
            "is_synthetic_organization_number": True, "has_consented": True}
