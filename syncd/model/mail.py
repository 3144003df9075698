"""Mail as the mailbox lists it: addresses, envelopes, where a message lies. Words of RFC 5322."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class Role(StrEnum):
    """What a folder is for (RFC 6154 special use, as far as syncd cares)."""

    INBOX = "inbox"
    SENT = "sent"
    DRAFTS = "drafts"
    ARCHIVE = "archive"
    OTHER = "other"


class Flag(StrEnum):
    """Message flags (RFC 9051 section 2.3.2)."""

    SEEN = "seen"
    ANSWERED = "answered"
    FLAGGED = "flagged"
    DELETED = "deleted"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Address:
    """A display name and an addr-spec (RFC 5322 section 3.4)."""

    #: In lower case.
    address: str
    name: str = ""

    @property
    def label(self) -> str:
        """The name, or the address when there is none."""
        return self.name or self.address


class Ref(NamedTuple):
    """Where a message lies: a folder of the account, and the connector's own id in it."""

    folder: str
    id: str


@dataclass(frozen=True, slots=True)
class Held:
    """A message of ours, found again in the mailbox."""

    ref: Ref
    role: Role
    flags: frozenset[Flag] = frozenset()


@dataclass(frozen=True, slots=True)
class Envelope:
    """The headers of one message, decoded and bounded; no body."""

    ref: Ref
    role: Role
    #: Message-ID with its angle brackets; "" when the message has none.
    message_id: str
    subject: str
    sender: Address | None
    #: Aware, UTC; the Date header, else when the mailbox received it.
    date: datetime
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    in_reply_to: str = ""
    #: Oldest first, as in the header.
    references: tuple[str, ...] = ()
    flags: frozenset[Flag] = frozenset()
    #: From a list or a robot: List-Id, Precedence: bulk/list/junk, Auto-Submitted (RFC 3834).
    automatic: bool = False
    #: The account's own thread id (Gmail's threadId), "" where there is none.
    thread_id: str = ""
    #: X-Syncd-Kind, when it is a letter of ours.
    syncd_kind: str = ""

    @property
    def everyone(self) -> tuple[Address, ...]:
        """Sender and recipients, in the order of the headers."""
        return ((self.sender,) if self.sender else ()) + self.to + self.cc
