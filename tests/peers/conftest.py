"""Third-party clients and resource servers of Debian against a running sandbox; the npm ones are the *.test.js files here.

Each peer is used as its manual says; what is ours here is only the configuration and the expectations.
"""

import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

from harness.sandbox import Sandbox  # noqa: E402
from harness.wire import Wire  # noqa: E402
from harness.world import World  # noqa: E402


@pytest.fixture(scope="session")
def sandbox(tmp_path_factory):
    box = Sandbox(tmp_path_factory.mktemp("peers") / "sandbox")
    try:
        yield box.start()
    finally:
        assert box.stop() == 0, box.log_tail()


@pytest.fixture(scope="session")
def wire(sandbox):
    return Wire(sandbox)


@pytest.fixture(scope="session")
def world(wire):
    return World(wire)
