"""From the header of a message to an `Envelope`, for every mail connector.

A header is text from strangers: whatever it holds, the result is bounded, decoded and free of
control characters. Only a message without any header is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from email.errors import HeaderParseError
from email.header import decode_header
from email.utils import getaddresses, parsedate_to_datetime

from syncd.errors import ItemError
from syncd.model import Address, Envelope, Flag, Ref, Role
from syncd.model.moments import to_utc

#: The header fields an envelope is made of; a server need not be asked for any other.
HEADERS = (
    "From", "To", "Cc", "Subject", "Date", "Message-ID", "In-Reply-To", "References",
    "List-Id", "List-Unsubscribe", "Precedence", "Auto-Submitted", "X-Autoreply", "X-Autorespond",
    "Return-Path", "X-Syncd-Kind",
)  # fmt: skip
#: How much of a header is read; what comes later in it is not looked at.
MAX_HEAD_BYTES = 131_072

#: Field name in lower case -> its values, unfolded, in the order of the header.
Fields = Mapping[str, Sequence[str]]

_MAX_FIELD_CHARS = 32_768
_MAX_REPEATS = 8  # times one field may come; RFC 5322 section 3.6 allows one
_MAX_SUBJECT_CHARS = 500
_MAX_NAME_CHARS = 200
_MAX_ADDRESS_CHARS = 320  # RFC 3696 section 3: 64 + "@" + 255
_MAX_ADDRESSES = 200
_MAX_REFERENCES = 100
_WIDEST_ENCODING = 8  # characters of an encoded-word that one decoded character may need
_CLOCK_SLACK = timedelta(hours=1)
_OLDEST = datetime(1970, 1, 2, tzinfo=UTC)

_FIELD = re.compile(
    rb"^(" + "|".join(map(re.escape, HEADERS)).encode() + rb")[ \t]*:([^\n]*(?:\n[ \t][^\n]*)*)",
    re.IGNORECASE | re.MULTILINE,
)
_MESSAGE_ID = re.compile(r"<([^<>\s]{1,500})>")
_BARE_MESSAGE_ID = re.compile(r"[^<>\s@]{1,250}@[^<>\s@]{1,250}")
#: One mailbox of a list, up to its comma; of "a@b <c@d>" the second is the address.
#: Spaces must be single: else it could take forever.
_MAILBOX = re.compile(
    r' ?(?:(?:"([^"\\]*)" ?|([^"<>()\[\],:;\\]*))<([^<>()"\s,;:@]+@[^<>()"\s,;:@]+)>'
    r'|([^<>()"\s,;:@]+@[^<>()"\s,;:@]+)) ?(?:,|$)'
)
_ADDR_SPEC = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+")
_KIND = re.compile(r"[a-z][a-z-]{0,31}")
_JOINERS = "\u200c\u200d"  # invisible, but part of Persian and Indic names


def read_envelope(
    head: bytes,
    *,
    ref: Ref,
    role: Role,
    received: datetime,
    now: datetime,
    flags: frozenset[Flag] = frozenset(),
    thread_id: str = "",
) -> Envelope:
    """The envelope of a message from its first bytes. Raises ItemError when they hold no header.

    ``received`` and ``now`` are aware: a missing, unreadable or future Date is not believed.
    """
    return envelope(
        read_fields(head),
        ref=ref,
        role=role,
        received=received,
        now=now,
        flags=flags,
        thread_id=thread_id,
    )


def envelope(
    fields: Fields,
    *,
    ref: Ref,
    role: Role,
    received: datetime,
    now: datetime,
    flags: frozenset[Flag] = frozenset(),
    thread_id: str = "",
) -> Envelope:
    """The envelope from header fields that are already apart. Raises ItemError without any."""
    if not fields:
        raise ItemError("This is not a mail: it has no header.")
    senders = addresses(fields.get("from", ()))
    kind = _first(fields, "x-syncd-kind").strip()
    return Envelope(
        ref=ref,
        role=role,
        message_id=message_id(_first(fields, "message-id")),
        subject=text(_first(fields, "subject"), _MAX_SUBJECT_CHARS),
        sender=senders[0] if senders else None,
        date=_date(_first(fields, "date"), received, now),
        to=addresses(fields.get("to", ())),
        cc=addresses(fields.get("cc", ())),
        in_reply_to=message_id(_first(fields, "in-reply-to")),
        references=_references(_first(fields, "references")),
        flags=flags,
        automatic=is_automatic(fields),
        thread_id=thread_id,
        syncd_kind=kind if _KIND.fullmatch(kind) else "",
    )


def header_end(start: bytes) -> int:
    """Where the header of a message ends, -1 when these first bytes do not reach so far."""
    if start.startswith((b"\n", b"\r\n")):
        return 1
    ends = [at + len(end) for end in (b"\n\n", b"\n\r\n") if (at := start.find(end)) >= 0]
    return min(ends, default=-1)


def read_fields(head: bytes) -> Fields:
    """The fields of `HEADERS` that a message begins with; lines that are no fields are skipped."""
    end = header_end(head[:MAX_HEAD_BYTES])
    block = head[: end if end >= 0 else MAX_HEAD_BYTES]
    return collect((name.decode(), _plain(value)) for name, value in _FIELD.findall(block))


def collect(pairs: Iterable[tuple[str, str]]) -> Fields:
    """Fields from (name, value) pairs, as some accounts hand them out, bounded."""
    fields: dict[str, list[str]] = {}
    for name, value in pairs:
        values = fields.setdefault(name.lower(), [])
        if len(values) < _MAX_REPEATS:
            values.append(value[:_MAX_FIELD_CHARS])
    return fields


def text(raw: str, limit: int) -> str:
    """A header value as a person reads it: encoded-words decoded (RFC 2047), on one line."""
    raw = raw[: limit * _WIDEST_ENCODING]
    decoded = _decode_words(raw) if "=?" in raw else raw
    if not decoded.isprintable():
        decoded = "".join(
            c if c.isprintable() or c in _JOINERS else " " if c.isspace() else "" for c in decoded
        )
    return " ".join(decoded.split())[:limit]


def addresses(values: Sequence[str]) -> tuple[Address, ...]:
    """The addresses of a field, in order, without those that are none."""
    found: list[Address] = []
    for value in values:
        for name, addr_spec in _pairs(value):
            if _is_addr_spec(addr_spec):
                found.append(Address(addr_spec.lower(), _label(name)))
                if len(found) == _MAX_ADDRESSES:
                    return tuple(found)
    return tuple(found)


def message_id(raw: str) -> str:
    """The first Message-ID in a value, with angle brackets; "" when there is none."""
    match = _MESSAGE_ID.search(raw)
    if match:
        return _printable(match[0])
    bare = raw.strip()
    return f"<{_printable(bare)}>" if _BARE_MESSAGE_ID.fullmatch(bare) else ""


def is_automatic(fields: Fields) -> bool:
    """Whether a list or a robot wrote it (RFC 2919, RFC 2369, RFC 3834 section 5)."""
    marks = ("list-id", "list-unsubscribe", "x-autoreply", "x-autorespond")
    submitted = _first(fields, "auto-submitted").partition(";")[0].strip().lower()
    return (
        any(mark in fields for mark in marks)
        or _first(fields, "precedence").strip().lower() in {"bulk", "list", "junk"}
        or submitted not in {"", "no"}
        or _first(fields, "return-path").strip() == "<>"
    )


def _first(fields: Fields, name: str) -> str:
    values = fields.get(name, ())
    return values[0] if values else ""


def _plain(value: bytes) -> str:
    """Bytes of a header as text: UTF-8 (RFC 6532), else what Western mailers meant by 8 bits."""
    value = value.strip()[:_MAX_FIELD_CHARS]
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("cp1252", "replace")


def _decode_words(raw: str) -> str:
    try:
        parts = decode_header(raw)
    except (HeaderParseError, ValueError):
        return raw
    return "".join(
        part if isinstance(part, str) else _decode_part(part, charset) for part, charset in parts
    )


def _decode_part(part: bytes, charset: str | None) -> str:
    if charset is None:
        return part.decode("raw-unicode-escape", "replace")
    try:
        return part.decode(charset.partition("*")[0], "replace")  # RFC 2231 section 5
    except (LookupError, UnicodeError):
        return _plain(part)


def _pairs(value: str) -> list[tuple[str, str]]:
    """(name, addr-spec) of each mailbox; the usual forms are read ten times faster than all."""
    value = " ".join(value.split()).strip(", ")
    found: list[tuple[str, str]] = []
    at = 0
    while at < len(value):
        match = _MAILBOX.match(value, at)
        if not match:
            return found + _unusual_pairs(value[at:])
        quoted, plain, addr_spec, bare = match.groups()
        found.append((quoted or plain or "", addr_spec or bare))
        at = match.end()
    return found


def _unusual_pairs(value: str) -> list[tuple[str, str]]:
    """Groups, comments and whatever else RFC 5322 allows; else what is usual between commas."""
    try:
        pairs = getaddresses([value])
    except (RecursionError, ValueError, IndexError):  # nested comments without end
        pairs = []
    if any(addr_spec for _, addr_spec in pairs):
        return pairs
    parts = (_MAILBOX.fullmatch(part.strip()) for part in value.split(","))
    return [(m[1] or m[2] or "", m[3] or m[4]) for m in parts if m]


def _label(name: str) -> str:
    """A display name; one that is itself an address says nothing, or something false."""
    label = text(name, _MAX_NAME_CHARS).strip("'\" ")
    return "" if _ADDR_SPEC.fullmatch(label) else label


def _is_addr_spec(addr_spec: str) -> bool:
    return (
        len(addr_spec) <= _MAX_ADDRESS_CHARS
        and addr_spec.isprintable()
        and _ADDR_SPEC.fullmatch(addr_spec) is not None
    )


def _references(raw: str) -> tuple[str, ...]:
    """Bounded by leaving out the middle: the first and the newest make the thread."""
    found = tuple(_printable(f"<{inner}>") for inner in _MESSAGE_ID.findall(raw))
    if len(found) <= _MAX_REFERENCES:
        return found
    return found[:1] + found[1 - _MAX_REFERENCES :]


def _printable(raw: str) -> str:
    return raw if raw.isprintable() else "".join(c for c in raw if c.isprintable())


def _date(raw: str, received: datetime, now: datetime) -> datetime:
    """The Date in UTC; of one that cannot be true, when the mailbox received the message.

    Not measured by ``now`` alone: that is an earlier moment when someone asks about the past.
    """
    received = to_utc(received)
    try:
        date = parsedate_to_datetime(raw.strip()[:100])
        date = to_utc(date) if date.tzinfo else date.replace(tzinfo=UTC)  # "-0000": UTC
    except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
        return received
    return date if _OLDEST < date <= max(received, to_utc(now)) + _CLOCK_SLACK else received
