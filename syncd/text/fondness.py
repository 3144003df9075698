"""Which words of a sentence tell what somebody loves or does again and again: "we row on Sundays".

There a word of several senses means the pastime: a team is run, but who runs every morning runs.
The small words are in `words.toml`, under [fond].
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from syncd.text import forms
from syncd.text.forms import Word

#: How far before it the word of love stands, and how far on either side the habit.
_LOVE_WORDS = 6
_HABIT_WORDS = 5
_PRAISE_WORDS = 7


def fond(words: Sequence[Word]) -> frozenset[int]:
    """The places of the words that may be a pastime."""
    written = [word.written.lower() for word in words]
    return frozenset(at for at in range(len(words)) if _is_fond(words, written, at))


def _is_fond(words: Sequence[Word], written: Sequence[str], at: int) -> bool:
    if words[at].empty or _goes_on(words, written, at):
        return False
    return _loved(words, written, at) or _praised(written, at) or _habit(words, written, at)


def _goes_on(words: Sequence[Word], written: Sequence[str], at: int) -> bool:
    """Whether it is done to something, or away and out: "running the", "running out"."""
    after = tuple(written[at + 1 : at + 3])
    if not after or _apart(words, at):
        return False
    return after[0] in _listed("goes_on") and after != ("a", "lot")


def _apart(words: Sequence[Word], at: int) -> bool:
    """Whether more than a space stands before the next word: a comma, a stop."""
    return words[at + 1].start > words[at].end + 1


def _loved(words: Sequence[Word], written: Sequence[str], at: int) -> bool:
    """I have always loved to row; passionate about, keen on, taken up rowing; we go rowing."""
    if at and written[at - 1] in _listed("go") and written[at].endswith("ing"):
        return True
    for before in range(at - 1, max(-1, at - 1 - _LOVE_WORDS), -1):
        if written[before] in _listed("love"):
            return True
        in_a_list = not words[before].empty and (
            _apart(words, before) or written[before + 1] in _listed("and")
        )
        if written[before] not in _listed("between") and not in_a_list:
            return False
    return False


def _praised(written: Sequence[str], at: int) -> bool:
    """Rowing is my great love; rowing at dawn keeps me sane."""
    after = written[at + 1 : at + 1 + _PRAISE_WORDS]
    if after and after[0] in _listed("is") and not _listed("praise").isdisjoint(after):
        return True
    does_good = (one in _listed("good") and two in _listed("to_me") for one, two in pairwise(after))
    return at == 0 and any(does_good)


def _habit(words: Sequence[Word], written: Sequence[str], at: int) -> bool:
    """We row on Sundays; on Sundays we row; sonntags rudern wir; I row whenever I can."""
    if not _listed("whenever").isdisjoint(written[at + 1 : at + 2]) and _somebody_does(written, at):
        return True
    if not _somebody_does(written, at) or not _ends(words, written, at, "when"):
        return False
    begin, end = max(0, at - _HABIT_WORDS), min(len(words), at + 1 + _HABIT_WORDS)
    return any(
        _is_time(written, last) and (last < at or _ends(words, written, last))
        for last in range(begin, end)
    )


def _is_time(written: Sequence[str], last: int) -> bool:
    """Whether words that tell how often end here: on Sundays, every morning."""
    if written[last] in _listed("when"):
        return True
    return last > 0 and written[last - 1] in _listed("each") and written[last] in _listed("times")


def _ends(words: Sequence[Word], written: Sequence[str], at: int, but: str = "") -> bool:
    """Whether nothing follows that it could be done to: "we run every month a workshop"."""
    if at + 1 == len(words) or (but and written[at + 1] in _listed(but)):
        return True
    if written[at + 1] in _listed("each"):
        return at + 2 < len(words) and _is_time(written, at + 2)
    return _apart(words, at) or (words[at + 1].empty and not _goes_on(words, written, at))


def _somebody_does(written: Sequence[str], at: int) -> bool:
    beside = {*written[max(0, at - 1) : at], *written[at + 1 : at + 2]}
    if not beside.isdisjoint(_listed("who")):
        return True
    return at > 1 and written[at - 2] in _listed("who") and written[at - 1] in _listed("often")


@cache
def _listed(kind: str) -> frozenset[str]:
    return frozenset(forms.table()["fond"][kind].split())
