"""The body someone wrote in a message: without quotes, forwards, signature and machine's words."""

from __future__ import annotations

from email.message import Message
from typing import Any

from syncd.text import boilerplate, closing, line, markup, part, quotes
from syncd.text.line import Line
from syncd.text.message import parse, sender_name

__all__ = ["parse", "signed", "written", "written_in", "written_text"]


def written(message: Message[Any, Any]) -> str:
    """What the sender wrote in this message, as text; "" when there is nothing of theirs in it.

    The sign-off and the name typed under it belong to the letter and stay.
    """
    return written_in(_lines(message), sender_name(message))


def signed(message: Message[Any, Any]) -> str:
    """Like `written`, with the signature and its links left in: what `signature.read` takes."""
    return line.joined(quotes.without(_lines(message, links=True)))


def written_text(text: str, name: str = "") -> str:
    """What the sender, whose name is ``name``, wrote in a plain text body."""
    return written_in(line.plain(text), name)


def written_in(lines: list[Line], name: str = "") -> str:
    """What the sender, whose name is ``name``, wrote in the lines of a body."""
    return line.joined(closing.letter(boilerplate.without(quotes.without(lines)), name))


def _lines(message: Message[Any, Any], *, links: bool = False) -> list[Line]:
    """The lines of all texts of a message, HTML before plain text where both say the same."""
    lines: list[Line] = []
    for text in part.texts(message):
        seen = markup.lines(text.html, links=links) if text.html else []
        if all(row.blank for row in seen):
            seen = line.plain(text.plain, flowed=text.flowed, delsp=text.delsp)
        lines += [*seen, Line("")]
        if len(lines) > line.MAX_LINES:
            break
    return lines
