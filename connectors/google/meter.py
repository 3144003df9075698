"""Counts what was used of the quota, in a small file, so that `syncd status` sees the daemon's."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from connectors.contract import Usage
from connectors.secrets import write_private

#: How often the file is written at most; what came since is written on closing.
_EVERY = timedelta(seconds=10)


class Meter:
    """Units and calls of the day (UTC), summed over the processes that share a state folder."""

    def __init__(self, state: Path, now: Callable[[], datetime]) -> None:
        self._path = state / "usage.json"
        self._now = now
        #: Units since this was made.
        self.spent = 0
        self._units = 0
        self._calls = 0
        self._next: datetime | None = None
        self._written: datetime | None = None

    def count(self, units: int) -> None:
        """One call was made."""
        self.spent += units
        self._units += units
        self._calls += 1
        now = self._now()
        if self._written is None or not timedelta(0) <= now - self._written < _EVERY:
            self.write()

    def rest(self, seconds: float) -> None:
        """No call for so many seconds; 0 when the next may come."""
        before = self._next
        self._next = self._now().astimezone(UTC) + timedelta(seconds=seconds) if seconds else None
        if before != self._next:
            self.write()

    def usage(self) -> Usage:
        """What was used today, by this process and by others as far as they have written it."""
        stored = self._stored()
        rests = [t for t in (self._next, stored.next_call) if t and t > self._now()]
        return Usage(
            stored.units_today + self._units,
            stored.calls_today + self._calls,
            max(rests, default=None),
        )

    def write(self) -> None:
        """Add what was counted to the file. A file that cannot be written is done without."""
        stored = self._stored()
        text = json.dumps(
            {
                "day": self._day(),
                "units": stored.units_today + self._units,
                "calls": stored.calls_today + self._calls,
                "next_call": self._next.isoformat() if self._next else None,
            }
        )
        self._written = self._now()
        with suppress(OSError):
            write_private(self._path, text)
            self._units = self._calls = 0

    def _stored(self) -> Usage:
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
            if kept["day"] != self._day():
                return Usage(0, 0)
            later = kept["next_call"]
            return Usage(
                int(kept["units"]),
                int(kept["calls"]),
                datetime.fromisoformat(later) if later else None,
            )
        except (OSError, ValueError, KeyError, TypeError):
            return Usage(0, 0)

    def _day(self) -> str:
        return self._now().astimezone(UTC).date().isoformat()
