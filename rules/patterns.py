"""Regular expressions that cannot take long: what is refused when rules load, and why.

The cost of a backtracking search is estimated from above: each repeat multiplies the ways to match
by how often it may repeat, a repeat within a repeat to the power of it.
"""

from __future__ import annotations

import re

# The parser of the standard library; there is no public name for it since 3.11.
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

LONGEST_PATTERN = 200
#: Steps of the regex engine: well under half a second.
_MOST_STEPS = 30_000_000.0
_REPEATS = {_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT}
_SINGLE = {
    _constants.LITERAL,
    _constants.NOT_LITERAL,
    _constants.ANY,
    _constants.IN,
    _constants.AT,
    _constants.CATEGORY,
}


def refuse_slow(pattern: str, subject_chars: int) -> None:
    """Raise ValueError for a pattern that is broken, or slow on a text of ``subject_chars``."""
    if len(pattern) > LONGEST_PATTERN:
        raise ValueError(f"a regular expression has at most {LONGEST_PATTERN} characters")
    try:
        re.compile(pattern)
        parsed = _parser.parse(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(f"not a regular expression: {error}") from None
    ways = _ways(parsed, subject_chars)
    if ways * subject_chars > _MOST_STEPS:
        raise ValueError(
            f"this regular expression may take too long on {subject_chars} characters;"
            " use fewer * and +, and none within another"
        )


def _ways(parsed: Any, chars: int) -> float:
    """An upper bound of the ways in which a parsed pattern can match from one place."""
    ways = 1.0
    for code, argument in parsed:
        ways = min(ways * _ways_of(code, argument, chars), 1e300)
    return ways


def _ways_of(code: Any, argument: Any, chars: int) -> float:
    if code in _SINGLE:
        return 1.0
    if code in _REPEATS:
        least, most, inner = argument
        return _ways_of_repeat(least, most, inner, chars)
    if code is _constants.SUBPATTERN:
        return _ways(argument[3], chars)
    if code is _constants.ATOMIC_GROUP:
        return _ways(argument, chars)
    if code is _constants.BRANCH:
        return _ways_of_branch(argument[1], chars)
    if code in (_constants.ASSERT, _constants.ASSERT_NOT):
        return _ways(argument[1], chars)
    raise ValueError("back-references and conditions are not allowed in a regular expression")


def _ways_of_branch(branches: list[Any], chars: int) -> float:
    """The sum over the alternatives; the largest when no two can begin at the same place."""
    ways = [_ways(branch, chars) for branch in branches]
    first = [branch[0] for branch in branches if len(branch)]
    begins = {chr(argument).casefold() for code, argument in first if code is _constants.LITERAL}
    return max(ways) if len(begins) == len(branches) else sum(ways)


def _ways_of_repeat(least: int, most: int, inner: Any, chars: int) -> float:
    most = min(int(most), chars)
    within = _ways(inner, chars)
    counts = most - least + 1.0
    if within <= 1.0:
        return max(counts, 1.0)
    try:
        return counts * within**most
    except OverflowError:
        return 1e300
