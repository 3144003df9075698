"""Reading the files of a Maildir without trusting them."""

from __future__ import annotations

import errno
import os
import stat
from datetime import UTC, datetime
from pathlib import Path

from connectors.contract import MAX_MESSAGE_BYTES
from connectors.envelope import MAX_HEAD_BYTES, header_end
from syncd.errors import ItemError

#: A link is not followed, and a pipe or device does not keep us waiting.
_OPEN = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
_FIRST_READ = 16_384  # bytes; holds the header of nearly every mail
_NOT_A_FILE = "This is not a file but a link, a folder or a device; it is not opened."


def read_head(path: Path | str) -> tuple[bytes, datetime]:
    """The header of a message and when it was received (the file's time, UTC).

    Raises FileNotFoundError when it has moved, ItemError when it is no message, OSError.
    """
    descriptor, found = _open(path)
    try:
        _refuse_odd(found)
        head = os.read(descriptor, _FIRST_READ)
        while header_end(head) < 0 and len(head) < MAX_HEAD_BYTES:
            more = os.read(descriptor, MAX_HEAD_BYTES - len(head))
            if not more:
                break
            head += more
    finally:
        os.close(descriptor)
    return head, _moment(found.st_mtime)


def read_whole(path: Path | str) -> bytes:
    """A message whole. Raises FileNotFoundError, ItemError, OSError as `read_head` does."""
    descriptor, found = _open(path)
    with open(descriptor, "rb") as file:  # noqa: PTH123
        _refuse_odd(found)
        return file.read(MAX_MESSAGE_BYTES)


def _open(path: Path | str) -> tuple[int, os.stat_result]:
    try:
        descriptor = os.open(path, _OPEN)
    except OSError as error:
        if error.errno in {errno.ELOOP, errno.ENXIO, errno.EISDIR, errno.ENODEV}:
            raise ItemError(_NOT_A_FILE) from None
        if error.errno == errno.EACCES and os.access(Path(path).parent, os.X_OK):
            raise ItemError("syncd is not allowed to read this file.") from None
        raise
    return descriptor, os.fstat(descriptor)


def _refuse_odd(found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise ItemError(_NOT_A_FILE)
    if found.st_size > MAX_MESSAGE_BYTES:
        megabytes = found.st_size // 1_000_000
        raise ItemError(f"This message is too large to be read ({megabytes} MB).")


def _moment(seconds: float) -> datetime:
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):  # a file system may hold any number
        return datetime.fromtimestamp(0, UTC)
