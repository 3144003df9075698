"""When nothing happens the daemon asks little and leaves the disk alone."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

from sqlalchemy import event

from syncd import wiring
from syncd.mirror import CALENDAR, MAILBOX
from syncd.store.accounts import KEPT_EVERY
from tests.builders import TEN, a_message, an_event
from tests.scenarios.world import World

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
#: After the brief, and long before the meeting is over.
QUIET = TEN - 2 * HOUR


def test_a_quiet_hour_writes_only_that_all_is_well(tmp_path: Path):
    world = a_world(tmp_path)
    with world.parts(QUIET) as parts:
        settle(world, parts)
        commits: list[object] = []
        event.listen(parts.store.engine, "commit", commits.append)
        for minute in range(1, 61):
            live(parts, minute)
    told = HOUR // KEPT_EVERY
    assert len(commits) <= 3 * (told + 1), "two accounts and the rounds, every ten minutes"
    assert len(world.inbox()) == 1


def test_a_quiet_round_asks_as_little_however_many_meetings_there_are(tmp_path: Path):
    few, many = (questions(a_world(tmp_path / str(n), n)) for n in (1, 12))
    assert many == few
    assert len(few) <= 8


def questions(world: World) -> list[str]:
    """The statements of a quiet minute."""
    with world.parts(QUIET) as parts:
        settle(world, parts)
        statements: list[str] = []
        event.listen(
            parts.store.engine, "before_cursor_execute", lambda *told: statements.append(told[2])
        )
        live(parts, 0)
        return list(statements)


def a_world(home: Path, meetings: int = 1) -> World:
    world = World(home)
    for n in range(meetings):
        guest = f"guest{n}@nordwind.example"
        world.put_event(an_event(uid=f"{n}@x", guests=[guest]), name=f"coffee{n}")
        world.put_mail(a_message(sender=guest, date=TEN - (n + 3) * 24 * HOUR))
    return world


def settle(world: World, parts: wiring.Parts) -> None:
    """Read everything, deliver what is due, and come to rest."""
    for minute in range(-9, 1):
        live(parts, minute)
        for folder in (world.home / "mail").rglob("*"):
            os.utime(folder, (1000, 1000))  # a folder that has just changed is looked at again


def live(parts: wiring.Parts, minute: int) -> None:
    now = QUIET + minute * MINUTE
    parts.cycle.poll(CALENDAR, now)
    parts.cycle.poll(MAILBOX, now)
    parts.cycle.round(now)
