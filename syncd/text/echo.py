"""Words of a letter that stand in the answer to it without a mark that they are quoted."""

from __future__ import annotations

import re

_WORD = re.compile(r"\w+")
#: So many lines on end come from the letter, not from somebody who happens to say the same.
_FEWEST_LINES = 3
#: A line with fewer letters and digits stands in any letter.
_FEWEST_CHARS = 4


def without(text: str, letters: list[str]) -> str:
    """An answer without what it repeats of the letters that it may answer.

    A program may lay the letter out anew, so line ends, blanks and marks do not matter.
    """
    known = "\n".join(map(_squeezed, letters))
    lines = text.split("\n")
    echoes = [at for at, line in enumerate(lines) if _tells(line) and _squeezed(line) in known]
    told = [at for at, line in enumerate(lines) if _tells(line)]
    if echoes == told:
        return ""
    own = set(told) - set(echoes)
    gone: set[int] = set()
    for first, last in _runs(echoes, own):
        gone |= set(range(first, last + 1))
    return "\n".join(line for at, line in enumerate(lines) if at not in gone).strip()


def _runs(echoes: list[int], own: set[int]) -> list[tuple[int, int]]:
    """First and last line of each stretch that is long enough, with nothing of their own in it."""
    runs: list[list[int]] = []
    for at in echoes:
        if runs and own.isdisjoint(range(runs[-1][-1], at)):
            runs[-1].append(at)
        else:
            runs.append([at])
    return [(run[0], run[-1]) for run in runs if len(run) >= _FEWEST_LINES]


def _tells(line: str) -> bool:
    return len(_squeezed(line)) >= _FEWEST_CHARS


def _squeezed(text: str) -> str:
    return "".join(_WORD.findall(text.casefold()))
