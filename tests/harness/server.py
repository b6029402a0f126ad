"""`portvakt serve` with settings of one's own, on the data, the clients and the ports that a sandbox made."""

import os
import subprocess
import time

import requests

from harness.sandbox import READY_WITHIN, Sandbox, authority, binary


class Server(Sandbox):
    """Settings are keys of config/portvakt.toml as the environment writes them: TOKEN__LEGACY_FORBIDDEN="true"."""

    def __init__(self, directory, **settings):
        super().__init__(directory)
        self.settings = settings

    def start(self):
        super().start()
        assert super().stop() == 0, self.log_tail()
        clean = {name: value for name, value in os.environ.items() if not name.startswith("PORTVAKT__")}
        settings = {"ISSUER": self.issuer, "LISTEN": authority(self.base), "DATABASE": f"sqlite:{self.directory}/portvakt.db",
                    "SIGNING__PASSPHRASE_FILE": f"{self.directory}/passphrase", "MANAGEMENT__LISTEN": "127.0.0.1:0",
                    "DELEGATION__ISSUER": "https://delegations.portvakt.example/"} | self.settings
        with self.log.open("ab") as log:
            self._process = subprocess.Popen([binary(), "serve"], stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                             env=clean | {f"PORTVAKT__{name}": value for name, value in settings.items()})
        self._wait_until_up()
        return self

    def _wait_until_up(self):
        deadline = time.monotonic() + READY_WITHIN
        while time.monotonic() < deadline and self._process.poll() is None:
            try:
                if requests.get(self.base + "/health", timeout=5).status_code == 200:
                    return
            except requests.ConnectionError:
                pass
        if self._process.poll() is None:
            self._process.kill()
        raise AssertionError(f"the server did not come up; its log ends:\n{self.log_tail()}")
