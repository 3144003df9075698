"""What lies in a folder by name, and by which signs it can be told that nothing has changed."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from connectors.maildir.names import id_of, tag_of
from connectors.maildir.tree import Folder

#: A folder's time stamp may have a step as coarse as this (FAT: 2 s), so a change right after the
#: last one can leave the stamp as it is. Nanoseconds.
_TICK = 2_100_000_000


class Seen(NamedTuple):
    """What a folder looked like when it was listed."""

    role: str
    #: Modification times of ``new`` and ``cur``, in nanoseconds.
    new: int
    cur: int
    #: When it was listed too soon after a change to be sure of it; 0 when it is sure.
    doubtful_since: int = 0


class Difference(NamedTuple):
    """What changed in a folder against what is known of it."""

    #: Files that are new or have other flags, relative to the folder, the newest name first.
    files: list[str]
    #: ids that are no longer there.
    gone: list[str]


def seen(folder: Folder, before: Seen | None) -> Seen:
    """The signs of a folder now; take them before listing it. Raises OSError."""
    now = time.time_ns()
    stamps = [os.stat(folder.path / sub).st_mtime_ns for sub in ("new", "cur")]  # noqa: PTH116
    current = Seen(folder.role.value, *stamps)
    if now - max(stamps) > _TICK:
        return current
    if before is None or [before.new, before.cur] != stamps:
        return current._replace(doubtful_since=now)
    watched = now - before.doubtful_since > _TICK
    return current if watched else current._replace(doubtful_since=before.doubtful_since)


def compare(folder: Folder, known: Mapping[str, str], *, anew: bool = False) -> Difference:
    """List a folder and hold it against what is known of it. Raises OSError.

    ``anew`` lists what is known and unchanged too.
    """
    present = _by_id(folder)
    missing = {id_ for id_ in known if id_ not in present}
    if missing:  # a file that is renamed while a folder is listed may be passed over
        again = _by_id(folder)
        missing = {id_ for id_ in missing if id_ not in again}
    changed = [f for id_, f in present.items() if anew or known.get(id_) != tag_of(f)]
    changed.sort(key=lambda file: file[4:], reverse=True)
    return Difference(changed, sorted(missing))


def files(folder: Folder) -> Iterator[str]:
    """Every message's file, as ``new/name`` or ``cur/name``. Raises OSError.

    ``new`` first: what moves to ``cur`` meanwhile comes twice instead of not at all.
    """
    for sub in ("new", "cur"):
        for name in os.listdir(folder.path / sub):  # noqa: PTH208
            if not name.startswith("."):
                yield f"{sub}/{name}"


def locate(folder: Folder, id_: str) -> str | None:
    """The file that has an id now, relative to the folder. Raises OSError."""
    return _by_id(folder, id_).get(id_)


def _by_id(folder: Folder, wanted: str = "") -> dict[str, str]:
    """File by id. Of two with one id (a copy half done), the one in ``cur``, then by name."""
    found: dict[str, str] = {}
    start = wanted if wanted.isascii() and "\\" not in wanted else ""
    for file in files(folder):
        if start and not file.startswith(start, 4):
            continue
        id_ = id_of(file[4:])
        if id_ not in found or file < found[id_]:
            found[id_] = file
    return found
