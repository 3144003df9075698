"""Making patterns out of lists of phrases, so that the lists can be read as lists."""

from __future__ import annotations

import re
import textwrap
from typing import Any, cast


def any_of(block: str) -> str:
    """A pattern for any of the phrases in a block: one a line, or parted by two blanks.

    A line that is indented further goes on with the one above it.
    """
    return "|".join(phrase for row in _rows(block) for phrase in re.split(r"\s{2,}", row))


def phrases(block: str) -> re.Pattern[str]:
    """Finds any of the phrases in a block, one a line, as whole words, case ignored."""
    rows = "|".join(_rows(block))
    return when_used(rf"(?:(?<!\w)|(?=['’]))(?:{rows})(?!\w)")


def opening(block: str) -> re.Pattern[str]:
    """Matches a line that begins with any of the phrases in a block, case ignored."""
    return when_used(any_of(block))


class _WhenUsed:
    """A pattern that is compiled when it is first used.

    Hundreds of phrases take milliseconds to compile, most languages are never met, and most
    commands read no mail.
    """

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self._source, self._flags), name)
        setattr(self, name, found)
        return found


def when_used(source: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """A pattern for its methods; the functions of `re` would not know it for one."""
    return cast("re.Pattern[str]", _WhenUsed(source, flags))


def _rows(block: str) -> list[str]:
    rows: list[str] = []
    for line in textwrap.dedent(block.strip("\n")).split("\n"):
        if line[:1].isspace() and rows:
            rows[-1] += line.strip()
        elif line.strip():
            rows.append(line.strip())
    return rows
