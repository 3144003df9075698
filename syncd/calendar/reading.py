"""RFC 5545 text of one calendar item -> the meetings it has in a window."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events

from syncd.calendar.window import Window
from syncd.errors import ItemError
from syncd.model import Meeting, MeetingKey


@dataclass(frozen=True, slots=True)
class Reading:
    """What one calendar item holds."""

    #: Those that overlap the window, by start.
    meetings: tuple[Meeting, ...]
    #: The item is a series, or one instance of it.
    recurring: bool
    #: No instance begins before this; None when there is none at all.
    first: datetime | None
    #: No instance ends after this; None when the series is endless, or its end is not known.
    last: datetime | None
    #: What was not as it should be, in sentences; the meetings are there all the same.
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

    ``zone`` is the user's: floating times and all-day midnights are meant in it. Raises ItemError
    when the item as a whole cannot be read.
    """
    try:
        parsed = icalendar.Calendar.from_ical(text)
    except ValueError as error:
        raise ItemError("It is not a calendar item.") from error
    masters = [event for event in parsed.walk("VEVENT") if "RECURRENCE-ID" not in event]
    recurring = not masters or any("RRULE" in event for event in masters)
    found: list[Any] = recurring_ical_events.of(parsed).between(window.start, window.end)
    meetings = []
    for event in found:
        start, end = (_aware(event[name].dt, zone) for name in ("DTSTART", "DTEND"))
        slot = event["RECURRENCE-ID"].dt
        meetings.append(
            Meeting(
                key=MeetingKey(str(event["UID"]), _basic(slot, zone) if recurring else ""),
                title=str(event.get("SUMMARY", "")),
                start=start,
                end=end,
                all_day=not isinstance(event["DTSTART"].dt, datetime),
                description=str(event.get("DESCRIPTION", "")),
                location=str(event.get("LOCATION", "")),
                url=url,
                account=account,
                calendar=calendar,
                recurring=recurring,
            )
        )
    every: list[Any] = parsed.walk("VEVENT")
    starts = [_aware(event["DTSTART"].dt, zone) for event in every]
    return Reading(
        tuple(sorted(meetings, key=lambda m: m.start)),
        recurring,
        min(starts) - timedelta(days=1) if starts else None,
        None,
    )


def _aware(moment: date, zone: ZoneInfo) -> datetime:
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time(), zone)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _basic(moment: date, zone: ZoneInfo) -> str:
    if not isinstance(moment, datetime):
        return f"{moment:%Y%m%d}"
    return f"{_aware(moment, zone).astimezone(UTC):%Y%m%dT%H%M%SZ}"
