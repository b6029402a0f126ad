"""An Altinn platform in this process: its lookups of delegations, system users and consents (docs/protocol.md §6.1 to 6.3), and the
ways they can go wrong."""

import contextlib
import http.server
import json
import socket
import threading
import urllib.parse

PATH = "/accessmanagement/api/v1/maskinporten/delegations/"
SYSTEM_USER_PATH = "/authentication/api/v1/systemuser/byExternalId"
CONSENT_PATH = "/accessmanagement/api/v1/maskinporten/consent/lookup"
PERSON = "urn:altinn:person:identifier-no:"
ORGANISATION = "urn:altinn:organization:identifier-no:"


class Altinn:
    """`delegated` holds (consumer, supplier, scope), `system_users` answers by (client, vendor, owner, reference), `consents`
    answers by (id, from, to); `misbehave` is a function(handler) that answers instead. Remembers what was asked: `asked` has a
    dict for each request, with its headers in lower case, and `connections` counts those opened."""

    def __init__(self):
        self.delegated, self.system_users, self.consents = set(), {}, {}
        self.misbehave, self.asked, self.connections = None, [], 0
        self._open = set()
        self.let_go = threading.Event()
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def setup(self):
                outer.connections += 1
                outer._open.add(self.request)
                super().setup()

            def finish(self):
                outer._open.discard(self.request)
                super().finish()

            def do_GET(self):
                url = urllib.parse.urlsplit(self.path)
                query = dict(urllib.parse.parse_qsl(url.query))
                headers = {name.lower(): value for name, value in self.headers.items()}
                body = self.rfile.read(int(headers.get("content-length", "0")))
                outer.asked.append({"method": self.command, "path": url.path, "query": query, "headers": headers,
                                    "body": json.loads(body) if body else None})
                with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # who hung up needs no answer
                    (outer.misbehave or outer.answer)(self)

            do_POST = do_GET

            def log_message(self, *_):
                pass

        self._handler, self._server = Handler, None
        self.up()

    def answer(self, handler):
        asked = self.asked[-1]
        right = {("GET", PATH): self._delegations, ("GET", SYSTEM_USER_PATH): self._system_user,
                 ("POST", CONSENT_PATH): self._consent}
        right.get((asked["method"], asked["path"]), lambda handler, _: respond(handler, 404, b""))(handler, asked)

    def _delegations(self, handler, asked):
        triple = tuple(asked["query"].get(name) for name in ("consumerorg", "supplierorg", "scope"))
        respond(handler, 200, [entry(*triple)] if triple in self.delegated else [])

    def _system_user(self, handler, asked):
        """The owner's number stands in for a missing reference."""
        query = asked["query"]
        names = ("clientId", "systemProviderOrgNo", "systemUserOwnerOrgNo")
        if any(name not in query for name in names):
            return problem(handler, 400, "STD-00000")
        key = tuple(query[name] for name in names) + (query.get("externalRef") or query["systemUserOwnerOrgNo"],)
        if key not in self.system_users:
            return respond(handler, 404, b"")
        return respond(handler, 200, self.system_users[key], **{"Cache-Control": "no-store"})

    def _consent(self, handler, asked):
        key = tuple(asked["body"].get(name) for name in ("id", "from", "to"))
        if key not in self.consents:
            return problem(handler, 404, "AM-00007")
        return respond(handler, 200, self.consents[key])

    def put_system_user(self, client_id, vendor, owner, reference=None, **members):
        user = system_user(vendor, owner, reference) | members
        self.system_users[client_id, vendor, owner, reference or owner] = user
        return user

    def put_consent(self, consent_id, giver, to, **members):
        given = consent(consent_id, giver, to) | members
        self.consents[consent_id, giver, ORGANISATION + to] = given
        return given

    def up(self):
        """Begins to listen, on the same port as before."""
        port = self._server.server_address[1] if self._server else 0
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", port), self._handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def down(self):
        """Nobody listens any more."""
        self.let_go.set()
        self._server.shutdown()
        self._server.server_close()
        for connection in list(self._open):  # kept ones would go on being answered
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def hang(self, _):
        """Keeps the request until the test lets go."""
        self.let_go.wait(60)


def entry(consumer, supplier, scope):
    return {"consumer_org": consumer, "supplier_org": supplier, "delegation_scheme_Id": None, "scopes": [scope],
            "created": "2026-02-01T09:00:00+00:00", "resourceid": "rask-fjellrev-helsemelding"}


def system_user(vendor, owner, reference=None):
    system = f"{vendor}_snillregnskap"
    return {"id": "2c7b2d5e-6d5a-4c0a-9d0e-1e7f2b7c9a10", "integrationTitle": "Snill Hval Regnskap", "systemId": system,
            "productName": system, "reporteeOrgNo": owner, "created": "2026-01-15T10:00:00Z", "isDeleted": False,
            "supplierName": "SNILL HVAL SYSTEMER AS", "supplierOrgno": vendor, "externalRef": reference or owner,
            "userType": "standard"}


def consent(consent_id, giver, to):
    return {"id": consent_id, "from": giver, "to": ORGANISATION + to, "consented": "2026-02-01T09:00:00.123456+00:00",
            "validTo": "2027-02-01T09:00:00+00:00",
            "consentRights": [{"action": ["consent"], "resource": [{"type": "urn:altinn:resource", "value": "elg-inntekt"}],
                               "metaData": {"aar": "2025"}}]}


def problem(handler, status, *codes):
    """Altinn's problem document; several codes make the one that lists them."""
    body = {"type": "about:blank", "title": "A problem", "status": status, "code": codes[0] if len(codes) == 1 else "STD-00001"}
    if len(codes) > 1:
        body["problems"] = [{"status": 400, "code": code} for code in codes]
    respond(handler, status, body, **{"Content-Type": "application/problem+json"})


def respond(handler, status, body, **headers):
    """`body` is bytes or what becomes JSON."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    handler.send_response(status)
    for name, value in ({"Content-Type": "application/json", "Content-Length": str(len(content))} | headers).items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(content)
