"""Which calendar files there are in a folder, and how they look from outside."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from connectors.ics.texts import calendar_name

#: Folders in folders: an account, a collection, and one to spare.
MAX_DEPTH = 3
_DISPLAY_NAME_BYTES = 1000


class Found(NamedTuple):
    """A calendar file. There may be thousands, looked at in every poll, so it is a bare tuple."""

    path: str
    #: Its path below the account's, with "/"; the id of a file that holds one event.
    name: str
    #: Changes when the file is written or replaced.
    signature: str
    #: The name of the calendar that its folder is.
    calendar: str
    size: int
    #: Seconds since the epoch.
    modified: float
    #: It is what the account's path names.
    alone: bool = False

    @property
    def collected(self) -> bool:
        """Whether it lies in a folder of its own calendar, below the account's."""
        return "/" in self.name

    @property
    def stem(self) -> str:
        """The file's own name without its ending."""
        return Path(self.path).stem


@dataclass(slots=True)
class Listing:
    """What there is in a folder of calendars."""

    files: list[Found] = field(default_factory=list)
    #: Calendar -> all names that the user may know it by.
    names: dict[str, set[str]] = field(default_factory=dict)


def look(root: Path) -> Listing:
    """The calendar files of a folder and the folders in it, by name; or the one file ``root`` is.

    Files that programs write first under another name are left out: hidden ones, and .tmp.
    Raises OSError.
    """
    found = Listing()
    status = root.stat()
    if stat.S_ISDIR(status.st_mode):
        _look_in(root, "", found)
        found.files.sort(key=lambda file: file.name)
    else:
        alone = _found(str(root), root.name, status, calendar_name(root.stem))
        found.files.append(alone._replace(alone=True))
    return found


def signature(status: os.stat_result) -> str:
    """What of a file's state changes when it is written (mtime, size) or replaced (inode)."""
    return f"{status.st_mtime_ns:x}-{status.st_size:x}-{status.st_ino:x}"


def _look_in(folder: Path, prefix: str, found: Listing) -> None:
    shown = _display_name(folder) or calendar_name(folder.name)
    found.names.setdefault(shown, set()).update({shown, folder.name})
    with os.scandir(folder) as entries:
        visible = [entry for entry in entries if not entry.name.startswith(".")]
    for entry in visible:
        name = f"{prefix}{entry.name}"
        try:
            status = entry.stat()
        except FileNotFoundError:  # deleted meanwhile, or a link to nowhere
            continue
        if stat.S_ISDIR(status.st_mode) and name.count("/") < MAX_DEPTH:
            _look_in(Path(entry.path), f"{name}/", found)
        elif stat.S_ISREG(status.st_mode) and name.lower().endswith(".ics"):
            found.files.append(_found(entry.path, name, status, shown))


def _found(path: str, name: str, status: os.stat_result, calendar: str) -> Found:
    return Found(
        path=path,
        # A name that is not UTF-8 could not be stored.
        name=name.encode("utf-8", "replace").decode(),
        signature=signature(status),
        calendar=calendar,
        size=status.st_size,
        modified=status.st_mtime,
    )


def _display_name(folder: Path) -> str:
    """What vdirsyncer writes of the calendar's name into a file beside the events."""
    try:
        with (folder / "displayname").open("rb") as file:
            return calendar_name(file.read(_DISPLAY_NAME_BYTES).decode("utf-8", "replace"))
    except OSError:
        return ""
