"""How far each folder has been read, as JSON in the cursor; and the ids of messages."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one folder has been read."""

    #: UIDVALIDITY; UIDs mean something under it alone.
    validity: int
    #: Every message with a UID from `below` up to before this has been read.
    next: int
    #: Flags are known as of this mod-sequence; 0 where there is none.
    modseq: int = 0
    #: How many messages there were at the last look.
    exists: int = 0
    #: The first reading goes down from here; 0 when it has reached the bottom.
    below: int = 0


def encode(progress: Mapping[str, Progress]) -> str:
    """The cursor: folder -> its numbers, in order."""
    rows = {folder: list(asdict(one).values()) for folder, one in progress.items()}
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def decode(cursor: str) -> dict[str, Progress]:
    """Read `encode` back; of a text that is no such cursor, the beginning."""
    try:
        rows = json.loads(cursor or "{}")
        return {str(folder): Progress(*map(int, row)) for folder, row in rows.items()}
    except (ValueError, TypeError, AttributeError):
        return {}


def message_key(validity: int, uid: int) -> str:
    """The id of a message in its folder. A new UIDVALIDITY gives every message a new one."""
    return f"{validity}.{uid}"


def uid_of(key: str, validity: int) -> int:
    """The UID in an id; 0 when the id is from another UIDVALIDITY or none of ours."""
    of, _, uid = key.partition(".")
    return int(uid) if of == str(validity) and uid.isascii() and uid.isdigit() else 0
