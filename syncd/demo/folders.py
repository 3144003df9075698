"""Maildir++ as Dovecot and mbsync lay it out: the inbox at the top, `.Sent` and others beside."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

_NAMES = {
    "inbox": "",
    "sent": ".Sent",
    "drafts": ".Drafts",
    "archive": ".Archive",
    "junk": ".Junk",
    "trash": ".Trash",
}
#: What parts a message's name from its flags; mbsync's choice where no name may have a colon.
_INFO = ";2," if os.name == "nt" else ":2,"


def lay_out(mail: Path) -> None:
    """Make the empty folders."""
    for name in _NAMES.values():
        for part in ("cur", "new", "tmp"):
            (mail / name / part).mkdir(parents=True)
        if name:
            (mail / name / "maildirfolder").touch()


def deposit(
    mail: Path, folder: str, name: str, message: bytes, *, date: datetime, flags: str | None
) -> Path:
    """Put a message into a folder: into ``new`` without flags (None), else into ``cur``."""
    unique = f"{int(date.timestamp())}.{name}.demo"
    place = "new" if flags is None else "cur"
    file = unique if flags is None else unique + _INFO + "".join(sorted(flags))
    home = mail / _NAMES[folder]
    return replace(home / place / file, message, date, by_way_of=home / "tmp" / unique)


def replace(file: Path, content: bytes, date: datetime, *, by_way_of: Path) -> Path:
    """Write a file at once, so that nobody ever reads half of it; its time is ``date``."""
    by_way_of.write_bytes(content)
    os.utime(by_way_of, (date.timestamp(), date.timestamp()))
    return by_way_of.replace(file)


def messages(mail: Path, folder: str) -> Iterator[Path]:
    """The messages of a folder, by name."""
    home = mail / _NAMES[folder]
    yield from sorted((home / "new").iterdir())
    yield from sorted((home / "cur").iterdir())


def named(mail: Path, folder: str, name: str) -> Path | None:
    """The message deposited under that name, if it is still there."""
    return next((f for f in messages(mail, folder) if f".{name}.demo" in f.name), None)


def flag(file: Path, flags: str) -> Path:
    """Add flags to a message, which also takes it out of ``new``."""
    unique, _, before = file.name.partition(_INFO)
    name = unique + _INFO + "".join(sorted({*before, *flags}))
    return file.replace(file.parent.parent / "cur" / name)
