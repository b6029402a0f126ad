"""One grant, one token: in parallel, after refusals, and across crashes (docs/protocol.md §2.6, Appendix B 13)."""

import contextlib
import sqlite3
import subprocess
import threading

import requests

import expect
from expect import denied, issued
from harness.grants import ABSENT, GRANT_TYPE, grant, parts
from harness.sandbox import binary
from harness.wire import Wire
from harness.world import World

COPIES = 200


def post_copies(url, assertion, copies, meanwhile=lambda: None):
    """Answers to `copies` simultaneous posts of one grant; None where the connection broke."""
    answers, barrier = [], threading.Barrier(copies + 1)

    def post():
        with requests.Session() as session:
            session.trust_env = False
            barrier.wait()
            try:
                answers.append(session.post(url, data={"grant_type": GRANT_TYPE, "assertion": assertion}, timeout=60))
            except requests.RequestException:
                answers.append(None)

    threads = [threading.Thread(target=post) for _ in range(copies)]
    for thread in threads:
        thread.start()
    barrier.wait()
    meanwhile()
    for thread in threads:
        thread.join()
    return answers


def tokens_among(answers, issuer):
    """How many answers hold a token; every other one must say that the grant is used, or ask to come again."""
    tokens = 0
    for answer in answers:
        if answer is None:
            continue
        if answer.status_code == 200:
            tokens += 1
        elif answer.status_code == 503:
            assert "Retry-After" in answer.headers
        else:
            denied(answer, expect.REPLAYED, issuer)
    return tokens


#= replay.parallel
def test_of_200_parallel_copies_exactly_one_gets_a_token(sandbox):
    """§2.6, Appendix B 13: the insert is the check."""
    assertion = grant(sandbox, sandbox.client("consumer-client"))
    answers = post_copies(sandbox.base + "/token", assertion, COPIES)
    assert None not in answers
    assert tokens_among(answers, sandbox.issuer) == 1


#= replay.parallel replay.without-jti
def test_of_200_parallel_copies_without_jti_exactly_one_gets_a_token(sandbox):
    """§2.6: without jti the assertion itself is single-use."""
    assertion = grant(sandbox, sandbox.client("consumer-client"), {"jti": ABSENT})
    assert tokens_among(post_copies(sandbox.base + "/token", assertion, COPIES), sandbox.issuer) == 1


#= replay.durable
def test_a_used_grant_stays_used_after_a_crash(fresh_sandbox):
    """§2.6: durable before the token leaves; kill -9 and a restart on the same directory change nothing."""
    box, wire = fresh_sandbox, Wire(fresh_sandbox)
    client = box.client("consumer-client")
    assertion = grant(box, client)
    kid = parts(issued(wire.post_token(assertion))["access_token"])[0]["kid"]
    box.kill()
    box.start()
    assert tokens_among(post_copies(box.base + "/token", assertion, 50), box.issuer) == 0
    fresh = issued(Wire(box).fetch(client))["access_token"]
    assert parts(fresh)[0]["kid"] == kid, "the signing key must survive"


#= replay.durable
def test_copies_in_flight_during_a_crash_get_at_most_one_token(fresh_sandbox):
    """§2.6: whatever moment the server dies at, one grant never gives two tokens."""
    box = fresh_sandbox
    for _ in range(3):
        assertion = grant(box, box.client("consumer-client"))
        before = post_copies(box.base + "/token", assertion, 60, meanwhile=box.kill)
        box.start()
        after = post_copies(box.base + "/token", assertion, 60)
        assert None not in after
        assert tokens_among(before, box.issuer) + tokens_among(after, box.issuer) <= 1


#= replay.durable
def test_a_clean_restart_keeps_used_grants_too(fresh_sandbox):
    """§2.6: SIGTERM drains, exits 0, and forgets nothing."""
    box = fresh_sandbox
    assertion = grant(box, box.client("consumer-client"))
    issued(Wire(box).post_token(assertion))
    assert box.stop() == 0
    box.start()
    denied(Wire(box).post_token(assertion), expect.REPLAYED, box.issuer)


#= replay.only-with-token
def test_a_refused_grant_may_be_sent_again(wire, sandbox):
    """§2.6, Appendix B 13: a grant is used up only together with issuing a token."""
    world = World(wire)
    scope = world.scope()
    client = world.client([scope])
    world.revoke_access(scope)
    assertion = grant(sandbox, client)
    for _ in range(2):
        denied(wire.post_token(assertion), expect.no_access(scope), sandbox.issuer)
    world.grant_access(scope)
    issued(wire.post_token(assertion))
    denied(wire.post_token(assertion), expect.REPLAYED, sandbox.issuer)


