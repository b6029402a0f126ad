"""Why a grant is refused: POST /api/v1/explain and the sandbox's hints (docs/protocol.md §3.5, §3.6)."""

import contextlib
import re
import sqlite3
import time
import uuid

import pytest

import expect
from expect import denied, issued
from harness.grants import ABSENT, GRANT_TYPE, grant
from harness.sandbox import new_key
from harness.server import Server
from harness.wire import Wire
from harness.world import World


@pytest.fixture(scope="module")
def client(sandbox):
    return sandbox.client("consumer-client")


def explain(api, assertion, asker="consumer-admin"):
    response = api("POST", "/api/v1/explain", asker, json={"assertion": assertion})
    assert response.status_code == 200, response.text
    return response.json()


def outcomes(told, outcome):
    return [rule["rule"] for rule in told["rules"] if rule["outcome"] == outcome]


#= explain.pure explain.every-rule explain.times
def test_a_right_grant_is_explained_and_still_gives_its_token(wire, api, sandbox, client):
    """§3.5: every rule holds, and nothing is used up by asking."""
    assertion = grant(sandbox, client)
    for _ in range(2):
        told = explain(api, assertion)
        assert told["token"] == "issued"
        assert "answer" not in told and "hint" not in told
        assert outcomes(told, "passed") == [rule["rule"] for rule in told["rules"]]
        assert told["grant"]["client_id"] == client.client_id
        assert -5000 < told["grant"]["iat_offset_milliseconds"] <= 0
        assert 95000 < told["grant"]["exp_offset_milliseconds"] <= 100000
    issued(wire.post_token(assertion))


#= explain.use
def test_a_used_grant_is_said_to_be_used(wire, api, sandbox, client):
    """§3.5: the ledger is read, and the answer is MP-012."""
    assertion = grant(sandbox, client)
    issued(wire.post_token(assertion))
    told = explain(api, assertion)
    assert told["token"] == "refused"
    assert told["answer"]["code"] == "MP-012"
    assert outcomes(told, "failed") == ["the grant has not been used before"]
    denied(wire.post_token(assertion), expect.REPLAYED, sandbox.issuer)


#= explain.use
def test_without_the_ledger_everything_but_the_use_is_told(fresh_sandbox):
    """§3.5: the rule is unknown, and the rest is as it was."""
    wire, client = Wire(fresh_sandbox), fresh_sandbox.client("consumer-client")
    wire.token("consumer-admin")
    with contextlib.closing(sqlite3.connect(fresh_sandbox.directory / "portvakt.db")) as database:
        database.execute("alter table ledger rename to elsewhere")
        told = explain(wire.api, grant(fresh_sandbox, client))
        database.execute("alter table elsewhere rename to ledger")
    assert told["token"] == "issued"
    assert outcomes(told, "unknown") == ["the grant has not been used before"]
    assert len(outcomes(told, "passed")) == len(told["rules"]) - 1
    assert outcomes(explain(wire.api, grant(fresh_sandbox, client)), "unknown") == []


#= explain.answer error.legacy
def test_the_answer_has_the_older_form_where_token_has_it(configured):
    """§3.2, §3.5, §3.7: token.legacy_forbidden."""
    world = World(configured)
    scope = world.scope()
    made = world.client([scope])
    world.revoke_access(scope)
    assertion = grant(configured.sandbox, made)
    assert configured.post_token(assertion).status_code == 403
    answer = explain(configured.api, assertion)["answer"]
    assert (answer["status"], answer["error"], answer["code"]) == (403, "forbidden", "MP-250")
    listed = configured.api("GET", f"/api/v1/clients/{made.client_id}/refusals", "consumer-admin").json()
    assert [entry["error"] for entry in listed["with_key"]] == ["forbidden"]


