"""Parsing a message from bytes that may have been made to hurt: bounded in every direction.

The standard parser is quadratic in the length of an address header, slow on thousands of parts, and
recurses into nested ones; so what it is given is cut to what mail looks like.
"""

from __future__ import annotations

from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import EmailMessage, Message
from email.parser import BytesHeaderParser, BytesParser
from email.policy import EmailPolicy, Policy
from email.utils import parseaddr
from typing import Any, cast

#: What is parsed of a message: its text comes first, attachments after it.
MAX_MESSAGE_BYTES = 4_000_000
#: Lines that may part a multipart; more are not looked at.
MAX_DELIMITERS = 500
MAX_HEADER_CHARS = 10_000
_MAX_HEAD_BYTES = 300_000

_DELIMITER = b"\n--"


class _BoundedPolicy(EmailPolicy):
    """The default policy, with a bound on the length of each header."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:MAX_HEADER_CHARS]


_POLICY: Policy[EmailMessage] = cast("Policy[EmailMessage]", _BoundedPolicy())


def parse(raw: bytes) -> EmailMessage:
    """A message from its RFC 5322 bytes, of which at most `MAX_MESSAGE_BYTES` are read.

    Never raises; of what cannot be parsed as MIME (multiparts nested by the hundred) only the
    headers are read.
    """
    data = _bounded(raw)
    try:
        return BytesParser(EmailMessage, policy=_POLICY).parsebytes(data)
    except Exception:  # noqa: BLE001 - the standard parser raises many kinds on hostile bytes
        return _headers_only(data)


def header(message: Message[Any, Any], name: str) -> str:
    """A header as it came, unfolded and bounded; "" without one. Encoded words stay encoded.

    The standard way of asking parses the value, in quadratic time and with many kinds of errors.
    """
    for key, value in message.raw_items():
        if key.lower() == name:
            return " ".join(str(value)[:MAX_HEADER_CHARS].split())
    return ""


def text_header(message: Message[Any, Any], name: str) -> str:
    """A header as people read it."""
    return decoded(header(message, name))


def sender_name(message: Message[Any, Any]) -> str:
    """The display name in From; "" without one."""
    return decoded(parseaddr(header(message, "from")[:1000])[0][:200]).strip()


def decoded(value: str) -> str:
    """Text with its encoded words decoded (RFC 2047); as it is when they cannot be."""
    try:
        return str(make_header(decode_header(value)))
    except (MessageError, LookupError, ValueError, AssertionError):
        return value


def _bounded(raw: bytes) -> bytes:
    """The first bytes, up to the part after which no mail goes on."""
    at = 0
    for _ in range(MAX_DELIMITERS):
        at = raw.find(_DELIMITER, at, MAX_MESSAGE_BYTES) + 1
        if not at:
            return raw[:MAX_MESSAGE_BYTES]
    return raw[:at]


def _headers_only(data: bytes) -> EmailMessage:
    head = data.partition(b"\r\n\r\n")[0].partition(b"\n\n")[0]
    try:
        return BytesHeaderParser(EmailMessage, policy=_POLICY).parsebytes(head[:_MAX_HEAD_BYTES])
    except Exception:  # noqa: BLE001 - as above
        return EmailMessage()
