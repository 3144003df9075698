"""Plays a whole day on the sample, through the real daemon, with a clock that is stepped."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path

from syncd import wiring
from syncd.clock import SteppedClock
from syncd.cycle import Round
from syncd.daemon import Daemon
from syncd.demo.changes import Change, changes
from syncd.demo.dates import ZONE, demo_day
from syncd.demo.sample import Sample, write

#: The sample's day from before the first brief to after the last draft, on Robin's clock.
DAWN = time(6, 0)
DUSK = time(23, 0)
_STEP = timedelta(minutes=5)


@dataclass(slots=True)
class Day:
    """A day that is being played, and what has happened in it."""

    sample: Sample
    clock: SteppedClock
    to_come: list[Change]
    #: Told each thing as it happens: the moment and a sentence.
    say: Callable[[datetime, str], None]
    rounds: list[Round] = field(default_factory=list)

    def play(self, until: datetime) -> None:
        """Run the daemon until the evening."""
        daemon = Daemon(make=self._make, clock=self.clock)
        daemon.run(until)

    def _make(self, stop: threading.Event) -> wiring.Parts:
        parts = wiring.build(wiring.load(self.sample.config), self.clock, stop=stop)
        parts.round_every = _STEP
        parts.after_round.append(self.rounds.append)
        parts.more_beats["what happens in the day"] = (_STEP, self._live)
        return parts

    def _live(self, now: datetime) -> None:
        """Let happen what happens by now."""
        while self.to_come and self.to_come[0].moment <= now:
            change = self.to_come.pop(0)
            change.apply()
            self.say(change.moment, change.says)


def prepare(folder: Path, now: datetime, say: Callable[[datetime, str], None]) -> Day:
    """Write the sample as it stands at dawn of its day, which is the day of ``now`` (aware)."""
    dawn = datetime.combine(demo_day(now), DAWN, ZONE)
    sample = write(folder, dawn)
    return Day(sample, SteppedClock(dawn), changes(sample, dawn), say)


def evening(day: Day) -> datetime:
    """When the play ends."""
    return datetime.combine(day.sample.today, DUSK, ZONE)
