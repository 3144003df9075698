"""Quiet hours: nothing is delivered in them. Reckoned on the user's wall clock, told in UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from syncd.model.moments import Span, to_utc

#: What was due by the end of the waking time may still come with the heartbeat after it.
LATE_HEARTBEAT = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Quiet:
    """The user's quiet hours in the user's zone; ``span`` None for none."""

    span: Span | None
    zone: ZoneInfo

    def covers(self, moment: datetime) -> bool:
        """Whether a moment (aware) falls in the quiet hours."""
        return self.span is not None and self.span.covers(moment.astimezone(self.zone).time())

    def waking_before(self, moment: datetime) -> datetime:
        """The moment itself (UTC), or the end of the waking time before it when it is quiet."""
        if self.span is None or not self.covers(moment):
            return to_utc(moment)
        local = moment.astimezone(self.zone)
        began_today = local.time() >= self.span.start
        day = local.date() if began_today else local.date() - timedelta(days=1)
        return self._on(day, self.span.start)

    def waking_after(self, moment: datetime) -> datetime:
        """The moment itself (UTC), or the end of the quiet hours it falls in."""
        if self.span is None or not self.covers(moment):
            return to_utc(moment)
        local = moment.astimezone(self.zone)
        ends_today = local.time() < self.span.end
        day = local.date() if ends_today else local.date() + timedelta(days=1)
        return self._on(day, self.span.end)

    def allows(self, due: datetime, now: datetime) -> bool:
        """Whether what was due at ``due`` may be delivered at ``now``."""
        if not self.covers(now):
            return True
        began = self.waking_before(now)
        return due <= began and now - began <= LATE_HEARTBEAT

    def _on(self, day: date, at: time) -> datetime:
        """A wall-clock time of a day in UTC. One that DST skips is reckoned with the offset before
        the change, one that comes twice is the first of the two (PEP 495, fold 0).
        """
        return datetime.combine(day, at, tzinfo=self.zone).astimezone(UTC)
