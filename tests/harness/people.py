"""People in a browser: a cookie, the header that goes with it, and a page of the server as the origin."""

import re

SESSION_COOKIE = "__Host-portvakt-session"


def set_cookie(response, name=SESSION_COOKIE):
    """(value, attributes) of the cookie that the response sets; attributes in lower case."""
    for header in response.raw.headers.getlist("Set-Cookie"):
        first, *attributes = [part.strip() for part in header.split(";")]
        if first.startswith(name + "="):
            return first.partition("=")[2], {attribute.lower() for attribute in attributes}
    return None, set()


class Person:
    """Somebody who signed in to the sandbox."""

    def __init__(self, wire, role_or_orgno, *rights, also=()):
        self.wire = wire
        number = lambda text: text if re.fullmatch(r"\d{9}", text) else wire.sandbox.organisation(text)["orgno"]  # noqa: E731
        self.orgno = number(role_or_orgno)
        body = {"orgno": self.orgno, "rights": list(rights), "also": [number(each) for each in also]}
        response = wire.request("POST", "/session/test-login", json=body)
        assert response.status_code == 200, response.text
        self.cookie, self.attributes = set_cookie(response)
        self.document = response.json()

    @property
    def csrf(self):
        return self.document["user"]["csrf_token"]

    @property
    def headers(self):
        return {"Cookie": f"{SESSION_COOKIE}={self.cookie}", "X-CSRF-Token": self.csrf, "Origin": self.wire.sandbox.base}

    def api(self, method, path, json=None, headers=None, **arguments):
        """As a page of the server asks. A header that is None is left out."""
        chosen = {name: value for name, value in (self.headers | (headers or {})).items() if value is not None}
        return self.wire.request(method, path, json=json, headers=chosen, **arguments)

    def session(self):
        return self.api("GET", "/api/v1/session").json()
