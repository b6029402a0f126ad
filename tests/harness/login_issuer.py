"""A login issuer in this process, in the manner of Ansattporten: discovery, keys, codes for ID tokens; every claim, header member and
byte can be spoilt."""

import contextlib
import http.server
import json
import threading
import time
import urllib.parse
import uuid

from harness.altinn import respond
from harness.grants import overlay, sign
from harness.sandbox import public_jwk
from harness.world import some_key

CLIENTS, SCOPES, SUPPLIER = ("urn:altinn:resource:5613:1", "urn:altinn:resource:5621:1", "urn:altinn:resource:5622:1")


def detail(resource, *orgnos):
    return {"type": "ansattporten:altinn:service", "resource": resource, "resource_name": "x",
            "reportees": [{"Rights": ["Read", "Write"], "Authority": "iso6523-actorid-upis", "ID": f"0192:{orgno}", "Name": f"NAVN {orgno}"}
                          for orgno in orgnos]}


class LoginIssuer:
    """`answers` maps a code to what the token endpoint sends; `misbehave` is a function(handler) that answers instead."""

    def __init__(self, key=None):
        self.key = key or some_key(2)
        self.answers, self.asked, self.misbehave, self.metadata = {}, [], None, {}
        self.let_go = threading.Event()
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
                outer.asked.append({"path": self.path, "form": dict(urllib.parse.parse_qsl(body)), "authorization": self.headers.get("Authorization")})
                with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                    (outer.misbehave or outer.answer)(self)

            do_POST = do_GET

            def log_message(self, *_):
                pass

        self._handler, self._server = Handler, http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def down(self):
        self.let_go.set()
        self._server.shutdown()
        self._server.server_close()

    def document(self):
        return {"issuer": self.url, "authorization_endpoint": f"{self.url}/authorize", "token_endpoint": f"{self.url}/token",
                "jwks_uri": f"{self.url}/jwks", "end_session_endpoint": f"{self.url}/logout"} | self.metadata

    def answer(self, handler):
        path = urllib.parse.urlsplit(handler.path).path
        if path == "/.well-known/openid-configuration":
            return respond(handler, 200, self.document())
        if path == "/jwks":
            return respond(handler, 200, {"keys": [public_jwk(self.key, "login-1")]})
        if path == "/token":
            answer = self.answers.pop(self.asked[-1]["form"].get("code"), None)
            return respond(handler, 200 if answer else 400, answer or {"error": "invalid_grant"})
        return respond(handler, 404, {})

    def id_token(self, asked, claims=None, header=None, key=None):
        now = int(time.time())
        full = overlay({"iss": self.url, "aud": "portal", "sub": "person-1", "name": "Kari Nordmann", "pid": "15819010452", "iat": now,
                        "exp": now + 120, "nonce": asked["nonce"], "acr": "high"}, claims)
        return sign(json.dumps(overlay({"alg": "RS256", "kid": "login-1"}, header)).encode(), json.dumps(full).encode(), key or self.key)

    def access_token(self, claims=None, header=None, key=None):
        now = int(time.time())
        full = overlay({"iss": self.url, "client_id": "spa", "sub": "person-1", "iat": now, "exp": now + 120, "aud": "unspecified"}, claims)
        return sign(json.dumps(overlay({"alg": "RS256", "kid": "login-1", "typ": "at+jwt"}, header)).encode(), json.dumps(full).encode(),
                    key or self.key)

    def code(self, id_token):
        """A code that is worth this token, once."""
        code = uuid.uuid4().hex
        self.answers[code] = {"access_token": "x", "token_type": "Bearer", "id_token": id_token}
        return code
