"""The few words of a sentence that are worth quoting, around those that matter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from syncd.text.forms import Word

_FEWEST, _MOST = 2, 6
#: Words in company are told together if they are no more than these.
_SHORT = 4
#: What makes one word of two: barrier-free, don't.
_JOINED = ("-", "'", "’", "*", "")
_SMALL = frozenset("in on of to for at up with a the im am auf zu für an".split())
_SPEAKERS = frozenset(("i", "we", "you", "ich", "wir", "du", "sie"))


def excerpt(text: str, words: Sequence[Word], runs: Iterable[tuple[int, int]]) -> str:
    """The shortest of these runs of words, widened to two words, as it is written in the text."""
    places = sorted({(word.start, word.end) for word in words})
    full = {(word.start, word.end) for word in words if not word.empty}
    at = {place: number for number, place in enumerate(places)}
    says = [place in full for place in places]
    whole = [
        (at[words[first].start, words[first].end], at[words[last].start, words[last].end])
        for first, last in runs
    ]
    small = [text[start:end].lower() in _SMALL for start, end in places]
    trimmed = (_trimmed(run, small) for run in whole)
    found = min((_near(run) for run in trimmed), key=_rank, default=None)
    if found is None:
        return ""
    first, last = _widened(found, text, places, says)
    while first and text[places[first - 1][1] : places[first][0]] in _JOINED:
        first -= 1
    while last + 1 < len(places) and text[places[last][1] : places[last + 1][0]] in _JOINED:
        last += 1
    return text[places[first][0] : places[last][1]]


def _trimmed(run: tuple[int, int], small: Sequence[bool]) -> tuple[int, int]:
    """Without the small words at the end: sing, of "sing in"."""
    first, last = run
    while last > first and small[last]:
        last -= 1
    return first, last


def _near(run: tuple[int, int]) -> tuple[int, int]:
    """The first word alone where the others are too far away."""
    return run if _length(run) <= _MOST else (run[0], run[0])


def _rank(run: tuple[int, int]) -> tuple[bool, int, int]:
    """Two to four words first, which need no widening."""
    return not _FEWEST <= _length(run) <= _SHORT, _length(run), run[0]


def _length(run: tuple[int, int]) -> int:
    return run[1] - run[0] + 1


def _widened(
    run: tuple[int, int], text: str, places: Sequence[tuple[int, int]], full: Sequence[bool]
) -> tuple[int, int]:
    """With the word beside it that says something, or one farther, and the end of its phrase."""
    first, last = run
    if first == last:
        first, last = _beside(first, text, places, full)
    while last - first + 1 < _SHORT and last + 1 < len(places) and full[last + 1]:
        if not (full[last] and _unbroken(text, places[last : last + 2])):
            break
        last += 1
    return first, last


def _beside(
    at: int, text: str, places: Sequence[tuple[int, int]], full: Sequence[bool]
) -> tuple[int, int]:
    for step in (1, 2):
        for one, other in ((at, at + step), (at - step, at)):
            inside = one >= 0 and other < len(places) and full[one] and full[other]
            if inside and _unbroken(text, places[one : other + 1]):
                return one, other
    return (at - 1, at) if at else (at, min(at + 1, len(places) - 1))


def _unbroken(text: str, places: Sequence[tuple[int, int]]) -> bool:
    """Whether these words stand in one phrase: only spaces and hyphens between, and no "I"."""
    between = {text[start:end].lower() for start, end in places[1:-1]}
    return between.isdisjoint(_SPEAKERS) and not any(
        text[one[1] : other[0]].strip(" -\n") for one, other in pairwise(places)
    )
