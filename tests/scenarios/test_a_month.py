"""The daemon for a month on a stepped clock: a meeting a day, some moved, some called off."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from syncd import wiring
from syncd.clock import SteppedClock
from syncd.daemon import Daemon
from tests.builders import BERLIN, an_event
from tests.scenarios.world import World, text_of

FIRST = datetime(2027, 3, 8, 0, 0, tzinfo=BERLIN)
#: Over the beginning of summer time on 28 March.
DAYS = 30
HALF_HOUR = timedelta(minutes=30)


def start_of(day: int) -> datetime:
    """Meetings wander through the day, from eight in the morning to half past six."""
    return FIRST + timedelta(days=day) + timedelta(hours=8 + day % 11, minutes=30 * (day % 2))


def test_a_month_of_meetings_brings_exactly_the_letters_that_are_owed(tmp_path: Path):
    world = World(tmp_path, '[daemon]\npoll_calendar = "30m"\npoll_mail = "30m"\n')
    for day in range(DAYS):
        _put(world, day, start_of(day))
    clock = SteppedClock(FIRST)
    done: list[int] = []

    def make(stop):
        parts = wiring.build(wiring.load(world.config), clock, stop=stop)
        parts.round_every = HALF_HOUR
        parts.more_beats["life"] = (HALF_HOUR, lambda now: _live(world, now, done))
        return parts

    Daemon(make=make, clock=clock).run(FIRST + timedelta(days=DAYS + 2))

    briefs = {m["X-Syncd-Meeting"]: m for m in world.inbox()}
    drafts = {m["X-Syncd-Meeting"]: m for m in world.drafts()}
    assert len(world.inbox()) == len(briefs)
    assert len(world.drafts()) == len(drafts)
    called_off = {_uid(day) for day in range(DAYS) if day % 7 == 3}
    owed = {_uid(day) for day in range(DAYS)} - called_off
    assert set(drafts) == owed
    assert set(briefs) == owed
    for day in range(DAYS):
        told_by_then = start_of(day).hour >= 12
        if day % 5 == 1 and _uid(day) in owed and told_by_then:
            assert "Moved" in text_of(briefs[_uid(day)])


def _put(world: World, day: int, start: datetime, status: str = "CONFIRMED") -> None:
    text = an_event(
        uid=_uid(day), start=start, properties={"STATUS": status, "SEQUENCE": len(status)}
    )
    world.put_event(text, name=f"day{day}")


def _uid(day: int) -> str:
    return f"day{day}@example.com"


def _live(world: World, now: datetime, done: list[int]) -> None:
    """An hour and a half before it begins, a meeting may be moved by two hours or called off."""
    for day in range(DAYS):
        if day in done or now < start_of(day) - timedelta(minutes=90):
            continue
        done.append(day)
        if day % 7 == 3:
            _put(world, day, start_of(day), "CANCELLED")
        elif day % 5 == 1:
            _put(world, day, start_of(day) + timedelta(hours=2))
