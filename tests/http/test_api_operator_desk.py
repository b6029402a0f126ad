"""What the operator's own screens need: the ledger, organisations, signing keys, admin clients (docs/protocol.md §5.18)."""

import json
import time
import types

import pytest

from expect import issued
from harness.desk import OPERATOR, Desk
from harness.grants import grant, parts
from harness.sandbox import public_jwk
from harness.server import Server
from harness.wire import Wire
from harness.world import quote, some_key
from test_api_clients import GRANTED, refused

READ, WRITE = "idporten:operator.read", "idporten:operator.write"
BASE = "/api/v1/operator"


@pytest.fixture
def reader(desk):
    return desk.operator(READ)


@pytest.fixture
def writer(desk):
    return desk.operator(WRITE)


def rows(api, token, **question):
    query = "&".join(f"{name}={quote(str(value))}" for name, value in question.items())
    response = api("GET", f"{BASE}/ledger?{query}", token)
    assert response.status_code == 200, response.text
    return response.json()


#= desk.ledger
def test_a_token_is_found_by_everything_that_names_it(wire, api, reader, writer, world):
    """§5.18: by trace id, client, organisation, jti and time."""
    client = world.client([GRANTED])
    trace = f"{time.time_ns():032x}"
    answer = wire.post_token(grant(wire.sandbox, client), headers={"traceparent": f"00-{trace}-00000000000000a1-01"})
    claims = parts(issued(answer)["access_token"])[1]
    (found,) = rows(api, reader, trace_id=trace)["items"]
    assert (found["client_id"], found["consumer"], found["scopes"]) == (client.client_id, world.consumer, GRANTED)
    assert (found["token_jti"], found["trace_id"]) == (claims["jti"], trace)
    assert answer.json()["access_token"] not in json.dumps(found)
    for question in ({"jti": claims["jti"]}, {"client_id": client.client_id},
                     {"client_id": client.client_id, "org": world.consumer},
                     {"trace_id": trace, "from": found["at"]}, {"trace_id": trace, "to": "2999-01-01"}):
        assert rows(api, writer, **question) == {"items": [found]}
    for question in ({"trace_id": "0" * 32}, {"client_id": client.client_id, "org": "317777019"},
                     {"trace_id": trace, "to": found["at"]}, {"trace_id": trace, "from": "2999-01-01"}):
        assert rows(api, writer, **question) == {"items": []}


#= desk.ledger
def test_pages_follow_one_another_newest_first(wire, api, reader, world):
    """§5.18: keyset paging; what is issued meanwhile moves nothing."""
    client = world.client([GRANTED])
    for _ in range(5):
        issued(wire.fetch(client))
    seen, before = [], None
    while True:
        page = rows(api, reader, client_id=client.client_id, limit=2, **({"before": before} if before else {}))
        seen += [row["id"] for row in page["items"]]
        before = page.get("next")
        if before is None:
            break
        issued(wire.fetch(client))
    assert len(seen) == 5 and seen == sorted(seen, reverse=True)


#= desk.ledger
@pytest.mark.parametrize("query, field", [("limit=0", "limit"), ("limit=1001", "limit"), ("before=0", "before"), ("before=x", "before"),
                                          ("org=312345670", "org"), ("from=i går", "from"), ("to=x", "to"),
                                          ("from=2026-03-03&to=2026-03-02", "from")])
def test_a_search_that_cannot_be_is_refused(api, reader, query, field):
    """§5.18: pages of 1 to 1000."""
    refused(api("GET", f"{BASE}/ledger?{query}", reader), 400, field)
    assert api("GET", f"{BASE}/ledger?limit=1000&before=1&from=2026-03-02&to=2026-03-02", reader).json() == {"items": []}


#= desk.organisations
def test_an_organisation_is_registered_named_and_found(api, reader, writer):
    """§5.18: total and items; PUT makes and renames."""
    path = f"{BASE}/organisations/314159276"
    refused(api("GET", path, reader), 404)
    made = api("PUT", path, writer, json={"name": "SINDIG UGLE AS"}).json()
    assert (made["orgno"], made["name"]) == ("314159276", "SINDIG UGLE AS")
    assert api("GET", path, reader).json() == made
    changed = api("PUT", path, writer, json={"name": "RASK UGLE AS"}).json()
    assert (changed["name"], changed["created"]) == ("RASK UGLE AS", made["created"])
    for query in ("q=rask%20ugle", "q=314159", "q=314159276"):
        assert api("GET", f"{BASE}/organisations?{query}", reader).json() == {"total": 1, "items": [changed]}
    for query in ("q=sindig%20ugle", "q=%25_", "q=14159"):
        assert api("GET", f"{BASE}/organisations?{query}", reader).json() == {"total": 0, "items": []}
    whole = api("GET", f"{BASE}/organisations", reader).json()
    assert whole["total"] == len(whole["items"]) > 3
    part = api("GET", f"{BASE}/organisations?limit=2&offset=1", reader).json()
    assert part == {"total": whole["total"], "items": whole["items"][1:3]}


#= desk.organisations
@pytest.mark.parametrize("orgno, body, field", [("314159270", {"name": "X"}, "orgno"), ("314159276", {"name": ""}, "name"),
                                                ("314159276", {}, "name"), ("314159276", {"name": "x" * 256}, "name"),
                                                ("314159276", {"name": "a\nb"}, "name"), ("314159276", {"name": 1}, "name")])
