"""A day of the week and a time of day, as in "Mon 07:30"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WEEKLY = re.compile(rf"({'|'.join(DAYS)})\s+(\d{{1,2}}):(\d{{2}})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Weekly:
    """Once a week on the wall clock of some zone."""

    #: 0 is Monday.
    weekday: int
    at: time

    @classmethod
    def parse(cls, text: str) -> Weekly:
        """Read "Mon 07:30". Raises ValueError saying what is allowed."""
        match = _WEEKLY.fullmatch(text.strip())
        wrong = ValueError('a day and a time of day: "Mon 07:30"; Mon Tue Wed Thu Fri Sat Sun')
        if not match:
            raise wrong
        try:
            at = time(int(match[2]), int(match[3]))
        except ValueError:
            raise wrong from None
        return cls(DAYS.index(match[1].capitalize()), at)

    def latest(self, now: datetime, zone: ZoneInfo) -> datetime:
        """The last time it was by a moment (aware), in UTC."""
        local = now.astimezone(zone)
        day = local.date() - timedelta(days=(local.weekday() - self.weekday) % 7)
        # What DST skips is reckoned with the offset before the change (PEP 495, fold 0).
        found = datetime.combine(day, self.at, tzinfo=zone).astimezone(UTC)
        if found > now:
            earlier = day - timedelta(days=7)
            found = datetime.combine(earlier, self.at, tzinfo=zone).astimezone(UTC)
        return found

    def next(self, moment: datetime, zone: ZoneInfo) -> datetime:
        """The same a week after a moment that `latest` gave, in UTC."""
        day = moment.astimezone(zone).date() + timedelta(days=7)
        return datetime.combine(day, self.at, tzinfo=zone).astimezone(UTC)

    def __str__(self) -> str:
        return f"{DAYS[self.weekday]} {self.at:%H:%M}"
