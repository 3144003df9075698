"""How far each calendar has been read, as JSON in the cursor."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one collection has been read."""

    #: The name its items were told under.
    name: str
    #: Sync token, or ctag where there are none; "" while the first reading is not finished.
    token: str = ""


def encode(progress: Mapping[str, Progress]) -> str:
    """The cursor: path of a collection -> its progress."""
    rows = {path: list(asdict(one).values()) for path, one in progress.items()}
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def decode(cursor: str) -> dict[str, Progress]:
    """Read `encode` back; of a text that is no such cursor, the beginning."""
    try:
        rows = json.loads(cursor or "{}")
        return {str(path): Progress(str(name), str(token)) for path, (name, token) in rows.items()}
    except (ValueError, TypeError, AttributeError):
        return {}
