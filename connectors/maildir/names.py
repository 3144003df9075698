"""What the name of a message's file says: ``base[,size or uid][:2,FLAGS]``.

Maildir: https://cr.yp.to/proto/maildir.html. Dovecot writes ``,S=`` and ``,W=`` after the base,
mbsync ``,U=``; where file names cannot hold ":", programs write ";" or "!".
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from functools import lru_cache

from connectors.contract import flags_tag
from syncd.model import Flag

_LETTERS = {
    "D": Flag.DRAFT,
    "F": Flag.FLAGGED,
    "R": Flag.ANSWERED,
    "S": Flag.SEEN,
    "T": Flag.DELETED,
}
_INFO = (":2", ";2", "!2")
#: mbsync's own choice where a file name cannot hold ":".
_SEPARATOR = ";" if os.name == "nt" else ":"
_OURS = "syncd-"


def id_of(name: str) -> str:
    """The part of a file name that stays while flags, UIDs and sizes come and go."""
    base, _, _ = name.partition(",")
    if base.endswith(_INFO):
        base = base[:-2]
    base, _, _ = base.partition(":")
    base = base or name
    return base if base.isascii() else as_text(base)


def tag_of(name: str) -> str:
    """The flags in a file name, as `flags_tag` writes them."""
    return _read_letters(name[name.rfind("2,") - 1 :])[1]


def flags_of(name: str) -> frozenset[Flag]:
    """The flags in a file name; user-defined ones (lower case letters) are left out."""
    return _read_letters(name[name.rfind("2,") - 1 :])[0]


def file_name(base: str, flags: Iterable[Flag]) -> str:
    """The name of a file in ``cur``; its letters are in ASCII order."""
    wanted = set(flags)
    return f"{base}{_SEPARATOR}2," + "".join(c for c, flag in _LETTERS.items() if flag in wanted)


def base_of(message_id: str) -> str:
    """The base name of a letter of ours: the same for the same Message-ID, so it is there once."""
    return _OURS + hashlib.sha256(message_id.encode()).hexdigest()[:32]


def another_base(message_id: str, letter: bytes) -> str:
    """The base name of a letter that takes the place of one with the same Message-ID."""
    return f"{base_of(message_id)}.{hashlib.sha256(letter).hexdigest()[:8]}"


def is_copy_of(message_id: str, name: str) -> bool:
    """Whether a file was named by us after that Message-ID."""
    return name.startswith(base_of(message_id)) and id_of(name)[38:39] in {"", "."}


def is_ours(name: str) -> bool:
    """Whether a file was named by us."""
    return name.startswith(_OURS)


def created(name: str) -> int | None:
    """When a file was written, in seconds since 1970, if its name begins with that."""
    first, _, _ = name.partition(".")
    return int(first) if 9 <= len(first) <= 11 and first.isascii() and first.isdigit() else None


def as_text(base: str) -> str:
    """A name in no known encoding as text that can be kept: its odd bytes are spelled out."""
    return base.encode("utf-8", "backslashreplace").decode()


@lru_cache(maxsize=1024)
def _read_letters(info: str) -> tuple[frozenset[Flag], str]:
    """Flags out of ``:2,FS``; none out of anything else, such as a part of a base name."""
    is_info = info.startswith(_INFO) and info[2:3] == ","
    letters = info[3:] if is_info and info[3:].isalpha() else ""
    flags = frozenset(_LETTERS[letter] for letter in letters if letter in _LETTERS)
    return flags, flags_tag(flags)
