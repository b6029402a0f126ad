"""The operator's desk: admin clients with whatever operator scopes a test needs, issued on the command line."""

import json
import os
import subprocess
import time
import types

from harness.grants import private_key
from harness.sandbox import READY_WITHIN, binary

OPERATOR = "312345692"


class Desk:
    """For the sandbox behind `wire`. An organisation gets one admin client for each set of scopes."""

    def __init__(self, wire):
        self.wire = wire
        self._clients = {}
        self._tokens = {}

    def client(self, orgno, *scopes, name=""):
        """An admin client of the organisation, that `wire.fetch` can sign grants of. Another name makes another one."""
        wanted = (orgno, scopes, name)
        if wanted not in self._clients:
            self._clients[wanted] = self._issue(orgno, scopes)
        return self._clients[wanted]

    def token(self, orgno, *scopes, name=""):
        """A token of that client, reused while fresh."""
        client = self.client(orgno, *scopes, name=name)
        text, fetched = self._tokens.get(client.client_id, ("", 0.0))
        if time.monotonic() - fetched > 60:
            response = self.wire.fetch(client)
            assert response.status_code == 200, response.text
            text = response.json()["access_token"]
            self._tokens[client.client_id] = (text, time.monotonic())
        return text

    def operator(self, *scopes):
        """A token of the operator's own organisation."""
        return self.token(OPERATOR, *scopes)

    def _issue(self, orgno, scopes):
        directory = self.wire.sandbox.directory
        key_file = directory / f"desk-{len(self._clients)}.jwk.json"
        words = [binary(), "client", "create-admin", "--org", orgno, "--new-key", str(key_file), "--dir", str(directory), "--json"]
        for scope in scopes:
            words += ["--scopes", scope]
        clean = {name: value for name, value in os.environ.items() if not name.startswith("PORTVAKT__")}
        outcome = subprocess.run(words, capture_output=True, text=True, timeout=60, env=clean)
        assert outcome.returncode == 0, outcome.stderr
        made = json.loads(outcome.stdout)
        client = types.SimpleNamespace(role=None, client_id=made["client_id"], orgno=orgno, scopes=list(scopes), kid=made["kid"],
                                       key=private_key(json.loads(key_file.read_text())))
        self._until_known(client)
        return client

    def _until_known(self, client):
        """The server follows the database; nothing says when."""
        deadline = time.monotonic() + READY_WITHIN
        while self.wire.fetch(client).status_code != 200:
            assert time.monotonic() < deadline, f"{client.client_id} gets no token"
