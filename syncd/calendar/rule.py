"""A recurrence rule (RFC 5545 section 3.3.10), read strictly, and what it would cost to expand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from dateutil.rrule import rrulestr

from syncd.calendar.times import LAST_YEAR, parse_time

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_BYDAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
#: Name -> (least, greatest, whether it may count from the end).
_RANGES = {
    "BYSECOND": (0, 59, False),
    "BYMINUTE": (0, 59, False),
    "BYHOUR": (0, 23, False),
    "BYMONTHDAY": (1, 31, True),
    "BYYEARDAY": (1, 366, True),
    "BYWEEKNO": (1, 53, True),
    "BYMONTH": (1, 12, False),
    "BYSETPOS": (1, 366, True),
}
#: Seconds; months and years as short as they can be.
_PERIOD = {
    "SECONDLY": 1,
    "MINUTELY": 60,
    "HOURLY": 3600,
    "DAILY": 86400,
    "WEEKLY": 7 * 86400,
    "MONTHLY": 28 * 86400,
    "YEARLY": 365 * 86400,
}
#: RFC 5545 section 3.3.8.
_GREATEST = 2**31 - 1
_TIMES = ("BYHOUR", "BYMINUTE", "BYSECOND")
_SUBDAILY = ("SECONDLY", "MINUTELY", "HOURLY")
#: A year, and one of the same weekdays and leap years near the end of datetime's calendar.
_YEAR, _SAME_YEAR_LATE = 1901, 9929


@dataclass(frozen=True, slots=True)
class Rule:
    """An RRULE whose parts are all in range."""

    frequency: str
    interval: int = 1
    count: int | None = None
    #: As written: a date, or a datetime that is aware when it was in UTC.
    until: date | None = None
    #: BYxxx -> its list, as RFC 5545 writes it, each value once.
    by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    week_start: str = "MO"

    @classmethod
    def parse(cls, text: str) -> Rule:
        """Read the value of an RRULE. Raises ValueError saying what is wrong."""
        parts = _parts(text)
        frequency = parts.pop("FREQ", "")
        if frequency not in _PERIOD:
            raise ValueError(f'"{frequency[:20]}" is not a frequency')
        until = parts.pop("UNTIL", "")
        week_start = parts.pop("WKST", "MO")
        if week_start not in _WEEKDAYS:
            raise ValueError(f'"{week_start[:20]}" is not a weekday')
        interval = _number(parts.pop("INTERVAL", "1"), "INTERVAL")
        count = parts.pop("COUNT", "")
        by = {name: _list(name, value) for name, value in parts.items()}
        _mind_positions(frequency, by)
        return cls(
            frequency=frequency,
            interval=interval,
            count=_number(count, "COUNT") if count else None,
            until=_until(until) if until else None,
            by=by,
            week_start=week_start,
        )

    @property
    def step(self) -> timedelta:
        """The time from one period to the next; at least, for months and years."""
        days = min(_PERIOD[self.frequency] // 86400 * self.interval, 4_000_000)
        if days:
            return timedelta(days=days)
        return timedelta(seconds=_PERIOD[self.frequency] * self.interval)

    @property
    def within_day(self) -> bool:
        """Whether it sets times of day of its own."""
        return self.frequency in _SUBDAILY or any(name in self.by for name in _TIMES)

    @property
    def per_day(self) -> float:
        """How often it can come on one day."""
        times = 1.0
        for name in _TIMES:
            times *= len(self.by.get(name, ("",)))
        if self.frequency in _SUBDAILY:
            times *= max(timedelta(days=1) / self.step, 1)
        return times

    def steps(self, start: datetime, end: datetime) -> int:
        """How many periods lie between two moments."""
        return max(0, (end - start) // self.step)

    def later_start(self, start: datetime, moment: datetime) -> datetime:
        """A start as good as ``start`` for everything after ``moment``, near before it.

        Only rules without COUNT, in equal steps, can start later; others start as they do.
        """
        if self.count is not None or self.frequency in {"MONTHLY", "YEARLY"} or moment <= start:
            return start
        return start + (moment - start) // self.step * self.step

    def text(self, until: datetime | None = None) -> str:
        """The rule as RFC 5545 writes it, ending by its COUNT, else at a wall-clock time."""
        parts = [f"FREQ={self.frequency}", f"INTERVAL={self.interval}", f"WKST={self.week_start}"]
        parts += [f"{name}={','.join(values)}" for name, values in self.by.items()]
        if self.count is not None:
            parts.append(f"COUNT={self.count}")
        elif until is not None:
            parts.append(f"UNTIL={until:%Y%m%dT%H%M%S}")
        return ";".join(parts)

    def comes_again(self, start: datetime) -> bool:
        """Whether it has any date in the forty years after ``start``, which is naive.

        dateutil compares UNTIL only with dates that it finds, so a rule without any (30 February)
        runs to the end of its calendar. It is asked near that end, at the same place of the
        28-year cycle of weekdays and leap years.
        """
        if self.frequency == "WEEKLY" and set(self.by) <= {"BYDAY"}:
            return True
        late = start.replace(year=_SAME_YEAR_LATE + (start.year - _YEAR) % 28)
        try:
            return next(iter(rrulestr(self.text(), dtstart=late)), None) is not None
        except ValueError:  # dateutil's word for times of day that the interval never meets
            return False

    def place(self, start: datetime, slot: datetime) -> int:
        """The place of a slot in the series, from 1; 0 when that cannot be told by counting days.

        Only for daily series, and weekly ones on given weekdays.
        """
        days = (slot.date() - start.date()).days
        if self.frequency == "DAILY" and not self.by:
            return days // self.interval + 1
        if self.frequency != "WEEKLY" or set(self.by) - {"BYDAY"}:
            return 0
        wanted = {_WEEKDAYS.index(day[-2:]) for day in self.by.get("BYDAY", ())}
        first = _WEEKDAYS.index(self.week_start)
        order = sorted((day - first) % 7 for day in wanted or {start.weekday()})
        begin, now = ((moment.weekday() - first) % 7 for moment in (start, slot))
        if begin not in order or now not in order:
            return 0
        weeks = (days - now + begin) // 7 // self.interval
        return weeks * len(order) + order.index(now) - order.index(begin) + 1

    def last_of_count(self, start: datetime) -> datetime | None:
        """A moment not before the last date that COUNT leaves; None when it cannot be told."""
        regular = self.frequency in {*_SUBDAILY, "DAILY", "WEEKLY"} and not set(self.by) - (
            {"BYDAY"} if self.frequency == "WEEKLY" else set()
        )
        if self.count is None or not regular:
            return None
        try:
            last = start + self.step * (self.count + 1)
        except OverflowError:
            return None
        return last if last.year <= LAST_YEAR else None


def _parts(text: str) -> dict[str, str]:
    parts: dict[str, str] = {}
    for part in filter(None, text.strip().upper()[:5000].split(";")):
        name, _, value = part.partition("=")
        if name in parts:
            raise ValueError(f"it names {name[:20]} twice")
        parts[name] = value.strip()
    if parts.pop("RSCALE", "GREGORIAN") != "GREGORIAN":
        raise ValueError("it counts in another calendar than the Gregorian")
    parts.pop("SKIP", None)
    return {name: value for name, value in parts.items() if not name.startswith("X-")}


def _number(text: str, name: str) -> int:
    if not text.isdecimal() or len(text) > 12 or int(text) < 1:
        raise ValueError(f'{name} is "{text[:20]}", not a number from 1')
    return min(int(text), _GREATEST)


def _until(text: str) -> date | None:
    """The end of a rule; some programs write the end of time for none."""
    year = text[:4]
    return None if year.isdecimal() and int(year) > LAST_YEAR else parse_time(text)


def _list(name: str, text: str) -> tuple[str, ...]:
    values = tuple(dict.fromkeys(value.strip().lstrip("+") for value in text.split(",")))
    if name == "BYDAY":
        days = [_BYDAY.fullmatch(value) for value in values]
        wrong = [v for v, day in zip(values, days, strict=True) if not _is_day(day)]
    elif name in _RANGES:
        wrong = [value for value in values if not _in_range(value, *_RANGES[name])]
    else:
        raise ValueError(f"{name[:20]} is not a part of a rule")
    if wrong:
        raise ValueError(f'{name} cannot be "{wrong[0][:20]}"')
    return values


def _mind_positions(frequency: str, by: Mapping[str, tuple[str, ...]]) -> None:
    """Refuse what dateutil does not see to: the ninth Monday of a month, the second of an hour."""
    if "BYSETPOS" in by and frequency in _SUBDAILY:
        raise ValueError("BYSETPOS picks from a day, a week, a month or a year")
    if frequency == "MONTHLY" or "BYMONTH" in by:
        for day in by.get("BYDAY", ()):
            if abs(int(day[:-2] or 0)) > 5:
                raise ValueError(f"no month has {day}")


def _is_day(match: re.Match[str] | None) -> bool:
    return match is not None and (match[1] is None or 1 <= abs(int(match[1])) <= 53)


def _in_range(text: str, least: int, greatest: int, from_end: bool) -> bool:
    digits = text.removeprefix("-") if from_end else text
    return digits.isdecimal() and len(digits) <= 3 and least <= int(digits) <= greatest
