"""A time zone from the VTIMEZONE that came with an event, for names that nobody else knows.

Not icalendar's, whose zones evaluate any recurrence rule at any time: here the changes of a span of
years are worked out once, and only from rules that come once a year.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from dateutil.rrule import rrulestr

from syncd.calendar.components import Component
from syncd.calendar.rule import Rule
from syncd.calendar.times import parse_time, wall

#: The years whose changes are worked out; before and after, the first and last offset hold.
FIRST_YEAR, LAST_YEAR = 1990, 2050
_MAX_OBSERVANCES = 200
_MAX_RULES = 6
_MAX_RDATES = 500


class Change(NamedTuple):
    """The clocks change."""

    #: UTC, naive.
    at: datetime
    before: timedelta
    after: timedelta


class EmbeddedZone(tzinfo):
    """A zone that is known by its changes."""

    def __init__(self, tzid: str, changes: Sequence[Change]) -> None:
        self.tzid = tzid
        self._changes = sorted(changes)
        self._utc = [change.at for change in self._changes]
        #: What the clock shows when the skipped or repeated time begins, and when it is over.
        self._begin = [c.at + min(c.before, c.after) for c in self._changes]
        self._over = [c.at + max(c.before, c.after) for c in self._changes]

    def utcoffset(self, dt: datetime | None) -> timedelta:
        """The offset of a wall-clock time; ``fold`` decides in a skipped or repeated hour."""
        if dt is None:
            return self._offset(-1)
        shown = dt.replace(tzinfo=None)
        place = bisect_right(self._begin, shown) - 1
        if place >= 0 and shown < self._over[place] and not dt.fold:
            place -= 1
        return self._offset(place)

    def fromutc(self, dt: datetime) -> datetime:
        """UTC to wall-clock time."""
        at = dt.replace(tzinfo=None)
        place = bisect_right(self._utc, at) - 1
        shown = at + self._offset(place)
        repeated = place >= 0 and shown < self._over[place] and self._falls_back(place)
        return shown.replace(tzinfo=self, fold=int(repeated))

    def dst(self, dt: datetime | None) -> None:
        """Not known."""

    def tzname(self, dt: datetime | None) -> str:  # noqa: ARG002
        """The TZID."""
        return self.tzid

    def __str__(self) -> str:
        return self.tzid

    def __repr__(self) -> str:
        return f"EmbeddedZone({self.tzid!r})"

    def _offset(self, place: int) -> timedelta:
        return self._changes[place].after if place >= 0 else self._changes[0].before

    def _falls_back(self, place: int) -> bool:
        return self._changes[place].after < self._changes[place].before


@lru_cache(maxsize=64)
def parse_vtimezone(tzid: str, lines: tuple[str, ...]) -> EmbeddedZone:
    """The zone that a VTIMEZONE (RFC 5545 section 3.6.5) describes. Raises ValueError."""
    observances = list(islice(_observances(lines), _MAX_OBSERVANCES))
    if not observances:
        raise ValueError("it has neither STANDARD nor DAYLIGHT")
    if sum("RRULE" in part for part in observances) > _MAX_RULES:
        raise ValueError(f"it has more than {_MAX_RULES} rules")
    return EmbeddedZone(tzid, [change for part in observances for change in _changes(part)])


def _observances(lines: Sequence[str]) -> Iterator[Component]:
    current: Component | None = None
    for line in lines:
        name = line.partition(":")[0]
        if name.upper() == "BEGIN":
            current = Component()
        elif name.upper() == "END" and current is not None:
            yield current
            current = None
        elif current is not None:
            current.lines[name.partition(";")[0].upper()].append(line)


def _changes(observance: Component) -> Iterator[Change]:
    before, after = (_offset(observance.value(name)) for name in ("TZOFFSETFROM", "TZOFFSETTO"))
    start = _onset(observance.value("DTSTART"))
    onsets = [start]
    for listed in observance.every("RDATE", _MAX_RDATES):
        onsets += [_onset(value) for value in listed.value.split(",")[:_MAX_RDATES]]
    if rule := observance.value("RRULE"):
        onsets += _yearly(Rule.parse(rule), start, before)
    for onset in dict.fromkeys(onsets):
        yield Change(onset - before, before, after)


def _yearly(rule: Rule, start: datetime, before: timedelta) -> list[datetime]:
    if rule.frequency != "YEARLY" or rule.interval != 1 or rule.per_day > 1:
        raise ValueError("its clocks do not change once a year")
    if "BYMONTH" not in rule.by:
        fixed = {"BYMONTH": (str(start.month),), "BYMONTHDAY": (str(start.day),)}
        rule = replace(rule, by={**rule.by, **({} if rule.by else fixed)})
    begin = max(start, datetime(FIRST_YEAR, 1, 1, start.hour, start.minute, start.second))  # noqa: DTZ001
    end = datetime(LAST_YEAR, 1, 1)  # noqa: DTZ001
    if rule.until is not None:
        # UNTIL is in UTC here, onsets are in the offset before the change.
        end = min(end, wall(rule.until, UTC) + before)
    if end < begin:
        return []
    if not rule.comes_again(begin):
        raise ValueError("its clocks change on a date that never comes")
    return list(rrulestr(replace(rule, count=None).text(end), dtstart=begin))


def _onset(text: str) -> datetime:
    """Wall-clock time in the offset before the change."""
    return wall(parse_time(text), UTC)


def _offset(text: str) -> timedelta:
    """A UTC-OFFSET, RFC 5545 section 3.3.14."""
    digits = text.strip()[1:]
    if text[:1] not in "+-" or not digits.isdecimal() or len(digits) not in {4, 6}:
        raise ValueError(f'"{text[:20]}" is not an offset')
    offset = timedelta(
        hours=int(digits[:2]), minutes=int(digits[2:4]), seconds=int(digits[4:] or 0)
    )
    if offset >= timedelta(days=1):
        raise ValueError(f'"{text[:20]}" is not an offset')
    return -offset if text[0] == "-" else offset
