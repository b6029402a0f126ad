"""Requests for access, and the history of accesses (docs/protocol.md §5.8, §5.16)."""

import uuid

import pytest

from harness.world import quote
from test_api_clients import refused

SENT, RECEIVED = "/api/v1/accessrequests", "/api/v1/accessrequests/received"
REASON = "Vi varsler om flom.\n<script>alert('nei')</script>"


def at(request):
    return f"{SENT}/{request['id']}"


@pytest.fixture
def scope(world):
    return world.scope(grant_to=[])


def ask(api, scope, role="consumer-admin"):
    response = api("POST", SENT, role, json={"scope": scope, "reason": REASON})
    assert response.status_code == 201, response.text
    return response.json()


def answer(api, request, state, role="owner-admin", **more):
    return api("PUT", at(request), role, json={"state": state} | more)


def access(api, scope, query="&inactive=true"):
    return [each["state"] for each in api("GET", f"/api/v1/scopes/access?scope={quote(scope)}{query}", "owner-admin").json()]


def history(api, scope, query=""):
    return api("GET", f"/api/v1/scopes/access/history?scope={quote(scope)}{query}", "owner-admin").json()


def found(api, path, role, scope):
    body = api("GET", f"{path}{'&' if '?' in path else '?'}scope={quote(scope)}", role).json()
    assert body["total"] == len(body["items"])
    return body["items"]


#= request.make request.history
def test_a_request_is_made_as_in_the_example(api, scope, sandbox, wire):
    """§5.16: members in order, names of both sides, what people write as they wrote it."""
    owner, consumer = sandbox.organisation("api-owner"), sandbox.organisation("consumer")
    made = ask(api, scope)
    assert list(made.items()) == list({
        "id": str(uuid.UUID(made["id"])), "scope": scope, "consumer_orgno": consumer["orgno"], "consumer_name": consumer["name"],
        "owner_orgno": owner["orgno"], "owner_name": owner["name"], "state": "REQUESTED", "reason": REASON,
        "created": made["created"], "last_updated": made["created"],
        "history": [{"state": "REQUESTED", "at": made["created"], "by_orgno": consumer["orgno"],
                     "by": sandbox.client("consumer-admin").client_id, "text": REASON}]}.items())
    assert api("GET", at(made), "consumer-admin").json() == made


#= request.approve api.at-once
def test_an_approval_gives_the_access_at_once(api, world, scope):
    """§5.16: one transaction; §9.2: in force before the answer is sent."""
    request = ask(api, scope)
    approved = answer(api, request, "APPROVED", answer="Velkommen!")
    assert approved.status_code == 200
    body = approved.json()
    assert (body["state"], body["answer"], len(body["history"])) == ("APPROVED", "Velkommen!", 2)
    assert access(api, scope, "") == ["APPROVED"]
    assert world.wire.fetch(world.client([scope])).status_code == 200


#= request.no-token request.wire
def test_an_open_request_gives_no_token_and_is_listed_among_inactive_accesses_only(api, world, scope):
    """§1.5, §2.7: REQUESTED authorizes nothing, and no client can get the scope by it."""
    world.grant_access(scope)
    client = world.client([scope])
    world.revoke_access(scope)
    ask(api, scope)
    assert "MP-250" in world.wire.fetch(client).json()["error_uri"]
    refused(api("POST", "/api/v1/clients", "consumer-admin", json=dict(
        client_name="x", description="x", integration_type="maskinporten", scopes=[scope])), 400)
    assert access(api, scope, "") == []
    assert access(api, scope) == ["REQUESTED"]


#= request.deny request.again request.wire
def test_a_denied_organisation_may_ask_again(api, world, scope):
    """§5.16: a new request; the old one stays as it was."""
    first = ask(api, scope)
    denied = answer(api, first, "DENIED", answer="Ikke ennå").json()
    assert (denied["state"], denied["answer"]) == ("DENIED", "Ikke ennå")
    assert access(api, scope) == ["DENIED"]
    second = ask(api, scope)
    assert second["id"] != first["id"]
    assert api("GET", at(first), "consumer-admin").json()["state"] == "DENIED"
    listed = found(api, SENT, "consumer-admin", scope)
    assert {each["id"] for each in listed} == {second["id"], first["id"]}
    assert listed[0]["created"] >= listed[1]["created"]


