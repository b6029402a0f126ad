"""Ways to spoil an access token."""

import json

from harness.grants import b64url, parts


def tampered(token):
    """Other claims under the old signature."""
    header, _, signature = token.split(".")
    claims = parts(token)[1] | {"consumer": {"authority": "iso6523-actorid-upis", "ID": "0192:317777019"}}
    return f"{header}.{b64url(json.dumps(claims).encode())}.{signature}"


def with_spoilt_signature(token):
    head, _, signature = token.rpartition(".")
    return f"{head}.{('B' if signature[0] == 'A' else 'A') + signature[1:]}"
