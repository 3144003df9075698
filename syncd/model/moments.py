"""Moments and the short notations for time that the config uses ("90m", "21:00-07:00")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

_DURATION = re.compile(r"(?:\d+(?:\.\d+)?[smhdw])(?: ?\d+(?:\.\d+)?[smhdw])*")
_PART = re.compile(r"(\d+(?:\.\d+)?)([smhdw])")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_LONGEST = timedelta(days=3660)
_SPAN = re.compile(r"(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})")


def aware(moment: datetime, what: str = "moment") -> datetime:
    """The moment itself; a naive one is a programming error and raises ValueError."""
    if moment.tzinfo is None or moment.utcoffset() is None:
        raise ValueError(f"{what} has no time zone: {moment!r}")
    return moment


def to_utc(moment: datetime) -> datetime:
    """The same instant in UTC. Naive moments raise ValueError."""
    return aware(moment).astimezone(UTC)


def parse_duration(text: str) -> timedelta:
    """Read "90m", "4h", "1h 30m", "14d"; units s m h d w. Raises ValueError saying what is allowed.

    At most about ten years, so that sums with real dates cannot overflow.
    """
    cleaned = text.strip()
    if cleaned == "0":
        return timedelta()
    if not _DURATION.fullmatch(cleaned):
        raise ValueError('a duration is a number and one of s, m, h, d, w: "90m", "4h", "14d"')
    parts = _PART.findall(cleaned)
    try:
        total = sum((timedelta(**{_UNITS[unit]: float(n)}) for n, unit in parts), timedelta())
    except OverflowError:
        total = _LONGEST + timedelta(days=1)
    if total > _LONGEST:
        raise ValueError("a duration is at most ten years")
    return total


def show_duration(length: timedelta) -> str:
    """The shortest config notation of a duration: 1 day 12 hours is "36h", 90 minutes "90m"."""
    seconds = int(length.total_seconds())
    for unit, size in (("d", 86400), ("h", 3600), ("m", 60)):
        if seconds and seconds % size == 0:
            return f"{seconds // size}{unit}"
    return f"{seconds}s"


@dataclass(frozen=True, slots=True)
class Span:
    """A daily span of wall-clock time, over midnight when it ends before it starts."""

    start: time
    end: time

    @classmethod
    def parse(cls, text: str) -> Span:
        """Read "21:00-07:00". Raises ValueError saying what is allowed."""
        match = _SPAN.fullmatch(text.strip())
        wrong = ValueError('a span is two times of day: "21:00-07:00", or "" for none')
        if not match:
            raise wrong
        hour, minute, end_hour, end_minute = (int(part) for part in match.groups())
        try:
            start, end = time(hour, minute), time(end_hour, end_minute)
        except ValueError:
            raise wrong from None
        if start == end:
            raise ValueError('a span needs two different times; write "" for none')
        return cls(start, end)

    def covers(self, at: time) -> bool:
        """Whether a time of day lies within: the start belongs to it, the end does not."""
        if self.start < self.end:
            return self.start <= at < self.end
        return at >= self.start or at < self.end

    def __str__(self) -> str:
        return f"{self.start:%H:%M}-{self.end:%H:%M}"
