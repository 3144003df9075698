"""The HTTP of the fake: one port for every API, the consent page and the tokens."""

from __future__ import annotations

import json
import socket
import struct
import sys
import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

from tests.servers.google.agenda import Agenda
from tests.servers.google.discovery import Call, recognize
from tests.servers.google.errors import ApiError
from tests.servers.google.faults import (
    CUT_AFTER,
    CUT_BEFORE,
    RESET_AFTER,
    RESET_BEFORE,
    Fault,
    Faults,
)
from tests.servers.google.gmail import Gmail
from tests.servers.google.oauth import OAuth, OAuthError
from tests.servers.google.people import People
from tests.servers.google.quota import Quota
from tests.servers.google.store import Message, Store

_AUTH = "/o/oauth2/v2/auth"


@dataclass(frozen=True)
class Seen:
    """One request that came in, whatever became of it."""

    verb: str
    path: str
    #: The method's name; "" when it was none.
    method: str = ""


class HangUp(Exception):  # noqa: N818
    """End the connection without an answer."""

    def __init__(self, *, reset: bool) -> None:
        self.reset = reset
        super().__init__()


class GoogleServer:
    """Google on a loopback port, with one user in it."""

    def __init__(self, user: str = "robin.doe@gmail.com", port: int = 0) -> None:
        self.user = user
        self.agenda = Agenda(user)
        self.mail = Store(user)
        self.people = People()
        self.gmail = Gmail(self.mail)
        self.oauth = OAuth(user)
        self.quota = Quota()
        self.faults = Faults()
        #: Every request, in order.
        self.seen: list[Seen] = []
        self._lock = threading.RLock()
        self._wanted_port = port
        self._http: _Http | None = None
        self._thread: threading.Thread | None = None

    @property
    def address(self) -> str:
        """``http://127.0.0.1:PORT``"""
        return f"http://127.0.0.1:{self._wanted_port}"

    @property
    def methods(self) -> list[str]:
        """The API methods that were called, in order."""
        return [seen.method for seen in self.seen if seen.method]

    def start(self) -> Self:
        """Begin to answer."""
        self._http = _Http(("127.0.0.1", self._wanted_port), _Handler)
        self._http.google = self
        self._wanted_port = self._http.server_port
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def stop(self) -> None:
        """Stop answering; what is in it stays, and `start` opens the same port again."""
        if self._http is not None:
            self._http.shutdown()
            self._http.server_close()
            self._http.hang_up()
            self._http = None

    def client_file(self, folder: Path) -> Path:
        """The file that a user downloads from the Cloud console."""
        path = folder / "client.json"
        path.write_text(json.dumps(self.oauth.client_file(self.address)), encoding="utf-8")
        return path

    def token_file(self, folder: Path, scopes: Iterable[str]) -> Path:
        """The token of somebody who has agreed to the scopes, as `Vault` keeps it."""
        path = folder / "token.json"
        client = self.oauth.client_file(self.address)["installed"]["client_id"]
        granted = frozenset(scopes)
        kept = {
            "refresh_token": self.oauth.grant(granted),
            "client_id": client,
            "scopes": sorted(granted),
        }
        path.write_text(json.dumps(kept), encoding="utf-8")
        path.chmod(0o600)
        return path

    def arrive(self, raw: bytes, *labels: str, received: datetime | None = None) -> Message:
        """A message arrives, in the inbox and unread unless it is said otherwise."""
        with self._lock:
            return self.mail.add(raw, labels or ("INBOX", "UNREAD"), received=received)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def handle(self, verb: str, path: str, headers: Any, body: bytes) -> Any:
        """Answer an API request. Raises ApiError, HangUp."""
        parts = urlsplit(path)
        with self._lock:
            try:
                call = recognize(verb, parts.path, parts.query, body)
            except ApiError:
                self.seen.append(Seen(verb, parts.path))
                raise
            self.seen.append(Seen(verb, parts.path, call.method))
            fault = self.faults.take(call.method)
        if fault and fault.kind == "slow":
            time.sleep(fault.seconds)
        with self._lock:
            return self._carry_out(call, headers, fault)

    def _carry_out(self, call: Call, headers: Any, fault: Fault | None) -> Any:
        if fault and fault.kind in {CUT_BEFORE, RESET_BEFORE}:
            raise HangUp(reset=fault.kind == RESET_BEFORE)
        if fault and fault.error and not fault.after:
            raise fault.error
        self._authorize(call, headers)
        self.quota.spend(call.method)
        api = call.method.partition(".")[0]
        part = {"calendar": self.agenda, "gmail": self.gmail, "people": self.people}[api]
        answer = part.answer(call)  # type: ignore[attr-defined]
        if fault and fault.kind in {CUT_AFTER, RESET_AFTER}:
            raise HangUp(reset=fault.kind == RESET_AFTER)
        if fault and fault.error:
            raise fault.error
        return answer

    def _authorize(self, call: Call, headers: Any) -> None:
        scopes = self.oauth.scopes_of(headers.get("Authorization", ""))
        if scopes is None:
            raise ApiError(401, "authError", "Invalid Credentials")
        if call.scopes and not call.scopes & scopes:
            raise ApiError(
                403,
                "insufficientPermissions",
                "Request had insufficient authentication scopes.",
                "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
            )


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True
    google: GoogleServer

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._open: set[socket.socket] = set()

    def process_request(self, request: Any, client_address: Any) -> None:
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def hang_up(self) -> None:
        """End the connections that clients keep open."""
        for request in list(self._open):
            with suppress(OSError):
                request.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that hang up are what some tests are about; other errors are the fake's own."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 30
    disable_nagle_algorithm = True
    server: _Http

    def _any(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path = urlsplit(self.path).path
        try:
            if path.startswith(_AUTH):
                self._consent(path, body)
            elif path in {"/token", "/revoke"}:
                self._tokens(path, body)
            else:
                answer = self.server.google.handle(self.command, self.path, self.headers, body)
                self._say(204 if answer is None else 200, answer)
        except ApiError as error:
            self._say(error.status, error.body())
        except OAuthError as error:
            self._say(error.status, error.body)
        except HangUp as hang_up:
            self._hang_up(reset=hang_up.reset)

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = _any  # noqa: N815

    def _consent(self, path: str, body: bytes) -> None:
        oauth = self.server.google.oauth
        if path == _AUTH:
            query = parse_qs(urlsplit(self.path).query)
            page = oauth.page({k: v[0] for k, v in query.items()})
            self._send(200, page.encode(), "text/html; charset=utf-8")
            return
        address = oauth.decide(parse_qs(body.decode()))
        self.send_response(302)
        self.send_header("Location", address)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _tokens(self, path: str, body: bytes) -> None:
        form = {k: v[0] for k, v in parse_qs(body.decode()).items()}
        self.server.google.seen.append(Seen(self.command, path))
        if path == "/revoke":
            self.server.google.oauth.revoke(form.get("token", ""))
            self._say(200, {})
        else:
            authorization = self.headers.get("Authorization", "")
            self._say(200, self.server.google.oauth.token(form, authorization))

    def _say(self, status: int, answer: Any) -> None:
        content = b"" if answer is None else json.dumps(answer).encode()
        self._send(status, content, "application/json; charset=UTF-8")

    def _send(self, status: int, content: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _hang_up(self, *, reset: bool) -> None:
        self.close_connection = True
        if reset:
            option = struct.pack("ii", 1, 0)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, option)
            self.connection.close()
        else:
            self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""
