"""Looking for mail on the server: with somebody, or one of our letters."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from imapclient.datetime_util import format_criteria_date

from connectors.contract import MAX_MESSAGE_BYTES
from connectors.envelope import message_id as read_id
from connectors.envelope import read_fields
from connectors.imap.answers import Fetched
from connectors.imap.client import Client, Status, quoted
from connectors.imap.cursor import message_key, uid_of
from connectors.imap.folders import Folder, Layout
from connectors.imap.headers import flags_of, header_in, read_headers
from syncd.errors import ItemError
from syncd.model import Envelope, Held, Ref

_ADDRESSES_AT_ONCE = 8
#: Of so many newest by UID the headers are read: mail may have been filed in another order.
_LOOKED_AT = 1000
#: What tells a letter of ours.
_OURS = "BODY.PEEK[HEADER.FIELDS (MESSAGE-ID X-SYNCD-KIND)]"
#: Copies of one Message-ID that are looked at in one folder; more is somebody's mischief.
_MAX_COPIES = 50


#: Folder -> (UIDVALIDITY, UIDNEXT) at the moment of a mark.
Mark = Mapping[str, tuple[int, int]]


def write_mark(status: Mapping[str, Status]) -> str:
    """Where folders end now; those that are not named count as unknown."""
    rows = {folder: (one.validity, one.next) for folder, one in status.items() if one.next}
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def read_mark(mark: str) -> Mark:
    """Read `write_mark` back; of a text that is no mark, an empty one."""
    try:
        rows = json.loads(mark or "{}")
        return {str(name): (int(validity), int(after)) for name, (validity, after) in rows.items()}
    except (ValueError, TypeError, AttributeError):
        return {}


def find_letter(
    client: Client, layout: Layout, message_id: str, mark: Mark, told: Mapping[str, Status]
) -> tuple[Held, ...]:
    """Every copy of a letter of ours that came after the mark, in every folder.

    ``told`` is where folders stand now, as far as the server told: those that end where they did
    need not be looked into. What a server shows in several places at once counts once.
    """
    found: list[Held] = []
    seen: set[Any] = set()
    for folder in layout.folders if is_searchable(message_id) else ():
        validity, after = mark.get(folder.name, (0, 1))
        now = told.get(folder.name)
        unchanged = now is not None and (now.validity, now.next) == (validity, after)
        status = (
            None if unchanged or (folder.everything and found) else client.try_to_open(folder.name)
        )
        if not status or not status.exists:
            continue
        first = after if status.validity == validity else 1
        for held, same in _copies(client, folder, status, message_id, first):
            if same is None or same not in seen:
                found.append(held)
                seen.add(same)
    return tuple(found)


def _copies(
    client: Client, folder: Folder, status: Status, message_id: str, first: int
) -> Iterator[tuple[Held, Any]]:
    """Letters of ours with that Message-ID in the open folder, and Gmail's name of each."""
    items = ("FLAGS", _OURS, *(("X-GM-MSGID",) if client.offers("X-GM-EXT-1") else ()))
    uids = client.uids(*carrying(message_id), first=first)[-_MAX_COPIES:]
    for uid, message in sorted(client.fetch_items(uids, items).messages.items()):
        if is_ours(message, message_id):
            ref = Ref(folder.name, message_key(status.validity, uid))
            held = Held(ref, folder.role, flags_of(message.get(b"FLAGS", ())))
            yield held, message.get(b"X-GM-MSGID")


def is_ours(message: Fetched, message_id: str) -> bool:
    """Whether a FETCH response shows our letter with that Message-ID."""
    fields = read_fields(header_in(message))
    return read_id((fields.get("message-id") or [""])[0]) == message_id and "x-syncd-kind" in fields


def locate(client: Client, ref: Ref, status: Status, message_id: str) -> tuple[int, Fetched]:
    """(UID, what it is) of a letter in its open folder, (0, {}) when it is not there.

    After a new UIDVALIDITY, or where the server told no UID, it is found by its Message-ID.
    """
    uid = uid_of(ref.id, status.validity)
    if not uid and is_searchable(message_id):
        uid = max(client.uids(*carrying(message_id)), default=0)
    items = ("FLAGS", _OURS, *(("MODSEQ",) if status.modseq else ()))
    message = client.fetch_items([uid], items).messages.get(uid) if uid else None
    return (uid, message) if message else (0, {})


def whole_message(client: Client, layout: Layout, ref: Ref) -> bytes:
    """All bytes of one message, unread as it was. Raises ItemError when gone or too large."""
    folder = layout.named(ref.folder)
    status = client.try_to_open(folder.name) if folder else None
    if status is None:
        raise ItemError("This message is no longer in the mailbox.")
    uid = uid_of(ref.id, status.validity)
    told = client.fetch_items([uid], ["RFC822.SIZE"]).messages.get(uid) if uid else None
    if told is None:
        raise ItemError("This message is no longer in the mailbox.")
    if told.get(b"RFC822.SIZE", 0) > MAX_MESSAGE_BYTES:
        raise ItemError("This message is too large to be read.")
    body = client.fetch_items([uid], ["BODY.PEEK[]"]).messages.get(uid, {}).get(b"BODY[]")
    if not isinstance(body, bytes):
        raise ItemError("This message is no longer in the mailbox.")
    return body


@dataclass(frozen=True, slots=True)
class Wish:
    """Whose mail is looked for."""

    #: In lower case.
    addresses: frozenset[str]
    since: datetime | None
    limit: int

    def takes(self, one: Envelope) -> bool:
        """Whether a message is it: servers also find parts of words."""
        return (self.since is None or one.date >= self.since) and any(
            address.address in self.addresses for address in one.everyone
        )


def correspondence(
    client: Client, layout: Layout, wish: Wish, now: Callable[[], datetime]
) -> list[Envelope]:
    """Mail from or to any of the addresses, newest first, asked of the server."""
    addresses = sorted(filter(is_searchable, wish.addresses))
    folders = layout.mirrored()
    everything = [folder for folder in folders if folder.everything]
    found: list[Envelope] = []
    for folder in (everything or folders) if addresses else ():
        status = client.open(folder.name)
        uids = _with(client, addresses, wish.since) if status.exists else []
        newest = uids[-max(wish.limit, _LOOKED_AT) :]
        envelopes, _ = read_headers(client, folder, status.validity, newest, now())
        found += filter(wish.takes, envelopes)
    return sorted(found, key=lambda one: one.date, reverse=True)[: wish.limit]


def _with(client: Client, addresses: Sequence[str], since: datetime | None) -> list[int]:
    """UIDs of mail that names one of the addresses somewhere; servers look for parts of words."""
    day = (since - timedelta(days=1)).date() if since else None
    when = [b"SINCE", format_criteria_date(day)] if day else []
    found: set[int] = set()
    for start in range(0, len(addresses), _ADDRESSES_AT_ONCE):
        some = addresses[start : start + _ADDRESSES_AT_ONCE]
        keys = [name + quoted(one) for one in some for name in (b"FROM ", b"TO ", b"CC ")]
        either = [b"OR " + key for key in keys[:-1]] + keys[-1:]  # OR takes two keys: OR a OR b c
        found.update(client.uids(*when, *either))
    return sorted(found)


def carrying(message_id: str) -> tuple[bytes, bytes]:
    """The criterion for a Message-ID."""
    return b"HEADER Message-ID", quoted(message_id)


def is_searchable(text: str) -> bool:
    """Whether a text can stand in a command: printable ASCII, so it cannot end the command."""
    return bool(text) and text.isascii() and text.isprintable()
