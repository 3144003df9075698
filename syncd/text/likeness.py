"""Whether what someone offers, loves or promised and what another wrote speak of the same thing.

They do when they have a topic of `topics.toml` in common, or a word that says something by itself.
A wrong match is worse than a missed one. Scores: `python -m tests.quality matches`.
"""

from __future__ import annotations

from functools import cache
from itertools import chain

from syncd.text import forms, sides
from syncd.text.excerpt import excerpt
from syncd.text.fondness import fond
from syncd.text.sides import Side, neighbours, tells
from syncd.text.topics import Run, Spoken, parts, runs
from syncd.text.vocabulary import vocabulary

_ARTICLES = frozenset("the a an der die das den dem ein eine einen".split())
#: What can be promised: enough to name it, and of too many sorts ("list").
_THINGS = ("things", "loose")


def alike(label: str, said: str) -> bool:
    """Whether what someone offers, loves or looks for is what another speaks of.

    ``label`` is a few words of a config ("pitch training"), ``said`` a sentence out of a mail; a
    label that is a sentence itself is read as one.
    """
    mine, theirs = sides.label(label), sides.sentence(said)
    return bool(
        not mine.telling.isdisjoint(theirs.telling)
        or not mine.together.isdisjoint(theirs.together)
        or _topics(mine.spoken, theirs.spoken)
        or _repeated(mine, theirs)
    )


def shared(label: str, said: str) -> tuple[str, ...]:
    """What the two have in common: topics by their names in `topics.toml`, then words of ``said``.

    Empty when they are not alike.
    """
    mine, theirs = sides.label(label), sides.sentence(said)
    words = (
        " ".join(word.written.lower() for word in theirs.words[first : last + 1])
        for first, last in _said_again(mine, theirs)
    )
    return tuple(dict.fromkeys((*sorted(_topics(mine.spoken, theirs.spoken)), *words)))


def span(label: str, said: str) -> str:
    """The fewest words of ``said`` that tell what the two have in common, as they are written.

    Two to six where the sentence has so many, to be quoted; "" when the two are not alike.
    """
    mine, theirs = sides.label(label), sides.sentence(said)
    told = (runs(theirs.words, topic) for topic in _topics(mine.spoken, theirs.spoken))
    return excerpt(said, theirs.words, [*_said_again(mine, theirs), *chain.from_iterable(told)])


def same_thing(promised: str, later: str) -> bool:
    """Whether a later text, or the name of a file, names what was promised.

    Words that say little alone ("list", "data") do when nothing else was promised, two of them if
    there are two.
    """
    wanted, found = _named(promised), stems(later)
    telling = [keys for keys in wanted if keys & _sent() or keys.isdisjoint(vocabulary().broad)]
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


def _said_again(mine: Side, theirs: Side) -> list[Run]:
    """Where words of the label stand in the sentence."""
    alone = [
        (at, at) for at, word in enumerate(theirs.words) if tells(word) and word.keys & mine.telling
    ]
    both = [
        (at, at + step)
        for at, step, joined in neighbours(theirs.words)
        if not mine.together.isdisjoint(joined)
    ]
    return [*alone, *both, *_repeated(mine, theirs)]


def _repeated(mine: Side, theirs: Side) -> list[Run]:
    """Where a label that says little is said again: all its words, or its one word with love."""
    telling = [word for word in mine.words if not word.empty]
    if mine.telling or mine.spoken.sure or mine.spoken.broad or not telling:
        return []
    # To look is slow, and seldom worth it.
    if not all(word.keys & theirs.keys for word in telling):
        return []
    if len(telling) > 1:
        return _whole(mine, theirs)
    loved = [at for at in sorted(fond(theirs.words)) if theirs.words[at].keys & telling[0].keys]
    return [*_whole(mine, theirs), *((at, at) for at in loved)]


def _whole(mine: Side, theirs: Side) -> list[Run]:
    """Where two words or more follow each other as in the label: "old maps"."""
    if mine.words[0].written.lower() in _ARTICLES or len(mine.words) == 1:
        return []
    count = len(mine.words)
    return [
        (at, at + count - 1)
        for at in range(len(theirs.words) - count + 1)
        if all(
            one.keys & other.keys
            for one, other in zip(mine.words, theirs.words[at : at + count], strict=True)
        )
    ]


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
