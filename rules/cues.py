"""Cues: what words in a title, description or mail subject hint at. The words are in cues.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from rules.words import Phrases


@cache
def cues() -> dict[str, Phrases]:
    """Each cue's words, by name."""
    text = (files("rules") / "cues.toml").read_text("utf-8")
    return {name: Phrases.of(_flat(table)) for name, table in tomllib.loads(text).items()}


@cache
def names() -> tuple[str, ...]:
    """The names of the cues, in the order of the file."""
    return tuple(cues())


def found(*texts: frozenset[str]) -> tuple[str, ...]:
    """The cues whose words are among the runs of any of the texts."""
    whole, stems = _index()
    hits: set[str] = set()
    for text in texts:
        for run in text & whole.keys():
            hits.update(whole[run])
        for stem, named in stems:
            if any(run.startswith(stem) for run in text):
                hits.update(named)
    return tuple(name for name in names() if name in hits)


@cache
def _index() -> tuple[dict[str, tuple[str, ...]], tuple[tuple[str, tuple[str, ...]], ...]]:
    """Phrase -> the cues it belongs to, for whole phrases and for stems."""
    whole: dict[str, tuple[str, ...]] = {}
    stems: dict[str, tuple[str, ...]] = {}
    for name, phrases in cues().items():
        for run in phrases.whole:
            whole[run] = (*whole.get(run, ()), name)
        for stem in phrases.stems:
            stems[stem] = (*stems.get(stem, ()), name)
    return whole, tuple(stems.items())


def _flat(table: dict[str, Iterable[str]]) -> list[str]:
    return [word for language in table.values() for word in language]
