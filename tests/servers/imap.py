"""What every IMAP server of the tests looks like from outside."""

from __future__ import annotations

import imaplib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.servers.process import Process


@dataclass(slots=True)
class ImapServer:
    """A running server. ``port`` speaks plain IMAP, with STARTTLS where ``ca`` is given."""

    host: str
    port: int
    user: str
    password: str
    process: Process
    #: Speaks TLS from the first byte; None when the server cannot.
    tls_port: int | None = None
    #: PEM file of the authority to trust.
    ca: Path | None = None
    #: The user's home folder; its mail lies in ``home / "Maildir"``. None: only in memory.
    home: Path | None = None

    @contextmanager
    def session(self) -> Iterator[imaplib.IMAP4]:
        """A logged-in connection of the standard library's, to look behind a connector's back."""
        connection = imaplib.IMAP4(self.host, self.port, timeout=20)
        try:
            connection.login(self.user, self.password)
            yield connection
        finally:
            connection.logout()

    def append(self, folder: str, message: bytes, flags: Iterable[str] = ()) -> None:
        """Put a message into a folder, as another mail program would."""
        with self.session() as connection:
            flagged = f"({' '.join(flags)})"
            _done(connection.append(quoted(folder), flagged, "", message))

    def create(self, folder: str) -> None:
        """Make a folder."""
        with self.session() as connection:
            _done(connection.create(quoted(folder)))

    def messages(self, folder: str) -> list[tuple[str, bytes]]:
        """(flags, bytes) of each message of a folder, in order; looking changes nothing."""
        with self.session() as connection:
            _done(connection.select(quoted(folder), readonly=True))
            _, found = connection.uid("FETCH", "1:*", "(FLAGS BODY.PEEK[])")
            return [_message(part) for part in found if isinstance(part, tuple)]

    def uid_validity(self, folder: str) -> int:
        """The folder's UIDVALIDITY."""
        with self.session() as connection:
            _, answer = connection.status(quoted(folder), "(UIDVALIDITY)")
            return int(answer[0].rstrip(b")").split()[-1])


def quoted(folder: str) -> str:
    """A folder's name as IMAP wants it in a command."""
    return '"' + folder.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _message(part: tuple[bytes, bytes]) -> tuple[str, bytes]:
    flags = b" ".join(imaplib.ParseFlags(part[0]))
    return flags.decode("ascii"), part[1]


def _done(answer: tuple[str, Sequence[object]]) -> None:
    if answer[0] != "OK":
        raise RuntimeError(f"the server refused: {answer[1]!r}")
