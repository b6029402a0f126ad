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


#= scope.registered
def test_a_scope_that_is_not_on_the_client(wire, sandbox, client):
    """§2.7 rule 1, Appendix B 6, §3.2 MP-200: the text ends with the scope, without a full stop."""
    denied(wire.fetch(client, {"scope": OPEN}), expect.not_on_client(OPEN), sandbox.issuer)


#= scope.all-named scope.active
def test_only_the_offending_scopes_are_named(wire, sandbox, client):
    """§2.7 rule 7: no partial grants; the rest of the request is right."""
    denied(wire.fetch(client, {"scope": f"fjellrev:vannmaaling.read {OPEN} no:such"}), expect.not_on_client(OPEN, "no:such"),
           sandbox.issuer)


#= scope.active api.at-once
def test_an_inactive_scope_gives_no_tokens_until_it_is_active_again(wire, world, sandbox):
    """§2.7 rule 2, §1.4, Appendix B 6: accesses and registrations are left untouched."""
    scope = world.scope()
    made = world.client([scope])
    issued(wire.fetch(made))
    world.deactivate_scope(scope)
    denied(wire.fetch(made), expect.not_on_client(scope), sandbox.issuer)
    world.change_scope(scope, active=True)
    issued(wire.fetch(made))


#= scope.type
def test_a_scope_that_is_no_longer_for_maskinporten(wire, world, sandbox):
    """§2.7 rule 3, Appendix B 6, §3.2 MP-201."""
    scope = world.scope()
    made = world.client([scope])
    world.change_scope(scope, allowed_integration_types=["idporten"])
    denied(wire.fetch(made), expect.OTHER_TYPE, sandbox.issuer)


#= scope.type
def test_a_scope_without_a_list_of_types_is_for_all(wire, world):
    """§2.7 rule 3: empty means all."""
    issued(wire.fetch(world.client([world.scope(allowed_integration_types=[])])))


#= scope.registered scope.open
def test_an_open_scope_needs_registration_but_no_access(wire, world, sandbox):
    """§2.7 rule 4, Appendix B 6: accessible_for_all, with and without registration."""
    scope = world.scope(grant_to=[], accessible_for_all=True)
    other = world.client([OPEN])
    denied(wire.fetch(other, {"scope": scope}), expect.not_on_client(scope), sandbox.issuer)
    issued(wire.fetch(world.client([scope])))


#= scope.access api.at-once
def test_access_is_gone_after_delete_and_back_after_put(wire, world, sandbox):
    """§2.7 rule 4, §1.5, Appendix B 7: DENIED and APPROVED take effect at once."""
    scope = world.scope()
    made = world.client([scope])
    issued(wire.fetch(made))
    assert world.revoke_access(scope)["state"] == "DENIED"
    denied(wire.fetch(made), expect.no_access(scope), sandbox.issuer)
    assert world.grant_access(scope)["state"] == "APPROVED"
    issued(wire.fetch(made))


#= scope.delegable
def test_a_delegated_scope_without_consumer_org_lacks_access(wire, sandbox):
    """§2.7 rule 4, §3.2 MP-250: the most common mistake of suppliers."""
    denied(wire.fetch(sandbox.client("supplier-client"), {"scope": DELEGATED}), expect.no_access(DELEGATED), sandbox.issuer)


#= scope.own-consumer
def test_consumer_org_is_another_organisation(wire, sandbox, client):
    """§2.7 rule 6, Appendix B 8: byte-exact text without error_uri."""
    denied(wire.fetch(client, {"consumer_org": client.orgno}), expect.CONSUMER_IS_CLIENT, sandbox.issuer)


#= scope.not-delegated
def test_consumer_org_needs_a_scope_that_can_be_delegated(wire, world, sandbox):
    """§2.7 rule 5, Appendix B 8: an open scope without delegation source."""
    made = world.client([OPEN], admin="supplier-admin")
    customer = sandbox.organisation("consumer")["orgno"]
    denied(wire.fetch(made, {"consumer_org": customer}), expect.not_delegated(customer, OPEN, made.orgno), sandbox.issuer)


