"""The mailbox suite's world on real IMAP servers: accounts opened on them, and everybody else."""

from __future__ import annotations

import imaplib
import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from connectors.contract import Account, Surroundings
from connectors.imap import KIND, ImapMailbox
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


def open_mailbox(
    server: ImapServer,
    tmp_path: Path,
    now: Callable[[], datetime] = lambda: NOW,
    **changes: object,
) -> ImapMailbox:
    """The mailbox of such an account."""
    mailbox = open_account(server, tmp_path, now, **changes).mailbox
    assert isinstance(mailbox, ImapMailbox)
    return mailbox


class Others:
    """See `tests.contracts.mailbox.Seeder`: another mail program on the same account."""

    _count = 0

    def __init__(self, server: ImapServer, folders: Mapping[str, str] = FOLDERS) -> None:
        self._home = server.home
        self._folders = folders
        self._session = imaplib.IMAP4(server.host, server.port, timeout=20)
        self._session.login(server.user, server.password)
        self._begin_anew()

    def close(self) -> None:
        with suppress(imaplib.IMAP4.error, OSError):
            self._session.logout()

    def plant(
        self,
        place: str,
        raw: bytes,
        *,
        flags: Iterable[Flag] = (),
        received: datetime | None = None,
    ) -> None:
        received = received or datetime.now(UTC)
        if self._home and (not raw or b"\0" in raw):
            self._put_file(self._home / "Maildir", self._folders[place], raw, received)
            return
        named = " ".join(_imap(flag) for flag in flags)
        when = imaplib.Time2Internaldate(received)
        _done(self._session.append(quoted(self._folders[place]), f"({named})", when, raw))

    def flag(self, message_id: str, flags: Iterable[Flag]) -> None:
        named = " ".join(_imap(flag) for flag in flags)
        for place, uid in self._everywhere(message_id):
            self._select(place)
            _done(self._session.uid("STORE", uid, "FLAGS", f"({named})"))

    def move(self, message_id: str, place: str) -> None:
        for where, uid in self._everywhere(message_id):
            if where != place:
                self._select(where)
                _done(self._session.uid("MOVE", uid, quoted(self._folders[place])))

    def delete(self, message_id: str) -> None:
        for place, uid in self._everywhere(message_id):
            self._select(place)
            _done(self._session.uid("STORE", uid, "+FLAGS", r"(\Deleted)"))
            _done(self._session.uid("EXPUNGE", uid))

    def copies(self, message_id: str) -> list[tuple[str, frozenset[Flag]]]:
        found = []
        for place, uid in self._everywhere(message_id):
            self._select(place, readonly=True)
            _, answer = self._session.uid("FETCH", uid, "(FLAGS BODY.PEEK[HEADER])")
            raw = next(part for part in answer if isinstance(part, tuple))[1]
            words = b" ".join(p[0] if isinstance(p, tuple) else p for p in answer).decode()
            if message_id_of(raw) == message_id:
                found.append((place, frozenset(flag for flag in Flag if _imap(flag) in words)))
        return found

    def _everywhere(self, message_id: str) -> list[tuple[str, str]]:
        found = []
        for place in self._folders:
            self._select(place, readonly=True)
            _, answer = self._session.uid("SEARCH", "HEADER", "Message-ID", f'"{message_id}"')
            found += [(place, uid.decode()) for uid in (answer[0] or b"").split()]
        return found

    def _select(self, place: str, *, readonly: bool = False) -> int:
        answer = self._session.select(quoted(self._folders[place]), readonly=readonly)
        _done(answer)
        return int(answer[1][0] or 0)

    def _begin_anew(self) -> None:
        """An empty account, on a server that several tests share."""
        listed = b" ".join(line for line in self._session.list()[1] if isinstance(line, bytes))
        for place, folder in self._folders.items():
            if folder.encode() not in listed:
                _done(self._session.create(quoted(folder)))
            if self._select(place):
                _done(self._session.store("1:*", "+FLAGS", r"(\Deleted)"))
                _done(self._session.expunge())

    @staticmethod
    def _put_file(root: Path, folder: str, raw: bytes, received: datetime) -> None:
        """What no mail program can append, an old or broken one may have left in the Maildir."""
        box = root if folder == "INBOX" else root / f".{folder}"
        Others._count += 1
        path = box / "new" / f"1700000000.M{Others._count}P1.seeded"
        path.write_bytes(raw)
        path.chmod(0o666)
        os.utime(path, (received.timestamp(), received.timestamp()))


def _imap(flag: Flag) -> str:
    return "\\" + flag.capitalize()


def _done(answer: tuple[str, object]) -> None:
    assert answer[0] == "OK", answer
