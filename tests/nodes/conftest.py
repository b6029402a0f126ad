"""Two `portvakt serve` nodes on one PostgreSQL database, onboarded with the operator's own commands.

Environment: PORTVAKT_TEST_POSTGRES, the URL of an empty database (scripts/test makes a cluster for it); PORTVAKT_BIN.
"""

import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import time
import types

import pytest
import requests

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

from harness.grants import GRANT_TYPE, grant, private_key  # noqa: E402
from harness.sandbox import binary  # noqa: E402

OWNER, CONSUMER, OPERATOR = "312345676", "312345609", "312345692"


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


class Node:
    """One `portvakt serve` process. Both nodes say the same issuer, as behind a load balancer."""

    def __init__(self, directory, name, issuer, database):
        self.port, self.management = free_port(), free_port()
        self.config = directory / f"{name}.toml"
        self.config.write_text(
            f'issuer = "{issuer}"\nlisten = "127.0.0.1:{self.port}"\ndatabase = "{database}"\n'
            f'operator_orgno = "{OPERATOR}"\n[management]\nlisten = "127.0.0.1:{self.management}"\n'
            f'[signing]\npassphrase_file = "{directory}/passphrase"\n')
        self.log = directory / f"{name}.log"
        self.base = f"http://127.0.0.1:{self.port}"
        self.process = None

    def start(self):
        self.process = subprocess.Popen([binary(), "serve", "--config", str(self.config)], stdin=subprocess.DEVNULL,
                                        stdout=self.log.open("ab"), stderr=subprocess.STDOUT)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            assert self.process.poll() is None, self.log.read_text()
            try:
                if requests.get(f"http://127.0.0.1:{self.management}/health/ready", timeout=5).status_code == 200:
                    return self
            except requests.ConnectionError:
                pass
        raise AssertionError(f"not ready:\n{self.log.read_text()}")

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)

    def token(self, assertion):
        return requests.post(self.base + "/token", data={"grant_type": GRANT_TYPE, "assertion": assertion}, timeout=30)

    def api(self, method, path, token, **arguments):
        return requests.request(method, self.base + path, headers={"Authorization": f"Bearer {token}"}, timeout=30, **arguments)


class Cluster:
    def __init__(self, directory, database):
        self.issuer = "https://portvakt.example/"
        (directory / "passphrase").write_text("a passphrase for tests\n")
        self.directory = directory
        self.nodes = [Node(directory, name, self.issuer, database) for name in ("a", "b")]

    def operate(self, *words):
        done = subprocess.run([binary(), *words, "--config", str(self.nodes[0].config)], capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def admin(self, orgno):
        """An admin client of the organisation, in the shape that `grant` takes."""
        file = self.directory / f"{orgno}.jwk.json"
        made = json.loads(self.operate("client", "create-admin", "--org", orgno, "--new-key", str(file), "--json"))
        jwk = json.loads(file.read_text())
        return types.SimpleNamespace(client_id=made["client_id"], kid=jwk["kid"], key=private_key(jwk), scopes=made["scopes"])

    def grant(self, client, **claims):
        return grant(self, client, claims=claims)


@pytest.fixture(scope="session")
def cluster(tmp_path_factory):
    database = os.environ.get("PORTVAKT_TEST_POSTGRES")
    if not database:
        pytest.skip("PORTVAKT_TEST_POSTGRES names no database; scripts/test makes one")
    made = Cluster(tmp_path_factory.mktemp("cluster"), database)
    for node in made.nodes:
        node.start()
    made.operate("org", "add", OWNER, "RASK FJELLREV ETAT")
    made.operate("org", "add", CONSUMER, "KLOK TIGER KOMMUNE")
    made.operate("prefix", "assign", "fjellrev", OWNER)
    yield made
    for node in made.nodes:
        assert node.stop() == 0, node.log.read_text()
