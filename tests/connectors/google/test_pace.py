"""No minute holds more than 80 % of the quota, and rests grow and are capped."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from connectors.google.meter import Meter
from connectors.google.methods import READS, Api, Method
from connectors.google.pace import QUOTA, Pace, TooSoonError

GET = next(m for m in READS if m.id == "gmail.users.messages.get")
EVENTS = next(m for m in READS if m.id == "calendar.events.list")
PEOPLE = next(m for m in READS if m.id == "people.people.connections.list")
DAY = datetime(2026, 11, 23, 12, tzinfo=UTC)


class Clock:
    """Time that passes only by sleeping."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds + 1e-9

    def pace(self, chance: float = 1.0) -> Pace:
        return Pace(clock=lambda: self.now, sleep=self.sleep, chance=lambda: chance)


@pytest.mark.parametrize("method", [GET, EVENTS, PEOPLE], ids=lambda m: m.api)
def test_no_minute_holds_more_than_four_fifths_of_the_quota(method: Method) -> None:
    clock = Clock()
    pace = clock.pace()
    spent: list[tuple[float, int]] = []
    while clock.now < 200:
        pace.turn(method)
        spent.append((clock.now, method.units))
    fullest = max(
        sum(units for at, units in spent if start <= at < start + 60) for start, _ in spent
    )
    assert fullest <= 0.8 * QUOTA[method.api]
    assert fullest > 0.7 * QUOTA[method.api]


def test_a_single_call_never_waits_and_apis_do_not_wait_for_each_other() -> None:
    clock = Clock()
    pace = clock.pace()
    for _ in range(10):
        pace.turn(GET)
        pace.turn(EVENTS)
    assert clock.slept == []


def test_one_wait_is_short_even_when_everything_is_used_up() -> None:
    clock = Clock()
    pace = clock.pace()
    for _ in range(200):
        pace.turn(GET)
    assert 0 < max(clock.slept) < 1


def test_background_calls_leave_half_of_the_burst_to_others() -> None:
    clock = Clock()
    pace = clock.pace()
    for _ in range(200):
        pace.turn(GET, background=True)
    slept = len(clock.slept)
    for _ in range(29):
        pace.turn(GET)
    assert len(clock.slept) == slept


def test_rests_double_up_to_a_minute_and_an_answer_ends_them() -> None:
    clock = Clock()
    pace = clock.pace()
    rests = [pace.refused(Api.GMAIL) for _ in range(10)]
    scale = rests[0]
    assert rests[:4] == [scale, 2 * scale, 4 * scale, 8 * scale]
    assert max(rests) <= 64
    assert pace.resting() == rests[-1]
    pace.answered(Api.GMAIL)
    assert pace.resting() == 0
    assert pace.refused(Api.GMAIL) == scale


def test_half_of_a_rest_is_chance() -> None:
    assert Clock().pace(0.0).refused(Api.GMAIL) == Clock().pace(1.0).refused(Api.GMAIL) / 2


def test_a_long_rest_is_told_and_not_slept() -> None:
    clock = Clock()
    pace = clock.pace()
    pace.refused(Api.GMAIL, 30)
    with pytest.raises(TooSoonError) as raised:
        pace.turn(GET)
    assert raised.value.seconds == 30
    pace.turn(EVENTS)
    clock.now = 28
    pace.turn(GET)
    assert clock.slept == [2]


def test_what_was_used_is_seen_by_another_process(tmp_path: Path) -> None:
    daemon, status = Meter(tmp_path, lambda: DAY), Meter(tmp_path, lambda: DAY)
    for _ in range(5):
        daemon.count(20)
    daemon.rest(90)
    usage = status.usage()
    assert (usage.units_today, usage.calls_today) == (100, 5)
    assert usage.next_call == DAY + timedelta(seconds=90)
    daemon.rest(0)
    assert status.usage().next_call is None


def test_two_processes_add_up(tmp_path: Path) -> None:
    one, two = Meter(tmp_path, lambda: DAY), Meter(tmp_path, lambda: DAY)
    for _ in range(3):
        one.count(5)
        two.count(2)
    one.write()
    two.write()
    assert Meter(tmp_path, lambda: DAY).usage().units_today == 21


def test_a_new_day_begins_at_nothing(tmp_path: Path) -> None:
    clock = [DAY]
    meter = Meter(tmp_path, lambda: clock[0])
    meter.count(20)
    meter.write()
    clock[0] += timedelta(days=1)
    assert meter.usage().units_today == 0
    meter.count(5)
    meter.write()
    assert meter.usage().units_today == 5
    assert meter.spent == 25


def test_counting_is_cheap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    writes: list[str] = []
    monkeypatch.setattr(
        "connectors.google.meter.write_private", lambda _, text: writes.append(text)
    )
    meter = Meter(tmp_path, lambda: DAY)
    for _ in range(1000):
        meter.count(1)
    assert len(writes) == 1


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"day": "2026-11-23"}', '{"day": 1, "units": "x"}']
)
def test_a_garbled_count_begins_at_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / "usage.json").write_text(text)
    meter = Meter(tmp_path, lambda: DAY)
    meter.count(5)
    meter.write()
    assert meter.usage().units_today == 5
