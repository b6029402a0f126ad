"""HTTP to one sandbox. Every response is held against the API document before a test sees it."""

import time

import requests

from harness.grants import GRANT_TYPE, grant
from harness.openapi import document


class Wire:
    """One keep-alive connection pool; not for several threads at once (make one each)."""

    def __init__(self, sandbox):
        self.sandbox = sandbox
        self._session = requests.Session()
        self._session.trust_env = False
        self._tokens = {}

    def request(self, method, path, base=None, **arguments):
        """`path` begins with a slash and may hold a query. Redirects are not followed."""
        arguments.setdefault("allow_redirects", False)
        arguments.setdefault("timeout", 30)
        response = self._session.request(method, (base or self.sandbox.base) + path, **arguments)
        if base is None:
            document().check(response, method, path)
        return response

    def post_token(self, assertion, headers=None, **form):
        fields = {"grant_type": GRANT_TYPE, "assertion": assertion} | form
        return self.request("POST", "/token", data={name: value for name, value in fields.items() if value is not None},
                            headers=headers)

    def fetch(self, client, claims=None, **spoils):
        """Signs a grant and posts it."""
        return self.post_token(grant(self.sandbox, client, claims, **spoils))

    def token(self, role, scope=None, **claims):
        """An access token of the client with this role, for all its scopes unless told. Reused while fresh."""
        wanted = claims | ({"scope": scope} if scope else {})
        key = (role, tuple(sorted(wanted.items())))
        text, fetched = self._tokens.get(key, ("", 0.0))
        if time.monotonic() - fetched > 60:
            response = self.fetch(self.sandbox.client(role), wanted)
            assert response.status_code == 200, response.text
            text = response.json()["access_token"]
            self._tokens[key] = (text, time.monotonic())
        return text

    def api(self, method, path, token=None, json=None, **arguments):
        """A call of the self-service API with a bearer token (text, or the role of a client)."""
        headers = dict(arguments.pop("headers", {}))
        if token is not None:
            headers["Authorization"] = f"Bearer {token if '.' in token else self.token(token)}"
        response = self.request(method, path, json=json, headers=headers, **arguments)
        if json is not None and response.ok:
            document().check_request(method, path, json)
        return response
