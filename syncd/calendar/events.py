"""A VEVENT with its times understood: zones resolved, lengths bounded."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from syncd.calendar.components import Component, Property
from syncd.calendar.times import (
    LONGEST,
    at_midnight,
    aware,
    is_day,
    parse_duration,
    parse_time,
    shown,
    wall,
)
from syncd.calendar.zones import Zones

_ALL_DAY_MARKS = (
    "X-MICROSOFT-CDO-ALLDAYEVENT",
    "X-MICROSOFT-MSNCALENDAR-ALLDAYEVENT",
    "X-FUNAMBOL-ALLDAY",
)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Event:
    """One VEVENT: a meeting, a series, or an exception of one."""

    component: Component
    zones: Zones
    #: METHOD of the calendar it stands in.
    method: str
    #: A DATE when it lasts whole days, else aware.
    start: date
    #: Of the same kind as ``start``; for whole days the first day after.
    end: date
    #: From start to end: whole days by the calendar, else by the clock.
    length: timedelta
    #: RECURRENCE-ID: the original start of the instance it stands for; None for all others.
    slot: date | None = None
    #: It stands for all later instances, too (RANGE, RFC 5545 section 3.2.13).
    this_and_future: bool = False
    sequence: int = 0
    #: LAST-MODIFIED, else DTSTAMP.
    updated: datetime | None = None

    @property
    def zone(self) -> tzinfo:
        """The zone its times are in; the user's for whole days."""
        own = self.start.tzinfo if isinstance(self.start, datetime) else None
        return own or self.zones.user

    @property
    def span(self) -> tuple[datetime, datetime]:
        """Start and end, aware; days are midnights in the user's zone."""
        return shown(self.start, self.zones.user), shown(self.end, self.zones.user)

    @property
    def cancelled(self) -> bool:
        """Called off: by its status, or by the message it came in."""
        called_off = self.component.value("STATUS").upper() == "CANCELLED"
        return called_off or self.method == "CANCEL"

    @property
    def revision(self) -> tuple[int, datetime]:
        """What makes one copy newer than another (RFC 5546 section 2.1.5)."""
        return self.sequence, self.updated or datetime.min.replace(tzinfo=UTC)


def understand(component: Component, zones: Zones, method: str) -> Event:
    """Resolve the times of a VEVENT. Raises ValueError, in words, when it has no usable start."""
    named = component.first("RECURRENCE-ID")
    slot = moment(named, zones) if named else None
    begins = component.first("DTSTART")
    if begins is None and slot is None:
        raise ValueError("it has no start (DTSTART)")
    start = moment(begins, zones) if begins else slot
    assert start is not None
    end, length = _end(component, zones, start)
    event = Event(
        component=component,
        zones=zones,
        method=method,
        start=start,
        end=end,
        length=length,
        slot=slot,
        this_and_future=bool(named and named.params.get("RANGE", "").upper() == "THISANDFUTURE"),
        sequence=_sequence(component),
        updated=_updated(component),
    )
    return _whole_days(event) if _is_marked_all_day(component) else event


def moment(prop: Property, zones: Zones) -> date:
    """A DATE, or an aware datetime; floating time is meant in the user's zone."""
    tzid, value = tzid_and_value(prop)
    return in_zone(parse_time(value), tzid, zones)


def tzid_and_value(prop: Property) -> tuple[str, str]:
    """TZID and times of a property; Exchange leaves out the quotes around a TZID with a colon."""
    tzid = prop.params.get("TZID", "")
    more, colon, value = prop.value.rpartition(":")
    return (f"{tzid}:{more}", value) if tzid and colon else (tzid, prop.value)


def in_zone(read: date, tzid: str, zones: Zones) -> date:
    """A time as read, in the zone that it names."""
    if not isinstance(read, datetime) or read.tzinfo:
        return read
    return read.replace(tzinfo=zones.get(tzid) if tzid else zones.user)


def day_of(slot: date, zone: tzinfo) -> date:
    """The day that a time means in an all-day series: midnight UTC is not shifted to a zone."""
    if not isinstance(slot, datetime):
        return slot
    if slot.tzinfo is UTC and slot.time() != time():
        return slot.astimezone(zone).date()
    return slot.date()


def _end(component: Component, zones: Zones, start: date) -> tuple[date, timedelta]:
    end = _written_end(component, zones, start)
    at_least = start + _DAY if is_day(start) else start
    if isinstance(end, datetime) and isinstance(start, datetime):
        length = _length(start, end)
    else:
        length = end - start
    if length < timedelta():
        zones.problems.append("It ends before it starts; it is taken as having no length.")
    if length > LONGEST:
        zones.problems.append(f"It lasts longer than {LONGEST.days} days; it is cut there.")
        return start + LONGEST, LONGEST
    if end <= at_least:
        return at_least, at_least - start
    return end, length


def _written_end(component: Component, zones: Zones, start: date) -> date:
    """DTEND, else DTSTART and DURATION, else DTSTART (RFC 5545 section 3.6.1)."""
    try:
        if ends := component.first("DTEND"):
            end = moment(ends, zones)
            if not isinstance(start, datetime):
                return day_of(end, zones.user)
            return aware(end, start.tzinfo or zones.user).astimezone(start.tzinfo)
        length = parse_duration(component.value("DURATION") or "PT0S")
    except ValueError as error:
        zones.problems.append(f"Its end cannot be read: {error}.")
        length = timedelta()
    if not isinstance(start, datetime):
        return start + timedelta(days=length.days)
    if length % _DAY == timedelta():
        return start + length
    return (start.astimezone(UTC) + length).astimezone(start.tzinfo)


def _length(start: datetime, end: datetime) -> timedelta:
    """Whole days when the clocks show whole days, else the time that passes.

    RFC 5545 section 3.8.5.3: instances of a series last exactly as long as the first.
    """
    by_clock = end.replace(tzinfo=None) - start.replace(tzinfo=None)
    if by_clock % _DAY == timedelta():
        return by_clock
    return end.astimezone(UTC) - start.astimezone(UTC)


def _is_marked_all_day(component: Component) -> bool:
    return any(component.value(mark).upper() in {"TRUE", "1"} for mark in _ALL_DAY_MARKS)


def _whole_days(event: Event) -> Event:
    """Exchange writes whole days as times from midnight to midnight, and a mark beside them."""
    start, end = event.start, event.end
    midnights = isinstance(start, datetime) and start.time() == time()
    if not midnights or not isinstance(end, datetime) or end.time() != time() or end <= start:
        return event
    first, last = wall(start, event.zone).date(), wall(end, event.zone).date()
    slot = day_of(event.slot, event.zones.user) if event.slot else None
    return replace(event, start=first, end=last, length=last - first, slot=slot)


def _sequence(component: Component) -> int:
    value = component.value("SEQUENCE")
    return int(value) if value.isdecimal() and len(value) < 10 else 0


def _updated(component: Component) -> datetime | None:
    for name in ("LAST-MODIFIED", "DTSTAMP"):
        try:
            return _at_utc(parse_time(component.value(name)))
        except ValueError:
            continue
    return None


def _at_utc(written: date) -> datetime:
    """RFC 5545 section 3.8.7: these properties are always in UTC, also where the Z is missing."""
    if not isinstance(written, datetime):
        return at_midnight(written, UTC)
    return written.replace(tzinfo=UTC)
