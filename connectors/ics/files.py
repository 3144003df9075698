"""One calendar file, read whole: its items, or why it cannot be read now."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path

from connectors.contract import Bad, Item
from connectors.ics.listing import Found, signature
from connectors.ics.texts import MAX_BYTES, calendar_name, decode
from connectors.vcalendar import Split, is_complete, split
from syncd.errors import ItemError

#: A file that ends in the middle is left alone for so long: somebody may be writing it.
_WRITING = 60.0  # seconds


class UnsettledError(Exception):
    """Somebody is writing the file; the next round will see it whole."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file holds."""

    calendar: str
    items: tuple[Item, ...] = ()
    bad: tuple[Bad, ...] = ()
    #: The file is a calendar of its own: its items are named by their UIDs.
    own: bool = False
    #: The file as a whole could not be read; `bad` says why.
    unreadable: bool = False


def read_file(found: Found) -> Contents:
    """Read a file. Raises UnsettledError, FileNotFoundError when it is gone, OSError."""
    try:
        text = _text(found)
        if not is_complete(text) and time.time() - found.modified < _WRITING:
            raise UnsettledError
        cut = split(text)
    except ItemError as error:
        return unreadable(found, found.signature, str(error))
    except PermissionError:
        # Being allowed to read it later leaves the signature as it is.
        return unreadable(found, f"{found.signature}!", "syncd may not read this file.")
    return _as_calendar(found, cut) if _is_calendar(found, cut) else _as_event(found, cut)


def _is_calendar(found: Found, cut: Split) -> bool:
    """Whether a file is a calendar of its own, and not an event of its folder's calendar."""
    count = len(cut.resources) + len(cut.malformed)
    return found.alone or bool(calendar_name(cut.name)) or count != 1


def _as_calendar(found: Found, cut: Split) -> Contents:
    calendar = calendar_name(cut.name) or calendar_name(found.stem)
    named = (found.name + "#").__add__
    return Contents(calendar, cut.items(calendar, named), cut.bad(calendar, named), own=True)


def _as_event(found: Found, cut: Split) -> Contents:
    calendar, name, etag = found.calendar, found.name, found.signature
    items = tuple(Item(calendar, name, etag, one.text) for one in cut.resources)
    bad = tuple(Bad(calendar, name, etag, one.reason) for one in cut.malformed)
    return Contents(calendar, items, bad)


def unreadable(found: Found, etag: str, reason: str) -> Contents:
    """A file none of whose events can be read."""
    bad = Bad(found.calendar, found.name, etag, reason)
    return Contents(found.calendar, bad=(bad,), unreadable=True)


def _text(found: Found) -> str:
    if found.size > MAX_BYTES:
        raise ItemError(f"It is larger than {MAX_BYTES // 1_000_000} MB.")
    with Path(found.path).open("rb") as file:
        # Asked for the limit, Python would make a buffer as large for each file.
        data = file.read(found.size + 1)
        if signature(os.fstat(file.fileno())) != found.signature:
            raise UnsettledError
    return decode(data)
