"""The catalogue of public scopes, and keys that are about to expire (docs/protocol.md §5.5, §5.16)."""

import datetime
import uuid

import pytest

from harness.sandbox import public_jwk
from harness.world import quote, some_key
from test_api_clients import refused


def browse(api, query="", role="consumer-admin"):
    return api("GET", "/api/v1/catalogue?" + query, role).json()


def names(api, query, role="consumer-admin"):
    return [each["scope"] for each in browse(api, query, role)["items"]]


@pytest.fixture
def word():
    """One that stands nowhere else."""
    return "Ørn" + uuid.uuid4().hex[:12]


#= catalogue.item
def test_an_entry_of_the_catalogue(api, world, sandbox, word):
    """§5.16: members in order, texts in every language, and what the caller has."""
    texts = {"description": word, "long_description": "Gir *alt*", "description#nn": "Vatn", "long_description#en": "All of it"}
    scope = world.delegable_scope(grant_to=[], **texts)
    owner = sandbox.organisation("api-owner")
    source = next(each["issuer"] for each in api("GET", "/api/v1/delegationsources").json() if each["name"] == "portvakt")
    found = browse(api, f"q={quote(word)}")
    assert found["total"] == 1
    assert list(found["items"][0].items()) == list(({"scope": scope} | texts | {
        "owner_orgno": owner["orgno"], "owner_name": owner["name"], "accessible_for_all": False,
        "delegation_sources": [source], "my_access": None}).items())


#= catalogue.search
def test_every_word_is_found_in_any_text_and_case(api, world, word):
    """§5.16: name, descriptions of any language, owner's name."""
    scope = world.scope(description=f"Målte {word} i ELVER", **{"description#se": "Čázit", "long_description#nn": "Døgnverdiar"})
    for query in (word, word.upper(), word.lower(), f"{word} MÅLTE elver", f"{word} ČÁZIT", f"DØGNVERDIAR {word}",
                  f"{word} {scope.upper()}", f"{word} rask fjellrev"):
        assert names(api, f"q={quote(query)}") == [scope], query
    for query in (f"{word} finnesikke", f"{word}_", f"{word}%", f"%{word}", f"{word} description"):
        assert names(api, f"q={quote(query)}") == [], query


#= catalogue.search
def test_a_question_has_an_end(api):
    """§5.16: 200 characters, 10 words."""
    assert browse(api, "q=" + "x" * 200)["total"] == 0
    assert browse(api, "q=" + quote("zqxw " * 10))["total"] == 0
    refused(api("GET", "/api/v1/catalogue?q=" + "x" * 201, "consumer-admin"), 400, "q")
    refused(api("GET", "/api/v1/catalogue?q=" + quote("zqxw " * 11), "consumer-admin"), 400, "q")


#= catalogue.search
def test_the_catalogue_is_narrowed_to_an_owner_and_a_prefix(api, world, sandbox, word):
    """§5.16."""
    scope = world.scope(description=word)
    owner = sandbox.organisation("api-owner")["orgno"]
    assert names(api, f"q={quote(word)}&owner={owner}&prefix=fjellrev") == [scope]
    assert names(api, f"q={quote(word)}&owner={world.consumer}") == names(api, f"q={quote(word)}&prefix=ulv") == []
    refused(api("GET", "/api/v1/catalogue?owner=312345670", "consumer-admin"), 400, "owner")
    refused(api("GET", "/api/v1/catalogue?prefix=Fjell%20rev", "consumer-admin"), 400, "prefix")


#= catalogue.public
def test_the_catalogue_has_public_active_scopes_only(api, world, word):
    """§5.16: for its owner too."""
    world.scope(description=word, visibility="PRIVATE")
    inactive = world.scope(description=word)
    world.deactivate_scope(inactive)
    for role in ("consumer-admin", "owner-admin"):
        assert names(api, f"q={quote(word)}", role) == []


