"""The cursor of a folder of calendars: what cannot be told from the ids and etags alone."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

_FORM = "ics-1"


class Seen(NamedTuple):
    """A file that is not just one event of its folder's calendar, when it was last read."""

    signature: str
    calendar: str


@dataclass(slots=True)
class Cursor:
    """What was read so far."""

    #: What was asked for: path and calendars. Another question wants another answer.
    question: tuple[str, ...]
    #: Names of all calendars that items were told of.
    calendars: set[str] = field(default_factory=set)
    files: dict[str, Seen] = field(default_factory=dict)

    def encode(self) -> str:
        """The cursor as text."""
        told = {
            "form": _FORM,
            "question": self.question,
            "calendars": sorted(self.calendars),
            "files": self.files,
        }
        return json.dumps(told, separators=(",", ":"), ensure_ascii=False)


def decode(text: str) -> Cursor | None:
    """Read a cursor back; None for one in no form that is known here."""
    try:
        told = json.loads(text)
        if told["form"] != _FORM:
            return None
        return Cursor(
            question=tuple(map(str, told["question"])),
            calendars=set(map(str, told["calendars"])),
            files=_files(told["files"]),
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _files(told: Mapping[str, list[object]]) -> dict[str, Seen]:
    return {
        str(name): Seen(str(signature), str(calendar))
        for name, (signature, calendar) in told.items()
    }
