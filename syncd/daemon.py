"""The heartbeat: a few fixed jobs on the `schedule` library, each guarded, and the signals.

The jobs only tick; what is due is read from the store at each tick, so nothing is lost when one is
missed. `schedule` reckons in naive local time and does not replay missed runs: when the clock has
jumped (sleep, a step, summer time), everything runs at once and is timed anew.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import FrameType
from typing import Any, Protocol

import schedule
import structlog

from syncd.clock import Clock, SteppedClock
from syncd.errors import ConfigError, SyncdError

log = structlog.get_logger("syncd.daemon")

#: How long a stop may take before the process ends where it stands; nothing is lost by that.
PATIENCE = 4.5  # seconds
#: The longest sleep between two looks at the clock.
_DOZE = 2.0  # seconds; a stop is heeded after that at the latest
_LONGEST_WAIT = 5.0  # seconds; also how soon a SIGHUP is heeded


#: How often something is done, and what, at the moment it is given.
Beat = tuple[timedelta, Callable[[datetime], object]]


class Work(Protocol):
    """What the daemon keeps going: made from a config, and made anew when that changes."""

    def beats(self) -> dict[str, Beat]:
        """The beats by name; those that are due together run in this order."""
        ...

    def doze(self, seconds: float) -> bool | None:
        """Wait for news at most so long: whether there is any; None when nothing can tell."""
        ...

    def close(self) -> None:
        """Free what it holds."""
        ...


def _nobody(_state: str) -> None:
    """Nobody to tell."""


@dataclass(slots=True)
class Daemon:
    """Runs the work until it is told to stop."""

    make: Callable[[threading.Event], Work]
    clock: Clock
    #: Tells a service manager: "READY=1", "WATCHDOG=1", "STOPPING=1", "RELOADING=1".
    notify: Callable[[str], None] = _nobody
    stop: threading.Event = field(default_factory=threading.Event)
    _reload: threading.Event = field(default_factory=threading.Event)
    _scheduler: schedule.Scheduler = field(default_factory=schedule.Scheduler)

    def run(self, until: datetime | None = None) -> None:
        """Beat until stopped, or until a moment (for a stepped clock)."""
        work = self.make(self.stop)
        try:
            self._begin(work)
            self.notify("READY=1")
            while not self.stop.is_set() and (until is None or self.clock.now() < until):
                work = self._renewed(work)
                self._beat()
                self._rest(work, self._idle(until))
        finally:
            self.notify("STOPPING=1")
            work.close()

    def listen(self) -> None:
        """Heed SIGTERM and SIGINT (stop) and SIGHUP (read the config again)."""
        for name in ("SIGTERM", "SIGINT"):
            signal.signal(getattr(signal, name), self._on_stop)
        if hasattr(signal, "SIGHUP"):
            signal.signal(signal.SIGHUP, lambda _number, _frame: self._reload.set())

    def _on_stop(self, _number: int, _frame: FrameType | None) -> None:
        if self.stop.is_set():
            return
        self.stop.set()
        end = threading.Timer(PATIENCE, os._exit, [0])
        end.daemon = True
        end.start()

    def _begin(self, work: Work) -> None:
        """Time the beats, all of them due at once."""
        self._scheduler.clear()
        if isinstance(self.clock, SteppedClock):
            self.clock.passed[:] = [self._let_pass]
        for name, (interval, act) in work.beats().items():
            seconds = max(int(interval.total_seconds()), 1)
            self._scheduler.every(seconds).seconds.do(self._guarded, name, act)
        self._all_due()

    def _guarded(self, name: str, act: Callable[[datetime], object]) -> None:
        """`schedule` lets an exception end the loop; here it ends one beat."""
        try:
            act(self.clock.now())
        except Exception:
            log.exception("a beat failed and will come again", beat=name)

    def _beat(self) -> None:
        if self.clock.jumped():
            log.info("the clock has jumped; looking at everything now")
            self._all_due()
        self._scheduler.run_pending()
        self.notify("WATCHDOG=1")

    def _all_due(self) -> None:
        for job in self._jobs():
            job.next_run = datetime.now()  # noqa: DTZ005 - as `schedule` reckons

    def _idle(self, until: datetime | None) -> float:
        idle = self._scheduler.idle_seconds
        wait = _LONGEST_WAIT if idle is None else max(idle, 0.0)
        if isinstance(self.clock, SteppedClock):
            left = (until - self.clock.now()).total_seconds() if until else wait
            return max(min(wait, left), 0.001)
        return min(wait, _LONGEST_WAIT)

    def _rest(self, work: Work, seconds: float) -> None:
        """Sleep until the next beat, or until an account says that there is news."""
        if isinstance(self.clock, SteppedClock):
            self.clock.wait(self.stop, seconds)
            return
        end = time.monotonic() + seconds
        while not self.stop.is_set() and (left := end - time.monotonic()) > 0:
            news = work.doze(min(left, _DOZE))
            if news is None:
                self.clock.wait(self.stop, left)
            elif news:
                self._all_due()
                return

    def _let_pass(self, seconds: float) -> None:
        """Time that only the stepped clock has seen: every run is so much nearer."""
        for job in self._jobs():
            job.next_run -= timedelta(seconds=seconds)

    def _jobs(self) -> list[Any]:
        return [job for job in self._scheduler.jobs if job.next_run is not None]

    def _renewed(self, work: Work) -> Work:
        """On SIGHUP: the work of the new config, or the old one when the new is bad."""
        if not self._reload.is_set():
            return work
        self._reload.clear()
        self.notify("RELOADING=1")
        try:
            new = self.make(self.stop)
        except (ConfigError, SyncdError) as error:
            log.error("the new config is refused; the old one stays", error=str(error))
            return work
        finally:
            self.notify("READY=1")
        with suppress(Exception):
            work.close()
        self._begin(new)
        log.info("the config has been read again")
        return new
