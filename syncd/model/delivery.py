"""A letter on its way into a mailbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from syncd.model.mail import Ref, Role
from syncd.model.meeting import MeetingKey


class Kind(StrEnum):
    """What a letter is: the value of X-Syncd-Kind."""

    BRIEF = "brief"
    FOLLOW_UP = "follow-up"
    NUDGE = "nudge"
    INTRODUCTION = "introduction"
    OUTREACH = "outreach"
    DIGEST = "digest"
    ALERT = "alert"

    @property
    def role(self) -> Role:
        """The folder it belongs in: what is for you in the inbox, what is for others in drafts."""
        for_you = (Kind.BRIEF, Kind.DIGEST, Kind.ALERT)
        return Role.INBOX if self in for_you else Role.DRAFTS

    @property
    def asked_for(self) -> bool:
        """You asked for it a moment ago, so that it need not wait for the end of quiet hours."""
        return self in (Kind.INTRODUCTION, Kind.OUTREACH)


class State(StrEnum):
    """Where a delivery stands. ``ready -> sending -> delivered``, or one of the others."""

    READY = "ready"
    SENDING = "sending"
    DELIVERED = "delivered"
    WITHDRAWN = "withdrawn"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class DeliveryKey:
    """What makes a letter the same letter: unique in the store."""

    kind: Kind
    #: `MeetingKey.header()` of the meeting, or the address of the person it is about.
    subject: str
    revision: int = 1


@dataclass(frozen=True, slots=True)
class Told:
    """What a letter told of its meeting, kept to say later what has changed."""

    start: datetime
    end: datetime
    title: str
    location: str
    #: Addresses of the guests, sorted.
    guests: tuple[str, ...]
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Delivery:
    """One letter into one folder of one mailbox, as the store keeps it."""

    key: DeliveryKey
    state: State
    account: str
    message_id: str
    #: The rendered letter, RFC 5322 bytes.
    letter: bytes
    created: datetime
    meeting: MeetingKey | None = None
    told: Told | None = None
    #: The account's thread id a draft belongs to.
    thread_id: str = ""
    #: The connector's note from before the write; makes a later search cheap.
    mark: str = ""
    ref: Ref | None = None
    attempts: int = 0
    #: Not before this moment, after a failure.
    next_try: datetime | None = None
    delivered_at: datetime | None = None
    reason: str = ""