def test_an_organisation_that_cannot_be_is_refused(api, writer, reader, orgno, body, field):
    """§1.2: nine digits, a name of 1 to 255 characters."""
    refused(api("PUT", f"{BASE}/organisations/{orgno}", writer, json=body), 400, field)
    refused(api("GET", f"{BASE}/organisations/123", reader), 400, "orgno")
    for query, name in (("limit=0", "limit"), ("limit=201", "limit"), ("offset=-1", "offset")):
        refused(api("GET", f"{BASE}/organisations?{query}", reader), 400, name)
        refused(api("GET", f"{BASE}/adminclients?{query}", reader), 400, name)


#= desk.adminclients
def test_an_admin_client_gets_what_was_named_and_no_more(wire, api, reader, writer):
    """§5.18: without a key until one is added; then it manages its own."""
    order = {"orgno": "312345609", "client_name": "Ny administrator", "scopes": ["idporten:dcr.read"]}
    made = api("POST", f"{BASE}/adminclients", writer, json=order)
    assert made.status_code == 201, made.text
    body = made.json()
    assert (body["client_orgno"], body["client_name"], body["scopes"]) == ("312345609", "Ny administrator", order["scopes"])
    assert "supplier_orgno" not in body
    listed = api("GET", f"{BASE}/adminclients?limit=200", reader).json()
    assert body in listed["items"] and listed["total"] == len(listed["items"])
    assert all(any(scope.startswith("idporten:") for scope in each["scopes"]) for each in listed["items"])
    client = types.SimpleNamespace(client_id=body["client_id"], orgno="312345609", scopes=order["scopes"], kid="k", key=some_key())
    assert wire.fetch(client).status_code == 400
    added = api("POST", f"/internal/api/v1/clients/{client.client_id}/jwk", writer, json=public_jwk(client.key, "k"))
    assert added.status_code == 201, added.text
    token = issued(wire.fetch(client))["access_token"]
    assert api("GET", "/api/v1/clients", token).status_code == 200
    assert api("POST", "/api/v1/clients", token, json=None).status_code == 403


#= desk.adminclients
@pytest.mark.parametrize("change, status, field", [
    ({"scopes": []}, 400, "scopes"), ({"scopes": None}, 400, "scopes"), ({"scopes": ["fjellrev:open.read"]}, 400, "scopes"),
    ({"scopes": ["idporten:none"]}, 400, "scopes"), ({"orgno": "312345670"}, 400, "orgno"), ({"orgno": None}, 400, "orgno"),
    ({"orgno": "314159284"}, 409, "orgno")])
def test_an_admin_client_that_cannot_be_is_refused(api, writer, change, status, field):
    """§5.18: a registered organisation and scopes of the operator's."""
    order = {"orgno": "312345609", "client_name": "X", "scopes": ["idporten:dcr.read"]} | change
    refused(api("POST", f"{BASE}/adminclients", writer, json=order), status, field)


#= desk.signing-keys
def test_a_key_is_made_waits_and_retires(fresh_sandbox):
    """§5.18: the rules of §4.2, and never a private member."""
    wire = Wire(fresh_sandbox)
    token = Desk(wire).operator(WRITE)
    path = f"{BASE}/signing-keys"
    (active,) = wire.api("GET", path, token).json()
    assert (active["state"], active["published"]) == ("active", True)
    made = wire.api("POST", path, token)
    assert made.status_code == 201, made.text
    key = made.json()
    assert (key["state"], key["published"], key["alg"]) == ("pending", True, "RS256")
    assert key["may_sign_from"] > key["created"]
    assert key["kid"] in [each["kid"] for each in wire.request("GET", "/jwk").json()["keys"]]
    told = wire.api("GET", path, token)
    assert told.json() in ([active, key], [key, active])  # both may be of the same second
    assert "PRIVATE" not in told.text and '"d"' not in told.text
    change = f"{path}/{key['kid']}"
    assert key["may_sign_from"] in refused(wire.api("PUT", change, token, json={"state": "active"}), 409, "state")
    retired = wire.api("PUT", change, token, json={"state": "retired"}).json()
    assert retired["state"] == "retired" and retired["retired"]
    for state in ("active", "retired"):
        refused(wire.api("PUT", change, token, json={"state": state}), 409, "state")
        refused(wire.api("PUT", f"{path}/{active['kid']}", token, json={"state": state}), 409, "state")
        refused(wire.api("PUT", f"{path}/ukjent", token, json={"state": state}), 404)
        refused(wire.api("PUT", f"{path}/no%20key", token, json={"state": state}), 404)
    for body in ({"state": "pending"}, {"state": "x"}, {}):
        refused(wire.api("PUT", change, token, json=body), 400, "state")


#= desk.signing-keys
def test_a_ripe_key_signs_and_only_so_many_wait(tmp_path):
    """§5.18: the next token is signed with it; five may be pending."""
    server = Server(tmp_path / "sandbox", OPERATOR_ORGNO=OPERATOR, SIGNING__PUBLISH_BEFORE_HOURS="0",
                    SIGNING__ALGORITHM="ES256").start()
    try:
        wire = Wire(server)
        token = Desk(wire).operator(WRITE)
        path = f"{BASE}/signing-keys"
        made = [wire.api("POST", path, token).json() for _ in range(5)]
        assert "5 nøkler" in refused(wire.api("POST", path, token), 409)
        changed = wire.api("PUT", f"{path}/{made[0]['kid']}", token, json={"state": "active"})
        assert changed.status_code == 200, changed.text
        header, _ = parts(issued(wire.fetch(server.client("consumer-client")))["access_token"])
        assert (header["kid"], header["alg"]) == (made[0]["kid"], "ES256")
        states = [each["state"] for each in wire.api("GET", path, token).json()]
        assert sorted(states) == ["active"] + ["pending"] * 4 + ["retired"]
        assert wire.api("POST", path, token).status_code == 201
    finally:
        server.stop()
