"""The sample's calendar: `calendar.toml`, as it stands at a given moment."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from typing import Literal

from pydantic import Field, TypeAdapter

from syncd.demo.cast import source
from syncd.demo.dates import Days, When
from syncd.model.validation import Table

Answer = Literal["accepted", "tentative", "declined", "needs-action"]


class Moved(Table):
    """One instance of a series that was moved."""

    instance: When
    to: When


class EventChange(Table):
    """Something that happens to an event at a moment of the demo day."""

    at: When
    #: What happened, as a sentence for the reader of the demo.
    says: str
    start: When | None = None
    location: str | None = None
    status: Literal["cancelled"] | None = None


class EventSource(Table):
    """One event, or one series."""

    slug: str
    calendar: Literal["work", "private"]
    title: str
    #: Without a time of day it lasts whole days.
    start: When
    minutes: int = 60
    days: int = 1
    location: str = ""
    description: str = ""
    #: Who invited; without one nobody is invited.
    organizer: str | None = None
    #: Everyone else invited, by short name, with their answer.
    guests: dict[str, Answer] = Field(default_factory=dict)
    #: An RRULE of RFC 5545; its instances left out, and those moved.
    repeats: str = ""
    leaves_out: tuple[When, ...] = ()
    moved: tuple[Moved, ...] = ()
    status: Literal["confirmed", "tentative", "cancelled"] = "confirmed"
    #: When it was put into the calendar; without one, some time before.
    created: When | None = None
    private: bool = False
    #: Does not block time.
    free: bool = False
    #: Address of the video call.
    call: str = ""
    #: The TZID to write, where a program names zones in its own way.
    zone: str = ""
    change: tuple[EventChange, ...] = ()

    @property
    def uid(self) -> str:
        """Its iCalendar UID."""
        return f"{self.slug}@example.com"

    @property
    def all_day(self) -> bool:
        """Whether it lasts whole days."""
        return ":" not in self.start


class Standing(Table):
    """An event as it stands at a moment: its changes so far are in it."""

    event: EventSource
    #: When it was made, and last changed.
    created: datetime
    modified: datetime
    #: How many changes are in it (SEQUENCE, RFC 5545 section 3.8.7.4).
    sequence: int = 0


@cache
def sources() -> tuple[EventSource, ...]:
    """All events of the sample."""
    return TypeAdapter(tuple[EventSource, ...]).validate_python(source("calendar.toml")["event"])


def event_named(slug: str) -> EventSource:
    """The event of that short name. Raises LookupError when there is none."""
    for event in sources():
        if event.slug == slug:
            return event
    raise LookupError(f"calendar.toml has no event {slug!r}")


def made(event: EventSource, days: Days) -> datetime:
    """When the event was put into the calendar, aware."""
    if event.created:
        return days.moment(event.created)
    begins = days.moment(event.start if not event.all_day else f"{event.start} 00:00")
    return min(begins - timedelta(days=9), days.moment("-10wd 15:20"))


def standing(event: EventSource, days: Days, at: datetime) -> Standing | None:
    """The event as it stands at a moment; None when it is not in the calendar yet."""
    created = made(event, days)
    if created > at:
        return None
    changes = [change for change in event.change if days.moment(change.at) <= at]
    news = [change.model_dump(exclude={"at", "says"}, exclude_none=True) for change in changes]
    update = {key: value for change in news for key, value in change.items()}
    modified = days.moment(changes[-1].at) if changes else created
    return Standing(
        event=event.model_copy(update=update),
        created=created,
        modified=modified,
        sequence=len(changes),
    )
