"""Delegations that an Altinn platform keeps (docs/protocol.md §2.7, §6.1): what it is asked, what is believed, and what happens to
whose tokens when it fails."""

import json
import subprocess
import threading
import time

import pytest

import expect
from expect import denied, issued
from harness.altinn import PATH, Altinn, entry, respond
from harness.grants import grant, parts
from harness.lists import eventually
from harness.sandbox import Sandbox, binary
from harness.server import Server
from harness.wire import Wire
from harness.world import World
from conftest import run_sandbox

SCOPE = "fjellrev:helsemelding.write"
SOURCE = "https://delegations.portvakt.example/"
CONSUMER, SUPPLIER = "312345609", "310999113"
TRIPLE = (CONSUMER, SUPPLIER, SCOPE)


@pytest.fixture(scope="module")
def platform():
    altinn = Altinn()
    yield altinn
    altinn.down()


@pytest.fixture(scope="module")
def box(platform, tmp_path_factory):
    yield from run_sandbox(Sandbox(tmp_path_factory.mktemp("altinn") / "sandbox", "--altinn", platform.url))


@pytest.fixture(scope="module")
def there(box):
    return Wire(box)


@pytest.fixture
def altinn(platform, there):
    """The platform as it should be; afterwards the server is made to believe in it again."""
    platform.delegated, platform.misbehave = {TRIPLE}, None
    platform.let_go.clear()
    yield platform
    platform.delegated, platform.misbehave = {TRIPLE}, None
    platform.let_go.set()
    recovered(there)


def ask(wire, **claims):
    return wire.fetch(wire.sandbox.client("supplier-client"), {"consumer_org": CONSUMER} | claims)


def recovered(wire):
    """The server leaves a platform that failed alone for a few seconds; asks until it asks again."""
    eventually(lambda: ask(wire).status_code == 200)


def unavailable(response):
    """503 that says when to come again, and never MP-251."""
    assert response.status_code == 503, response.text
    assert response.headers["Retry-After"] == "1"
    assert response.json()["error"] == "temporarily_unavailable"
    assert "error_uri" not in response.json()


#= altinn.lookup scope.delegated
def test_a_delegation_found_there_gives_a_token(altinn, there):
    """§6.1: what is asked, to the byte; §2.11: delegation_source is the scope's."""
    altinn.asked.clear()
    _, claims = parts(issued(ask(there))["access_token"])
    assert (claims["consumer"]["ID"], claims["supplier"]["ID"]) == (f"0192:{CONSUMER}", f"0192:{SUPPLIER}")
    assert claims["delegation_source"] == SOURCE
    asked = altinn.asked[-1]
    assert (len(altinn.asked), asked["path"]) == (1, PATH)
    assert asked["query"] == {"supplierorg": SUPPLIER, "consumerorg": CONSUMER, "scope": SCOPE}
    assert asked["headers"]["accept"] == "application/json"


#= altinn.token
def test_the_platform_is_asked_with_a_token_of_this_server(altinn, there, box):
    """§6.1: an ordinary token for altinn:maskinporten/delegations, recorded as every other, used for more than one lookup."""
    altinn.asked.clear()
    for _ in range(3):
        issued(ask(there))
    texts = {each["headers"]["authorization"] for each in altinn.asked}
    assert len(altinn.asked) == 3 and len(texts) == 1
    token = texts.pop().removeprefix("Bearer ")
    verified = subprocess.run([binary(), "verify", token, "--issuer", box.issuer, "--scope", "altinn:maskinporten/delegations"],
                              capture_output=True, text=True)
    assert verified.returncode == 0, verified.stdout + verified.stderr
    _, claims = parts(token)
    assert (claims["client_id"], claims["consumer"]["ID"]) == ("portvakt", "0192:312345692")
    listed = subprocess.run([binary(), "ledger", "list", "--dir", str(box.directory), "--json"], capture_output=True, check=True)
    assert claims["jti"] in {json.loads(line)["token_jti"] for line in listed.stdout.splitlines()}


#= altinn.lookup
def test_connections_are_kept(altinn, there):
    """§6.1: one connection for lookups that follow one another."""
    issued(ask(there))
    before = altinn.connections
    for _ in range(5):
        issued(ask(there))
    assert altinn.connections == before


#= altinn.empty scope.not-delegated
def test_an_empty_array_is_not_delegated_and_never_remembered(altinn, there, box):
    """§6.1: MP-251; a delegation given a moment later counts at once."""
    altinn.delegated = set()
    denied(ask(there), expect.not_delegated(CONSUMER, SCOPE, SUPPLIER), box.issuer)
    altinn.delegated = {TRIPLE}
    issued(ask(there))
    altinn.delegated = set()
    denied(ask(there), expect.not_delegated(CONSUMER, SCOPE, SUPPLIER), box.issuer)


