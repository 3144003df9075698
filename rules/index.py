"""Finds the first rule that matches without trying all of them.

A set of rules is an integer, bit i for rule i. Each fact that simple conditions ask about has a
table from its value to the rules that this value does not rule out; the intersection over the facts
leaves a few candidates, of which only what is not in a table is tried.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter
from typing import Any

from rules.check import Check, Kind
from rules.facts import Facts
from rules.ranges import Range
from rules.words import Phrases

#: The rules that a meeting's facts leave possible, as far as one fact is concerned.
Left = Callable[[Facts], int]
#: A check and the bit of its rule.
_Placed = tuple[Check, int]


class Index:
    """Rules by what they ask for."""

    def __init__(self, rules: Sequence[tuple[Check, ...]]) -> None:
        self._all = (1 << len(rules)) - 1
        self._rest = [tuple(c.holds for c in checks if not _indexed(c)) for checks in rules]
        self._tables = [
            _table(kind, fact, placed, self._all) for (kind, fact), placed in _placed(rules).items()
        ]

    def first(self, facts: Facts) -> int | None:
        """The place of the first rule whose conditions all hold."""
        left = self._all
        for table in self._tables:
            left &= table(facts)
            if not left:
                return None
        while left:
            lowest = left & -left
            place = lowest.bit_length() - 1
            if all(holds(facts) for holds in self._rest[place]):
                return place
            left ^= lowest
        return None


def _indexed(check: Check) -> bool:
    wanted = check.wanted
    return check.kind is not Kind.OTHER and not (isinstance(wanted, Phrases) and wanted.partial)


def _placed(rules: Sequence[tuple[Check, ...]]) -> dict[tuple[Kind, str], list[_Placed]]:
    found: dict[tuple[Kind, str], list[_Placed]] = {}
    for place, checks in enumerate(rules):
        for check in filter(_indexed, checks):
            found.setdefault((check.kind, check.fact), []).append((check, 1 << place))
    return found


def _table(kind: Kind, fact: str, placed: list[_Placed], everything: int) -> Left:
    unasked = everything
    for _, bit in placed:
        unasked &= ~bit
    value = attrgetter(fact)
    if kind is Kind.RANGE:
        return _by_range(value, placed, unasked)
    masks: dict[Any, int] = {}
    for check, bit in placed:
        for one in _values(check):
            masks[one] = masks.get(one, unasked) | bit
    if kind in (Kind.WORDS, Kind.OVERLAP):
        return _by_any(value, masks, unasked)
    return lambda facts: masks.get(value(facts), unasked)


def _values(check: Check) -> Iterator[Any]:
    wanted = check.wanted
    if isinstance(wanted, Phrases):
        yield from wanted.whole
    elif isinstance(wanted, frozenset):
        yield from wanted
    else:
        yield wanted


def _by_any(value: Callable[[Facts], Any], masks: dict[Any, int], unasked: int) -> Left:
    known = frozenset(masks)

    def left(facts: Facts) -> int:
        mask = unasked
        for one in known.intersection(value(facts)):
            mask |= masks[one]
        return mask

    return left


def _by_range(value: Callable[[Facts], Any], placed: list[_Placed], unasked: int) -> Left:
    ranges = [(check.wanted, bit) for check, bit in placed if isinstance(check.wanted, Range)]
    #: A range begins at (low, 0) and has ended at (high, 1), so that both ends belong to it.
    ends = {(wanted.low, 0) for wanted, _ in ranges} | {(wanted.high, 1) for wanted, _ in ranges}
    points = sorted(ends)
    masks = [unasked]
    for point in points:
        mask = unasked
        for wanted, bit in ranges:
            if (wanted.low, 0) <= point < (wanted.high, 1):
                mask |= bit
        masks.append(mask)
    return lambda facts: masks[bisect_right(points, (value(facts), 0))]
