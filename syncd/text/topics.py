"""What a text speaks of: the topics of `topics.toml` that its words tell.

The file says how a topic is written down. A label is what someone offers or loves, in a few words
that mean something ("pitch training"); a sentence is what another wrote, where a word of several
senses counts only beside a second one of the same topic.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from itertools import islice

from syncd.text.forms import LANGUAGES, Word, broad, special, stem, table

#: How far apart the words of a phrase and of a pair may stand.
_PHRASE_STEP = 2
_PAIR_WORDS = 6
#: A part of a compound has at least so many letters, a compound two of them.
_PART = 3
#: The first part is enough if both are so long.
_LONG_PART = 5
_LINKS = ("s", "n", "en", "es", "er", "e", "ens")

_SURE, _LABEL, _NEAR, _NOT = "sure", "label", "near", "not"
_PAIR = ("this", "that")
_AS_WRITTEN = (_SURE, *_PAIR)
#: The topic beside which a word of several senses needs no second one.
_LEISURE = "leisure"


@dataclass(frozen=True, slots=True)
class _Entry:
    """One word or phrase of a topic: the keys of the words after its first, and what it means."""

    topic: str
    role: str
    rest: tuple[str, ...] = ()


@dataclass
class _Index:
    exact: dict[str, list[_Entry]] = field(default_factory=lambda: defaultdict(list))
    prefixes: dict[str, list[_Entry]] = field(default_factory=lambda: defaultdict(list))
    written: dict[str, list[_Entry]] = field(default_factory=lambda: defaultdict(list))
    broad: set[str] = field(default_factory=set)
    #: Keys that a topic knows; alone they say no more than the topic does.
    known: set[str] = field(default_factory=set)
    german: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Spoken:
    """The topics of a text, sure and broad."""

    sure: frozenset[str]
    broad: frozenset[str]


def topics(words: Sequence[Word], *, label: bool) -> Spoken:
    """The topics of a text's words, read as a label or as a sentence."""
    found: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for position, entry in _entries(words):
        found[entry.topic][entry.role].add(position)
    leisure = bool(found.pop(_LEISURE, None))
    told = {topic for topic, roles in found.items() if _is_told(roles, label=leisure)}
    if label and not told - _index().broad:
        told |= {topic for topic, roles in found.items() if _is_told(roles, label=True)}
    shared = _index().broad
    return Spoken(frozenset(told - shared), frozenset(told & shared))


def known(word: Word) -> bool:
    """Whether the topics know the word, so that it need not speak for itself."""
    return not word.keys.isdisjoint(_index().known)


def parts(words: Sequence[Word]) -> list[Word]:
    """The words, with the parts of a German compound after it: Chorsingen, Chor, Singen."""
    return [part for word in words for part in (word, *_parts(word))]


def _is_told(roles: dict[str, set[int]], *, label: bool) -> bool:
    if roles[_NOT]:
        return False
    if roles[_SURE] or (label and roles[_LABEL]):
        return True
    if roles[_LABEL] and len(roles[_LABEL] | roles[_NEAR]) > 1:
        return True
    these, those = (roles[side] for side in _PAIR)
    return any(0 < abs(one - other) <= _PAIR_WORDS for one in these for other in those)


def _entries(words: Sequence[Word]) -> Iterator[tuple[int, _Entry]]:
    index = _index()
    for position, word in enumerate(words):
        for key in word.keys:
            for entry in index.exact.get(key, ()):
                if _goes_on(words, position, entry.rest):
                    yield position, entry
        written = word.written.lower()
        for language in {key[:2] for key in word.keys}:
            for entry in index.written.get(f"{language}:{written}", ()):
                yield position, entry
        for end in range(3, len(written) + 1):
            for entry in index.prefixes.get(written[:end], ()):
                yield position, entry


def _goes_on(words: Sequence[Word], position: int, rest: Iterable[str]) -> bool:
    for key in rest:
        following = range(position + 1, min(position + 1 + _PHRASE_STEP, len(words)))
        position = next((at for at in following if key in words[at].keys), -1)
        if position < 0:
            return False
    return True


def _parts(word: Word) -> tuple[Word, ...]:
    whole = next((key[3:] for key in word.keys if key.startswith("de:")), "")
    german = _index().german
    if word.empty or len(whole) < 2 * _PART + 1 or whole in german:
        return ()
    cuts = range(len(whole) - _PART, _PART - 1, -1)
    firsts = [(head, whole[cut:]) for cut in cuts if (head := _unlinked(whole[:cut], german))]
    for first, last in firsts:
        if last in german:
            return (_part(first), _part(last))
    long = (one for one, rest in firsts if min(len(one), len(rest)) >= _LONG_PART)
    return tuple(map(_part, islice(long, 1)))


def _unlinked(first: str, german: set[str]) -> str:
    """The stem of the first part of a compound, without the letters that link it."""
    tried = (first, *(first.removesuffix(link) for link in _LINKS if first.endswith(link)))
    return next((one for one in tried if one in german), "")


def _part(stemmed: str) -> Word:
    return Word(stemmed, frozenset((f"de:{stemmed}",)))


@cache
def _index() -> _Index:
    index = _Index()
    text = (resources.files("syncd.text") / "topics.toml").read_text("utf-8")
    for topic, entries in tomllib.loads(text).items():
        if entries.get("broad"):
            index.broad.add(topic)
        for language in LANGUAGES:
            _add(index, topic, _SURE, language, entries.get(language, ""))
            for role in (_LABEL, _NEAR, _NOT):
                _add(index, topic, role, language, entries.get(f"{role}_{language}", ""))
            for side, listed in zip(_PAIR, entries.get(f"pairs_{language}", ()), strict=False):
                _add(index, topic, side, language, listed)
    index.german |= {stem(word, "de") for word in table()["broad"]["de"].split()}
    empty = {stem(word, "de") for word in special("empty", "de") if len(word) < _LONG_PART}
    empty |= special("no_part", "de")
    index.german = {word for word in index.german - empty if len(word) >= _PART}
    return index


def _add(index: _Index, topic: str, role: str, language: str, listed: str) -> None:
    for written in listed.split():
        if written.endswith("*"):
            index.prefixes[written[:-1]].append(_Entry(topic, role))
            continue
        first, *rest = (
            f"{language}:{stem(part, language)}" for part in written.replace("-", "_").split("_")
        )
        if language == "de":
            index.german.add(first[3:])
        if role in _AS_WRITTEN and not rest and first in broad():
            # "boxing" is a sport, but its stem stands for every box.
            for form in (written, f"{written}s") if language == "en" else (written,):
                index.written[f"{language}:{form}"].append(_Entry(topic, role))
            continue
        index.exact[first].append(_Entry(topic, role, tuple(rest)))
        if role != _NOT:
            index.known.update((first, *rest))
            index.german.update(key[3:] for key in rest if language == "de")
