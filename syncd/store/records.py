"""Records to JSON and back, for the columns that keep a whole noun."""

from __future__ import annotations

import json

from pydantic import TypeAdapter

from syncd.model import Meeting, Told

_MEETING = TypeAdapter(Meeting)
_TOLD = TypeAdapter(Told)


def dump_meeting(meeting: Meeting) -> str:
    """A meeting as JSON text; its moments keep their offset."""
    return _MEETING.dump_json(meeting).decode()


def load_meeting(text: str) -> Meeting:
    """Read back what `dump_meeting` wrote."""
    return _MEETING.validate_json(text)


def dump_told(told: Told | None) -> str | None:
    """What a letter told, as JSON text."""
    return None if told is None else _TOLD.dump_json(told).decode()


def load_told(text: str | None) -> Told | None:
    """Read back what `dump_told` wrote."""
    return None if text is None else _TOLD.validate_json(text)


def dump_words(words: tuple[str, ...]) -> str:
    """A list of sentences as JSON text."""
    return json.dumps(words, ensure_ascii=False)