# Claims, header; the code; words of the hint.
REFUSED = {
    "aud without its slash": ({"aud": "http://127.0.0.1:1"}, {}, "MP-110", ["aud http://127.0.0.1:1", "with a slash at its end"]),
    "iat ahead": ({"iat": int(time.time()) + 4000, "exp": int(time.time()) + 4100}, {}, None, ["s ahead of this server's clock"]),
    "expired": ({"iat": 1790000000, "exp": 1790000100}, {}, "MP-130", ["s behind this server's clock", "NTP"]),
    "too long": ({"exp": int(time.time()) + 4000}, {}, None, ["exp - iat = ", "at most 120 s"]),
    "unknown claim": ({"foo": 1}, {}, "MP-011", ["foo is not a claim of a JWT grant"]),
    "pid": ({"pid": "123"}, {}, "MP-011", ["pid is malformed"]),
    "no kid": ({}, {"kid": ABSENT}, None, ["no kid", "consumer-client-1"]),
    "unknown kid": ({}, {"kid": "mine"}, None, ['kid "mine"', "consumer-client-1"]),
    "scope": ({"scope": "fjellrev:open.read"}, {}, "MP-200", ["fjellrev:open.read", "add the scope to the client"]),
    "own consumer_org": ({"consumer_org": "312345609"}, {}, None, ["consumer_org 312345609"]),
    "not delegated": ({"consumer_org": "315000122"}, {}, "MP-251", ["fjellrev:vannmaaling.read has none", "delegate the scope"]),
    "details": ({"authorization_details": [{"type": "x"}]}, {}, "MP-301", ["authorization_details"]),
}


#= explain.answer explain.same-rules hint.header hint.form
@pytest.mark.parametrize("name", REFUSED)
def test_an_explanation_says_what_token_answers(wire, api, sandbox, client, name):
    """§3.5, §3.6: the same code and text, and the same sentence as the sandbox's hint."""
    claims, header, code, words = REFUSED[name]
    assertion = grant(sandbox, client, claims, header)
    told = explain(api, assertion)
    answer = wire.post_token(assertion)
    body = answer.json()
    assert told["token"] == "refused"
    assert told["answer"]["status"] == answer.status_code
    assert told["answer"]["error"] == body["error"]
    assert body["error_description"].startswith(told["answer"]["error_description"] + " (trace_id: ")
    assert told["answer"].get("code") == code
    assert ("error_uri" in body) == (code is not None)
    hint = answer.headers["Portvakt-Hint"]
    assert re.fullmatch(r"[ -~]{1,512}", hint)
    for word in words:
        assert word in hint and word in told["hint"]
    first = next(rule for rule in told["rules"] if rule["outcome"] == "failed")
    assert first["rule"] in hint and first["cure"] in hint


#= explain.goes-on
def test_a_failing_rule_does_not_hide_the_ones_behind_it(api, sandbox, client):
    """§3.5: three mistakes, three failed rules; the first is what /token says."""
    now = int(time.time())
    told = explain(api, grant(sandbox, client, {"aud": "https://x.example/", "iat": now - 400, "exp": now + 100, "nbf": now + 90}))
    assert told["answer"]["code"] == "MP-110"
    assert outcomes(told, "failed") == ["aud names this server, exactly", "exp - iat is short enough", "nbf is not in the future"]


#= explain.signature-first
def test_nothing_is_judged_behind_a_signature_that_is_wrong(api, sandbox, client):
    """§3.5: it is said so, and the rest is not reached."""
    told = explain(api, grant(sandbox, client, {"aud": "https://x.example/"}, key=new_key()))
    assert told["answer"]["code"] == "MP-124"
    assert outcomes(told, "failed") == ["the signature is right"]
    names = [rule["rule"] for rule in told["rules"]]
    behind = names[names.index("the signature is right") + 1:]
    assert outcomes(told, "not_reached") == behind
    assert "the grant has not been used before" in behind


#= explain.strangers
def test_a_client_of_others_looks_like_none(api, sandbox, client):
    """§3.5: right, wrong, or of nobody at all: the same words, and no answer of /token."""
    right = grant(sandbox, client)
    wrong_key = grant(sandbox, client, header={"kid": "no-such"})
    nobody = grant(sandbox, client, {"iss": str(uuid.uuid4())})

    def seen(assertion, asker):
        told = explain(api, assertion, asker)
        assert told["token"] == "untold" and "answer" not in told
        return [told["hint"].replace(told["grant"]["client_id"], "ID"), [rule["outcome"] for rule in told["rules"]],
                [rule.get("expected") for rule in told["rules"]]]

    assert seen(right, "unrelated-admin") == seen(wrong_key, "unrelated-admin") == seen(nobody, "unrelated-admin")
    assert seen(right, "unrelated-admin") == seen(nobody, "consumer-admin")


