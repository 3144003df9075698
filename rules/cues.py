"""Cues: what words in a title or a mail subject hint at. The words are in cues.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rules.words import LONGEST_PHRASE, Phrases, join

#: Hints at nothing; keeps a word within it from hinting at something.
_NEUTRAL = "neutral"
_HEAD = 3


@dataclass(frozen=True, slots=True)
class Index:
    """The phrases of all cues, to be found in one pass over the words of a text."""

    #: Phrase, joined -> its cues.
    whole: Mapping[str, tuple[str, ...]]
    #: Beginning of a word -> its cues.
    stems: Mapping[str, tuple[str, ...]]
    stem_lengths: tuple[int, ...]
    #: First letters of all phrases and stems, to pass over most words at once.
    heads: frozenset[str]

    def at(self, parts: Sequence[str], place: int) -> tuple[int, tuple[str, ...]]:
        """How many words the longest phrase at ``place`` takes, and its cues."""
        head = parts[place][:_HEAD]
        if len(head) == _HEAD and head not in self.heads:
            return 1, ()
        for length in range(min(LONGEST_PHRASE, len(parts) - place), 0, -1):
            phrase = join(parts[place : place + length]) if length > 1 else parts[place]
            if found := self.whole.get(phrase):
                return length, found
        for length in self.stem_lengths:
            if found := self.stems.get(parts[place][:length]):
                return 1, found
        return 1, ()


@cache
def table() -> dict[str, Phrases]:
    """Each cue's words, by name."""
    text = (files("rules") / "cues.toml").read_text("utf-8")
    return {name: Phrases.of(_flat(words)) for name, words in tomllib.loads(text).items()}


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


@cache
def _index() -> Index:
    whole: dict[str, tuple[str, ...]] = {}
    stems: dict[str, tuple[str, ...]] = {}
    for name, phrases in table().items():
        for phrase in phrases.whole:
            whole[phrase] = (*whole.get(phrase, ()), name)
        for stem in phrases.stems:
            stems[stem] = (*stems.get(stem, ()), name)
    lengths = tuple(sorted({len(stem) for stem in stems}, reverse=True))
    return Index(whole, stems, lengths, frozenset(phrase[:_HEAD] for phrase in (*whole, *stems)))


def _flat(words: dict[str, Iterable[str]]) -> list[str]:
    return [word for language in words.values() for word in language]
