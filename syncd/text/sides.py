"""The two sides of a comparison: a label of a few words, and a sentence out of a mail."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from syncd.text import forms, language
from syncd.text.forms import Word
from syncd.text.topics import Spoken, known, parts, topics
from syncd.text.vocabulary import vocabulary

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
#: What is done, not to what: "restoration" says nothing of the zephyrs that are restored.
_DOING = re.compile(r"(?:tion|sion|ing|ment|ship|ung|ieren|erei)$", re.IGNORECASE)
_AND = re.compile(r"\b(?:and|und|or|oder)\b|[,;/&+]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Side:
    """A text, read once and held against many."""

    spoken: Spoken
    #: The stems that say something by themselves.
    telling: frozenset[str]
    #: The stems of words in a row.
    together: frozenset[tuple[str, str]]
    words: tuple[Word, ...]
    #: All stems, those that say little too.
    keys: frozenset[str]


@lru_cache(maxsize=1_000)
def label(text: str) -> Side:
    """What is offered, loved or looked for; a label that is a sentence is read as one."""
    words = parts(forms.words(text))
    telling = [word for word in words if not word.empty]
    if len(telling) > _LABEL_WORDS or any(word.written.lower() in _SPEAKERS for word in words):
        return sentence(text)
    offered = [_offered(parts(forms.words(piece))) for piece in _AND.split(text)]
    sure = frozenset(topic for one in offered for topic in one.sure)
    broad = frozenset(topic for one in offered for topic in one.broad)
    core = _core(words)
    return _read(
        words, [word for word in core if not _is_done(word, words, text)], Spoken(sure, broad)
    )


@lru_cache(maxsize=2_000)
def sentence(text: str) -> Side:
    """What somebody wrote."""
    guessed = language.guess(text, default="")
    # "I paint at weekends" is too short to be told from Danish.
    words = parts(forms.words(text, guessed if guessed in forms.LANGUAGES else ""))
    return _read(words, words, topics(words, label=False))


def _read(words: Sequence[Word], core: Sequence[Word], spoken: Spoken) -> Side:
    telling = frozenset(key for word in core if tells(word) for key in word.keys)
    together = (pair for _, _, joined in neighbours(words) for pair in joined)
    keys = frozenset(key for word in words for key in word.keys)
    return Side(spoken, telling, frozenset(together), tuple(words), keys)


def _offered(label: Sequence[Word]) -> Spoken:
    offered = topics(_core(label), label=True)
    return offered if offered.sure else topics(label, label=True)


def _core(label: Sequence[Word]) -> Sequence[Word]:
    """What is offered, without for whom and where; all of it when nothing else would be left."""
    cut = next((at for at, word in enumerate(label) if word.written in _THEN), len(label))
    offered = label[:cut]
    told = topics(offered, label=True)
    return offered if told.sure or told.broad or any(map(tells, offered)) else label


def _is_done(word: Word, label: Sequence[Word], text: str) -> bool:
    """Whether a word tells what is done to what stands before it: "zephyr restoration"."""
    before = next((one for one in reversed(label) if one.end < word.start), None)
    return bool(
        _DOING.search(word.written)
        and before
        and not before.empty
        and not text[before.end : word.start].strip(" -")
    )


def tells(word: Word) -> bool:
    """Whether a word says by itself what a text is about."""
    if word.empty or len(word.written) < _SHORTEST or known(word):
        return False
    return word.keys.isdisjoint(vocabulary().broad)


def neighbours(words: Sequence[Word]) -> Iterator[tuple[int, int, list[tuple[str, str]]]]:
    """Words that stand together: the place of the first, how far on the second, their keys."""
    for at, word in enumerate(words):
        for step, other in enumerate(words[at + 1 : at + 1 + _TOGETHER], 1):
            if not (word.empty or other.empty or word.keys & other.keys):
                yield at, step, list(product(word.keys, other.keys))
