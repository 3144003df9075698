"""Dates, times and durations as RFC 5545 writes them, within the years that a meeting can be in."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo

#: Far enough from both ends of datetime that sums cannot overflow. 1604 is the year that address
#: books give to birthdays without one.
FIRST_YEAR, LAST_YEAR = 1600, 2400
#: Nothing longer is a meeting.
LONGEST = timedelta(days=366)

_TIME = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z)?)?", re.IGNORECASE)
_DURATION = re.compile(
    r"([+-])?P(?:(\d{1,9})W)?(?:(\d{1,9})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?",
    re.IGNORECASE,
)


def parse_time(text: str) -> date:
    """A DATE, or a DATE-TIME: aware in UTC when it ends in Z, else naive.

    Raises ValueError when it is none, or in a year that no meeting is in.
    """
    match = _TIME.fullmatch(text.strip())
    if not match:
        raise ValueError(f'"{text.strip()[:30]}" is not a date')
    year, month, day, hour, minute, second, utc = match.groups()
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise ValueError(f"the year {int(year)} is not one that a meeting can be in")
    if hour is None:
        return date(int(year), int(month), int(day))
    # 60 is a leap second, RFC 5545 section 3.3.12; 24:00 is wrong and written nevertheless.
    at = datetime(
        int(year),
        int(month),
        int(day),
        int(hour) % 24,
        int(minute),
        min(int(second or 0), 59),
        tzinfo=UTC if utc else None,
    )
    return at + timedelta(days=1) if hour == "24" else at


def parse_duration(text: str) -> timedelta:
    """A DURATION (RFC 5545 section 3.3.6), never negative; too long a one is `LONGEST` and a day.

    Raises ValueError.
    """
    match = _DURATION.fullmatch(text.strip())
    if not match or text.strip()[-1] in "PpTt":
        raise ValueError(f'"{text.strip()[:30]}" is not a duration')
    sign, *numbers = match.groups()
    weeks, days, hours, minutes, seconds = (int(number or 0) for number in numbers)
    if sign == "-":
        return timedelta()
    total = ((weeks * 7 + days) * 24 + hours) * 3600 + minutes * 60 + seconds
    return min(timedelta(seconds=min(total, 10**9)), LONGEST + timedelta(days=1))


def at_midnight(on: date, zone: tzinfo) -> datetime:
    """When a day begins in a zone."""
    return datetime.combine(on, time(), zone)


def is_day(moment: date) -> bool:
    """Whether it is a DATE, without a time."""
    return not isinstance(moment, datetime)


def aware(moment: date, zone: tzinfo) -> datetime:
    """A DATE is its midnight, and a floating time is meant, in the zone given."""
    if not isinstance(moment, datetime):
        return at_midnight(moment, zone)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def shown(moment: date, zone: tzinfo) -> datetime:
    """Like `aware`, as the clocks show it: a time that they skip comes later by what they skip.

    RFC 5545 section 3.3.5.
    """
    at = aware(moment, zone)
    return at.astimezone(UTC).astimezone(at.tzinfo) if isinstance(moment, datetime) else at


def wall(moment: date, zone: tzinfo) -> datetime:
    """What a clock in ``zone`` shows, as a naive datetime; a DATE is its midnight everywhere."""
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time())
    return aware(moment, zone).astimezone(zone).replace(tzinfo=None)


def later(moment: datetime, length: timedelta) -> datetime:
    """A moment and a length: whole days by the calendar, hours by the clock.

    RFC 5545 section 3.3.6: a day's meeting ends at the same time of day when the clocks change.
    """
    if length % timedelta(days=1) == timedelta():
        return moment + length
    return (moment.astimezone(UTC) + length).astimezone(moment.tzinfo)


def basic(moment: date, zone: tzinfo) -> str:
    """``20270301T090000Z``, or ``20270301`` for a DATE."""
    if not isinstance(moment, datetime):
        return f"{moment:%Y%m%d}"
    return f"{aware(moment, zone).astimezone(UTC):%Y%m%dT%H%M%SZ}"
