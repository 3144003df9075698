"""Cues: what words in a title or a mail subject hint at. The words are in cues.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from rules.words import LONGEST_PHRASE, Phrases, join

#: Hints at nothing; keeps a word within it from hinting at something.
_NEUTRAL = "neutral"
#: The key of a cue under which parts of domains stand instead of words.
_DOMAINS = "domains"


@dataclass(frozen=True, slots=True)
class Index:
    """The phrases of all cues, to be found in one pass over the words of a text."""

    #: Phrase, joined -> its cues.
    whole: Mapping[str, tuple[str, ...]]
    #: Beginning of a word -> its cues.
    starts: Mapping[str, tuple[str, ...]]
    #: End of a word -> its cues.
    ends: Mapping[str, tuple[str, ...]]
    #: How long beginnings and ends are, the longest first.
    lengths: tuple[int, ...]

    def at(self, parts: Sequence[str], place: int) -> tuple[int, tuple[str, ...]]:
        """How many words the longest phrase at ``place`` takes, and its cues."""
        for length in range(min(LONGEST_PHRASE, len(parts) - place), 0, -1):
            phrase = join(parts[place : place + length]) if length > 1 else parts[place]
            if found := self.whole.get(phrase):
                return length, found
        return 1, self._partly(parts[place])

    def _partly(self, word: str) -> tuple[str, ...]:
        for length in self.lengths:
            if len(word) > length:
                found = self.starts.get(word[:length]) or self.ends.get(word[-length:])
                if found:
                    return found
        return self.starts.get(word, ())


@cache
def table() -> dict[str, Phrases]:
    """Each cue's words, by name."""
    return {name: Phrases.of(_flat(words)) for name, words in _read().items()}


@cache
def domain_parts() -> tuple[tuple[str, str], ...]:
    """(part of a domain, the cue it hints at)."""
    return tuple(
        (part, name) for name, words in _read().items() for part in words.get(_DOMAINS, ())
    )


@cache
def names() -> tuple[str, ...]:
    """The names of the cues, in the order of the file."""
    return tuple(name for name in table() if name != _NEUTRAL)


def found(*texts: Sequence[str]) -> tuple[str, ...]:
    """The cues of some texts, each given as its words (`rules.words.words`)."""
    hits = {cue for parts in texts for _, cues in _phrases(parts) for cue in cues}
    return tuple(name for name in names() if name in hits) if hits else ()


def told(*texts: Sequence[str]) -> str:
    """The cues of some texts with the words that gave them: ``coffee: "lunch"``."""
    hits = ((cue, phrase) for parts in texts for phrase, cues in _phrases(parts) for cue in cues)
    return ", ".join(dict.fromkeys(f'{cue}: "{phrase}"' for cue, phrase in hits if cue != _NEUTRAL))


def _phrases(parts: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The phrases of a text that hint at something, and what at."""
    index = _index()
    place = 0
    while place < len(parts):
        length, cues = index.at(parts, place)
        if cues:
            yield " ".join(parts[place : place + length]), cues
        place += length


@lru_cache(maxsize=4096)
def of_domain(domain: str) -> tuple[str, ...]:
    """The cues that the name of a domain hints at: a dental practice, an estate agent."""
    return tuple(dict.fromkeys(name for part, name in domain_parts() if part in domain))


@cache
def _index() -> Index:
    kinds: tuple[dict[str, tuple[str, ...]], ...] = ({}, {}, {})
    for name, phrases in table().items():
        for kind, found in zip(kinds, (phrases.whole, phrases.starts, phrases.ends), strict=True):
            for phrase in found:
                kind[phrase] = (*kind.get(phrase, ()), name)
    whole, starts, ends = kinds
    lengths = sorted({len(part) for part in (*starts, *ends)}, reverse=True)
    return Index(whole, starts, ends, tuple(lengths))


@cache
def _read() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((files("rules") / "cues.toml").read_text("utf-8"))


def _flat(words: Mapping[str, Iterable[str]]) -> list[str]:
    return [word for key, written in words.items() if key != _DOMAINS for word in written]
