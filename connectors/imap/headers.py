"""Headers of messages in bulk, as envelopes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from connectors.contract import MAX_MESSAGE_BYTES, Bad, flags_tag
from connectors.envelope import HEADERS, MAX_HEAD_BYTES, read_envelope
from connectors.imap.answers import Fetched
from connectors.imap.client import Client
from connectors.imap.cursor import message_key
from connectors.imap.folders import Folder
from syncd.errors import ItemError
from syncd.model import Envelope, Flag, Ref

#: Messages whose headers are asked for at once, while those before them are read.
TURN = 100
_FLAGS = {
    b"\\seen": Flag.SEEN,
    b"\\answered": Flag.ANSWERED,
    b"\\flagged": Flag.FLAGGED,
    b"\\deleted": Flag.DELETED,
    b"\\draft": Flag.DRAFT,
}
_GMAIL = "X-GM-EXT-1"
_ITEMS = (
    "FLAGS",
    "INTERNALDATE",
    "RFC822.SIZE",
    f"BODY.PEEK[HEADER.FIELDS ({' '.join(name.upper() for name in HEADERS)})]<0.{MAX_HEAD_BYTES}>",
)


def flags_of(raw: Iterable[Any]) -> frozenset[Flag]:
    """The flags that syncd knows; keywords and ``\\Recent`` are left out."""
    known = (_FLAGS.get(flag.lower()) for flag in raw if isinstance(flag, bytes))
    return frozenset(flag for flag in known if flag)


def read_headers(
    client: Client, folder: Folder, validity: int, uids: Sequence[int], now: datetime
) -> tuple[list[Envelope], list[Bad]]:
    """Envelopes of the open folder's messages, newest first; those that vanished are left out."""
    items = (*_ITEMS, "X-GM-THRID") if client.offers(_GMAIL) else _ITEMS
    answer = client.fetch_in_turns(uids, items, TURN)
    envelopes: list[Envelope] = []
    bad = [
        Bad(folder.name, message_key(validity, uid), "", reason)
        for uid, reason in answer.unreadable.items()
    ]
    for uid in sorted(answer.messages, reverse=True):
        message, ref = answer.messages[uid], Ref(folder.name, message_key(validity, uid))
        flags = flags_of(message.get(b"FLAGS", ()))
        try:
            envelopes.append(_envelope(message, ref, folder, flags, now))
        except ItemError as error:
            bad.append(Bad(folder.name, ref.id, flags_tag(flags), str(error)))
    return envelopes, bad


def _envelope(
    message: Fetched, ref: Ref, folder: Folder, flags: frozenset[Flag], now: datetime
) -> Envelope:
    if message.get(b"RFC822.SIZE", 0) > MAX_MESSAGE_BYTES:
        raise ItemError("This message is too large to be read.")
    received = message.get(b"INTERNALDATE")
    return read_envelope(
        header_in(message),
        ref=ref,
        role=folder.role,
        received=received if isinstance(received, datetime) and received.tzinfo else now,
        now=now,
        flags=flags,
        thread_id=str(message.get(b"X-GM-THRID", "")),
    )


def header_in(message: Fetched) -> bytes:
    """The header in a FETCH response, whichever of its fields were asked for."""
    value = message.get(b"BODY[HEADER]")
    return value if isinstance(value, bytes) else b""