#= replay.once
def test_a_jti_is_used_once_whatever_else_the_grant_says(wire, sandbox):
    """§2.6, §3.2 MP-012: another grant with the same jti is a replay."""
    client = sandbox.client("consumer-client")
    issued(wire.fetch(client, {"jti": "once"}))
    denied(wire.fetch(client, {"jti": "once", "resource": "https://other.example/"}), expect.REPLAYED, sandbox.issuer)


#= replay.per-client
def test_two_clients_may_use_the_same_jti(wire, sandbox, world):
    """§2.6: unique within a client."""
    one, other = (world.client([world.scope()]) for _ in range(2))
    issued(wire.fetch(one, {"jti": "shared"}))
    issued(wire.fetch(other, {"jti": "shared"}))


#= replay.without-jti
def test_grants_without_jti_do_not_share_a_key(wire, sandbox):
    """§2.6: an absent jti is not everyone's empty jti."""
    client = sandbox.client("consumer-client")
    for resource in ("https://a.example/", "https://b.example/"):
        issued(wire.fetch(client, {"jti": ABSENT, "resource": resource}))
    for resource in ("https://c.example/", "https://d.example/"):
        issued(wire.fetch(client, {"jti": "", "resource": resource}))


#= replay.once
def test_a_jti_of_any_length_is_used_once(wire, sandbox):
    """§2.6: beyond 251 octets its digest is kept, so two long ones that begin alike are two."""
    client = sandbox.client("consumer-client")
    for jti in ("j" * 251, "j" * 252, "j" * 252 + "k"):
        issued(wire.fetch(client, {"jti": jti}))
        denied(wire.fetch(client, {"jti": jti}), expect.REPLAYED, sandbox.issuer)


#= replay.verified replay.per-client
def test_nobody_can_use_up_a_jti_without_the_key(wire, sandbox):
    """§2.6: what fails its signature, or names another client, is no use of a grant."""
    client, stranger = sandbox.client("consumer-client"), sandbox.client("supplier-client")
    denied(wire.fetch(client, {"jti": "guessed"}, key=stranger.key), expect.BAD_SIGNATURE, sandbox.issuer)
    denied(wire.fetch(stranger, {"jti": "guessed"}), expect.no_access(*stranger.scopes), sandbox.issuer)
    issued(wire.fetch(client, {"jti": "guessed"}))


#= order.replay
def test_a_used_grant_that_breaks_another_rule_by_now_is_told_of_that(wire, world, sandbox):
    """§2.5 row 11: replay is judged last of all."""
    scope = world.scope()
    client = world.client([scope])
    assertion = grant(sandbox, client)
    issued(wire.post_token(assertion))
    world.revoke_access(scope)
    denied(wire.post_token(assertion), expect.no_access(scope), sandbox.issuer)
    world.grant_access(scope)
    denied(wire.post_token(assertion), expect.REPLAYED, sandbox.issuer)


#= replay.restore
def test_a_grant_used_after_the_backup_is_not_accepted_once_that_is_restored(fresh_sandbox):
    """Operating, back up and restore: an older ledger does not know the grant; `ledger restored` refuses all that exist."""
    file, backup = fresh_sandbox.directory / "portvakt.db", fresh_sandbox.directory / "backup.db"
    with contextlib.closing(sqlite3.connect(file)) as database:
        database.execute("vacuum into ?", (str(backup),))
    client = fresh_sandbox.client("consumer-client")
    assertion = grant(fresh_sandbox, client)
    issued(Wire(fresh_sandbox).post_token(assertion))
    assert fresh_sandbox.stop() == 0
    for name in ("portvakt.db", "portvakt.db-wal", "portvakt.db-shm"):
        (fresh_sandbox.directory / name).unlink(missing_ok=True)
    backup.rename(file)
    said = subprocess.run([binary(), "ledger", "restored", "--dir", str(fresh_sandbox.directory)], capture_output=True, text=True,
                          timeout=60)
    assert said.returncode == 0 and said.stdout.startswith("No grant that exists now gives a token any more"), said.stderr
    fresh_sandbox.start()
    for again in (assertion, grant(fresh_sandbox, client)):
        denied(Wire(fresh_sandbox).post_token(again), expect.REPLAYED, fresh_sandbox.issuer)
