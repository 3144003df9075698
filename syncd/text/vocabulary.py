"""The words of `topics.toml` and `words.toml`, cut to their stems and ready to be looked up.

To cut five thousand words takes a seventh of a second, so it is done beforehand: after a change of
one of the two files, `python -m tools.vocabulary` writes `vocabulary.json` anew.
"""

from __future__ import annotations

import json
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cache, lru_cache
from importlib import resources
from typing import Any, NamedTuple

from syncd.text.forms import LANGUAGES, special, stem

FILE = "vocabulary.json"
SURE, LABEL, NAME, NEAR, NOT = "sure", "label", "name", "near", "not"
PAIR = ("this", "that")
_AS_WRITTEN = (SURE, *PAIR)
#: A part of a compound has at least so many letters.
PART = 3
#: What is empty but long may be a part of a compound all the same.
_LONG_PART = 5


class Entry(NamedTuple):
    """One word or phrase of a topic: what it means, and the keys of the words after its first."""

    topic: str
    role: str
    rest: tuple[str, ...] = ()


@dataclass
class Vocabulary:
    """Entries are kept as they are in the file: "topic role rest rest|topic role"."""

    exact: dict[str, str] = field(default_factory=dict)
    prefixes: dict[str, str] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)
    #: Topics that are shared by too many.
    wide: frozenset[str] = frozenset()
    #: The stems of words that say little alone.
    broad: frozenset[str] = frozenset()
    #: Keys that a topic knows; alone they say no more than the topic does.
    known: frozenset[str] = frozenset()
    #: Stems that a German compound may be made of.
    german: frozenset[str] = frozenset()


def entries(listed: Mapping[str, str], key: str) -> tuple[Entry, ...]:
    """What stands under a key in one of the tables of a vocabulary."""
    found = listed.get(key)
    return _entries(found) if found else ()


@lru_cache(maxsize=1_000)
def _entries(found: str) -> tuple[Entry, ...]:
    split = (entry.split(" ") for entry in found.split("|"))
    return tuple(Entry(topic, role, tuple(rest)) for topic, role, *rest in split)


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary that was built beforehand."""
    text = (resources.files("syncd.text") / FILE).read_text("utf-8")
    read: dict[str, Any] = json.loads(text)
    kept: dict[str, Any] = {
        name: found if isinstance(found, dict) else frozenset(found.split())
        for name, found in read.items()
    }
    return Vocabulary(**kept)


def written(built: Vocabulary) -> str:
    """A vocabulary as the file has it."""
    flat = {
        name: dict(sorted(kept.items())) if isinstance(kept, dict) else " ".join(sorted(kept))
        for name, kept in asdict(built).items()
    }
    return json.dumps(flat, ensure_ascii=False, indent=0) + "\n"


def build() -> Vocabulary:
    """The vocabulary of the two files as they are now."""
    return _Builder().built()


class _Builder:
    def __init__(self) -> None:
        self.exact: dict[str, list[Entry]] = defaultdict(list)
        self.prefixes: dict[str, list[Entry]] = defaultdict(list)
        self.written: dict[str, list[Entry]] = defaultdict(list)
        self.known: set[str] = set()
        self.german: set[str] = set()
        self.broad = frozenset(
            f"{language}:{stem(word, language)}"
            for language in LANGUAGES
            for word in special("broad", language)
        )

    def built(self) -> Vocabulary:
        text = (resources.files("syncd.text") / "topics.toml").read_text("utf-8")
        topics = tomllib.loads(text)
        for topic, listed in topics.items():
            for language in LANGUAGES:
                self._read(topic, language, listed)
        return Vocabulary(
            exact=_flat(self.exact),
            prefixes=_flat(self.prefixes),
            written=_flat(self.written),
            wide=frozenset(topic for topic, listed in topics.items() if listed.get("broad")),
            broad=self.broad,
            known=frozenset(self.known),
            german=self._parts(),
        )

    def _read(self, topic: str, language: str, listed: Mapping[str, str]) -> None:
        self._add(topic, SURE, language, listed.get(language, ""))
        for role in (LABEL, NAME, NEAR, NOT):
            self._add(topic, role, language, listed.get(f"{role}_{language}", ""))
        for side, words in zip(PAIR, listed.get(f"pairs_{language}", ()), strict=False):
            self._add(topic, side, language, words)

    def _add(self, topic: str, role: str, language: str, listed: str) -> None:
        for word in listed.split():
            if word.endswith("*"):
                self.prefixes[word[:-1]].append(Entry(topic, role))
                continue
            first, *rest = (
                f"{language}:{stem(part, language)}" for part in word.replace("-", "_").split("_")
            )
            if language == "de":
                self.german.add(first[3:])
            if role in _AS_WRITTEN and not rest and first in self.broad:
                # "boxing" is a sport, but its stem stands for every box.
                for form in (word, f"{word}s") if language == "en" else (word,):
                    self.written[f"{language}:{form}"].append(Entry(topic, role))
                continue
            self._keep(Entry(topic, role, tuple(rest)), first, language)

    def _keep(self, entry: Entry, first: str, language: str) -> None:
        self.exact[first].append(entry)
        if entry.role in (SURE, LABEL):
            self.known.update((first, *entry.rest))
            self.german.update(key[3:] for key in entry.rest if language == "de")

    def _parts(self) -> frozenset[str]:
        parts = self.german | {key[3:] for key in self.broad if key.startswith("de:")}
        empty = {stem(word, "de") for word in special("empty", "de") if len(word) < _LONG_PART}
        parts -= empty | special("no_part", "de")
        return frozenset(word for word in parts if len(word) >= PART)


def _flat(listed: Mapping[str, list[Entry]]) -> dict[str, str]:
    return {
        key: "|".join(" ".join((one.topic, one.role, *one.rest)) for one in found)
        for key, found in listed.items()
    }
