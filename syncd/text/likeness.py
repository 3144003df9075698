"""Whether what someone offers, loves or promised and what another wrote speak of the same thing.

They do when they have a topic of `topics.toml` in common, or a word that says something by itself.
A wrong match is worse than a missed one. Scores: `python -m tests.quality matches`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from syncd.text import forms, language
from syncd.text.forms import Word
from syncd.text.topics import Spoken, known, parts, topics

#: Two words that say little alone say something in a row: "open data", "open public data".
_TOGETHER = 2
#: A shorter word says nothing by itself.
_SHORTEST = 3
#: A label is no longer, in words that are not empty, and does not say "I".
_LABEL_WORDS = 8
_SPEAKERS = frozenset("i we my our me us ich wir mein meine unser unsere uns mich mir".split())
#: After these a label tells for whom, on what and where; what it offers stands before.
_THEN = frozenset(
    "for in at from on of to with that who which für in aus bei mit zu zum zur im von über".split()
)
_AND = re.compile(r"\b(?:and|und|or|oder)\b|[,;/&+]", re.IGNORECASE)
#: What can be promised: enough to name it, and of too many sorts ("list").
_THINGS = ("things", "loose")


@dataclass(frozen=True, slots=True)
class _Read:
    """A text, read once and held against many."""

    spoken: Spoken
    #: The stems that say something by themselves.
    telling: frozenset[str]
    #: The stems of words in a row.
    together: frozenset[tuple[str, str]]
    words: tuple[Word, ...]


def alike(label: str, said: str) -> bool:
    """Whether what someone offers, loves or looks for is what another speaks of.

    ``label`` is a few words of a config ("pitch training"), ``said`` a sentence out of a mail; a
    label that is a sentence itself is read as one.
    """
    mine, theirs = _label(label), _sentence(said)
    return bool(
        not mine.telling.isdisjoint(theirs.telling)
        or not mine.together.isdisjoint(theirs.together)
        or _topics(mine.spoken, theirs.spoken)
    )


def shared(label: str, said: str) -> tuple[str, ...]:
    """What the two have in common: topics by their names in `topics.toml`, then words of ``said``.

    Empty when they are not alike.
    """
    mine, theirs = _label(label), _sentence(said)
    found = sorted(_topics(mine.spoken, theirs.spoken))
    alone = (word.written for word in theirs.words if _tells(word) and word.keys & mine.telling)
    both = (
        f"{one.written} {other.written}"
        for one, other in _neighbours(theirs.words)
        if not mine.together.isdisjoint(_joined(one, other))
    )
    return tuple(dict.fromkeys((*found, *map(str.lower, alone), *map(str.lower, both))))


def same_thing(promised: str, later: str) -> bool:
    """Whether a later text, or the name of a file, names what was promised.

    Words that say little alone ("list", "data") do when nothing else was promised, two of them if
    there are two.
    """
    wanted, found = _named(promised), stems(later)
    telling = [keys for keys in wanted if keys & _sent() or keys.isdisjoint(forms.broad())]
    named = sum(not keys.isdisjoint(found) for keys in telling or wanted)
    return named >= (1 if telling else min(2, len(wanted))) > 0


def stems(text: str) -> frozenset[str]:
    """The telling words of a text without their endings; things that are sent, by their names."""
    return frozenset(key for keys in _named(text) for key in keys)


def _topics(mine: Spoken, theirs: Spoken) -> frozenset[str]:
    if mine.sure:
        return mine.sure & theirs.sure
    both = mine.broad & theirs.broad
    return both if len(both) >= min(2, len(mine.broad)) else frozenset()


@lru_cache(maxsize=1_000)
def _label(text: str) -> _Read:
    words = parts(forms.words(text))
    telling = [word for word in words if not word.empty]
    if len(telling) > _LABEL_WORDS or any(word.written.lower() in _SPEAKERS for word in words):
        return _sentence(text)
    offered = [_offered(parts(forms.words(piece))) for piece in _AND.split(text)]
    sure = frozenset(topic for one in offered for topic in one.sure)
    broad = frozenset(topic for one in offered for topic in one.broad)
    return _read(words, _core(words), Spoken(sure, broad))


@lru_cache(maxsize=2_000)
def _sentence(text: str) -> _Read:
    words = parts(forms.words(text, language.guess(text, default="")))
    return _read(words, words, topics(words, label=False))


def _read(words: Sequence[Word], core: Sequence[Word], spoken: Spoken) -> _Read:
    telling = frozenset(key for word in core if _tells(word) for key in word.keys)
    together = (joined for pair in _neighbours(words) for joined in _joined(*pair))
    return _Read(spoken, telling, frozenset(together), tuple(words))


def _offered(label: Sequence[Word]) -> Spoken:
    offered = topics(_core(label), label=True)
    return offered if offered.sure else topics(label, label=True)


def _core(label: Sequence[Word]) -> Sequence[Word]:
    """What is offered, without for whom and where; all of it when nothing else would be left."""
    cut = next((at for at, word in enumerate(label) if word.written in _THEN), len(label))
    return label[:cut] if any(map(_says, label[:cut])) else label


def _says(word: Word) -> bool:
    return not word.empty and (known(word) or word.keys.isdisjoint(forms.broad()))


def _tells(word: Word) -> bool:
    """Whether a word says by itself what a text is about."""
    if word.empty or len(word.written) < _SHORTEST or known(word):
        return False
    return word.keys.isdisjoint(forms.broad())


def _neighbours(words: Sequence[Word]) -> Iterator[tuple[Word, Word]]:
    for at, word in enumerate(words):
        for other in words[at + 1 : at + 1 + _TOGETHER]:
            if not (word.empty or other.empty or word.keys & other.keys):
                yield word, other


def _joined(one: Word, other: Word) -> Iterator[tuple[str, str]]:
    for a in one.keys:
        for b in other.keys:
            yield a, b


def _named(text: str) -> list[frozenset[str]]:
    """The keys of each telling word, with the names of the things it may stand for."""
    told = (word.keys for word in parts(forms.words(text)) if not word.empty)
    return [keys.union(*(_things().get(key, ()) for key in keys)) for keys in told]


@cache
def _things() -> dict[str, frozenset[str]]:
    """Key -> what is sent or promised under this name, in any language."""
    found: dict[str, frozenset[str]] = {}
    for kind in _THINGS:
        for thing, listed in forms.table()[kind].items():
            for word in listed.split():
                for key in forms.keys(word):
                    found[key] = found.get(key, frozenset()) | {f"{kind}:{thing}"}
    return found


@cache
def _sent() -> frozenset[str]:
    """The things that are enough to name what was promised."""
    return frozenset(f"{_THINGS[0]}:{thing}" for thing in forms.table()[_THINGS[0]])