#= explain.strangers
def test_a_supplier_hears_of_the_clients_it_made(api, wire, world):
    """§3.5: as long as its token holds idporten:dcr.supplier (§5.2)."""
    made = world.client(["fjellrev:open.read"], admin="supplier-admin", client_orgno=world.consumer)
    assertion = grant(world.sandbox, made)
    assert explain(api, assertion, "supplier-admin")["token"] == "issued"
    without = wire.token("supplier-admin", scope="idporten:dcr.read")
    assert explain(api, assertion, without)["token"] == "untold"


@pytest.mark.parametrize("body", [{}, {"assertion": None}, {"assertion": 7}], ids=repr)
def test_a_body_without_an_assertion_is_refused(api, body):
    """§5.3: 400, and the member is named."""
    response = api("POST", "/api/v1/explain", "consumer-admin", json=body)
    assert response.status_code == 400
    assert [error["fieldIdentifier"] for error in response.json()["errors"]] == ["assertion"]


#= explain.bounded
def test_an_explanation_is_bounded_like_the_token_endpoint(wire, api):
    """§3.5: 64 KiB of body."""
    assert api("POST", "/api/v1/explain", "consumer-admin", json={"assertion": "x" * 65536}).status_code == 413
    assert explain(api, "x" * 60000)["token"] == "refused"
    assert wire.post_token("x" * 65536).status_code == 413


#= hint.header
def test_requests_that_are_no_token_requests_have_a_hint_too(wire):
    """§3.6: grant_type, and the form itself."""
    assert "form with grant_type and assertion" in wire.post_token(None).headers["Portvakt-Hint"]
    hint = wire.post_token("a.b.c", grant_type="client_credentials").headers["Portvakt-Hint"]
    assert "grant_type client_credentials" in hint and GRANT_TYPE in hint


#= hint.form
def test_a_hint_cannot_break_its_header(wire, client):
    """§3.6: control characters and other alphabets are escaped."""
    answer = wire.fetch(client, {"aud": "x\r\nSet-Cookie: a=b\x1b[31mål"})
    assert "Set-Cookie" not in answer.headers
    assert r"aud x\x0d\x0aSet-Cookie: a=b\x1b[31m\xc3\xa5l" in answer.headers["Portvakt-Hint"]


#= hint.header
def test_a_token_comes_without_a_hint(wire, client):
    """§3.6: only refusals have one."""
    answer = wire.fetch(client)
    issued(answer)
    assert "Portvakt-Hint" not in answer.headers


#= hint.console
def test_the_sandbox_says_the_hint_on_its_console(fresh_sandbox):
    """§3.6: one line for each refusal, which no reader of JSON lines or of `ready` takes for its own."""
    wire = Wire(fresh_sandbox)
    answer = wire.fetch(fresh_sandbox.client("consumer-client"), {"aud": "https://x.example/"})
    lines = fresh_sandbox.log.read_text().splitlines()
    assert lines.count("refused at /token: " + answer.headers["Portvakt-Hint"]) == 1


def without_trace(response):
    return re.sub(r"trace_id: [0-9a-f]{32}", "trace_id: -", response.text)


#= hint.sandbox-only
def test_a_server_sends_the_same_bodies_and_no_hints(tmp_path):
    """§3.6: the sandbox and `portvakt serve` on the same data, byte for byte but for the trace id."""
    server = Server(tmp_path / "sandbox")
    assertions = {}
    answers = {"sandbox": {}, "serve": {}}

    def refused(box, into):
        client = box.client("consumer-client")
        for name, (claims, header, _, _) in REFUSED.items():
            assertions.setdefault(name, grant(box, client, claims, header))
            into[name] = Wire(box).post_token(assertions[name])
        into["no assertion"] = Wire(box).post_token(None)

    sandbox = super(Server, server).start()
    refused(sandbox, answers["sandbox"])
    assert server.stop() == 0
    before = len(server.log.read_text())
    try:
        refused(server.start(), answers["serve"])
    finally:
        assert server.stop() == 0
    assert {name: without_trace(answer) for name, answer in answers["sandbox"].items()} == \
           {name: without_trace(answer) for name, answer in answers["serve"].items()}
    assert all("Portvakt-Hint" in answer.headers for answer in answers["sandbox"].values())
    assert not any("Portvakt-Hint" in answer.headers for answer in answers["serve"].values())
    assert "refused at /token" not in server.log.read_text()[before:]