#= request.withdraw request.wire
def test_a_withdrawn_request_leaves_no_access_behind(api, scope):
    """§5.16: DELETE answers the request; the row of §1.5 is gone."""
    request = ask(api, scope)
    withdrawn = api("DELETE", at(request), "consumer-admin")
    assert (withdrawn.status_code, withdrawn.json()["state"]) == (200, "WITHDRAWN")
    assert access(api, scope) == []
    assert "trukket tilbake" in refused(api("DELETE", at(request), "consumer-admin"), 409, "state")
    ask(api, scope)


#= request.once
def test_a_request_is_answered_once(api, scope):
    """§5.16: 409 that says how it was answered."""
    request = ask(api, scope)
    answer(api, request, "DENIED")
    for state in ("APPROVED", "DENIED"):
        assert "allerede besvart: DENIED 20" in refused(answer(api, request, state), 409, "state")
    refused(api("DELETE", at(request), "consumer-admin"), 409, "state")
    assert access(api, scope) == ["DENIED"]


#= request.askable
def test_only_public_active_scopes_of_others_can_be_asked_for(api, world):
    """§5.16: a private scope is refused in the words for one that does not exist."""
    private, inactive = world.scope(grant_to=[], visibility="PRIVATE"), world.scope(grant_to=[])
    world.deactivate_scope(inactive)
    said = {refused(api("POST", SENT, "consumer-admin", json={"scope": name, "reason": "x"}), 400, "scope")
            for name in (private, inactive, "fjellrev:nowhere", "nocolon")}
    assert said == {"Det finnes ikke noe aktivt, offentlig scope med dette navnet"}
    open_ = world.scope(grant_to=[], accessible_for_all=True)
    assert "tilgjengelig for alle" in refused(
        api("POST", SENT, "consumer-admin", json={"scope": open_, "reason": "x"}), 400, "scope")


#= request.askable
def test_ones_own_scope_needs_no_request(api, world, wire, desk, scope):
    """§5.16: the owner grants itself access."""
    owner = desk.token(world.sandbox.organisation("api-owner")["orgno"], "idporten:dcr.write")
    assert "eget" in refused(api("POST", SENT, owner, json={"scope": scope, "reason": "x"}), 400, "scope")


#= request.one-open
def test_there_is_one_open_request_and_none_beside_an_access(api, world, scope):
    """§5.16: 409."""
    ask(api, scope)
    body = {"scope": scope, "reason": "x"}
    assert "åpen forespørsel" in refused(api("POST", SENT, "consumer-admin", json=body), 409, "scope")
    world.grant_access(scope)
    assert "allerede tilgang" in refused(api("POST", SENT, "consumer-admin", json=body), 409, "scope")


#= request.most
def test_an_organisation_has_a_hundred_open_requests(fresh_sandbox):
    """§5.16: the next one is 409, until one is closed."""
    from harness.wire import Wire
    from harness.world import World
    world = World(Wire(fresh_sandbox))
    api = world.wire.api
    requests = [ask(api, world.scope(grant_to=[])) for _ in range(100)]
    last = {"scope": world.scope(grant_to=[]), "reason": "x"}
    assert "100 åpne" in refused(api("POST", SENT, "consumer-admin", json=last), 409)
    assert api("GET", SENT + "?state=REQUESTED&limit=1", "consumer-admin").json()["total"] == 100
    answer(api, requests[0], "DENIED")
    assert api("POST", SENT, "consumer-admin", json=last).status_code == 201


#= request.inactive
def test_a_request_for_a_scope_that_was_deactivated_can_only_be_denied(api, world, scope):
    """§5.16: 409 for an approval."""
    request = ask(api, scope)
    world.deactivate_scope(scope)
    assert "ikke lenger aktivt" in refused(answer(api, request, "APPROVED"), 409, "state")
    assert answer(api, request, "DENIED").json()["state"] == "DENIED"


