"""Making patterns out of lists of phrases, so that the lists can be read as lists."""

from __future__ import annotations

import re
import textwrap


def any_of(block: str) -> str:
    """A pattern for any of the phrases in a block: one a line, or parted by two blanks.

    A line that is indented further goes on with the one above it.
    """
    return "|".join(phrase for row in _rows(block) for phrase in re.split(r"\s{2,}", row))


def phrases(block: str) -> re.Pattern[str]:
    """Finds any of the phrases in a block, one a line, as whole words, case ignored."""
    rows = "|".join(_rows(block))
    return re.compile(rf"(?:(?<!\w)|(?=['’]))(?:{rows})(?!\w)", re.IGNORECASE)


def opening(block: str) -> re.Pattern[str]:
    """Matches a line that begins with any of the phrases in a block, case ignored."""
    return re.compile(any_of(block), re.IGNORECASE)


def _rows(block: str) -> list[str]:
    rows: list[str] = []
    for line in textwrap.dedent(block.strip("\n")).split("\n"):
        if line[:1].isspace() and rows:
            rows[-1] += line.strip()
        elif line.strip():
            rows.append(line.strip())
    return rows
