"""A port on this machine that waits for the browser to come back from the consent page."""

from __future__ import annotations

import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, urlsplit

_PAGE = b"""<!doctype html><html lang="en"><meta charset="utf-8"><title>syncd</title>
<body style="font: 1.1em sans-serif; margin: 4em auto; max-width: 30em">
<p>Thank you. syncd has its answer; you can close this page.</p></body></html>"""
_MAX_REQUEST_SECONDS = 5.0


class Redirect:
    """Listens on a free loopback port until the right answer has come.

    Anything else that calls there (another tab, a scanner, an answer to another question) gets a
    404 and does not end the waiting.
    """

    def __init__(self) -> None:
        self._server = _Server(("127.0.0.1", 0), _Visitor)
        self.address = f"http://127.0.0.1:{self._server.server_port}/"

    def wait(self, state: str, seconds: float) -> dict[str, str] | None:
        """The answer's parameters once one carries ``state``; None when time has run out."""
        self._server.state = state
        end = time.monotonic() + seconds
        while self._server.answer is None and (left := end - time.monotonic()) > 0:
            self._server.timeout = left
            self._server.handle_request()
        return self._server.answer

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.server_close()


class _Server(HTTPServer):
    allow_reuse_address = False
    state = ""
    answer: dict[str, str] | None = None


class _Visitor(BaseHTTPRequestHandler):
    timeout = _MAX_REQUEST_SECONDS
    server: _Server

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        answer = {k: v[0] for k, v in parse_qs(parts.query).items()}
        ours = parts.path == "/" and self.server.state and answer.get("state") == self.server.state
        if ours:
            self.server.answer = answer
        self.send_response(200 if ours else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(_PAGE if ours else b"")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing: the address holds the code."""