#= catalogue.cut
def test_the_catalogue_is_cut_by_name(api, world, word):
    """§5.16: limit and offset, with the whole's number."""
    scopes = sorted(world.scope(grant_to=[], description=word) for _ in range(3))
    assert names(api, f"q={quote(word)}") == scopes
    part = browse(api, f"q={quote(word)}&limit=1&offset=1")
    assert (part["total"], [each["scope"] for each in part["items"]]) == (3, scopes[1:2])
    assert browse(api, f"q={quote(word)}&offset=3") == {"total": 3, "items": []}
    for bad, field in (("limit=0", "limit"), ("limit=201", "limit"), ("offset=-1", "offset"), ("offset=x", "offset")):
        refused(api("GET", "/api/v1/catalogue?" + bad, "consumer-admin"), 400, field)


#= catalogue.item
def test_the_catalogue_tells_the_callers_access(api, world, word):
    """§5.16: null, REQUESTED, APPROVED, DENIED; null again for what was withdrawn."""
    scope = world.scope(grant_to=[], description=word)

    def mine(role="consumer-admin"):
        return browse(api, f"q={quote(word)}", role)["items"][0]["my_access"]

    def ask():
        return "/api/v1/accessrequests/" + world.ok("POST", "/api/v1/accessrequests", "consumer-admin",
                                                    json={"scope": scope, "reason": "x"})["id"]

    assert mine() is None
    request = ask()
    assert (mine(), mine("unrelated-admin")) == ("REQUESTED", None)
    world.ok("DELETE", request, "consumer-admin")
    assert mine() is None
    world.ok("PUT", ask(), "owner-admin", json={"state": "DENIED"})
    assert mine() == "DENIED"
    world.grant_access(scope)
    assert mine() == "APPROVED"


def keys(api, query, role="consumer-admin"):
    return api("GET", "/api/v1/clientkeys?" + query, role).json()


def mine(api, query, client, role="consumer-admin"):
    return [each for each in keys(api, query, role)["items"] if each["client_id"] == client.client_id]


#= keys.expiring
def test_keys_that_expire_before_a_day_are_listed(api, world):
    """§5.5: members in order; the first to expire comes first."""
    client = world.client(["fjellrev:open.read"])
    soon = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0) + datetime.timedelta(days=9)
    day, next_day = soon.date(), soon.date() + datetime.timedelta(days=1)
    world.set_keys(client, public_jwk(some_key(1), "soon") | {"exp": int(soon.timestamp())}, public_jwk(some_key(0), "later"))
    listed = mine(api, f"expiring_before={next_day}&limit=200", client)
    assert [list(each.items()) for each in listed] == [list({
        "client_id": client.client_id, "client_name": client.body["client_name"], "kid": "soon",
        "exp": soon.strftime("%Y-%m-%dT%H:%M:%SZ"), "state": "expiring"}.items())]
    assert mine(api, f"expiring_before={day}&limit=200", client) == []
    assert [each["kid"] for each in mine(api, "expiring_before=2099-01-01&limit=200", client)] == ["soon", "later"]
    everything = keys(api, "expiring_before=2099-01-01&limit=200")
    assert [each["exp"] for each in everything["items"]] == sorted(each["exp"] for each in everything["items"])
    assert keys(api, "expiring_before=2099-01-01&limit=1&offset=1") == {
        "total": everything["total"], "items": everything["items"][1:2]}
    world.ok("DELETE", f"/api/v1/clients/{client.client_id}", "consumer-admin")
    assert mine(api, "expiring_before=2099-01-01&limit=200", client) == []


#= keys.expiring
def test_a_supplier_sees_keys_of_clients_it_made(api, world, wire, sandbox):
    """§5.5: with idporten:dcr.supplier only; the customer sees them too."""
    client = world.client(["fjellrev:open.read"], admin="supplier-admin", client_orgno=world.consumer)
    every = "expiring_before=2099-01-01&limit=200"
    assert len(mine(api, every, client, "supplier-admin")) == len(mine(api, every, client)) == 1
    assert mine(api, every, client, wire.token("supplier-admin", scope="idporten:dcr.read")) == []
    assert mine(api, every, client, "unrelated-admin") == []


#= keys.expiring
@pytest.mark.parametrize("day", ["", "soon", "2026-02-30", "2026-03-02T08:30:00Z", "20260302"])
def test_a_day_is_needed(api, day):
    """§5.5: YYYY-MM-DD."""
    refused(api("GET", f"/api/v1/clientkeys?expiring_before={day}", "consumer-admin"), 400, "expiring_before")
