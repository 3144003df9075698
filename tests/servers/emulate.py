"""`emulate` from npm: somebody else's idea of Google, for the happy path.

What it lacks is filled in by a gateway in front of it, each gap by name (`Gap`), so that what a
test shows is emulate's own wherever emulate has it. Nothing of the product knows of this.
"""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import requests

from tests.servers.ports import HOST, free_port
from tests.servers.process import Process, find_program

INSTALL = "npm install --prefix .cache/node emulate@0.11.2"
USER = "robin@example.com"
_TRIES = 5
_TIMEOUT = 30


class Gap(StrEnum):
    """What emulate 0.11.2 does not do as Google does."""

    PROFILE = "users.getProfile is missing"
    ANY_OF = "search knows no braces: it takes {a b} for the words {a and b}"
    DATES = "search by date takes whole days, and the date of the header"
    MESSAGE_ID = "search by rfc822msgid: finds nothing: it cuts the word one letter short"
    COPIED = "search knows no cc: and no bcc:"
    HEADERS = "format=metadata shows ten fixed headers, whatever metadataHeaders asks for"
    #: Not filled in: tests that need it are left out, and say so.
    SYNC = "events.list knows no syncToken, no recurrence and no iCalUID"
    HISTORY = "any startHistoryId is taken, however old"
    EDITS = "a draft that is edited keeps its message id and leaves no history"
    RUBBISH = "a message without From and To is given them"
    SIZE = "a header of a megabyte takes it 20 seconds"


@dataclass
class Emulate:
    """A running emulate behind its gateway."""

    address: str
    process: Process
    _origin: str
    _gateway: ThreadingHTTPServer
    #: The gaps that were filled in so far.
    filled: set[Gap] = field(default_factory=set)

    def client_file(self, folder: Path) -> Path:
        """A client file: emulate takes any client."""
        path = folder / "client.json"
        installed = {
            "client_id": "syncd-tests",
            "client_secret": "not-a-secret",
            "auth_uri": f"{self.address}/o/oauth2/v2/auth",
            "token_uri": f"{self.address}/oauth2/token",
        }
        path.write_text(json.dumps({"installed": installed}))
        return path

    def agree(self, page: str) -> str:
        """The user agrees on the consent page; returns where the browser is sent."""
        asked = dict(parse_qsl(urlsplit(page).query))
        assert USER in requests.get(page, timeout=_TIMEOUT).text
        answer = requests.post(
            f"{self.address}/o/oauth2/v2/auth/callback",
            data={**asked, "email": USER},
            allow_redirects=False,
            timeout=_TIMEOUT,
        )
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"]

    def call(self, token: str, verb: str, path: str, body: Any = None, **query: str) -> Any:
        """Call emulate itself, as the user's browser does."""
        answer = requests.request(
            verb,
            f"{self._origin}{path}",
            params=query,
            json=body,
            headers={"Authorization": f"Bearer {token}"},
            timeout=_TIMEOUT,
        )
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def stop(self) -> None:
        """Be away."""
        self._gateway.shutdown()
        self._gateway.server_close()
        self.process.stop()


@contextmanager
def start(seed: dict[str, Any] | None = None) -> Iterator[Emulate]:
    """Emulate with Robin in it, and what the seed holds. Raises MissingProgramError."""
    program = os.environ.get("SYNCD_EMULATE") or find_program("emulate", INSTALL)
    base = Path(tempfile.mkdtemp(prefix="syncd-emulate-"))
    config = {"google": {"users": [{"email": USER, "name": "Robin Doe"}], **(seed or {})}}
    (base / "seed.json").write_text(json.dumps(config))
    try:
        port, process = _launch(program, base)
        server = _gateway(process, f"http://{HOST}:{port}")
        try:
            yield server
        finally:
            server.stop()
            process.kill()
    finally:
        shutil.rmtree(base, ignore_errors=True)


def _launch(program: str, base: Path) -> tuple[int, Process]:
    for _ in range(_TRIES):
        port = free_port()
        seed = str(base / "seed.json")
        command = [program, "start", "--service", "google", "--port", str(port), "--seed", seed]
        process = Process(command, base / "log")
        process.start()
        if process.answers(port):
            return port, process
        process.stop()
    raise RuntimeError(f"emulate does not start:\n{process.log}")


def _gateway(process: Process, origin: str) -> Emulate:
    http = ThreadingHTTPServer((HOST, 0), _Gateway)
    http.daemon_threads = True
    server = Emulate(f"http://{HOST}:{http.server_port}", process, origin, http)
    http.emulate = server  # type: ignore[attr-defined]
    http.origin = origin  # type: ignore[attr-defined]
    threading.Thread(target=http.serve_forever, args=(0.02,), daemon=True).start()
    return server


