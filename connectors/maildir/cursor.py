"""The cursor of a Maildir: how each folder looked when it was last listed."""

from __future__ import annotations

import json
from collections.abc import Mapping

from connectors.maildir.listing import Seen

_FORM = "maildir-1"


def encode(folders: Mapping[str, Seen]) -> str:
    """The cursor as text."""
    return json.dumps({"form": _FORM, "folders": folders}, separators=(",", ":"))


def decode(cursor: str) -> dict[str, Seen]:
    """Folder name -> how it looked; nothing for a cursor in no form that is known here."""
    try:
        told = json.loads(cursor)
        if told["form"] != _FORM:
            return {}
        return {
            str(name): Seen(str(role), *map(int, n)) for name, (role, *n) in told["folders"].items()
        }
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}