#= request.ordinary
def test_an_ordinary_grant_and_denial_answer_an_open_request(api, world, scope):
    """§5.16: PUT and DELETE of §5.8; revoking later changes no request."""
    first = ask(api, scope)
    world.grant_access(scope)
    assert api("GET", at(first), "consumer-admin").json()["state"] == "APPROVED"
    world.revoke_access(scope)
    assert api("GET", at(first), "consumer-admin").json()["state"] == "APPROVED"
    second = ask(api, scope)
    world.revoke_access(scope)
    assert api("GET", at(second), "consumer-admin").json()["state"] == "DENIED"


#= request.sides
def test_both_sides_see_a_request_and_nobody_else(api, scope, desk, world):
    """§5.16: 404 for others, as for one that does not exist; each side with its own OAuth scope."""
    request = ask(api, scope)
    assert [each["id"] for each in found(api, RECEIVED, "owner-admin", scope)] == [request["id"]]
    assert found(api, RECEIVED, "unrelated-admin", scope) == found(api, SENT, "supplier-admin", scope) == []
    owner, everything = world.sandbox.organisation("api-owner")["orgno"], ("idporten:dcr.read", "idporten:dcr.write",
                                                                           "idporten:scopes.read", "idporten:scopes.write")
    stranger = desk.token("317777019", *everything)
    nobodys = {"id": "2c7b2d5e-6d5a-4c0a-9d0e-1e7f2b7c9a10"}
    for one, token in ((request, stranger), (nobodys, stranger), (nobodys, "consumer-admin")):
        refused(api("GET", at(one), token), 404)
    for one in (request, nobodys, {"id": "no-uuid"}):
        refused(answer(api, one, "APPROVED", stranger), 404)
        refused(api("DELETE", at(one), stranger), 404)
    refused(api("GET", at(request), desk.token(owner, "idporten:dcr.read")), 404)
    refused(api("GET", at(request), desk.token(world.consumer, "idporten:scopes.read")), 404)
    assert api("GET", at(request), desk.token(owner, "idporten:scopes.read")).status_code == 200


#= request.sides
def test_the_owner_answers_and_who_asked_withdraws(api, scope, desk, world):
    """§5.16: the other way round is 403, and changes nothing."""
    request = ask(api, scope)
    owner = world.sandbox.organisation("api-owner")["orgno"]
    refused(answer(api, request, "APPROVED", desk.token(world.consumer, "idporten:scopes.write")), 403)
    refused(api("DELETE", at(request), desk.token(owner, "idporten:dcr.write")), 403)
    assert access(api, scope) == ["REQUESTED"]


#= request.sides
def test_one_sides_clients_are_not_told_to_the_other(api, scope, sandbox):
    """§5.16: `by` only to its own organisation."""
    request = ask(api, scope)
    answer(api, request, "APPROVED")
    admins = {role: sandbox.client(role).client_id for role in ("consumer-admin", "owner-admin")}
    for role, client in admins.items():
        by = {each["by_orgno"]: each.get("by") for each in api("GET", at(request), role).json()["history"]}
        assert sorted(filter(None, by.values())) == [client]
        assert by[sandbox.client(role).orgno] == client
    assert [each.get("by") for each in history(api, scope)["items"]] == [admins["owner-admin"], None]


