"""Killed at every point between two writes, and started again: it comes once, and is not lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from syncd.model import MeetingKey, State
from syncd.store.notes import Note
from tests.builders import TEN, an_event
from tests.scenarios.kills import killed_at, points_of
from tests.scenarios.world import World, text_of

EARLY = TEN - timedelta(hours=2)
NOON = TEN + timedelta(hours=2)


def first_brief(world: World) -> datetime:
    world.put_event(an_event())
    return EARLY


def moved(world: World) -> datetime:
    world.put_event(an_event())
    world.round(EARLY)
    world.put_event(an_event(start=TEN + timedelta(hours=5)))
    return EARLY + timedelta(minutes=5)


def cancelled_unread(world: World) -> datetime:
    world.put_event(an_event())
    world.round(EARLY)
    world.drop_event()
    return EARLY + timedelta(minutes=5)


def cancelled_read(world: World) -> datetime:
    world.put_event(an_event())
    world.round(EARLY)
    world.flag(world.inbox()[0], "S")
    world.drop_event()
    return EARLY + timedelta(minutes=5)


def follow_up(world: World) -> datetime:
    world.put_event(an_event())
    return NOON


def better_draft(world: World) -> datetime:
    world.put_event(an_event())
    world.round(NOON)
    with world.parts(NOON) as parts:
        note = Note(MeetingKey("coffee-ada@example.com"), "Knitting.", NOON + MINUTE, "test")
        parts.store.notes.add(note)
    return NOON + 2 * MINUTE


MINUTE = timedelta(minutes=1)
STORIES: dict[str, tuple[Callable[[World], datetime], list[str], list[str]]] = {
    # name: (what came before, revisions in the inbox at the end, revisions in the drafts)
    "first brief": (first_brief, ["1"], []),
    "moved": (moved, ["2"], []),
    "cancelled unread": (cancelled_unread, [], []),
    "cancelled read": (cancelled_read, ["1", "2"], []),
    "follow-up": (follow_up, [], ["1"]),
    "better draft": (better_draft, [], ["2"]),
}


@pytest.mark.parametrize("story", STORIES)
def test_killed_at_every_point_nothing_is_lost_and_nothing_comes_twice(tmp_path: Path, story: str):
    prepare, inbox, drafts = STORIES[story]
    points = _count(World(tmp_path / "count"), prepare)
    assert points >= 4, "the writes of this story are not enumerated"
    for point in range(1, points + 1):
        world = World(tmp_path / f"killed-{point}")
        at = prepare(world)
        assert killed_at(point, world, at), f"point {point} of {points} was not reached"
        for later in (MINUTE, 5 * MINUTE, 130 * MINUTE):
            world.round(at + later)
            if later < 60 * MINUTE and _revisions(world) == (inbox, drafts):
                break
        assert _revisions(world) == (inbox, drafts), f"after a kill at point {point} of {points}"
        assert all(text_of(letter).strip() for letter in world.inbox() + world.drafts())


def test_a_brief_that_is_found_after_the_start_is_not_said_to_be_off(tmp_path: Path):
    written = _count(World(tmp_path / "count"), first_brief, until="after: letter written")
    world = World(tmp_path / "killed")
    assert killed_at(written, world, first_brief(world))
    (brief,) = world.inbox()
    world.flag(brief, "S")
    for later in (MINUTE, 5 * MINUTE):
        world.round(TEN + later)
    assert [letter["Subject"] for letter in world.inbox()] == [brief["Subject"]]
    with world.parts(TEN + 10 * MINUTE) as parts:
        (kept,) = parts.store.deliveries.of_meeting(MeetingKey("coffee-ada@example.com"))
    assert (kept.key.revision, kept.state) == (1, State.DELIVERED)


def _revisions(world: World) -> tuple[list[str], list[str]]:
    return (
        [letter["X-Syncd-Revision"] for letter in world.inbox()],
        [letter["X-Syncd-Revision"] for letter in world.drafts()],
    )


def _count(world: World, prepare: Callable[[World], datetime], until: str = "") -> int:
    """How many points a round of this story passes, up to the one of a name or to its end."""
    seen = points_of(world, prepare(world))
    return seen.index(until) + 1 if until else len(seen)