#= scope.consumer-access
def test_consumer_org_without_access_of_its_own(wire, sandbox):
    """§2.7 rule 5, Appendix B 8: the access must be the consumer's, before any delegation is asked for."""
    supplier = sandbox.client("supplier-client")
    stranger = sandbox.organisation("unrelated")["orgno"]
    denied(wire.fetch(supplier, {"scope": DELEGATED, "consumer_org": stranger}), expect.no_access(DELEGATED), sandbox.issuer)


#= scope.consumer-access
def test_an_access_of_the_suppliers_own_does_not_help_its_customer(wire, world, sandbox):
    """§2.7 rule 5: owners grant the consumer, never the supplier; a forgotten consumer_org then means the supplier itself."""
    supplier, stranger = (sandbox.organisation(role)["orgno"] for role in ("supplier", "unrelated"))
    scope = world.delegable_scope(grant_to=[supplier])
    made = world.client([scope], admin="supplier-admin")
    denied(wire.fetch(made, {"consumer_org": stranger}), expect.no_access(scope), sandbox.issuer)
    claims = parts(issued(wire.fetch(made))["access_token"])[1]
    assert claims["consumer"]["ID"] == f"0192:{supplier}" and "supplier" not in claims


#= scope.supplier-client
def test_the_access_of_a_supplier_made_client_must_be_the_customers(wire, world, sandbox):
    """§2.7: registered by the supplier's access, used by the customer's."""
    supplier, customer = (sandbox.organisation(role)["orgno"] for role in ("supplier", "customer"))
    scope = world.scope(grant_to=[supplier])
    made = world.client([scope], admin="supplier-admin", client_orgno=customer)
    denied(wire.fetch(made), expect.no_access(scope), sandbox.issuer)
    world.grant_access(scope, customer)
    claims = parts(issued(wire.fetch(made))["access_token"])[1]
    assert (claims["consumer"]["ID"], claims["supplier"]["ID"]) == (f"0192:{customer}", f"0192:{supplier}")


#= scope.access
def test_every_scope_without_access_is_named(wire, world, sandbox):
    """§2.7 rules 4 and 7: joined as the scopes that are not on the client are."""
    one, other = world.scope(), world.scope()
    made = world.client([one, other])
    for scope in (one, other):
        world.revoke_access(scope)
    denied(wire.fetch(made, {"scope": f"{other} {one}"}), expect.no_access(other, one), sandbox.issuer)


#= claims.scope-list scope.all-or-nothing
def test_several_scopes_are_granted_together_in_the_order_asked_for(wire, world):
    """§2.3, §2.7 rule 7: white space separates, repetitions collapse."""
    one, other = world.scope(), world.scope()
    made = world.client([one, other])
    body = issued(wire.fetch(made, {"scope": f"  {other}\t{one}   {other} "}))
    assert body["scope"] == f"{other} {one}"
    assert parts(body["access_token"])[1]["scope"] == f"{other} {one}"


#= scope.all-or-nothing
def test_one_scope_without_access_refuses_them_all(wire, world, sandbox):
    """§2.7 rule 7: no narrowing."""
    granted, refused = world.scope(), world.scope()
    made = world.client([granted, refused])
    world.revoke_access(refused)
    denied(wire.fetch(made, {"scope": f"{granted} {refused}"}), expect.no_access(refused), sandbox.issuer)
    issued(wire.fetch(made, {"scope": granted}))


#= scope.registered
def test_scope_names_are_compared_exactly(wire, sandbox, client):
    """§1.4: no case folding."""
    denied(wire.fetch(client, {"scope": "fjellrev:Vannmaaling.read"}), expect.not_on_client("fjellrev:Vannmaaling.read"),
           sandbox.issuer)
