"""What breaks around a server, and what it does then (docs/operating.md; docs/protocol.md §3.4): fail closed, say so,
recover alone, lose nothing that was acknowledged."""

import json
import resource
import stat
import subprocess

import requests

import expect
from expect import denied, issued
from harness.grants import grant
from harness.sandbox import Sandbox, binary
from harness.wire import Wire
from harness.world import World


def ends(*words):
    """Exit status and standard error of a command that must not start serving."""
    done = subprocess.run([binary(), *map(str, words)], capture_output=True, text=True, timeout=60)
    return done.returncode, done.stderr


def log_lines(sandbox):
    for line in sandbox.log.read_text(errors="replace").splitlines():
        if line.startswith("{"):
            yield json.loads(line)


def test_a_second_server_on_the_same_database_is_refused(sandbox):
    status, said = ends("sandbox", "--dir", sandbox.directory, "--listen", "127.0.0.1:0")
    assert status == 2
    assert str(sandbox.pid) in said and "portvakt.db" in said, said
    assert Wire(sandbox).token("consumer-client")  # and the first goes on


def test_a_taken_port_is_named(sandbox, tmp_path):
    address = sandbox.base.removeprefix("http://")
    status, said = ends("sandbox", "--dir", tmp_path / "other", "--listen", address)
    assert status == 2
    assert address in said, said


def test_a_file_that_is_no_database_is_named_and_left_alone(tmp_path):
    directory = tmp_path / "sandbox"
    directory.mkdir()
    (directory / "portvakt.db").write_text("these are not the pages you are looking for\n" * 200)
    before = (directory / "portvakt.db").read_bytes()
    status, said = ends("sandbox", "--dir", directory, "--listen", "127.0.0.1:0")
    assert status == 2 and "portvakt.db" in said, said
    assert (directory / "portvakt.db").read_bytes() == before


def test_a_broken_client_key_is_named_with_its_cure(fresh_sandbox):
    fresh_sandbox.stop()
    key = fresh_sandbox.directory / "keys/consumer-client.jwk.json"
    key.write_text("{}")
    status, said = ends("sandbox", "--dir", fresh_sandbox.directory, "--listen", "127.0.0.1:0")
    assert status == 2
    assert "consumer-client.jwk.json" in said and "remove the file" in said, said


def test_a_wrong_passphrase_is_told_without_showing_it(fresh_sandbox):
    fresh_sandbox.stop()
    (fresh_sandbox.directory / "passphrase").write_text("not-the-right-one\n")
    status, said = ends("sandbox", "--dir", fresh_sandbox.directory, "--listen", "127.0.0.1:0")
    assert status == 2
    assert "passphrase" in said and "not-the-right-one" not in said, said


def test_starting_again_goes_on_with_the_same_data_and_keys(fresh_sandbox):
    world, before = World(Wire(fresh_sandbox)), fresh_sandbox.client("consumer-client").jwk
    scope = world.scope()
    keys = Wire(fresh_sandbox).request("GET", "/jwk").json()
    assert fresh_sandbox.stop() == 0
    fresh_sandbox.start()
    wire = Wire(fresh_sandbox)
    assert fresh_sandbox.client("consumer-client").jwk == before
    assert wire.request("GET", "/jwk").json() == keys
    mine = wire.api("GET", "/api/v1/scopes", "owner-admin").json()
    assert (scope if isinstance(scope, str) else scope["name"]) in [item["name"] for item in mine]


def test_secrets_of_a_sandbox_are_for_its_owner_only(sandbox):
    for name in ("sandbox.json", "passphrase", "tls.key", "keys/consumer-client.jwk.json"):
        assert stat.S_IMODE((sandbox.directory / name).stat().st_mode) == 0o600, name


