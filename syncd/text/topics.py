"""What a text speaks of: the topics of `topics.toml` that its words tell.

The file says how a topic is written down. A label is what someone offers or loves, in a few words
that mean something ("pitch training"); a sentence is what another wrote, where a word of several
senses counts only beside a second one of the same topic, or where it is told with love.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product

from syncd.text.fondness import fond
from syncd.text.forms import Word
from syncd.text.vocabulary import (
    LABEL,
    NAME,
    NEAR,
    NOT,
    PAIR,
    PART,
    SURE,
    Entry,
    entries,
    vocabulary,
)

#: How far apart the words of a phrase and of a pair may stand.
_PHRASE_STEP = 2
_PAIR_WORDS = 6
#: The first part of a compound is enough if both are so long.
_LONG_PART = 5
_LINKS = ("s", "n", "en", "es", "er", "e", "ens")
#: The topic beside which a word of several senses needs no second one.
_LEISURE = "leisure"
_SHORTEST_PREFIX = 3
#: A sentence has no more words of one topic that are worth a look.
_MOST_RUNS = 30

#: The places of the first and the last word of a phrase.
Run = tuple[int, int]
_Roles = dict[str, set[Run]]


@dataclass(frozen=True, slots=True)
class Spoken:
    """The topics of a text, sure and broad."""

    sure: frozenset[str]
    broad: frozenset[str]


def topics(words: Sequence[Word], *, label: bool) -> Spoken:
    """The topics of a text's words, read as a label or as a sentence."""
    found = _found(words)
    wide = vocabulary().wide
    leisure = bool(found.pop(_LEISURE, None))
    loved = frozenset[int]() if label else fond(words)
    told = {topic for topic, roles in found.items() if _is_told(roles, leisure, loved)}
    if label and not told - wide:
        named = all(word.empty for word in words[1:])
        told |= {
            topic
            for topic, roles in found.items()
            if _is_told(roles, True, loved) or (named and roles[NAME])
        }
    return Spoken(frozenset(told - wide), frozenset(told & wide))


def runs(words: Sequence[Word], topic: str) -> list[Run]:
    """Where a sentence tells this topic of its own: single words, phrases, and words in company."""
    roles = _found(words)[topic]
    company = (roles[LABEL], roles[LABEL] | roles[NEAR]), tuple(roles[side] for side in PAIR)
    together = {
        (min(one + other), max(one + other))
        for some, others in company
        for one, other in product(sorted(some)[:_MOST_RUNS], sorted(others)[:_MOST_RUNS])
        if one != other
    }
    return sorted(roles[SURE] | roles[LABEL] | roles[NAME] | together)


def known(word: Word) -> bool:
    """Whether the topics know the word, so that it need not speak for itself."""
    return not word.keys.isdisjoint(vocabulary().known)


def parts(words: Sequence[Word]) -> list[Word]:
    """The words, with the parts of a German compound after it: Chorsingen, Chor, Singen."""
    return [part for word in words for part in (word, *_parts(word))]


def _found(words: Sequence[Word]) -> defaultdict[str, _Roles]:
    found: defaultdict[str, _Roles] = defaultdict(lambda: defaultdict(set))
    for run, entry in _entries(words):
        found[entry.topic][entry.role].add(run)
    return found


def _is_told(roles: _Roles, label: bool, loved: frozenset[int]) -> bool:
    if roles[NOT]:
        return False
    ambiguous = roles[LABEL]
    if roles[SURE] or (label and ambiguous):
        return True
    if any(at in loved for at, _ in ambiguous | roles[NAME]):
        return True
    if ambiguous and len({at for at, _ in ambiguous | roles[NEAR]}) > 1:
        return True
    these, those = (roles[side] for side in PAIR)
    return any(0 < abs(one - other) <= _PAIR_WORDS for one, _ in these for other, _ in those)


def _entries(words: Sequence[Word]) -> Iterator[tuple[Run, Entry]]:
    index = vocabulary()
    for position, word in enumerate(words):
        for key in word.keys:
            for entry in entries(index.exact, key):
                last = _last(words, position, entry.rest)
                if last is not None:
                    yield (position, last), entry
        written = word.written.lower()
        for language in {key[:2] for key in word.keys}:
            for entry in entries(index.written, f"{language}:{written}"):
                yield (position, position), entry
        for end in range(_SHORTEST_PREFIX, len(written) + 1):
            for entry in entries(index.prefixes, written[:end]):
                yield (position, position), entry


def _last(words: Sequence[Word], position: int, rest: Sequence[str]) -> int | None:
    """Where a phrase that begins here ends, if it does go on."""
    for key in rest:
        following = range(position + 1, min(position + 1 + _PHRASE_STEP, len(words)))
        position = next((at for at in following if key in words[at].keys), -1)
        if position < 0:
            return None
    return position


def _parts(word: Word) -> tuple[Word, ...]:
    whole = next((key[3:] for key in word.keys if key.startswith("de:")), "")
    german = vocabulary().german
    if word.empty or len(whole) < 2 * PART + 1 or whole in german:
        return ()
    cuts = range(len(whole) - PART, PART - 1, -1)
    firsts = [(head, whole[cut:]) for cut in cuts if (head := _unlinked(whole[:cut], german))]
    for first, last in firsts:
        if last in german:
            return (_part(first, word), _part(last, word))
    long = (one for one, rest in firsts if min(len(one), len(rest)) >= _LONG_PART)
    return tuple(_part(one, word) for one in islice(long, 1))


def _unlinked(first: str, german: frozenset[str]) -> str:
    """The stem of the first part of a compound, without the letters that link it."""
    tried = (first, *(first.removesuffix(link) for link in _LINKS if first.endswith(link)))
    return next((one for one in tried if one in german), "")


def _part(stemmed: str, whole: Word) -> Word:
    return Word(stemmed, frozenset((f"de:{stemmed}",)), start=whole.start, end=whole.end)
