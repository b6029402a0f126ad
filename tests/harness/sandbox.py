"""`portvakt sandbox` as a child process: start, wait for its ready line, read sandbox.json, stop, kill, start again."""

import json
import os
import pathlib
import signal
import subprocess
import threading

from cryptography.hazmat.primitives.asymmetric import rsa

from harness.grants import integer, private_key

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
READY_WITHIN = 90 if os.environ.get("PORTVAKT_SANITIZED") else 20


def binary():
    return os.environ.get("PORTVAKT_BIN", str(ROOT / "build/release/portvakt"))


class Client:
    """One client of sandbox.json, with its private key."""

    def __init__(self, directory, facts):
        self.role = facts["role"]
        self.client_id = facts["client_id"]
        self.orgno = facts["orgno"]
        self.scopes = facts["scopes"]
        self.kid = facts.get("kid")
        self.jwk, self.key = None, None
        if facts.get("key_file"):
            self.key_file = directory / facts["key_file"]
            self.jwk = json.loads(self.key_file.read_text())
            self.key = private_key(self.jwk)

    def __repr__(self):
        return f"Client({self.role})"


class Sandbox:
    """A sandbox on free ports of the loopback. The same directory and ports are kept when it is started again."""

    def __init__(self, directory, *arguments):
        self.directory = pathlib.Path(directory)
        self.arguments = list(arguments)
        self.log = self.directory.with_name(self.directory.name + ".log")
        self.facts = {}
        self._process = None
        self._listen, self._tls_listen = "127.0.0.1:0", "127.0.0.1:0"

    def start(self):
        command = [binary(), "sandbox", "--dir", str(self.directory), "--listen", self._listen,
                   "--tls-listen", self._tls_listen, *self.arguments]
        ready = threading.Event()
        self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                         stderr=self.log.open("ab"), text=True, errors="replace")
        threading.Thread(target=self._read_output, args=(self._process, ready), daemon=True).start()
        if not ready.wait(READY_WITHIN) or self._process.poll() is not None:
            self._process.kill()
            raise AssertionError(f"the sandbox did not say it was ready; its log ends:\n{self.log_tail()}")
        self.facts = json.loads((self.directory / "sandbox.json").read_text())
        self._listen = authority(self.facts["self_service"])
        self._tls_listen = "127.0.0.1:" + authority(self.facts["tls"]["url"]).rpartition(":")[2]
        return self

    def _read_output(self, process, ready):
        with self.log.open("a") as log:
            for line in process.stdout:
                log.write(line)
                log.flush()
                if line.startswith("ready "):
                    ready.set()
        ready.set()

    def stop(self):
        """SIGTERM; the exit status, which is 0 for a clean end."""
        if self._process is None:
            return 0
        self._process.send_signal(signal.SIGTERM)
        try:
            status = self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            status = self._process.wait()
        self._process = None
        return status

    def kill(self):
        """As a crash ends it: no warning, no clean-up."""
        self._process.kill()
        self._process.wait()
        self._process = None

    @property
    def pid(self):
        return self._process.pid

    def log_tail(self, lines=30):
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])

    @property
    def issuer(self):
        return self.facts["issuer"]

    @property
    def base(self):
        """Address of the plain listener, without a slash at the end."""
        return self.facts["self_service"]

    @property
    def management(self):
        return self.facts["management"]

    @property
    def ca_file(self):
        return self.directory / self.facts["tls"]["ca_file"]

    def client(self, role):
        return next(Client(self.directory, facts) for facts in self.facts["clients"] if facts["role"] == role)

    def organisation(self, role):
        return next(facts for facts in self.facts["organisations"] if facts["role"] == role)


def authority(url):
    return url.split("//", 1)[1].split("/", 1)[0]


def new_key(bits=2048):
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


def public_jwk(key, kid, **members):
    numbers = key.public_key().public_numbers()
    return {"kty": "RSA", "use": "sig", "alg": "RS256", "kid": kid, "n": integer(numbers.n), "e": integer(numbers.e)} | members
