"""Radicale as one process over one folder: the CalDAV server."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import requests

from tests.servers.certificates import make_certificates
from tests.servers.ports import HOST, free_port
from tests.servers.process import MissingProgramError, Process

INSTALL = "pip install radicale"
USER, PASSWORD = "robin", "swordfish"
_TRIES = 5
_SECONDS = 20

_MKCALENDAR = """<?xml version="1.0" encoding="utf-8"?>
<mkcalendar xmlns="urn:ietf:params:xml:ns:caldav" xmlns:D="DAV:"><D:set><D:prop>
<D:displayname>{name}</D:displayname>
</D:prop></D:set></mkcalendar>"""

_CONFIG = """
[server]
hosts = {host}:{port}
{tls}
[auth]
type = htpasswd
htpasswd_filename = {base}/users
htpasswd_encryption = plain
delay = 0
[storage]
filesystem_folder = {base}/data
[web]
type = none
[logging]
level = warning
"""

_TLS = """ssl = True
certificate = {made.certificate}
key = {made.key}
"""


@dataclass(slots=True)
class Radicale:
    """A running Radicale with one user, who has no calendar yet."""

    host: str
    port: int
    user: str
    password: str
    process: Process
    #: Where it keeps everything; calendars are folders of .ics files below ``collection-root``.
    home: Path
    #: PEM file of the authority to trust; None when it speaks plain HTTP.
    ca: Path | None = None

    @property
    def url(self) -> str:
        """Where a client starts looking."""
        return f"{'https' if self.ca else 'http'}://{self.host}:{self.port}/"

    def calendar_url(self, calendar: str) -> str:
        """Address of one calendar."""
        return f"{self.url}{quote(self.user)}/{quote(calendar)}/"

    def make_calendar(self, calendar: str, name: str = "") -> str:
        """Make a calendar and return its address; ``name`` is what people see."""
        body = _MKCALENDAR.format(name=name or calendar)
        self.request("MKCALENDAR", self.calendar_url(calendar), data=body.encode())
        return self.calendar_url(calendar)

    def put(self, calendar: str, item: str, text: str) -> str:
        """Write one item (``item`` is its file name, "….ics") and return its ETag."""
        url = self.calendar_url(calendar) + quote(item)
        kind = {"Content-Type": "text/calendar; charset=utf-8"}
        answer = self.request("PUT", url, data=text.encode(), headers=kind)
        return answer.headers.get("ETag", "")

    def delete(self, calendar: str, item: str = "") -> None:
        """Delete one item, or the whole calendar."""
        self.request("DELETE", self.calendar_url(calendar) + quote(item))

    def texts(self, calendar: str) -> list[str]:
        """All items of a calendar as they lie on disk, under whatever names clients gave them."""
        folder = self.home / "collection-root" / self.user / calendar
        return [path.read_text() for path in sorted(folder.glob("*.ics"))]

    def request(self, method: str, url: str, **arguments: object) -> requests.Response:
        """One request as the user. Raises requests.HTTPError."""
        verify = str(self.ca) if self.ca else True
        with requests.Session() as session:
            session.trust_env = False
            answer = session.request(
                method,
                url,
                auth=(self.user, self.password),
                verify=verify,
                timeout=_SECONDS,
                **arguments,  # type: ignore[arg-type]
            )
        answer.raise_for_status()
        return answer

    def restart(self) -> None:
        """Stop and start again on the same port, with the same calendars."""
        self.process.stop()
        self.process.start()
        if not self.process.answers(self.port):
            raise RuntimeError(f"Radicale does not come back:\n{self.process.log}")

    def stop(self) -> None:
        """Be away, as a server in maintenance is; `restart` brings it back."""
        self.process.stop()

    def wipe_index(self) -> None:
        """Forget every sync token it gave out, but for those that tell the present state."""
        self.process.stop()
        for cache in self.home.rglob(".Radicale.cache"):
            shutil.rmtree(cache)
        self.restart()


@contextmanager
def start(*, tls: bool = False) -> Iterator[Radicale]:
    """A Radicale with one user and no calendar. Raises MissingProgramError."""
    if find_spec("radicale") is None:
        raise MissingProgramError("Radicale", INSTALL)
    base = Path(tempfile.mkdtemp(prefix="syncd-radicale-"))
    try:
        server = _launch(base, tls=tls)
        try:
            yield server
        finally:
            server.process.kill()
    finally:
        shutil.rmtree(base, ignore_errors=True)


def _launch(base: Path, *, tls: bool) -> Radicale:
    (base / "users").write_text(f"{USER}:{PASSWORD}\n")
    made = make_certificates(base) if tls else None
    ca = made.ca if made else None
    secure = _TLS.format(made=made) if made else ""
    command = [sys.executable, "-m", "radicale", "--config", str(base / "config")]
    for _ in range(_TRIES):
        port = free_port()
        config = _CONFIG.format(base=base, host=HOST, port=port, tls=secure)
        (base / "config").write_text(config)
        process = Process(command, base / "log")
        process.start()
        if process.answers(port):
            return Radicale(HOST, port, USER, PASSWORD, process, base / "data", ca)
        process.stop()
    raise RuntimeError(f"Radicale does not start:\n{process.log}")