PROBLEM = {"title": "One or more validation errors occurred.", "status": 400, "errors": {"scope": ["The scope field is required."]}}
OTHER = [entry("315000122", SUPPLIER, SCOPE)]
WRONG = {
    "400": lambda handler: respond(handler, 400, PROBLEM, **{"Content-Type": "application/problem+json"}),
    "401": lambda handler: respond(handler, 401, b""),
    "403": lambda handler: respond(handler, 403, {"title": "Forbidden", "status": 403}),
    "404": lambda handler: respond(handler, 404, b"[]"),
    "500": lambda handler: respond(handler, 500, [entry(*TRIPLE)]),
    "204": lambda handler: respond(handler, 204, b""),
    "a redirect": lambda handler: respond(handler, 302, b"", Location="/elsewhere"),
    "no JSON": lambda handler: respond(handler, 200, b"<html>"),
    "nothing": lambda handler: respond(handler, 200, b""),
    "null": lambda handler: respond(handler, 200, None),
    "an object": lambda handler: respond(handler, 200, entry(*TRIPLE)),
    "an array of texts": lambda handler: respond(handler, 200, [SCOPE]),
    "the wrong consumer": lambda handler: respond(handler, 200, OTHER),
    "the wrong supplier": lambda handler: respond(handler, 200, [entry(CONSUMER, "315000122", SCOPE)]),
    "the wrong scope": lambda handler: respond(handler, 200, [entry(CONSUMER, SUPPLIER, SCOPE + "r")]),
    "a right entry beside a wrong one": lambda handler: respond(handler, 200, [entry(*TRIPLE), *OTHER]),
    "ten megabytes": lambda handler: respond(handler, 200, b"[" + b" " * 10_000_000 + b"]"),
    "half an answer": lambda handler: respond(handler, 200, b"[", **{"Content-Length": "100", "Connection": "close"}),
}


#= altinn.unavailable altinn.strict
@pytest.mark.parametrize("name", WRONG)
def test_what_is_no_right_answer_is_503(altinn, there, name):
    """§6.1: neither yes nor MP-251."""
    altinn.misbehave = WRONG[name]
    altinn.asked.clear()
    unavailable(ask(there))
    assert len(altinn.asked) == 1  # it was asked, and not at the address that a redirect named


#= altinn.unavailable replay.only-with-token
def test_a_503_does_not_use_the_grant_up(altinn, there, box):
    """§2.6: the same assertion succeeds once the platform answers."""
    assertion = grant(box, box.client("supplier-client"), {"consumer_org": CONSUMER})
    altinn.misbehave = WRONG["500"]
    unavailable(there.post_token(assertion))
    altinn.misbehave = None
    issued(there.post_token(assertion))
    denied(there.post_token(assertion), expect.REPLAYED, box.issuer)


#= altinn.order
def test_cheaper_rules_are_judged_before_anything_is_asked(altinn, there, box):
    """§2.5: a grant that fails anyway costs no lookup."""
    altinn.asked.clear()
    client = box.client("supplier-client")
    denied(ask(there, scope="fjellrev:open.read"), expect.not_on_client("fjellrev:open.read"), box.issuer)
    denied(ask(there, consumer_org="315000122"), expect.no_access(SCOPE), box.issuer)
    denied(ask(there, consumer_org=SUPPLIER), expect.CONSUMER_IS_CLIENT, box.issuer)
    denied(ask(there, exp=int(time.time()) - 60, iat=int(time.time()) - 90), expect.EXPIRED, box.issuer)
    denied(there.fetch(client), expect.no_access(SCOPE), box.issuer)
    assert altinn.asked == []


#= altinn.timeout altinn.others
def test_a_platform_that_hangs_is_given_two_seconds_and_holds_nobody_else_up(altinn, there, box):
    """§6.1: more lookups hang than there are threads for anything, and other tokens flow meanwhile."""
    there.token("consumer-admin")  # what is asked for below comes within the two seconds
    altinn.misbehave = altinn.hang
    answers, client = [], box.client("supplier-client")

    def hang_too():
        begun = time.monotonic()
        response = Wire(box).fetch(client, {"consumer_org": CONSUMER})
        answers.append((response, time.monotonic() - begun))

    altinn.asked.clear()
    threads = [threading.Thread(target=hang_too) for _ in range(40)]
    for thread in threads:
        thread.start()
    eventually(lambda: altinn.asked)
    issued(there.fetch(box.client("consumer-client")))
    assert there.api("GET", "/api/v1/delegations", "consumer-admin").status_code == 200
    assert len(answers) < 40  # the two came while lookups hung
    for thread in threads:
        thread.join(30)
    assert len(answers) == 40
    for response, _ in answers:
        unavailable(response)
    assert max(spent for _, spent in answers) < 10  # two seconds each, not one after the other


