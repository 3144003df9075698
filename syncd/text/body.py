"""The body someone wrote in a message: without quotes, forwards, signature and machine's words."""

from __future__ import annotations

from email import policy
from email.message import EmailMessage, Message
from email.parser import BytesHeaderParser, BytesParser
from email.utils import parseaddr
from typing import Any

from syncd.text import boilerplate, closing, line, markup, part, quotes
from syncd.text.line import Line

#: What is parsed of a message: its text comes first, attachments after it.
MAX_MESSAGE_BYTES = 4_000_000


def parse(raw: bytes) -> EmailMessage:
    """A message from its RFC 5322 bytes, of which at most `MAX_MESSAGE_BYTES` are read.

    Never raises; from what cannot be parsed as MIME (multiparts nested by the hundred) only the
    headers are read.
    """
    data = raw[:MAX_MESSAGE_BYTES]
    try:
        return BytesParser(policy=policy.default).parsebytes(data)
    except Exception:  # noqa: BLE001 - the standard parser raises many kinds on hostile bytes
        return _headers_only(data)


def written(message: Message[Any, Any]) -> str:
    """What the sender wrote in this message, as text; "" when there is nothing of theirs in it."""
    return written_in(_lines(message), _sender_name(message))


def signed(message: Message[Any, Any]) -> str:
    """Like `written`, with the signature and its links left in: what `signature.read` takes."""
    return line.joined(quotes.without(_lines(message, links=True)))


def written_in(lines: list[Line], name: str = "") -> str:
    """What the sender, whose name is ``name``, wrote in lines that were a body."""
    return line.joined(closing.letter(boilerplate.without(quotes.without(lines)), name))


def written_text(text: str, name: str = "") -> str:
    """What the sender wrote in a plain text body."""
    return written_in(line.plain(text), name)


def _headers_only(data: bytes) -> EmailMessage:
    head = data.partition(b"\r\n\r\n")[0].partition(b"\n\n")[0]
    try:
        return BytesHeaderParser(policy=policy.default).parsebytes(head[:100_000])
    except Exception:  # noqa: BLE001 - as above
        return EmailMessage()


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


def _sender_name(message: Message[Any, Any]) -> str:
    try:
        return parseaddr(str(message.get("from", "")))[0][:200]
    except Exception:  # noqa: BLE001 - a From that the standard parser cannot decode has no name
        return ""
