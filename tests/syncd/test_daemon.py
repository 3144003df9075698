"""The heartbeat: beats on time, guarded, all at once after a jump of the clock, and reloadable."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from syncd.clock import SteppedClock, SystemClock
from syncd.daemon import Beat, Daemon
from syncd.errors import ConfigError
from tests.builders import TEN

MINUTE = timedelta(minutes=1)


@dataclass
class Work:
    """Work that notes when it was done."""

    every: timedelta = MINUTE
    act: Callable[[datetime], object] | None = None
    done: list[datetime] = field(default_factory=list)
    closed: bool = False
    news: list[bool] = field(default_factory=list)

    def beats(self) -> dict[str, Beat]:
        return {"work": (self.every, self._beat)}

    def _beat(self, now: datetime) -> None:
        self.done.append(now)
        if self.act:
            self.act(now)

    def doze(self, seconds: float) -> bool | None:
        return self.news.pop() if self.news else None

    def close(self) -> None:
        self.closed = True


def run(work: Work, minutes: int = 10, **more) -> Daemon:
    daemon = Daemon(make=lambda _stop: work, clock=SteppedClock(TEN), **more)
    # Not on the minute: whether a beat on the last second still comes is nobody's concern.
    daemon.run(TEN + timedelta(minutes=minutes - 0.5))
    return daemon


def test_it_beats_at_once_and_then_at_its_interval():
    work = Work()
    run(work)
    assert work.done[0] == TEN
    gaps = {round((b - a).total_seconds()) for a, b in zip(work.done, work.done[1:], strict=False)}
    assert gaps == {60}
    assert len(work.done) == 10


def test_a_beat_that_raises_comes_again():
    def fail(_now: datetime) -> None:
        raise RuntimeError("no luck")

    work = Work(act=fail)
    run(work)
    assert len(work.done) == 10
    assert work.closed


def test_news_from_an_account_brings_the_next_beat_at_once():
    stop = threading.Event()
    work = Work(every=timedelta(hours=6), news=[True])
    work.act = lambda _now: len(work.done) == 2 and stop.set()
    Daemon(make=lambda _stop: work, clock=SystemClock(), stop=stop).run()
    assert len(work.done) == 2


def test_a_stop_ends_it_before_the_next_beat():
    stop = threading.Event()
    work = Work(act=lambda _now: stop.set())
    run(work, stop=stop)
    assert len(work.done) == 1


def test_a_service_manager_is_told_how_it_goes():
    told: list[str] = []
    run(Work(), notify=told.append)
    assert told[0] == "READY=1"
    assert "WATCHDOG=1" in told
    assert told[-1] == "STOPPING=1"


def test_after_a_jump_of_the_clock_everything_beats_at_once():
    @dataclass
    class Jumping(SteppedClock):
        jumps: int = 0

        def jumped(self) -> bool:
            self.jumps += 1
            return self.jumps == 3

    seldom: list[datetime] = []

    class Both(Work):
        def beats(self) -> dict[str, Beat]:
            return {
                "often": (timedelta(hours=1), self._beat),
                "seldom": (timedelta(hours=6), seldom.append),
            }

    Daemon(make=lambda _stop: Both(), clock=Jumping(TEN)).run(TEN + timedelta(hours=5.5))
    assert [round((at - TEN) / timedelta(hours=1)) for at in seldom] == [0, 2]


def test_a_new_config_takes_over_and_a_bad_one_does_not():
    works: list[Work] = []

    def make(_stop: threading.Event) -> Work:
        if len(works) == 1:
            works.append(Work())
            raise ConfigError(message="bad")
        works.append(Work(act=lambda _now: daemon._reload.set()))
        return works[-1]

    daemon = Daemon(make=make, clock=SteppedClock(TEN))
    daemon.run(TEN + timedelta(minutes=5))
    assert len(works[0].done) >= 2, "the old work went on after the bad config"
    assert works[0].closed
    assert works[2].done


def test_the_system_clock_tells_a_step_from_a_moment_that_passed(monkeypatch):
    clock = SystemClock()
    assert not clock.jumped()
    clock._wall -= timedelta(hours=1)  # as if the wall clock had been set forward
    assert clock.jumped()
    assert not clock.jumped()


def test_a_stepped_clock_refuses_a_naive_moment():
    with pytest.raises(ValueError, match="time zone"):
        SteppedClock(datetime(2026, 11, 24))
