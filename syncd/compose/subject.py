"""The subject of a brief: who, when, and what the title says beyond that."""

from __future__ import annotations

import re
from collections.abc import Iterable

from syncd.text.snippet import shorten

_MAX_TITLE_CHARS = 120
_WORD = re.compile(r"\w+", re.UNICODE)
#: What stands between names in a title, and says nothing without them.
_TIES = frozenset(
    """
    with and mit und avec et con y e w x vs of for für von meets meet <> dr prof mr mrs ms herr frau
    """.split()
)
_SEPARATORS = re.compile(r"\s*(?:<\s*-?\s*>|↔|[/|&+,]|:(?!\d)|\s[-–—]\s|[()\[\]])\s*")
_SHORTEST_NAME = 2
_LONGEST_NAME = 200
_READ_CHARS = 1_000


def beyond_names(title: str, names: Iterable[str]) -> str:
    """A title without the names that are told beside it, and what tied them in.

    ``Coffee with Ada`` is ``Coffee``; ``Ada Lindqvist / Robin Doe`` is "".
    """
    known = {word.casefold() for name in names for word in _WORD.findall(name[:_LONGEST_NAME])}
    known = {word for word in known if len(word) >= _SHORTEST_NAME}
    title = shorten(title, _READ_CHARS)
    if not any(_bare(word) in known for word in re.split(r"[\s/|:&+,<>]", title)):
        return shorten(title, _MAX_TITLE_CHARS)
    parts = (_part(part, known) for part in _SEPARATORS.split(title))
    told = ", ".join(part for part in parts if part)
    return shorten(told, _MAX_TITLE_CHARS)


def _part(text: str, names: set[str]) -> str:
    """One part of a title; a tie goes with the name beside it."""
    words = text.split()
    named = [_bare(word) in names for word in words]
    if not any(named):
        return "" if all(_bare(word) in _TIES for word in words) else " ".join(words)
    kept = [
        word
        for place, word in enumerate(words)
        if not named[place] and not (_bare(word) in _TIES and _beside(place, words, named))
    ]
    return " ".join(kept)


def _beside(place: int, words: list[str], named: list[bool]) -> bool:
    """Whether only ties lie between this word and a name."""
    for step in (1, -1):
        at = place + step
        while 0 <= at < len(words) and _bare(words[at]) in _TIES and not named[at]:
            at += step
        if 0 <= at < len(words) and named[at]:
            return True
    return False


def _bare(word: str) -> str:
    """In lower case, without punctuation, ``'s`` and what hangs on by a hyphen."""
    bare = word.casefold().strip(".,;:!?\"“”„'’()")
    for ending in ("'s", "’s"):
        bare = bare.removesuffix(ending)
    return bare
