"""A server of certificate revocation lists, in this process."""

import http.server
import threading
import time


def eventually(holds, within=20.0, every=0.05):
    """Asks until it holds, and answers what it said; the deadline is for a server that never does, not a time that anybody waits."""
    deadline = time.monotonic() + within
    while not (said := holds()):
        assert time.monotonic() < deadline, "it did not come to hold in time"
        time.sleep(every)
    return said


class ListServer:
    """Answers GET with what is in `lists` by path, and remembers who was asked for what."""

    def __init__(self):
        outer = self
        self.lists, self.asked, self._gates = {}, [], {}

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                outer.asked.append(self.path)
                if gate := outer._gates.get(self.path):
                    gate.wait(20)
                status, body, headers = outer.lists.get(self.path, (404, b"", {}))
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                try:
                    self.wfile.write(body)
                except (BrokenPipeError, ConnectionResetError):
                    pass  # who reads no further has had enough

            def log_message(self, *_):
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def put(self, path, body, status=200, **headers):
        self.lists[path] = (status, body, headers)

    def hold(self, path):
        """Answers for this path wait until the event that is returned is set."""
        return self._gates.setdefault(path, threading.Event())

    def close(self):
        self._server.shutdown()
        self._server.server_close()
