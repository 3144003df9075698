"""From Gmail's message JSON to envelopes, and from people to Gmail's search: pure."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from connectors.envelope import HEADERS, collect, envelope
from syncd.errors import ItemError
from syncd.model import Envelope, Flag, Kind, Ref, Role

Message = Mapping[str, Any]

#: Where every message but a draft lies; labels are only views of it.
ALL_MAIL = "All Mail"
#: Drafts are known by the id of the draft, which stays; the id of its message changes at each edit.
DRAFTS = "Drafts"
#: What messages.get is asked for.
METADATA = {"format": "metadata", "metadataHeaders": list(HEADERS)}

LEFT_OUT = frozenset({"TRASH", "SPAM", "CHAT"})
#: Labels that say in which role a message is; one of the user's own makes it `Role.OTHER`.
_PLACING = frozenset({"INBOX", "SENT", "DRAFT"}) | LEFT_OUT
_USERS_OWN = "Label_"
_FOR_THE_USER = frozenset(kind.value for kind in Kind if kind.role is Role.INBOX)
_FLAGGING = frozenset({"UNREAD", "STARRED"})
_MAX_QUERY_CHARS = 1200  # the whole address stays below 2048, where the client would make it a POST
_SEARCHABLE = re.compile(r"[a-z0-9!#$%&'*+/=?^_`.~-]+@[a-z0-9.-]+")
_SEARCHABLE_ID = re.compile(r"<([A-Za-z0-9!#$%&'*+/=?^_`.~@-]+)>")


def flags_of(labels: Collection[str]) -> frozenset[Flag]:
    """The flags that labels stand for. A draft is never unread."""
    flags = set()
    if "UNREAD" not in labels or "DRAFT" in labels:
        flags.add(Flag.SEEN)
    if "STARRED" in labels:
        flags.add(Flag.FLAGGED)
    if "DRAFT" in labels:
        flags.add(Flag.DRAFT)
    return frozenset(flags)


def role_of(labels: Collection[str], syncd_kind: str = "") -> Role:
    """What a message is, by its labels and by its X-Syncd-Kind.

    Gmail puts SENT on whatever comes from the user's own address, a brief in the inbox too.
    """
    if LEFT_OUT & set(labels):
        return Role.OTHER
    if "DRAFT" in labels:
        return Role.DRAFTS
    sent = "SENT" in labels and syncd_kind not in _FOR_THE_USER
    if "INBOX" in labels and not sent:
        return Role.INBOX
    if sent:
        return Role.SENT
    own = any(label.startswith(_USERS_OWN) for label in labels)
    return Role.OTHER if own else Role.ARCHIVE


def matters(label: str) -> bool:
    """Whether a label says anything about flags or role."""
    return label in _PLACING | _FLAGGING or label.startswith(_USERS_OWN)


def places(label: str) -> bool:
    """Whether a label says anything about the role."""
    return label in _PLACING or label.startswith(_USERS_OWN)


def read_message(message: Message, ref: Ref, now: datetime) -> Envelope:
    """The envelope of a message fetched as `METADATA`. Raises ItemError without a header."""
    labels = frozenset(map(str, message.get("labelIds") or ()))
    fields = collect(header_pairs(message))
    kind = (fields.get("x-syncd-kind") or [""])[0]
    return envelope(
        fields,
        ref=ref,
        role=role_of(labels, kind.strip()),
        received=_received(message, now),
        now=now,
        flags=flags_of(labels),
        thread_id=str(message.get("threadId") or ""),
    )


def header_pairs(message: Message) -> Iterator[tuple[str, str]]:
    """(name, value) of the header fields that came with a message."""
    for header in (message.get("payload") or {}).get("headers") or ():
        yield str(header.get("name", "")), str(header.get("value", ""))


def raw_of(message: Message) -> bytes:
    """The bytes of a message fetched with ``format=raw``. Raises ItemError."""
    try:
        return base64.urlsafe_b64decode(str(message["raw"]) + "===")
    except (KeyError, binascii.Error, ValueError) as error:
        raise ItemError("Gmail did not give the text of this message.") from error


def to_raw(letter: bytes) -> str:
    """How Gmail takes a whole message in JSON."""
    return base64.urlsafe_b64encode(letter).decode()


def correspondence_queries(addresses: Iterable[str], since: datetime | None) -> Iterator[str]:
    """Searches that together find mail from and to the addresses.

    An address that could be read as anything but an address is left out.
    """
    after = f" after:{int(since.timestamp())}" if since else ""
    terms: list[str] = []
    for address in sorted({a.strip().lower() for a in addresses}):
        if _SEARCHABLE.fullmatch(address):
            more = [f"{field}:{address}" for field in ("from", "to", "cc", "bcc")]
            if terms and len(" ".join(terms + more)) > _MAX_QUERY_CHARS:
                yield "{" + " ".join(terms) + "}" + after
                terms = []
            terms += more
    if terms:
        yield "{" + " ".join(terms) + "}" + after


def message_id_query(message_id: str) -> str:
    """The search for a Message-ID; "" when Gmail could not be asked for it."""
    match = _SEARCHABLE_ID.fullmatch(message_id)
    return f"rfc822msgid:{match[1]}" if match else ""


def _received(message: Message, now: datetime) -> datetime:
    try:
        return datetime.fromtimestamp(int(message["internalDate"]) / 1000, UTC)
    except (KeyError, ValueError, TypeError, OverflowError, OSError):
        return now