#= access.history
def test_the_owner_reads_what_happened_to_the_accesses_of_a_scope(api, world, scope, sandbox):
    """§5.8: newest first, in parts."""
    for state in ("DENIED", "APPROVED"):
        answer(api, ask(api, scope), state)
    world.revoke_access(scope)
    api("DELETE", at(ask(api, scope)), "consumer-admin")
    world.grant_access(scope)
    world.grant_access(scope)
    body = history(api, scope)
    assert [each["action"] for each in body["items"]] == [
        "granted", "withdrawn", "requested", "revoked", "approved", "requested", "denied", "requested"]
    assert body["total"] == 8
    first = body["items"][0]
    owner, consumer = sandbox.organisation("api-owner"), sandbox.organisation("consumer")
    assert list(first.items()) == list({
        "at": first["at"], "consumer_orgno": consumer["orgno"], "consumer_name": consumer["name"], "action": "granted",
        "by_orgno": owner["orgno"], "by": sandbox.client("owner-admin").client_id}.items())
    part = history(api, scope, "&limit=2&offset=1")
    assert (part["total"], part["items"]) == (8, body["items"][1:3])
    refused(api("GET", "/api/v1/scopes/access/history", "owner-admin"), 400, "scope")
    refused(api("GET", "/api/v1/scopes/access/history?scope=fjellrev:nowhere", "owner-admin"), 403)


BODIES = {
    "no reason": ({"scope": "a:b"}, ["reason"]),
    "a blank reason": ({"scope": "a:b", "reason": " \n"}, ["reason"]),
    "too long a reason": ({"scope": "a:b", "reason": "å" * 1001}, ["reason"]),
    "a reason with an escape sequence": ({"scope": "a:b", "reason": "\x1b[2J"}, ["reason"]),
    "nothing": ({}, ["scope", "reason"]),
    "numbers": ({"scope": 1, "reason": 2}, ["scope", "reason"]),
}


#= request.texts
@pytest.mark.parametrize("name", BODIES)
def test_a_request_that_cannot_be(api, name):
    """§5.16: 1 to 1000 characters of plain text; all findings at once."""
    body, fields = BODIES[name]
    response = api("POST", SENT, "consumer-admin", json=body)
    assert response.status_code == 400
    assert [each["fieldIdentifier"] for each in response.json()["errors"]] == fields


ANSWERS = {
    "no state": ({}, ["state"]),
    "a state that is no answer": ({"state": "WITHDRAWN"}, ["state"]),
    "too long a text": ({"state": "DENIED", "answer": "å" * 1001}, ["answer"]),
    "a text that is none": ({"state": "DENIED", "answer": ["x"]}, ["answer"]),
}


#= request.texts
@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_that_cannot_be(api, scope, name):
    """§5.16: APPROVED or DENIED, and up to 1000 characters."""
    body, fields = ANSWERS[name]
    request = ask(api, scope)
    response = api("PUT", at(request), "owner-admin", json=body)
    assert response.status_code == 400
    assert [each["fieldIdentifier"] for each in response.json()["errors"]] == fields
    assert access(api, scope) == ["REQUESTED"]


#= request.texts
def test_texts_may_be_as_long_as_they_may(api, scope):
    """§5.16: a thousand characters each, also of four octets."""
    made = api("POST", SENT, "consumer-admin", json={"scope": scope, "reason": "🐟" * 1000})
    assert made.status_code == 201
    assert answer(api, made.json(), "DENIED", answer="🦊" * 1000).json()["answer"] == "🦊" * 1000


#= request.lists
def test_lists_are_narrowed_and_cut(api, world):
    """§5.16: state, scope, limit and offset."""
    first, second = ask(api, world.scope(grant_to=[])), ask(api, world.scope(grant_to=[]))
    answer(api, second, "APPROVED")

    def ids(path, role):
        return [each["id"] for each in api("GET", path, role).json()["items"]]

    for path, role in ((SENT, "consumer-admin"), (RECEIVED, "owner-admin")):
        assert first["id"] in ids(path + "?state=REQUESTED", role)
        assert second["id"] not in ids(path + "?state=REQUESTED", role)
        assert second["id"] in ids(path + "?state=APPROVED", role)
        everything = ids(path + "?limit=200", role)
        assert ids(path + "?limit=1&offset=1", role) == everything[1:2]
        refused(api("GET", path + "?state=open", role), 400, "state")
        refused(api("GET", path + "?scope=nocolon", role), 400, "scope")
        for bad, field in (("limit=0", "limit"), ("limit=201", "limit"), ("limit=x", "limit"), ("offset=-1", "offset")):
            refused(api("GET", f"{path}?{bad}", role), 400, field)
