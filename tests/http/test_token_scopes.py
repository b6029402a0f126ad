"""Which scopes a client gets, and for whom (docs/protocol.md §2.5 rows 13-16, §2.7, Appendix B 6-8)."""

import pytest

import expect
from expect import denied, issued
from harness.grants import parts

OPEN = "fjellrev:open.read"
DELEGATED = "fjellrev:helsemelding.write"


@pytest.fixture(scope="module")
def client(sandbox):
    return sandbox.client("consumer-client")


def test_a_scope_that_is_not_on_the_client(wire, sandbox, client):
    """§2.7 rule 1, Appendix B 6, §3.2 MP-200: the text ends with the scope, without a full stop."""
    denied(wire.fetch(client, {"scope": OPEN}), expect.not_on_client(OPEN), sandbox.issuer)


def test_only_the_offending_scopes_are_named(wire, sandbox, client):
    """§2.7 rule 7: no partial grants; the rest of the request is right."""
    denied(wire.fetch(client, {"scope": f"fjellrev:vannmaaling.read {OPEN} no:such"}), expect.not_on_client(OPEN, "no:such"),
           sandbox.issuer)


def test_an_inactive_scope_gives_no_tokens_until_it_is_active_again(wire, world, sandbox):
    """§2.7 rule 2, §1.4, Appendix B 6: accesses and registrations are left untouched."""
    scope = world.scope()
    made = world.client([scope])
    issued(wire.fetch(made))
    world.deactivate_scope(scope)
    denied(wire.fetch(made), expect.not_on_client(scope), sandbox.issuer)
    world.change_scope(scope, active=True)
    issued(wire.fetch(made))


def test_a_scope_that_is_no_longer_for_maskinporten(wire, world, sandbox):
    """§2.7 rule 3, Appendix B 6, §3.2 MP-201."""
    scope = world.scope()
    made = world.client([scope])
    world.change_scope(scope, allowed_integration_types=["idporten"])
    denied(wire.fetch(made), expect.OTHER_TYPE, sandbox.issuer)


def test_a_scope_without_a_list_of_types_is_for_all(wire, world):
    """§2.7 rule 3: empty means all."""
    issued(wire.fetch(world.client([world.scope(allowed_integration_types=[])])))


def test_an_open_scope_needs_registration_but_no_access(wire, world, sandbox):
    """§2.7 rule 4, Appendix B 6: accessible_for_all, with and without registration."""
    scope = world.scope(grant_to=[], accessible_for_all=True)
    other = world.client([OPEN])
    denied(wire.fetch(other, {"scope": scope}), expect.not_on_client(scope), sandbox.issuer)
    issued(wire.fetch(world.client([scope])))


def test_access_is_gone_after_delete_and_back_after_put(wire, world, sandbox):
    """§2.7 rule 4, §1.5, Appendix B 7: DENIED and APPROVED take effect at once."""
    scope = world.scope()
    made = world.client([scope])
    issued(wire.fetch(made))
    assert world.revoke_access(scope)["state"] == "DENIED"
    denied(wire.fetch(made), expect.no_access(scope), sandbox.issuer)
    assert world.grant_access(scope)["state"] == "APPROVED"
    issued(wire.fetch(made))


def test_a_delegated_scope_without_consumer_org_lacks_access(wire, sandbox):
    """§2.7 rule 4, §3.2 MP-250: the most common mistake of suppliers."""
    denied(wire.fetch(sandbox.client("supplier-client"), {"scope": DELEGATED}), expect.no_access(DELEGATED), sandbox.issuer)


def test_consumer_org_is_another_organisation(wire, sandbox, client):
    """§2.7 rule 6, Appendix B 8: byte-exact text without error_uri."""
    denied(wire.fetch(client, {"consumer_org": client.orgno}), expect.CONSUMER_IS_CLIENT, sandbox.issuer)


def test_consumer_org_needs_a_scope_that_can_be_delegated(wire, world, sandbox):
    """§2.7 rule 5, Appendix B 8: an open scope without delegation source."""
    made = world.client([OPEN], admin="supplier-admin")
    customer = sandbox.organisation("consumer")["orgno"]
    denied(wire.fetch(made, {"consumer_org": customer}), expect.not_delegated(customer, OPEN, made.orgno), sandbox.issuer)


def test_consumer_org_without_access_of_its_own(wire, sandbox):
    """§2.7 rule 5, Appendix B 8: the access must be the consumer's, before any delegation is asked for."""
    supplier = sandbox.client("supplier-client")
    stranger = sandbox.organisation("unrelated")["orgno"]
    denied(wire.fetch(supplier, {"scope": DELEGATED, "consumer_org": stranger}), expect.no_access(DELEGATED), sandbox.issuer)


def test_several_scopes_are_granted_together_in_the_order_asked_for(wire, world):
    """§2.3, §2.7 rule 7: white space separates, repetitions collapse."""
    one, other = world.scope(), world.scope()
    made = world.client([one, other])
    body = issued(wire.fetch(made, {"scope": f"  {other}\t{one}   {other} "}))
    assert body["scope"] == f"{other} {one}"
    assert parts(body["access_token"])[1]["scope"] == f"{other} {one}"


def test_one_scope_without_access_refuses_them_all(wire, world, sandbox):
    """§2.7 rule 7: no narrowing."""
    granted, refused = world.scope(), world.scope()
    made = world.client([granted, refused])
    world.revoke_access(refused)
    denied(wire.fetch(made, {"scope": f"{granted} {refused}"}), expect.no_access(refused), sandbox.issuer)
    issued(wire.fetch(made, {"scope": granted}))


def test_scope_names_are_compared_exactly(wire, sandbox, client):
    """§1.4: no case folding."""
    denied(wire.fetch(client, {"scope": "fjellrev:Vannmaaling.read"}), expect.not_on_client("fjellrev:Vannmaaling.read"),
           sandbox.issuer)
