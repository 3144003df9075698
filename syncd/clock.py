"""The clock, injected everywhere: the system's, or one that a demo or test steps by hand."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol

from syncd.model.moments import aware


class Clock(Protocol):
    """Tells the moment, and lets time pass."""

    def now(self) -> datetime:
        """The moment, aware, in UTC."""
        ...

    def wait(self, stop: threading.Event, seconds: float) -> None:
        """Let time pass, until ``stop`` is set at the latest."""
        ...

    def jumped(self) -> bool:
        """Whether the wall clock and the time that passed have parted since last asked.

        True after the machine slept, after the clock was set, and when summer time began or ended.
        """
        ...


@dataclass(slots=True)
class SystemClock:
    """The machine's own clock."""

    _wall: datetime = field(default_factory=lambda: datetime.now())  # noqa: DTZ005, PLW0108
    _steady: float = field(default_factory=time.monotonic)

    #: A smaller difference is a slow machine, not a step of the clock.
    _TOLERANCE = timedelta(seconds=5)

    def now(self) -> datetime:
        """The moment, in UTC."""
        return datetime.now(UTC)

    def wait(self, stop: threading.Event, seconds: float) -> None:
        """Sleep, until ``stop`` is set at the latest."""
        stop.wait(max(seconds, 0))

    def jumped(self) -> bool:
        """Compare naive local time, which is what `schedule` reckons in, with the steady clock."""
        wall, steady = datetime.now(), time.monotonic()  # noqa: DTZ005
        passed = timedelta(seconds=steady - self._steady)
        difference = abs((wall - self._wall) - passed)
        self._wall, self._steady = wall, steady
        return difference > self._TOLERANCE


@dataclass(slots=True)
class SteppedClock:
    """A clock that stands still until someone waits; then time has passed at once."""

    moment: datetime
    #: Told how many seconds have passed, each time.
    passed: list[Callable[[float], None]] = field(default_factory=list)
    #: Told that time has passed; for those who only look on.
    watchers: list[Callable[[], None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.moment = aware(self.moment).astimezone(UTC)

    def now(self) -> datetime:
        """The moment, in UTC."""
        return self.moment

    def wait(self, stop: threading.Event, seconds: float) -> None:
        """Step forward, unless ``stop`` is set."""
        if stop.is_set():
            return
        self.moment += timedelta(seconds=seconds)
        for tell in self.passed:
            tell(seconds)
        for watch in self.watchers:
            watch()

    def jumped(self) -> bool:
        """Never: it only moves when told to."""
        return False
