"""Times as the sample's sources write them, relative to the demo day: "-18d 09:12", "+3wd"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator

from syncd.model.moments import aware

#: Where the sample's person lives; every time in the sources is wall-clock time there.
ZONE = ZoneInfo("Europe/Berlin")

_WHEN = re.compile(r"([+-]?\d+)(wd|d|w)(?: (\d\d):(\d\d))?")
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = (
    "January February March April May June July August September October November December"
).split()
WOCHENTAGE = "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag".split()
MONATE = (
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
).split()


def _written_as_when(text: str) -> str:
    if not _WHEN.fullmatch(text):
        raise ValueError('a time is written "-18d 09:12", "+3wd" (working days) or "-2w 17:00"')
    return text


#: A day, or a moment on it, relative to the demo day.
When = Annotated[str, AfterValidator(_written_as_when)]


def english(day: date) -> str:
    """A day in words, whatever the machine's language: "Tue 24 Nov 2026"."""
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def demo_day(now: datetime) -> date:
    """The day that is played: the day of ``now`` in `ZONE`, or the Monday after a weekend."""
    day = aware(now).astimezone(ZONE).date()
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() > 4 else day


@dataclass(frozen=True, slots=True)
class Days:
    """Reads the sources' times for one demo day, which is a working day."""

    today: date

    def day(self, when: str) -> date:
        """The day meant by "-18d", "-12wd" (working days) or "-2w", with or without a time."""
        number, unit, _, _ = self._parts(when)
        if unit == "wd":
            weeks, weekday = divmod(self.today.weekday() + int(number), 5)
            monday = self.today - timedelta(days=self.today.weekday())
            return monday + timedelta(weeks=weeks, days=weekday)
        return self.today + timedelta(days=int(number) * (7 if unit == "w" else 1))

    def moment(self, when: str) -> datetime:
        """The moment meant, aware, in `ZONE`. Raises ValueError when no time of day is given."""
        _, _, hour, minute = self._parts(when)
        if hour is None:
            raise ValueError(f"{when!r} has no time of day")
        return datetime.combine(self.day(when), time(int(hour), int(minute)), ZONE)

    def fill(self, text: str) -> str:
        """Put the days into a text: "{0d:weekday}", "{+1d:date}", German "{0d:Wochentag}"."""
        return text.format_map(_DayNames(self))

    def _parts(self, when: str) -> tuple[str, ...]:
        match = _WHEN.fullmatch(when)
        if not match:
            raise ValueError(f"{when!r} is not a time of the sample")
        return match.groups()


class _Named(date):
    """A day that a text can ask for by "weekday", "date", "Wochentag" or "Datum"."""

    def __format__(self, spec: str) -> str:
        return {
            "": self.isoformat(),
            "weekday": WEEKDAYS[self.weekday()],
            "date": f"{self.day} {MONTHS[self.month - 1]}",
            "Wochentag": WOCHENTAGE[self.weekday()],
            "Datum": f"{self.day}. {MONATE[self.month - 1]}",
        }[spec]


class _DayNames:
    def __init__(self, days: Days) -> None:
        self._days = days

    def __getitem__(self, when: str) -> date:
        day = self._days.day(when)
        return _Named(day.year, day.month, day.day)
