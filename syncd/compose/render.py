"""Fills a template. HTML is escaped by Jinja; text is wrapped for 80 columns."""

from __future__ import annotations

import textwrap
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from syncd.compose.language import REFERENCE, Language, shipped

_TEXT_COLUMNS = 76


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("syncd.compose", "templates"),
        autoescape=select_autoescape(("html",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["hang"] = hang
    return environment


def render(template: str, language: Language | None = None, /, **values: object) -> str:
    """A template with its values; ``say`` and ``counted`` in it speak the language."""
    spoken = language or shipped(REFERENCE)
    words = {"language": spoken, "say": spoken.say, "counted": spoken.counted}
    return _environment().get_template(template).render(**words, **values)


def hang(text: str, label: str = "", indent: int = 2, column: int = 0) -> str:
    """A wrapped line: the label, then the text from ``column`` on, later lines below it."""
    first = " " * indent + (f"{label:<{column}}" if label else "")
    rest = " " * (indent + column)
    return textwrap.fill(
        text,
        _TEXT_COLUMNS,
        initial_indent=first if label else rest,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
