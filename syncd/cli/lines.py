"""Sentences on a terminal, wrapped to its width; elsewhere each is one line, for programs."""

from __future__ import annotations

import shutil
import sys
import textwrap
from datetime import datetime, tzinfo
from typing import TextIO

import click

#: Longer lines are hard to read, however wide the terminal is.
_MOST_COLUMNS = 100


def say(text: str, *, indent: int = 0, hang: int = 0, err: bool = False, dim: bool = False) -> None:
    """Print a sentence, ``indent`` columns in, its later lines ``hang`` columns further in."""
    stream = sys.stderr if err else sys.stdout
    for line in text.splitlines() or [""]:
        told = fitted(line, stream, indent=indent, hang=hang)
        click.echo(click.style(told, dim=True) if dim else told, err=err)


def fitted(line: str, stream: TextIO | None, *, indent: int = 0, hang: int = 0) -> str:
    """One line as the stream wants it. Long words, such as paths, are never broken."""
    own = len(line) - len(line.lstrip())
    first = " " * (indent + own)
    if stream is None or not stream.isatty():
        return first + line.strip()
    return textwrap.fill(
        line.strip(),
        max(min(shutil.get_terminal_size().columns, _MOST_COLUMNS) - 1, 20),
        initial_indent=first,
        subsequent_indent=first + " " * hang,
        break_long_words=False,
        break_on_hyphens=False,
    )


def moment_words(moment: datetime, zone: tzinfo | None) -> str:
    """``Tue 24 Nov 09:00``, on the clock of that zone."""
    return f"{moment.astimezone(zone):%a %d %b %H:%M}"