class _Gateway(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def _any(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        parts = urlsplit(self.path)
        query = parse_qsl(parts.query, keep_blank_values=True)
        asked = dict(query)
        if self.command == "GET" and parts.path.endswith("/users/me/profile"):
            self._json(self._filled(Gap.PROFILE, self._profile()))
        elif self.command == "GET" and parts.path.endswith("/messages") and "q" in asked:
            self._json(self._search(parts.path, asked))
        elif asked.get("format") == "metadata":
            self._json(self._filled(Gap.HEADERS, self._with_headers(parts.path)))
        else:
            self._pass_on(self._ask(self.command, parts.path, query, body))

    do_GET = do_POST = do_PUT = do_DELETE = _any  # noqa: N815

    def _profile(self) -> Any:
        listed = self._get("/gmail/v1/users/me/history", startHistoryId="0")
        return {"emailAddress": USER, "historyId": listed["historyId"]}

    def _search(self, path: str, asked: dict[str, str]) -> Any:
        """Each term of a group by itself, put together; what emulate lacks is compared here."""
        terms = re.sub(r"[{}]", " ", asked["q"]).split()
        dates = [t.split(":") for t in terms if t.startswith(("after:", "before:"))]
        others = [t for t in terms if not t.startswith(("after:", "before:"))] or [""]
        if len(others) > 1:
            self._filled(Gap.ANY_OF, None)
        if dates:
            self._filled(Gap.DATES, None)
        more = {k: v for k, v in asked.items() if k == "includeSpamTrash"}
        found = {m["id"]: m for term in others for m in self._matching(path, term, more)}
        kept = [
            message
            for message in found.values()
            if all(
                (int(message["internalDate"]) >= int(edge) * 1000) == (name == "after")
                for name, edge in dates
            )
        ]
        kept.sort(key=lambda m: int(m["internalDate"]), reverse=True)
        stubs = [{"id": m["id"], "threadId": m["threadId"]} for m in kept]
        return {"messages": stubs, "resultSizeEstimate": len(stubs)}

    def _matching(self, path: str, term: str, more: dict[str, str]) -> Iterator[Any]:
        name, _, value = term.partition(":")
        header = {"cc": "Cc", "bcc": "Bcc", "rfc822msgid": "Message-ID"}.get(name)
        if header:
            self._filled(Gap.MESSAGE_ID if name == "rfc822msgid" else Gap.COPIED, None)
        query = {"q": term} if term and not header else {}
        for stub in self._pages(path, **query, **more):
            if header is None:
                yield self._get(f"{path}/{stub['id']}", format="minimal")
                continue
            message = self._with_headers(f"{path}/{stub['id']}")
            values = [h["value"] for h in message["payload"]["headers"] if h["name"] == header]
            if any(value.lower() in found.lower() for found in values):
                yield message

    def _pages(self, path: str, **query: str) -> Iterator[Any]:
        token: dict[str, str] = {}
        while True:
            page = self._get(path, maxResults="500", **query, **token)
            yield from page.get("messages", ())
            if not page.get("nextPageToken"):
                return
            token = {"pageToken": page["nextPageToken"]}

    def _with_headers(self, path: str) -> Any:
        if "/threads/" in path:
            thread = self._get(path, format="minimal")
            folder = path.partition("/threads/")[0] + "/messages/"
            whole = [self._with_headers(folder + m["id"]) for m in thread["messages"]]
            return thread | {"messages": whole}
        message = self._get(path, format="raw")
        raw = base64.urlsafe_b64decode(message.pop("raw") + "===")
        headers = [{"name": k, "value": str(v)} for k, v in message_from_bytes(raw).items()]
        return message | {"payload": {"headers": headers}}

    def _filled(self, gap: Gap, answer: Any) -> Any:
        self.server.emulate.filled.add(gap)  # type: ignore[attr-defined]
        return answer

    def _get(self, path: str, **query: str) -> Any:
        answer = self._ask("GET", path, list(query.items()), b"")
        if answer.status_code != 200:
            raise _Refused(answer)
        return answer.json()

    def _ask(self, verb: str, path: str, query: list[tuple[str, str]], body: bytes) -> Any:
        kept = {"Authorization", "Content-Type"}
        return requests.request(
            verb,
            f"{self.server.origin}{path}?{urlencode(query)}",  # type: ignore[attr-defined]
            data=body,
            headers={k: v for k, v in self.headers.items() if k.title() in kept},
            allow_redirects=False,
            timeout=_TIMEOUT,
        )

    def handle_one_request(self) -> None:
        try:
            super().handle_one_request()
        except _Refused as refused:
            self._pass_on(refused.answer)
        except (ConnectionError, requests.ConnectionError):
            self.close_connection = True

    def _pass_on(self, answer: Any) -> None:
        more = {k: answer.headers[k] for k in ("Location",) if k in answer.headers}
        kind = answer.headers.get("Content-Type", "application/json")
        self._send(answer.status_code, answer.content, {"Content-Type": kind, **more})

    def _json(self, answer: Any) -> None:
        self._send(200, json.dumps(answer).encode(), {"Content-Type": "application/json"})

    def _send(self, status: int, content: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


class _Refused(Exception):  # noqa: N818
    def __init__(self, answer: Any) -> None:
        self.answer = answer
        super().__init__(answer.status_code)
