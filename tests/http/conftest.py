"""Black-box tests of the binary over real HTTP.

A test asks for `wire` (a connection to the sandbox that all tests share) or `fresh_sandbox` (one of its own, to change,
kill or start again). Every response is held against api/openapi.yaml: an undocumented path or status fails the test that
met it. Fixtures:

  sandbox         the shared sandbox: .issuer, .base, .management, .ca_file, .client(role), .organisation(role)
  fresh_sandbox   a started sandbox in a directory of its own; .kill(), .stop(), .start() keep directory and ports
  configured      Wire to a `portvakt serve` on which every switch of the wire is set otherwise than by default
  wire            Wire(sandbox): .request(method, path, …), .post_token(assertion), .fetch(client, claims), .api(…)
  token           token(role, scope=None, **claims) -> access token
  api             api(method, path, token_or_role=None, json=None) -> response
  world           World(wire): .scope(…), .client(scopes, …), .grant_access(…), … made through the API
  application     the web application's page, None where the binary has none
  desk            Desk(wire): .token(orgno, *scopes), .operator(*scopes) with scopes that no client of the sandbox has

`from harness.grants import grant, ABSENT` signs grants with any member changed; see tests/harness. A test marked `last`
runs after all others and only when the whole folder runs; one marked `release_only` measures and is left out when the
binary is sanitized. To run one file: /usr/bin/python3 -m pytest tests/http/test_token.py
"""

import os
import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

from harness.desk import Desk  # noqa: E402
from harness.openapi import document  # noqa: E402
from harness.sandbox import Sandbox  # noqa: E402
from harness.server import Server  # noqa: E402
from harness.wire import Wire  # noqa: E402
from harness.world import World  # noqa: E402


def pytest_configure(config):
    config.addinivalue_line("markers", "last: runs after every other test of a whole run")
    config.addinivalue_line("markers", "release_only: measures; says nothing about a sanitized binary")


def pytest_collection_modifyitems(config, items):
    here = pathlib.Path(__file__).parent
    whole = not config.option.keyword and not config.option.markexpr and all(
        pathlib.Path(argument).resolve() == here for argument in config.args)
    sanitized = bool(os.environ.get("PORTVAKT_SANITIZED"))

    def left_out(item):
        return (item.get_closest_marker("last") and not whole) or (item.get_closest_marker("release_only") and sanitized)

    config.hook.pytest_deselected(items=[item for item in items if left_out(item)])
    items[:] = sorted((item for item in items if not left_out(item)), key=lambda item: bool(item.get_closest_marker("last")))


def run_sandbox(box):
    try:
        yield box.start()
    finally:
        status = box.stop()
    log = box.log.read_text(errors="replace")
    assert status == 0, f"the sandbox ended with status {status}:\n{box.log_tail()}"
    for mark in ("ERROR: AddressSanitizer", "ERROR: LeakSanitizer", "runtime error:", "WARNING: ThreadSanitizer"):
        assert mark not in log, f"a sanitizer spoke:\n{box.log_tail(60)}"


@pytest.fixture(scope="session")
def sandbox(tmp_path_factory):
    yield from run_sandbox(Sandbox(tmp_path_factory.mktemp("shared") / "sandbox"))


@pytest.fixture
def fresh_sandbox(tmp_path):
    yield from run_sandbox(Sandbox(tmp_path / "sandbox"))


@pytest.fixture(scope="session")
def configured(tmp_path_factory):
    settings = {"TOKEN__LEGACY_FORBIDDEN": "true", "TOKEN__ACCEPT_UNKNOWN_CLAIMS": "true", "TOKEN__LIFETIME_POLICY": "cap",
                "TOKEN__LONGEST_GRANT_SECONDS": "180", "TOKEN__LONGEST_LIFETIME_SECONDS": "1000",
                "API__CORS_ORIGINS": "https://portal.example", "API__STRICT_MEMBERS": "true",
                "API__ALLOW_CLIENTS_WITHOUT_SCOPES": "true", "TOKEN__ACCEPT_ISS_ONBEHALFOF": "true",
                "SKYPORTEN__ISSUER": "https://sky.example"}
    for box in run_sandbox(Server(tmp_path_factory.mktemp("configured") / "sandbox", **settings)):
        yield Wire(box)


@pytest.fixture(scope="session")
def wire(sandbox):
    return Wire(sandbox)


@pytest.fixture(scope="session")
def token(wire):
    return wire.token


@pytest.fixture(scope="session")
def api(wire):
    return wire.api


@pytest.fixture(scope="session")
def world(wire):
    return World(wire)


@pytest.fixture(scope="session")
def desk(wire):
    return Desk(wire)


@pytest.fixture(scope="session")
def application(wire):
    """The web application's page; None where the binary was built without, which `scripts/build` (release) never does."""
    page = wire.request("GET", "/app/")
    return page if "<base " in page.text else None


@pytest.fixture(scope="session")
def exercised():
    """Operations seen so far: operationId -> statuses."""
    return document().seen
