"""A web server on the loopback that gives one calendar, well or badly."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.servers.certificates import Certificates


@dataclass
class CalendarServer:
    """What it is to answer, and what it was asked."""

    address: str = ""
    text: str = ""
    status: int = 200
    #: Path -> where it sends on to.
    redirects: dict[str, str] = field(default_factory=dict)
    #: Left out of the end of the answer, though announced.
    cut: int = 0
    #: Seconds before it answers.
    delay: float = 0.0
    #: Sent as validators, when not empty.
    etag: str = ""
    last_modified: str = ""
    #: (path, headers) of every request.
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    #: How many answers carried the calendar.
    given: int = 0

    def stop(self) -> None:
        """Be unreachable from now on."""
        self._server.shutdown()
        self._server.server_close()

    def start(self, certificates: Certificates | None) -> None:
        """Listen on a free port."""
        state = self

        class Answering(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                state.answer(self)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
        self._server.daemon_threads = True
        scheme = "http"
        if certificates:
            scheme = "https"
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificates.certificate, certificates.key)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.address = f"{scheme}://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """One request."""
        self.asked.append((request.path, dict(request.headers.items())))
        time.sleep(self.delay)
        if request.path in self.redirects:
            request.send_response(302)
            request.send_header("Location", self.redirects[request.path])
            request.send_header("Content-Length", "0")
            request.end_headers()
        elif self.status == 200 and self._is_known(request):
            request.send_response(304)
            request.end_headers()
        else:
            self._give(request)

    def _is_known(self, request: BaseHTTPRequestHandler) -> bool:
        by_etag = self.etag and request.headers.get("If-None-Match") == self.etag
        since = request.headers.get("If-Modified-Since")
        return bool(by_etag or (self.last_modified and since == self.last_modified))

    def _give(self, request: BaseHTTPRequestHandler) -> None:
        body = self.text.encode()
        request.send_response(self.status)
        request.send_header("Content-Type", "text/calendar; charset=utf-8")
        request.send_header("Content-Length", str(len(body)))
        if self.etag:
            request.send_header("ETag", self.etag)
        if self.last_modified:
            request.send_header("Last-Modified", self.last_modified)
        request.end_headers()
        self.given += 1
        with suppress(OSError):  # who asked may have had enough
            request.wfile.write(body[: len(body) - self.cut])


@contextmanager
def calendar_server(certificates: Certificates | None = None) -> Iterator[CalendarServer]:
    """A server that runs as long as the block."""
    server = CalendarServer()
    server.start(certificates)
    try:
        yield server
    finally:
        server.stop()
