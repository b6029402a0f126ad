"""The refused requests of a client, for its owner (docs/protocol.md §3.7)."""

import pytest

from expect import issued
from harness.grants import grant
from harness.sandbox import new_key


@pytest.fixture
def client(world):
    return world.client(["fjellrev:open.read"])


def refusals(api, client, asker="consumer-admin"):
    response = api("GET", f"/api/v1/clients/{client.client_id}/refusals", asker)
    assert response.status_code == 200, response.text
    return response.json()


#= refusals.content
def test_a_refused_grant_is_in_the_list(wire, api, client):
    """§3.7: time, code, rule, hint and the trace id that the client was told."""
    answer = wire.fetch(client, {"aud": "https://x.example/"})
    told = refusals(api, client)
    assert told["client_id"] == client.client_id
    (entry,) = told["with_key"]
    assert (entry["code"], entry["error"], entry["count"]) == ("MP-110", "invalid_grant", 1)
    assert entry["rule"] == "aud names this server, exactly"
    assert entry["hint"] == answer.headers["Portvakt-Hint"]
    assert entry["trace_id"] in answer.json()["error_description"]
    assert told["since"] <= entry["time"]
    assert told["without_key"] == []


#= refusals.content
def test_a_token_leaves_nothing_in_the_list(wire, api, client):
    """§3.7: only refusals."""
    issued(wire.fetch(client))
    assert refusals(api, client)["with_key"] == []


#= refusals.bounded refusals.no-noise
def test_the_list_holds_the_last_hundred_grants(wire, api, world, client):
    """§3.7: a grant sent again is counted, not repeated."""
    first = grant(world.sandbox, client, {"aud": "https://x.example/", "jti": "first"})
    for _ in range(3):
        wire.post_token(first)
    assert [entry["count"] for entry in refusals(api, client)["with_key"]] == [3]
    for number in range(100):
        wire.fetch(client, {"aud": f"https://x.example/{number}"})
    told = refusals(api, client)["with_key"]
    assert len(told) == 100
    assert "https://x.example/99" in told[0]["hint"] and "https://x.example/0." in told[99]["hint"]


#= refusals.no-noise
def test_who_has_no_key_cannot_fill_the_list(wire, api, client):
    """§3.7: requests without the client's key are counted by rule and push nothing out."""
    wire.fetch(client, {"aud": "https://x.example/"})
    stranger = new_key()
    for number in range(120):
        wire.fetch(client, {"jti": str(number)}, key=stranger)
    wire.fetch(client, header={"kid": "guess"})
    told = refusals(api, client)
    assert [entry["code"] for entry in told["with_key"]] == ["MP-110"]
    assert [(entry["rule"], entry["count"]) for entry in told["without_key"]] == [
        ("the key is registered on the client and not old", 1), ("the signature is right", 120)]


#= refusals.owner
def test_only_who_may_read_the_client_sees_its_refusals(wire, api, world, client):
    """§3.7: the owner, and the supplier that made the client (§5.2)."""
    for stranger in ("unrelated-admin", "supplier-admin"):
        assert api("GET", f"/api/v1/clients/{client.client_id}/refusals", stranger).status_code == 403
    assert api("GET", "/api/v1/clients/no-such/refusals", "consumer-admin").status_code == 404
    made = world.client(["fjellrev:open.read"], admin="supplier-admin", client_orgno=world.consumer)
    wire.fetch(made, {"aud": "https://x.example/"})
    assert len(refusals(api, made, "supplier-admin")["with_key"]) == 1
    assert len(refusals(api, made, "consumer-admin")["with_key"]) == 1


#= refusals.no-secrets hint.no-secrets
def test_no_part_of_an_assertion_or_a_key_is_told_anywhere(wire, api, sandbox, client):
    """§3.6, §3.7: canaries, in the hint, the list, the explanation and the log."""
    jti = "canary-5c1d0e7f"
    assertions = [grant(sandbox, client, {"aud": "https://x.example/", "jti": jti}),
                  grant(sandbox, client, {"jti": jti}, key=new_key()), grant(sandbox, client, {"jti": jti}) + "="]
    told = ""
    for assertion in assertions:
        told += wire.post_token(assertion).headers["Portvakt-Hint"]
        told += api("POST", "/api/v1/explain", "consumer-admin", json={"assertion": assertion}).text
    told += api("GET", f"/api/v1/clients/{client.client_id}/refusals", "consumer-admin").text
    told += sandbox.log.read_text(errors="replace")
    secrets = [part for assertion in assertions for part in assertion.split(".")]
    secrets += [sandbox.client("consumer-client").jwk[member] for member in ("n", "d", "p", "q")]
    for secret in secrets:
        for piece in (secret[:40], secret[-40:]):
            assert piece not in told


#= refusals.no-secrets
def test_a_replayed_grant_is_told_by_its_rule(wire, api, sandbox, client):
    """§3.7, §2.6: MP-012 is a refusal of a grant that was signed with the key."""
    assertion = grant(sandbox, client)
    issued(wire.post_token(assertion))
    wire.post_token(assertion)
    (entry,) = refusals(api, client)["with_key"]
    assert (entry["code"], entry["rule"]) == ("MP-012", "the grant has not been used before")