#= error.unavailable replay.only-with-token health.state
def test_a_full_disk_is_503_and_recovers_by_itself(fresh_sandbox):
    """A file that may not grow is a full disk to the database; the same grant works once there is room."""
    wire, client = Wire(fresh_sandbox), fresh_sandbox.client("consumer-client")
    issued(wire.fetch(client))
    limits = resource.prlimit(fresh_sandbox.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(fresh_sandbox.pid, resource.RLIMIT_FSIZE, (0, limits[1]))
    assertion = grant(fresh_sandbox, client)
    refused = wire.post_token(assertion)
    assert refused.status_code == 503, refused.text
    body = refused.json()
    assert list(body) == ["error", "error_description"]
    assert body["error"] == "temporarily_unavailable"
    assert body["error_description"].startswith("The service is temporarily unavailable. The same request may be sent again (trace_id: ")
    assert (refused.headers["Retry-After"], refused.headers["Cache-Control"]) == ("1", "no-store")
    health = wire.request("GET", "/health")
    assert (health.status_code, health.json()) == (503, {"status": "DOWN"})
    assert requests.get(fresh_sandbox.management + "/health/ready", timeout=10).status_code == 503
    assert requests.get(fresh_sandbox.management + "/health/live", timeout=10).status_code == 200
    assert wire.request("GET", "/jwk").status_code == 200  # what needs no disk goes on
    resource.prlimit(fresh_sandbox.pid, resource.RLIMIT_FSIZE, limits)
    answer = refused
    for _ in range(200):
        answer = wire.post_token(assertion)
        if answer.status_code != 503:
            break
    issued(answer)
    assert wire.request("GET", "/health").json() == {"status": "UP"}
    denied(wire.post_token(assertion), expect.REPLAYED, fresh_sandbox.issuer)
    events = [line["event.action"] for line in log_lines(fresh_sandbox)]
    assert events.count("ledger_unavailable") == 1, events  # loud, but once an episode


#= token.unlogged
def test_no_secret_reaches_the_log_or_the_metrics(tmp_path):
    """Assertions, tokens, keys and passphrases, issued and refused alike, at the most talkative level."""
    sandbox = Sandbox(tmp_path / "sandbox", "--log-level", "debug").start()
    try:
        wire, client = Wire(sandbox), sandbox.client("consumer-client")
        assertion = grant(sandbox, client)
        token = issued(wire.post_token(assertion))["access_token"]
        wire.post_token(assertion)
        spoilt = grant(sandbox, client, claims={"aud": "https://elsewhere.example/"})
        wire.post_token(spoilt)
        wire.request("POST", f"/token?assertion={spoilt}&grant_type=x")
        wire.request("GET", "/api/v1/clients", headers={"Authorization": f"Bearer {token}"})
        metrics = requests.get(sandbox.management + "/metrics", timeout=10).text
    finally:
        sandbox.stop()
    written = sandbox.log.read_text() + metrics
    secrets = [assertion, spoilt, token, client.jwk["d"], (sandbox.directory / "passphrase").read_text().strip()]
    for secret in secrets:
        for part in secret.split("."):
            assert part not in written
    assert "http_request" in written and "token_requests_total" in metrics


def test_requests_under_way_are_finished_before_the_end(fresh_sandbox):
    wire = Wire(fresh_sandbox)
    issued(wire.fetch(fresh_sandbox.client("consumer-client")))
    assert fresh_sandbox.stop() == 0
    assert [line["event.action"] for line in log_lines(fresh_sandbox) if line["log.level"] == "error"] == []


def test_the_management_listener_tells_how_the_server_is(sandbox):
    for path in ("/health/live", "/health/ready"):
        answer = requests.get(sandbox.management + path, timeout=10)
        assert answer.status_code == 200 and answer.json() == {"status": "UP"}
    metrics = requests.get(sandbox.management + "/metrics", timeout=10).text
    for name in ("http_requests_total", "token_requests_total", "token_stage_duration_seconds", "ledger_rows_total",
                 "snapshot_age_seconds", "signing_keys", "build_info", "process_resident_memory_bytes",
                 "statistics_lag_seconds"):
        assert f"\n{name}" in "\n" + metrics, name
    assert requests.get(sandbox.base + "/metrics", timeout=10).status_code == 404  # not for the public
