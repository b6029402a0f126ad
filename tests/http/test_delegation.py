"""Tokens for a supplier on behalf of its customer, from the built-in register (docs/protocol.md §1.10, §2.7, Appendix B 8)."""

import json
import sqlite3
import subprocess

import pytest

import expect
from expect import denied, issued
from harness.grants import grant, parts
from harness.sandbox import binary
from harness.wire import Wire
from harness.world import utc
from test_access_token import ORDER

READY_MADE = "fjellrev:helsemelding.write"


@pytest.fixture(scope="module")
def supplier(sandbox):
    return sandbox.organisation("supplier")["orgno"]


@pytest.fixture
def scope(world):
    """Granted to the consumer, who has not delegated it to anybody."""
    return world.delegable_scope()


@pytest.fixture
def made(world, scope):
    """A client of the supplier that holds it."""
    return world.client([scope], admin="supplier-admin")


def for_consumer(wire, world, client, **claims):
    return wire.fetch(client, {"consumer_org": world.consumer} | claims)


#= scope.delegated token.claims token.organisation
def test_the_ready_made_delegation_gives_a_token_for_the_consumer(wire, world, sandbox, supplier):
    """§2.7 rule 5, §2.11: who is who, where the delegation is from, members in order."""
    client = sandbox.client("supplier-client")
    _, claims = parts(issued(for_consumer(wire, world, client))["access_token"])
    assert list(claims) == [name for name in ORDER if name in claims]
    source = world.ok("GET", "/api/v1/delegationsources")[0]["issuer"]
    assert {name: claims[name] for name in ("scope", "consumer", "supplier", "delegation_source", "client_id")} == {
        "scope": READY_MADE, "consumer": {"authority": "iso6523-actorid-upis", "ID": f"0192:{world.consumer}"},
        "supplier": {"authority": "iso6523-actorid-upis", "ID": f"0192:{supplier}"}, "delegation_source": source,
        "client_id": client.client_id}


#= scope.not-delegated scope.delegated api.at-once
def test_a_delegation_counts_from_the_answer_on_and_until_it_is_revoked(wire, world, sandbox, scope, made, supplier):
    """§1.10, §9.2: in both directions, at once."""
    refusal = expect.not_delegated(world.consumer, scope, supplier)
    denied(for_consumer(wire, world, made), refusal, sandbox.issuer)
    assert world.delegate(scope)["active"] is True
    issued(for_consumer(wire, world, made))
    assert world.revoke_delegation(scope)["active"] is False
    denied(for_consumer(wire, world, made), refusal, sandbox.issuer)
    world.delegate(scope)
    issued(for_consumer(wire, world, made))


#= delegation.period
def test_a_delegation_of_the_future_does_not_count_yet(wire, world, sandbox, scope, made, supplier):
    """§1.10: valid_from."""
    assert world.delegate(scope, valid_from=utc(hours=1))["active"] is False
    denied(for_consumer(wire, world, made), expect.not_delegated(world.consumer, scope, supplier), sandbox.issuer)
    assert world.delegate(scope, valid_from=utc(seconds=-1), valid_to=utc(hours=1))["active"] is True
    issued(for_consumer(wire, world, made))


#= delegation.period
def test_a_delegation_that_has_expired_does_not_count(fresh_sandbox):
    """§1.10: valid_to; the server is stopped, and its record made older, so that nobody has to wait."""
    wire = Wire(fresh_sandbox)
    client, consumer = fresh_sandbox.client("supplier-client"), fresh_sandbox.organisation("consumer")["orgno"]
    issued(wire.fetch(client, {"consumer_org": consumer}))
    assert fresh_sandbox.stop() == 0
    with sqlite3.connect(fresh_sandbox.directory / "portvakt.db") as database:
        assert database.execute("update delegation set valid_from = valid_from - 100, valid_to = valid_from - 1").rowcount == 1
    database.close()
    fresh_sandbox.start()
    denied(wire.fetch(client, {"consumer_org": consumer}), expect.not_delegated(consumer, READY_MADE, client.orgno), fresh_sandbox.issuer)


#= scope.not-delegated
def test_a_delegation_is_for_that_supplier_and_that_scope_only(wire, world, sandbox, scope, made, supplier):
    """§2.7 rule 5: neither another supplier's delegation nor that of another scope helps."""
    world.delegate(scope, supplier=sandbox.organisation("unrelated")["orgno"])
    world.delegate(world.delegable_scope())
    denied(for_consumer(wire, world, made), expect.not_delegated(world.consumer, scope, supplier), sandbox.issuer)


