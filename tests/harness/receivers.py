"""Whoever is told of what happens: a server that takes mail, and one that takes webhooks."""

import asyncio
import email
import email.policy
import http.server
import queue
import threading

from aiosmtpd.smtp import SMTP

WITHIN = 20  # seconds for a notice to come


class Mailbox:
    """A mail server (aiosmtpd). `reply` answers a recipient, or None takes the mail."""

    def __init__(self):
        self._mails, self.reply = queue.Queue(), None
        outer = self

        class Handler:
            async def handle_RCPT(self, _server, _session, envelope, address, _options):
                if outer.reply:
                    return outer.reply
                envelope.rcpt_tos.append(address)
                return "250 OK"

            async def handle_DATA(self, _server, _session, envelope):
                mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
                outer._mails.put((envelope.rcpt_tos, mail))
                return "250 OK"

        self._loop = asyncio.new_event_loop()
        listening = self._loop.create_server(lambda: SMTP(Handler(), loop=self._loop), "127.0.0.1", 0)
        self._server = self._loop.run_until_complete(listening)
        self.url = f"smtp://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        threading.Thread(target=self._loop.run_forever, daemon=True).start()

    def next(self):
        """The recipients and the message."""
        return self._mails.get(timeout=WITHIN)

    def stop(self):
        self._loop.call_soon_threadsafe(self._server.close)
        self._loop.call_soon_threadsafe(self._loop.stop)


class Webhook:
    """Takes what is posted; `status` is what it answers."""

    def __init__(self, status=202):
        self._posts, self.status = queue.Queue(), status
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"])).decode()
                outer._posts.put((self.headers, body))
                self.send_response(outer.status)
                self.send_header("Location", "http://127.0.0.1:1/elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/hook"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def next(self):
        """The headers and the body."""
        return self._posts.get(timeout=WITHIN)

    def is_quiet(self):
        return self._posts.empty()

    def stop(self):
        self._server.shutdown()
        self._server.server_close()
