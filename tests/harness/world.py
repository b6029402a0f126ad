"""Makes what a test needs through the self-service API: scopes of the API owner, accesses, clients with fresh keys."""

import datetime
import itertools
import types
import urllib.parse
import uuid

from harness.grants import GRANT_TYPE
from harness.sandbox import new_key, public_jwk

_numbers = itertools.count(1)
_keys = []


def some_key(index=0):
    """A key made once per run; tests that only need *a* key share it."""
    while len(_keys) <= index:
        _keys.append(new_key())
    return _keys[index]


def scope_body(subscope=None, **members):
    return {"prefix": "fjellrev", "subscope": subscope or f"test{next(_numbers)}.{uuid.uuid4().hex[:8]}",
            "description": "Made by a test", "allowed_integration_types": ["maskinporten"]} | members


def client_body(scopes, **members):
    return {"client_name": f"Test {next(_numbers)}", "description": "Made by a test", "integration_type": "maskinporten",
            "application_type": "web", "token_endpoint_auth_method": "private_key_jwt", "grant_types": [GRANT_TYPE],
            "scopes": scopes} | members


class World:
    """`wire` is the connection; the roles are those every sandbox has."""

    def __init__(self, wire):
        self.wire = wire
        self.sandbox = wire.sandbox
        self.consumer = self.sandbox.organisation("consumer")["orgno"]

    def ok(self, *call, **arguments):
        response = self.wire.api(*call, **arguments)
        assert response.ok, f"{call[:2]}: {response.status_code} {response.text}"
        return response.json() if response.content else None

    def scope(self, grant_to=None, **members):
        """Name of a new scope, granted to the consumer unless told otherwise (an empty list: to nobody)."""
        body = scope_body(**members)
        name = self.ok("POST", "/api/v1/scopes", "owner-admin", json=body)["name"]
        for orgno in [self.consumer] if grant_to is None else grant_to:
            self.grant_access(name, orgno)
        return name

    def change_scope(self, name, **members):
        current = self.ok("GET", f"/api/v1/scopes/scope?scope={quote(name)}", "owner-admin")
        changed = {key: value for key, value in (current | members).items() if key not in ("created", "last_updated")}
        return self.ok("PUT", f"/api/v1/scopes?scope={quote(name)}", "owner-admin", json=changed)

    def deactivate_scope(self, name):
        return self.ok("DELETE", f"/api/v1/scopes?scope={quote(name)}", "owner-admin")

    def grant_access(self, name, orgno=None):
        return self.ok("PUT", f"/api/v1/scopes/access/{orgno or self.consumer}?scope={quote(name)}", "owner-admin")

    def revoke_access(self, name, orgno=None):
        return self.ok("DELETE", f"/api/v1/scopes/access/{orgno or self.consumer}?scope={quote(name)}", "owner-admin")

    def delegable_scope(self, grant_to=None, **members):
        """A scope of the built-in register of delegations, granted to the consumer unless told otherwise."""
        source = next(each["issuer"] for each in self.ok("GET", "/api/v1/delegationsources") if each["name"] == "portvakt")
        return self.scope(grant_to, delegation_source=source, **members)

    def delegate(self, name, supplier=None, admin="consumer-admin", **period):
        supplier = supplier or self.sandbox.organisation("supplier")["orgno"]
        return self.ok("PUT", f"/api/v1/delegations/{supplier}?scope={quote(name)}", admin, json=period)

    def revoke_delegation(self, name, supplier=None, admin="consumer-admin"):
        supplier = supplier or self.sandbox.organisation("supplier")["orgno"]
        return self.ok("DELETE", f"/api/v1/delegations/{supplier}?scope={quote(name)}", admin)

    def client(self, scopes, admin="consumer-admin", key=None, kid="key-1", **members):
        """A new client with one registered key, in the shape that `grant` takes."""
        body = self.ok("POST", "/api/v1/clients", admin, json=client_body(scopes, **members))
        made = types.SimpleNamespace(role=None, client_id=body["client_id"], orgno=body["client_orgno"], scopes=scopes,
                                     kid=kid, key=key or some_key(), body=body)
        if kid is not None:
            self.set_keys(made, public_jwk(made.key, kid), admin=admin)
        return made

    def set_keys(self, client, *jwks, admin="consumer-admin"):
        return self.ok("POST", f"/api/v1/clients/{client.client_id}/jwks", admin, json={"keys": list(jwks)})

    def change_client(self, client, admin="consumer-admin", **members):
        current = self.ok("GET", f"/api/v1/clients/{client.client_id}", admin)
        left_out = ("created", "last_updated", "jwks", "jwks_uri", "client_id", "onbehalfof")
        changed = {key: value for key, value in (current | members).items() if key not in left_out}
        return self.ok("PUT", f"/api/v1/clients/{client.client_id}", admin, json=changed)


def utc(**ahead):
    """The time so far ahead, as the API writes it."""
    return (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(**ahead)).strftime("%Y-%m-%dT%H:%M:%SZ")


def quote(text):
    return urllib.parse.quote(text, safe="")
