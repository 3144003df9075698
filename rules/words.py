"""Finds whole words and phrases in text, in time linear in the text.

Case and accents do not matter, and neither do hyphens and spaces: "catch-up", "catch up" and
"catchup" are one phrase. Both sides are folded to runs of joined words, then it is a set lookup.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

#: Longest phrase in words; the number of runs of a text grows with it.
LONGEST_PHRASE = 5
#: Shortest part of a word that may stand beside ``*``.
_SHORTEST_PART = 3
_NAME_CHARS = 200

#: Letters that do not come apart into a base letter and an accent.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "\u0131": "i"})
#: Scripts written without spaces, and pictures: each character is a word of its own.
_UNSPACED = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u2600-\u27bf\U0001f300-\U0001faff"
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")
_ASCII_WORD = re.compile(r"[a-z0-9]+")


def fold(text: str) -> str:
    """The text without case and accents."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(char for char in apart if not unicodedata.combining(char))


def words(text: str) -> list[str]:
    """The folded words of a text, in order."""
    folded = fold(text)
    return (_ASCII_WORD if folded.isascii() else _WORD).findall(folded)


@lru_cache(maxsize=4096)
def name_words(name: str) -> tuple[str, ...]:
    """The words of a name or an address; kept, as the same people come again and again."""
    return tuple(words(name[:_NAME_CHARS]))


def join(parts: Iterable[str]) -> str:
    """Words written together; two numbers stay apart, so that "1:1" is not "11"."""
    joined = ""
    for part in parts:
        joined += f" {part}" if joined[-1:].isdigit() and part[:1].isdigit() else part
    return joined


def runs(parts: Sequence[str], longest: int = LONGEST_PHRASE) -> frozenset[str]:
    """Every run of up to ``longest`` consecutive words, joined."""
    found = set(parts)
    for first in range(len(parts) - 1):
        joined = parts[first]
        for part in parts[first + 1 : first + longest]:
            joined += f" {part}" if joined[-1].isdigit() and part[0].isdigit() else part
            found.add(joined)
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Phrases:
    """Words and phrases to look for; ``mentor*`` and ``*seminar`` stand for any ending or start."""

    #: As written.
    written: tuple[str, ...]
    whole: frozenset[str]
    starts: tuple[str, ...]
    ends: tuple[str, ...]

    @classmethod
    def of(cls, written: Iterable[str]) -> Phrases:
        """Read phrases. Raises ValueError for one that could never be found."""
        kept = tuple(written)
        plain = [text.strip() for text in kept]
        return cls(
            kept,
            frozenset(_whole(text) for text in plain if "*" not in text),
            tuple(_part(text[:-1]) for text in plain if text.endswith("*")),
            tuple(_part(text[1:]) for text in plain if "*" in text and not text.endswith("*")),
        )

    @property
    def partial(self) -> bool:
        """Whether a part of a word is looked for."""
        return bool(self.starts or self.ends)

    def found_in(self, found: frozenset[str]) -> bool:
        """Whether any of them is among the runs of a text."""
        if not self.whole.isdisjoint(found):
            return True
        starts, ends = self.starts, self.ends
        return self.partial and any(run.startswith(starts) or run.endswith(ends) for run in found)

    def covers(self, other: Phrases) -> bool:
        """Whether each text that has one of the other's phrases has one of these."""
        return (
            other.whole <= self.whole
            and set(other.starts) <= set(self.starts)
            and set(other.ends) <= set(self.ends)
        )


def _whole(text: str) -> str:
    parts = words(text)
    if not parts:
        raise ValueError(f'"{text}" has no letter or number to look for')
    if len(parts) > LONGEST_PHRASE:
        raise ValueError(f"a phrase has at most {LONGEST_PHRASE} words")
    return join(parts)


def _part(text: str) -> str:
    if "*" in text:
        raise ValueError('a * stands at the end or the start of a phrase: "mentor*", "*seminar"')
    part = _whole(text)
    if len(part) < _SHORTEST_PART:
        raise ValueError(f"beside a * stand at least {_SHORTEST_PART} letters")
    return part
