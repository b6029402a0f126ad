"""docs/operating.md, several nodes: what one node is told, the other knows within a second; a grant works once, wherever."""

import threading
import time

import pytest

from harness.grants import grant
from harness.sandbox import new_key, public_jwk

VISIBLE_WITHIN = 1.0


def bearer(cluster, node, admin):
    answer = node.token(cluster.grant(admin))
    assert answer.status_code == 200, answer.text
    return answer.json()["access_token"]


def seconds_until(condition, patience=10):
    """How long it takes until the condition holds."""
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < patience, "it never came"
    return time.monotonic() - began


@pytest.fixture(scope="session")
def world(cluster):
    """An owner's scope, granted, and a consumer's client with a key, all made at the first node."""
    a, _ = cluster.nodes
    owner, consumer = cluster.admin("312345676"), cluster.admin("312345609")
    seconds_until(lambda: a.token(cluster.grant(consumer)).status_code == 200)
    made = a.api("POST", "/api/v1/scopes", bearer(cluster, a, owner),
                 json={"prefix": "fjellrev", "subscope": "to.noder", "description": "For to noder"})
    assert made.status_code == 200, made.text
    granted = a.api("PUT", "/api/v1/scopes/access/312345609?scope=fjellrev:to.noder", bearer(cluster, a, owner))
    assert granted.status_code == 200, granted.text
    token = bearer(cluster, a, consumer)
    client = a.api("POST", "/api/v1/clients", token, json={
        "client_name": "To noder", "description": "Prøve", "integration_type": "maskinporten",
        "token_endpoint_auth_method": "private_key_jwt",
        "grant_types": ["urn:ietf:params:oauth:grant-type:jwt-bearer"], "scopes": ["fjellrev:to.noder"]})
    assert client.status_code == 200, client.text
    key = new_key()
    keys = a.api("POST", f"/api/v1/clients/{client.json()['client_id']}/jwks", token, json={"keys": [public_jwk(key, "k1")]})
    assert keys.status_code == 200, keys.text

    class Client:
        client_id, kid, scopes = client.json()["client_id"], "k1", ["fjellrev:to.noder"]
    Client.key = key
    return cluster, Client, owner, consumer


def test_a_client_made_at_one_node_gets_tokens_at_the_other(world):
    cluster, client, _, _ = world
    _, b = cluster.nodes
    assert seconds_until(lambda: b.token(grant(cluster, client)).status_code == 200) <= VISIBLE_WITHIN


#= replay.nodes
def test_a_grant_used_at_one_node_is_used_at_the_other(world):
    cluster, client, _, _ = world
    a, b = cluster.nodes
    assertion = grant(cluster, client)
    assert a.token(assertion).status_code == 200
    again = b.token(assertion)
    assert again.status_code == 400 and again.json()["error_uri"].endswith("MP-012")


#= replay.nodes replay.parallel
def test_of_parallel_copies_at_both_nodes_exactly_one_gets_a_token(world):
    cluster, client, _, _ = world
    assertion, answers, barrier = grant(cluster, client), [], threading.Barrier(60)

    def post(node):
        barrier.wait()
        answers.append(node.token(assertion))

    threads = [threading.Thread(target=post, args=(cluster.nodes[i % 2],)) for i in range(60)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer.status_code for answer in answers) == [200] + [400] * 59
    assert all(answer.json().get("error_uri", "").endswith("MP-012") for answer in answers if answer.status_code == 400)


def test_a_withdrawn_access_ends_tokens_at_once_here_and_within_a_second_there(world):
    cluster, client, owner, _ = world
    a, b = cluster.nodes
    path = "/api/v1/scopes/access/312345609?scope=fjellrev:to.noder"
    token = bearer(cluster, a, owner)
    assert a.api("DELETE", path, token).status_code == 200
    assert a.token(grant(cluster, client)).json()["error_uri"].endswith("MP-250")
    assert seconds_until(lambda: b.token(grant(cluster, client)).status_code == 400) <= VISIBLE_WITHIN
    assert a.api("PUT", path, token).status_code == 200
    assert a.token(grant(cluster, client)).status_code == 200


def test_both_nodes_publish_and_use_the_same_keys(world):
    cluster, client, _, consumer = world
    a, b = cluster.nodes
    documents = [node.api("GET", "/jwk", "none").json() for node in (a, b)]
    assert documents[0] == documents[1] and len(documents[0]["keys"]) == 1
    issued_at_a = bearer(cluster, a, consumer)
    assert b.api("GET", "/api/v1/clients", issued_at_a).status_code == 200


def test_the_ledger_holds_what_both_nodes_issued(world):
    cluster, client, _, _ = world
    for node in cluster.nodes:
        assert node.token(grant(cluster, client)).status_code == 200
    rows = cluster.operate("ledger", "list", "--client", client.client_id, "--json")
    assert rows.count('"token_jti"') >= 2, rows
