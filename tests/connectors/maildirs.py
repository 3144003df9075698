"""Maildirs as other programs write them, and everybody else who works in one."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import count
from pathlib import Path

from connectors.maildir import MaildirMailbox, MaildirSettings
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

#: mbsync with SubFolders Verbatim.
TREE = {
    INBOX: "Inbox",
    SENT: "Sent",
    DRAFTS: "Drafts",
    ARCHIVE: "Archive",
    OTHER: "Work/Projects",
    JUNK: "Junk",
    TRASH: "Trash",
}
#: Dovecot, as a German Outlook names its folders.
PLUS_PLUS = {
    INBOX: "",
    SENT: ".Gesendete Elemente",
    DRAFTS: ".Entw&APw-rfe",
    ARCHIVE: ".Archiv",
    OTHER: ".Arbeit.Projekte",
    JUNK: ".Junk-E-Mail",
    TRASH: ".Gel&APY-schte Elemente",
}
#: Dovecot with LAYOUT=fs: the inbox at the top, plain folders in it.
FS = TREE | {INBOX: "", SENT: "[Gmail]/Sent Mail"}
LETTERS = {
    Flag.DRAFT: "D",
    Flag.FLAGGED: "F",
    Flag.ANSWERED: "R",
    Flag.SEEN: "S",
    Flag.DELETED: "T",
}
_numbers = count(1)


class MaildirSeeder:
    """Everybody else in a Maildir: they name files as mbsync or as Dovecot does."""

    def __init__(
        self, root: Path, layout: dict[str, str], *, separator: str = ":", style: str = "mbsync"
    ) -> None:
        self.root, self.layout, self.separator, self.style = root, layout, separator, style
        for folder in layout.values():
            for sub in ("cur", "new", "tmp"):
                (root / folder / sub).mkdir(parents=True, exist_ok=True)

    def plant(
        self,
        place: str,
        raw: bytes,
        *,
        flags: Iterable[Flag] = (),
        received: datetime | None = None,
    ) -> None:
        folder, base = self.root / self.layout[place], self.base(raw)
        flags = set(flags)
        name = f"cur/{base}{self.info(flags)}" if flags else f"new/{base}"
        path = folder / name
        (folder / "tmp" / base).write_bytes(raw.replace(b"\r\n", b"\n"))
        (folder / "tmp" / base).rename(path)
        if received:
            os.utime(path, (received.timestamp(), received.timestamp()))

    def flag(self, message_id: str, flags: Iterable[Flag]) -> None:
        for path in self.paths(message_id):
            base = path.name.split(f"{self.separator}2,")[0]
            path.rename(path.parent.parent / "cur" / (base + self.info(set(flags))))

    def move(self, message_id: str, place: str) -> None:
        """mbsync's users strip the UID of what they move; Dovecot gives a new name."""
        for path in self.paths(message_id):
            base, _, info = path.name.partition(f"{self.separator}2,")
            if self.style == "mbsync":
                base = base.split(",")[0]
            elif not path.name.startswith("syncd-"):
                base = self.base(path.read_bytes())
            name = f"{base}{self.separator}2,{info}"
            path.rename(self.root / self.layout[place] / "cur" / name)

    def delete(self, message_id: str) -> None:
        for path in self.paths(message_id):
            path.unlink()

    def copies(self, message_id: str) -> list[tuple[str, frozenset[Flag]]]:
        places = {folder: place for place, folder in self.layout.items()}
        return [
            (places[self.folder_of(path)], self.flags_of(path)) for path in self.paths(message_id)
        ]

    def paths(self, message_id: str) -> list[Path]:
        return [p for p in self.files() if message_id_of(p.read_bytes()) == message_id]

    def files(self) -> Iterator[Path]:
        for folder in self.layout.values():
            for sub in ("cur", "new"):
                yield from sorted((self.root / folder / sub).iterdir())

    def folder_of(self, path: Path) -> str:
        relative = path.parent.parent.relative_to(self.root)
        return "" if relative == Path() else relative.as_posix()

    def flags_of(self, path: Path) -> frozenset[Flag]:
        _, _, info = path.name.rpartition("2,")
        return frozenset(flag for flag, letter in LETTERS.items() if letter in info[:6])

    def info(self, flags: set[Flag]) -> str:
        letters = "".join(letter for flag, letter in LETTERS.items() if flag in flags)
        return f"{self.separator}2,{letters}"

    def base(self, raw: bytes) -> str:
        number = next(_numbers)
        stamp = int(time.time())
        if self.style == "mbsync":
            return f"{stamp}.{os.getpid()}_{number}.host,U={number}"
        return f"{stamp}.M{number}P{os.getpid()}.host,S={len(raw)},W={len(raw) + 9}"


def open_maildir(root: Path, **settings: str) -> MaildirMailbox:
    return MaildirMailbox("files", MaildirSettings(path=root, **settings), lambda: NOW)