#= altinn.breaker altinn.others
def test_a_platform_that_is_down_is_left_alone_for_a_while(altinn, there, box):
    """§6.1: after three failures in a row nobody asks; the answers are the same, and it recovers by itself."""
    altinn.misbehave = WRONG["500"]
    altinn.asked.clear()
    for _ in range(10):
        unavailable(ask(there))
    assert len(altinn.asked) <= 4
    issued(there.fetch(box.client("consumer-client")))


#= altinn.unavailable
def test_nobody_listens(altinn, there):
    """§6.1: a connection refused is a 503 as well."""
    altinn.down()
    try:
        unavailable(ask(there))
    finally:
        altinn.up()


#= altinn.lookup
def test_every_scope_is_asked_for_and_the_first_that_is_not_delegated_named(altinn, there, box):
    """§2.7 rule 5, §6.1: one lookup a scope."""
    world = World(there)
    source = world.ok("GET", "/api/v1/delegationsources")
    assert [(each["issuer"], each["name"]) for each in source] == [(SOURCE, "altinn")]
    one, other = world.scope(delegation_source=SOURCE), world.scope(delegation_source=SOURCE)
    made = world.client([one, other], admin="supplier-admin")
    altinn.delegated |= {(CONSUMER, SUPPLIER, one)}
    altinn.asked.clear()
    denied(there.fetch(made, {"consumer_org": CONSUMER}), expect.not_delegated(CONSUMER, other, SUPPLIER), box.issuer)
    assert [each["query"]["scope"] for each in altinn.asked] == [one, other]
    altinn.delegated |= {(CONSUMER, SUPPLIER, other)}
    issued(there.fetch(made, {"consumer_org": CONSUMER}))


#= delegations.scope
def test_scopes_of_altinn_are_not_delegated_here(altinn, there):
    """§5.14: the register that the scope names is not the built-in one."""
    response = there.api("PUT", f"/api/v1/delegations/{SUPPLIER}?scope={SCOPE}", "consumer-admin")
    assert (response.status_code, response.json()["errors"][0]["fieldIdentifier"]) == (400, "scope")


#= altinn.cache scope.one-source
def test_both_registers_on_one_server_with_a_cache(tmp_path):
    """§6.1: a yes is remembered when the operator says so, a no never is; §2.7 rule 5: one token has one source."""
    altinn, issuer = Altinn(), "https://altinn.example/"
    settings = {"ALTINN__PLATFORM": altinn.url + "/", "ALTINN__ISSUER": issuer, "ALTINN__CACHE_SECONDS": "60",
                "ALTINN__CLIENT_ID": "spor-altinn", "OPERATOR_ORGNO": "312345692"}
    for box in run_sandbox(Server(tmp_path / "sandbox", **settings)):
        wire = Wire(box)
        world = World(wire)
        assert {each["name"]: each["issuer"] for each in world.ok("GET", "/api/v1/delegationsources")} == {
            "altinn": issuer, "portvakt": SOURCE}
        there, here = world.scope(delegation_source=issuer), world.delegable_scope()
        made = world.client([there, here], admin="supplier-admin")
        world.delegate(here)
        denied(wire.fetch(made, {"scope": there, "consumer_org": CONSUMER}), expect.not_delegated(CONSUMER, there, SUPPLIER), box.issuer)
        altinn.delegated = {(CONSUMER, SUPPLIER, there)}
        for _ in range(3):
            _, claims = parts(issued(wire.fetch(made, {"scope": there, "consumer_org": CONSUMER}))["access_token"])
            assert claims["delegation_source"] == issuer
        assert len(altinn.asked) == 2
        assert parts(altinn.asked[-1]["headers"]["authorization"].removeprefix("Bearer "))[1]["client_id"] == "spor-altinn"
        issued(wire.fetch(made, {"scope": here, "consumer_org": CONSUMER}))
        denied(wire.fetch(made, {"scope": f"{here} {there}", "consumer_org": CONSUMER}),
               expect.not_delegated(CONSUMER, there, SUPPLIER), box.issuer)
        altinn.down()
        issued(wire.fetch(made, {"scope": there, "consumer_org": CONSUMER}))


def test_a_platform_address_that_is_none_is_refused(tmp_path):
    """docs/sandbox.md: status 2 and a sentence."""
    for wrong in ("altinn", "ftp://altinn.example", "file:///etc/passwd"):
        done = subprocess.run([binary(), "sandbox", "--dir", str(tmp_path / "sandbox"), "--listen", "127.0.0.1:0", "--altinn", wrong],
                              capture_output=True, text=True, timeout=60)
        assert done.returncode == 2 and "--altinn" in done.stderr, done.stderr