#= scope.consumer-access
def test_a_delegation_without_access_is_worth_nothing(wire, world, sandbox, scope, made):
    """§2.7 rule 5: the access is judged first, and it may go after the delegation was made."""
    world.delegate(scope)
    world.revoke_access(scope)
    denied(for_consumer(wire, world, made), expect.no_access(scope), sandbox.issuer)


#= scope.delegated scope.not-delegated
def test_an_open_scope_needs_a_delegation_but_no_access(wire, world, sandbox, supplier):
    """§2.7 rule 5: accessible_for_all."""
    scope = world.delegable_scope(grant_to=[], accessible_for_all=True)
    made = world.client([scope], admin="supplier-admin")
    denied(for_consumer(wire, world, made), expect.not_delegated(world.consumer, scope, supplier), sandbox.issuer)
    world.delegate(scope)
    issued(for_consumer(wire, world, made))


#= scope.one-source
def test_scopes_of_which_one_cannot_be_delegated(wire, world, sandbox, scope, supplier):
    """§2.7 rule 5: every scope must name the same source; the first that does not is named."""
    plain = world.scope(accessible_for_all=True)
    made = world.client([scope, plain], admin="supplier-admin")
    world.delegate(scope)
    for asked in (f"{scope} {plain}", f"{plain} {scope}"):
        denied(for_consumer(wire, world, made, scope=asked), expect.not_delegated(world.consumer, plain, supplier), sandbox.issuer)
    issued(for_consumer(wire, world, made, scope=scope))


#= scope.all-or-nothing scope.not-delegated
def test_all_scopes_must_have_been_delegated(wire, world, sandbox, scope, supplier):
    """§2.7 rule 7: no narrowing; the first that was not is named."""
    other = world.delegable_scope()
    made = world.client([scope, other], admin="supplier-admin")
    world.delegate(scope)
    denied(for_consumer(wire, world, made), expect.not_delegated(world.consumer, other, supplier), sandbox.issuer)
    world.delegate(other)
    assert issued(for_consumer(wire, world, made, scope=f"{other} {scope}"))["scope"] == f"{other} {scope}"


#= claims.consumer-org
@pytest.mark.parametrize("number", ["31234560", "3123456090", "312345608", "0192:312345609", "", " 312345609"])
def test_a_consumer_org_that_is_no_organisation_number(wire, sandbox, number):
    """§2.3: nine digits with their check digit and nothing else."""
    denied(wire.fetch(sandbox.client("supplier-client"), {"consumer_org": number}), expect.MALFORMED, sandbox.issuer)


#= scope.own-consumer
def test_the_suppliers_own_number_as_consumer_org(wire, sandbox, supplier):
    """§2.7 rule 6, also where everything else would be right."""
    denied(wire.fetch(sandbox.client("supplier-client"), {"consumer_org": supplier}), expect.CONSUMER_IS_CLIENT, sandbox.issuer)


#= replay.only-with-token
def test_a_refused_grant_works_once_the_scope_is_delegated(wire, world, sandbox, scope, made, supplier):
    """§2.6: a refusal does not use the grant up."""
    assertion = grant(sandbox, made, {"consumer_org": world.consumer})
    denied(wire.post_token(assertion), expect.not_delegated(world.consumer, scope, supplier), sandbox.issuer)
    world.delegate(scope)
    issued(wire.post_token(assertion))
    denied(wire.post_token(assertion), expect.REPLAYED, sandbox.issuer)


#= delegation.ledger
def test_the_ledger_knows_on_whose_behalf(wire, world, sandbox, scope, made, supplier):
    """§2.7 rule 5: consumer, supplier and source of an issued token are on record."""
    world.delegate(scope)
    _, claims = parts(issued(for_consumer(wire, world, made))["access_token"])
    listed = subprocess.run([binary(), "ledger", "list", "--dir", str(sandbox.directory), "--json"], capture_output=True, check=True)
    row = next(each for each in map(json.loads, listed.stdout.splitlines()) if each["token_jti"] == claims["jti"])
    assert (row["consumer"], row["supplier"], row["delegation_source"]) == (world.consumer, supplier, claims["delegation_source"])
