"""RFC 5545 text of one calendar item -> the meetings it has in a window."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from syncd.calendar.components import calendars
from syncd.calendar.events import Event, understand
from syncd.calendar.expansion import Instance, expand
from syncd.calendar.meeting import Origin, details
from syncd.calendar.series import Series, newest
from syncd.calendar.times import basic, is_day, shown
from syncd.calendar.window import Window
from syncd.calendar.zones import Zones
from syncd.errors import ItemError
from syncd.model import Meeting, MeetingKey

MAX_PROBLEMS = 20
#: RFC 7986 section 5.3 asks for at most 255 octets.
MAX_UID_CHARS = 1000


@dataclass(frozen=True, slots=True)
class Reading:
    """What one calendar item holds."""

    #: Those that overlap the window, by start.
    meetings: tuple[Meeting, ...]
    #: It is a series, or an instance of one.
    recurring: bool
    #: No instance begins before this; None when there is none at all.
    first: datetime | None
    #: No instance ends after this; None when the series is endless, or its end is not known.
    last: datetime | None
    #: What was not as it should be, in sentences; what could be read is read all the same.
    problems: tuple[str, ...] = ()


def read(
    text: str,
    *,
    window: Window,
    zone: ZoneInfo,
    account: str = "",
    calendar: str = "",
    url: str = "",
) -> Reading:
    """The meetings of one calendar object resource (RFC 4791 section 4.1) in a window.

    ``zone`` is the user's: floating times and all-day midnights are meant in it. ``url`` opens the
    item in its calendar. Raises ItemError when the item as a whole cannot be read.
    """
    problems: list[str] = []
    groups: dict[str, list[Event]] = defaultdict(list)
    for uid, event in _events(text, zone, problems):
        groups[uid].append(event)
    if not groups:
        raise ItemError(next(iter(problems), "It holds no event."))
    origin = Origin(account, calendar, url)
    readings = [_read_one(uid, events, window, origin) for uid, events in groups.items()]
    return _together(readings, problems)


def _events(text: str, zone: ZoneInfo, problems: list[str]) -> Iterator[tuple[str, Event]]:
    for found in calendars(text):
        zones = Zones(zone, found.zones, found.zone_name, problems)
        for component in found.events:
            uid = component.value("UID")
            if not uid or len(uid) > MAX_UID_CHARS or not uid.isprintable():
                problems.append(
                    "It has no UID." if not uid else "Its UID cannot be used as a name."
                )
                continue
            try:
                yield uid, understand(component, zones, found.method)
            except ValueError as error:
                problems.append(f"It cannot be read: {error}.")


def _read_one(uid: str, events: Sequence[Event], window: Window, origin: Origin) -> Reading:
    masters = [event for event in events if event.slot is None]
    exceptions = [event for event in events if event.slot is not None]
    if not masters:
        one_each = list(newest(exceptions, UTC).values())
        return _detached(uid, one_each, window, origin)
    master = max(masters, key=lambda event: event.revision)
    if not exceptions and "RRULE" not in master.component and "RDATE" not in master.component:
        return _single(uid, master, window, origin)
    series = Series.read(master, exceptions)
    meetings = _meetings(uid, expand(series, window), master, origin)
    return Reading(meetings, True, series.first, series.last)


def _single(uid: str, event: Event, window: Window, origin: Origin) -> Reading:
    start, end = event.span
    meetings: tuple[Meeting, ...] = ()
    if window.overlaps(start, end):
        key = MeetingKey(uid)
        all_day = is_day(event.start)
        parts = details(event, None, origin)
        meetings = (Meeting(key=key, start=start, end=end, all_day=all_day, **parts),)
    return Reading(meetings, False, start, end)


def _detached(uid: str, exceptions: Sequence[Event], window: Window, origin: Origin) -> Reading:
    """Instances without their series: the invitation was to these only."""
    spans = [event.span for event in exceptions]
    instances = [
        Instance(event, event.start, event.end, event.slot)
        for event, span in zip(exceptions, spans, strict=True)
        if event.slot is not None and window.overlaps(*span)
    ]
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    return Reading(_meetings(uid, instances, None, origin), True, first, last)


def _meetings(
    uid: str, instances: Iterable[Instance], master: Event | None, origin: Origin
) -> tuple[Meeting, ...]:
    parts: dict[int, dict[str, Any]] = {}
    meetings: dict[MeetingKey, Meeting] = {}
    for instance in instances:
        event = instance.event
        if id(event) not in parts:
            parts[id(event)] = details(event, master, origin)
        meeting = _meeting(uid, instance, parts[id(event)])
        # Where the clocks skip an hour, two slots of an hourly series are one moment.
        meetings.setdefault(meeting.key, meeting)
    return tuple(meetings.values())


def _meeting(uid: str, instance: Instance, parts: dict[str, Any]) -> Meeting:
    user = instance.event.zones.user
    return Meeting(
        key=MeetingKey(uid, basic(instance.slot, user)),
        start=shown(instance.start, user),
        end=shown(instance.end, user),
        all_day=is_day(instance.start),
        recurring=True,
        instance=instance.place,
        **parts,
    )


def _together(readings: Sequence[Reading], problems: Sequence[str]) -> Reading:
    """One reading of an item; it holds one UID, but nothing keeps others from writing two."""
    meetings = [meeting for reading in readings for meeting in reading.meetings]
    firsts = [reading.first for reading in readings if reading.first]
    lasts = [reading.last for reading in readings if reading.last]
    return Reading(
        meetings=tuple(sorted(meetings, key=lambda meeting: meeting.start)),
        recurring=any(reading.recurring for reading in readings),
        first=min(firsts, default=None),
        last=max(lasts) if len(lasts) == len(readings) else None,
        problems=tuple(dict.fromkeys(problems))[:MAX_PROBLEMS],
    )
