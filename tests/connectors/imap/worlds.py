"""The mailbox suite's world on real IMAP servers: accounts opened on them, and everybody else."""

from __future__ import annotations

import imaplib
import os
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from connectors.contract import Account, Surroundings
from connectors.imap import KIND
from connectors.imap.settings import ImapSettings
from connectors.secrets import write_private
from syncd.model import Flag
from tests.contracts.mailbox import (
    ARCHIVE,
    DRAFTS,
    INBOX,
    JUNK,
    NOW,
    OTHER,
    SENT,
    TRASH,
    message_id_of,
)
from tests.servers.imap import ImapServer, quoted

FOLDERS = {
    INBOX: "INBOX",
    SENT: "Sent",
    DRAFTS: "Drafts",
    ARCHIVE: "Archive",
    OTHER: "Projects",
    JUNK: "Junk",
    TRASH: "Trash",
}


def settings_for(server: ImapServer, tmp_path: Path, **changes: object) -> ImapSettings:
    """Settings of an account on a server; plain, since it is on this machine."""
    password = tmp_path / "password"
    if not password.exists():
        write_private(password, server.password + "\n")
    given = {"user": server.user, "host": server.host, "port": server.port, "security": "none"}
    return ImapSettings.model_validate({**given, "password_file": password, **changes})


def open_account(
    server: ImapServer,
    tmp_path: Path,
    now: Callable[[], datetime] = lambda: NOW,
    **changes: object,
) -> Account:
    """An account on a server, opened as the daemon opens it; nothing is connected yet."""
    around = Surroundings(state=tmp_path / "state", now=now)
    return KIND.open("home", settings_for(server, tmp_path, **changes), around)


class Others:
    """See `tests.contracts.mailbox.Seeder`: another mail program on the same account."""

    def __init__(self, server: ImapServer, folders: Mapping[str, str] = FOLDERS) -> None:
        self._server = server
        self._folders = folders
        for folder in folders.values():
            if folder != "INBOX":
                with server.session() as session:
                    session.create(quoted(folder))

    def plant(
        self,
        place: str,
        raw: bytes,
        *,
        flags: Iterable[Flag] = (),
        received: datetime | None = None,
    ) -> None:
        folder = self._folders[place]
        if self._server.home and (not raw or b"\0" in raw):
            self._put_file(folder, raw, received or datetime.now(UTC))
            return
        when = imaplib.Time2Internaldate(received or datetime.now(UTC))
        with self._server.session() as session:
            named = " ".join(_imap(flag) for flag in flags)
            answer = session.append(quoted(folder), f"({named})", when, raw)
            assert answer[0] == "OK", answer

    def flag(self, message_id: str, flags: Iterable[Flag]) -> None:
        named = " ".join(_imap(flag) for flag in flags)
        for place, uid in self._everywhere(message_id):
            with self._server.session() as session:
                session.select(quoted(self._folders[place]))
                session.uid("STORE", uid, "FLAGS", f"({named})")

    def move(self, message_id: str, place: str) -> None:
        for where, uid in self._everywhere(message_id):
            if where != place:
                with self._server.session() as session:
                    session.select(quoted(self._folders[where]))
                    answer = session.uid("MOVE", uid, quoted(self._folders[place]))
                    assert answer[0] == "OK", answer

    def delete(self, message_id: str) -> None:
        for place, uid in self._everywhere(message_id):
            with self._server.session() as session:
                session.select(quoted(self._folders[place]))
                session.uid("STORE", uid, "+FLAGS", r"(\Deleted)")
                session.uid("EXPUNGE", uid)

    def copies(self, message_id: str) -> list[tuple[str, frozenset[Flag]]]:
        found = []
        for place, folder in self._folders.items():
            for flags, raw in self._server.messages(folder):
                if message_id_of(raw) == message_id:
                    found.append((place, frozenset(f for f in Flag if _imap(f) in flags.split())))
        return found

    def _everywhere(self, message_id: str) -> list[tuple[str, str]]:
        found = []
        with self._server.session() as session:
            for place, folder in self._folders.items():
                session.select(quoted(folder), readonly=True)
                _, answer = session.uid("SEARCH", "HEADER", "Message-ID", f'"{message_id}"')
                found += [(place, uid.decode()) for uid in (answer[0] or b"").split()]
        return found

    def _put_file(self, folder: str, raw: bytes, received: datetime) -> None:
        """What no mail program can append, an old or broken one may have left in the Maildir."""
        assert self._server.home
        root = self._server.home / "Maildir"
        box = root if folder == "INBOX" else root / f".{folder}"
        Others._count += 1
        path = box / "new" / f"1700000000.M{Others._count}P1.seeded"
        path.write_bytes(raw)
        path.chmod(0o666)
        os.utime(path, (received.timestamp(), received.timestamp()))

    _count = 0


def _imap(flag: Flag) -> str:
    return "\\" + re.sub("^.", lambda match: match[0].upper(), flag)
