"""A meeting and the people invited to it, in the words of RFC 5545."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import NamedTuple
from urllib.parse import quote, unquote

from syncd.model.mail import Address
from syncd.model.moments import aware

_HEADER_RECURRENCE = "; recurrence-id="


class PartStat(StrEnum):
    """Participation status, RFC 5545 section 3.2.12."""

    NEEDS_ACTION = "needs-action"
    ACCEPTED = "accepted"
    TENTATIVE = "tentative"
    DECLINED = "declined"
    DELEGATED = "delegated"


class CalendarUserType(StrEnum):
    """What an attendee is, RFC 5545 section 3.2.3."""

    INDIVIDUAL = "individual"
    GROUP = "group"
    RESOURCE = "resource"
    ROOM = "room"
    UNKNOWN = "unknown"


class Status(StrEnum):
    """Status of an event, RFC 5545 section 3.8.1.11."""

    CONFIRMED = "confirmed"
    TENTATIVE = "tentative"
    CANCELLED = "cancelled"


class MeetingKey(NamedTuple):
    """What a meeting is known by: the same in every calendar that shows it, moved or not."""

    #: iCalendar UID.
    uid: str
    #: "" for a single event; else RECURRENCE-ID in UTC basic form, ``20270301T090000Z``,
    #: or ``20270301`` for an instance of an all-day series.
    recurrence_id: str = ""

    def header(self) -> str:
        """The value of X-Syncd-Meeting: the uid percent-encoded, the instance after it."""
        tail = _HEADER_RECURRENCE + self.recurrence_id if self.recurrence_id else ""
        return quote(self.uid, safe="@.-_") + tail

    @classmethod
    def from_header(cls, value: str) -> MeetingKey:
        """Read back what `header` wrote."""
        uid, _, recurrence_id = value.partition(";")
        return cls(unquote(uid.strip()), recurrence_id.strip().removeprefix("recurrence-id="))

    def recurrence_iso(self) -> str | None:
        """RECURRENCE-ID as ISO 8601 in UTC, a date for an all-day series, None without one."""
        if not self.recurrence_id:
            return None
        if "T" not in self.recurrence_id:
            return date.fromisoformat(self.recurrence_id).isoformat()
        return (
            datetime.strptime(self.recurrence_id, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).isoformat()
        )


@dataclass(frozen=True, slots=True)
class Attendee:
    """Whoever the calendar says is invited: people, you, rooms, groups."""

    #: Address in lower case, without ``mailto:``.
    address: str
    name: str = ""
    partstat: PartStat = PartStat.NEEDS_ACTION
    cutype: CalendarUserType = CalendarUserType.INDIVIDUAL
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Guest:
    """An attendee (or the organizer) who is a person and not you."""

    address: str
    name: str
    partstat: PartStat
    #: Outside your own domains; free-mail domains compare by whole address.
    external: bool
    organizer: bool = False
    optional: bool = False
    #: Their other addresses, as far as they are known, in lower case.
    also: tuple[str, ...] = ()

    @property
    def addresses(self) -> frozenset[str]:
        """All that is known to be theirs."""
        return frozenset((self.address, *self.also))

    @property
    def declined(self) -> bool:
        """Whether this guest has said no."""
        return self.partstat is PartStat.DECLINED

    @property
    def label(self) -> str:
        """The name, or the address of someone who gave none."""
        return self.name or self.address


@dataclass(frozen=True, slots=True)
class Link:
    """A link that came with an event: an attachment, notes, a transcript."""

    url: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """One instance in time of a calendar event."""

    key: MeetingKey
    title: str
    #: Both aware, in the event's own zone when it names one.
    start: datetime
    end: datetime
    #: A date without a time: start and end are midnights in the user's zone, end exclusive.
    all_day: bool = False
    status: Status = Status.CONFIRMED
    organizer: Address | None = None
    attendees: tuple[Attendee, ...] = ()
    description: str = ""
    location: str = ""
    #: Opens the event in the user's calendar; "" when the calendar gives none.
    url: str = ""
    conference_url: str = ""
    attachments: tuple[Link, ...] = ()
    categories: tuple[str, ...] = ()
    account: str = ""
    calendar: str = ""
    #: One of a series.
    recurring: bool = False
    #: Place in its series, from 1; 0 when it is not in one or not counted.
    instance: int = 0
    #: TRANSP: does not block time (RFC 5545 section 3.8.2.7).
    transparent: bool = False
    #: CLASS in lower case: public, private, confidential.
    visibility: str = "public"
    #: Google's ``eventType`` in its own spelling (``workingLocation``, ``focusTime`` …), else "".
    event_type: str = ""
    sequence: int = 0
    #: LAST-MODIFIED, else DTSTAMP.
    updated: datetime | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        aware(self.start, "start of a meeting")
        aware(self.end, "end of a meeting")

    @property
    def cancelled(self) -> bool:
        """Whether the organizer called it off."""
        return self.status is Status.CANCELLED
