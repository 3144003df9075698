"""The user's notes on a conversation, sorted: what stayed, and what was promised each way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from syncd.text import noted_english, noted_german, sentences
from syncd.text.snippet import shorten

_MAX_NOTE_CHARS = 400
_MOST_NOTES = 20
#: The languages in which a promise is known for one.
LANGUAGES = ("en", "de")


@dataclass(frozen=True, slots=True)
class Noted:
    """The writer's notes, sorted."""

    remembered: tuple[str, ...]
    #: As bullets: "I will send you the list".
    promised: tuple[str, ...]
    #: After "you wanted to": "send me the link".
    awaited: tuple[str, ...]


def sort_notes(
    notes: Iterable[str],
    languages: Iterable[str] = LANGUAGES,
    *,
    dative: str = "dir",
    accusative: str = "dich",
) -> Noted:
    """What stayed with the writer and what was promised each way, in the writer's own words.

    A promise in a language that is not asked for counts as what stayed. What is noted twice is told
    once. The two words are what a German letter calls its reader.
    """
    lines = [line.strip(" \t-*•") for note in notes for line in note.splitlines()]
    said = [part for line in lines for part in _parts(line)][:_MOST_NOTES]
    asked = tuple(languages)
    remembered: dict[str, str] = {}
    promised: dict[str, str] = {}
    awaited: dict[str, str] = {}
    for words in said:
        if promise := _promised(words, asked, dative, accusative):
            promised.setdefault(_key(promise), promise)
        elif theirs := _awaited(words, asked):
            awaited.setdefault(_key(theirs), theirs)
        else:
            remembered.setdefault(_key(words), words)
    return Noted(*(tuple(found.values()) for found in (remembered, promised, awaited)))


def _promised(line: str, languages: tuple[str, ...], dative: str, accusative: str) -> str:
    english = noted_english.promised(line) if "en" in languages else ""
    if english or "de" not in languages:
        return english
    return noted_german.promised(line, dative, accusative)


def _awaited(line: str, languages: tuple[str, ...]) -> str:
    english = noted_english.awaited(line) if "en" in languages else ""
    if english or "de" not in languages:
        return english
    return noted_german.awaited(line)


def _key(words: str) -> str:
    return " ".join(words.casefold().split()).rstrip(" .!")


def _parts(line: str) -> list[str]:
    """The sentences of a note, and what stands apart by a semicolon."""
    apart = [part for sentence in sentences.split(line) for part in sentence.split(";")]
    return [shorten(part.strip(), _MAX_NOTE_CHARS) for part in apart if part.strip(" .,;")]
