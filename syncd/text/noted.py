"""The user's notes on a conversation, sorted: what stayed, and what was promised each way."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from syncd.text import sentences
from syncd.text.snippet import shorten

_MAX_NOTE_CHARS = 400
_MOST_NOTES = 20
_PROMISE = re.compile(
    r"^\W*(?:(?P<act>i('ll| will)|i promised to|promised to|to ?do:?)|i promised|promised|"
    r"(i )?owe (him|her|them))\s+",
    re.IGNORECASE,
)
#: The notes speak of the guest, the letter to the guest.
_THEM = re.compile(r"\b(him|her|them)\b(?!\s+\w+ing\b)", re.IGNORECASE)
#: "she sends me the link", "he'll introduce me to": what the guest will do for the writer.
_THEIR_PROMISE = re.compile(
    r"^\W*(?:she|he|they)(?:'ll| will| wants? to| wanted to| promised to)?\s+"
    r"(?P<act>send|give|share|show|forward|introduce|lend|tell)s?\s+me\s+(?P<what>\S.*?)[\s.]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Noted:
    """The writer's notes, sorted."""

    remembered: tuple[str, ...]
    #: As bullets: "I will send you the list".
    promised: tuple[str, ...]
    #: After "you wanted to": "send me the link".
    awaited: tuple[str, ...]


def sort_notes(notes: Iterable[str]) -> Noted:
    """What stayed with the writer and what was promised each way, in the writer's own words."""
    lines = [line.strip(" \t-*•") for note in notes for line in note.splitlines()]
    said = [part for line in lines for part in _parts(line)][:_MOST_NOTES]
    remembered: list[str] = []
    promised: list[str] = []
    awaited: list[str] = []
    for words_noted in said:
        if _PROMISE.match(words_noted):
            promised.append(_as_promise(words_noted))
        elif match := _THEIR_PROMISE.match(words_noted):
            awaited.append(f"{match['act'].lower()} me {_THEM.sub('you', match['what'], count=1)}")
        else:
            remembered.append(words_noted)
    return Noted(tuple(remembered), tuple(promised), tuple(awaited))


def _parts(line: str) -> list[str]:
    """The sentences of a note, and what stands apart by a semicolon."""
    apart = [part for sentence in sentences.split(line) for part in sentence.split(";")]
    return [shorten(part.strip(), _MAX_NOTE_CHARS) for part in apart if part.strip(" .,;")]


def _as_promise(line: str) -> str:
    """``I'll send her a list`` -> ``I will send you a list``; ``promised a list`` -> ``a list``."""
    match = _PROMISE.match(line)
    assert match is not None
    rest = line[match.end() :].rstrip(" .")
    return f"I will {_THEM.sub('you', rest, count=1)}" if match["act"] else rest
