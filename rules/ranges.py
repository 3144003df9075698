"""Ranges as rules write them: "1..3", "3..", "..3", 2; of durations "15m..90m"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import inf

from syncd.model.moments import parse_duration

_WRONG = 'a range is a number or two with ".." between: 2, "1..3", "3..", "..3"'
_WRONG_DURATION = 'a range of durations is written "30m", "15m..90m", "..1h", "2h.."'
_LARGEST = 1_000_000
_LAST_HOUR = 23


@dataclass(frozen=True, slots=True)
class Range:
    """Numbers from ``low`` to ``high``, both included."""

    low: float
    high: float
    #: As written.
    written: str

    def covers(self, other: Range) -> bool:
        """Whether all of the other lies within."""
        return self.low <= other.low and other.high <= self.high

    def __str__(self) -> str:
        low, _, high = self.written.partition("..")
        if ".." not in self.written:
            return self.written
        if not high:
            return f"at least {low}"
        return f"{low} to {high}" if low else f"at most {high}"


def number_range(value: object) -> Range:
    """Read a range of numbers. Raises ValueError saying what is allowed."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise ValueError(_WRONG)  # noqa: TRY004 (pydantic wants ValueError)
    written = str(value).replace(" ", "")
    return _range(written, _number, _WRONG)


def hour_range(value: object) -> Range:
    """Read a range of hours of the day. Raises ValueError saying what is allowed."""
    hours = number_range(value)
    if hours.low > _LAST_HOUR or _LAST_HOUR < hours.high < inf:
        raise ValueError("hours of the day are 0 to 23")
    return hours


def minutes_range(value: object) -> Range:
    """Read a range of durations, in minutes. Raises ValueError saying what is allowed."""
    if not isinstance(value, str):
        raise ValueError(_WRONG_DURATION)  # noqa: TRY004 (pydantic wants ValueError)
    return _range(value.replace(" ", ""), _minutes, _WRONG_DURATION)


def _range(written: str, read: Callable[[str], float], wrong: str) -> Range:
    low, dots, high = written.partition("..")
    if not dots:
        return Range(read(low), read(low), written)
    if not low and not high:
        raise ValueError(wrong)
    found = Range(read(low) if low else 0, read(high) if high else inf, written)
    if found.low > found.high:
        raise ValueError(f"nothing is from {low} to {high}: the smaller one comes first")
    return found


def _number(text: str) -> float:
    if not text.isascii() or not text.isdigit() or int(text[:12]) > _LARGEST:
        raise ValueError(_WRONG)
    return int(text)


def _minutes(text: str) -> float:
    try:
        return parse_duration(text).total_seconds() / 60
    except ValueError:
        raise ValueError(_WRONG_DURATION) from None
