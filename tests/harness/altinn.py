"""An Altinn platform in this process: its lookup of delegations (docs/protocol.md §6.1), and the ways it can go wrong."""

import contextlib
import http.server
import json
import socket
import threading
import urllib.parse

PATH = "/accessmanagement/api/v1/maskinporten/delegations/"


class Altinn:
    """`delegated` holds (consumer, supplier, scope); `misbehave` is a function(handler) that answers instead. Remembers what
    was asked: `asked` has a dict for each request, with its headers in lower case, and `connections` counts those opened."""

    def __init__(self):
        self.delegated, self.misbehave, self.asked, self.connections = set(), None, [], 0
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
                outer.asked.append({"path": url.path, "query": query,
                                    "headers": {name.lower(): value for name, value in self.headers.items()}})
                with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # who hung up needs no answer
                    (outer.misbehave or outer.answer)(self)

            def log_message(self, *_):
                pass

        self._handler, self._server = Handler, None
        self.up()

    def answer(self, handler):
        query = self.asked[-1]["query"]
        triple = tuple(query.get(name) for name in ("consumerorg", "supplierorg", "scope"))
        found = [entry(*triple)] if triple in self.delegated else []
        respond(handler, 200, found)

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


def respond(handler, status, body, **headers):
    """`body` is bytes or what becomes JSON."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    handler.send_response(status)
    for name, value in ({"Content-Type": "application/json", "Content-Length": str(len(content))} | headers).items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(content)
