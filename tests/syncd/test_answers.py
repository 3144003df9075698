"""Which mails are taken for the user's answer to a brief, and what of them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from syncd.model import MeetingKey
from tests.builders import ADA, ME, TEN, a_message, an_event
from tests.scenarios.world import World, text_of

EARLY = TEN - timedelta(hours=2)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def world(tmp_path) -> World:
    """A world with a delivered brief of the usual coffee."""
    made = World(tmp_path)
    made.put_event(an_event())
    made.round(EARLY)
    return made


def answered(world: World, text: str, **changes) -> None:
    (brief, *_) = world.inbox()
    said = {"sender": ME, "to": [ME], "subject": f"Re: {brief['Subject']}"} | changes
    date = TEN + timedelta(minutes=45)
    answer = a_message(text, date=date, in_reply_to=brief["Message-ID"], **said)
    world.put_mail(answer, ".Sent")


def notes(world: World) -> list[str]:
    at = TEN + timedelta(hours=2)
    world.round(at)
    with world.parts(at) as parts:
        return [n.text for n in parts.store.notes.of(MeetingKey("coffee-ada@example.com"))]


def _without_headers(world: World, *names: bytes) -> None:
    """As a server that keeps none of our own headers."""
    for path in [p for p in (world.home / "mail").glob("*/*") if p.is_file()]:
        head, end, rest = path.read_bytes().partition(b"\n\n")
        kept = [line for line in head.split(b"\n") if not line.startswith(names)]
        path.write_bytes(b"\n".join(kept) + end + rest)


@pytest.mark.parametrize("lost", [(), (b"X-Syncd", b"Auto-Submitted")])
def test_a_revision_is_no_answer_even_where_our_headers_are_lost(tmp_path, lost):
    world = World(tmp_path)
    world.put_event(an_event())
    world.round(EARLY)
    world.flag(world.inbox()[0], "S")
    world.put_event(an_event(properties={"LOCATION": "Café Oslo", "SEQUENCE": 1}))
    world.round(EARLY + MINUTE)
    assert len(world.inbox()) == 2
    if lost:
        _without_headers(world, *lost)
    assert notes(world) == []
    assert "your note" not in text_of(world.drafts()[0])


def test_the_word_that_it_is_off_is_no_answer(world: World):
    world.flag(world.inbox()[0], "S")
    world.put_event(an_event(properties={"STATUS": "CANCELLED", "SEQUENCE": 1}))
    world.round(EARLY + MINUTE)
    world.round(EARLY + 2 * MINUTE)
    assert len(world.inbox()) == 2
    assert notes(world) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"to": [ADA]},
        {"headers": {"Auto-Submitted": "auto-replied"}},
        {"sender": ADA},
    ],
)
def test_what_is_not_from_you_to_yourself_is_no_answer(world: World, changes):
    answered(world, "See below, what do you think of it?", **changes)
    assert notes(world) == []


ATTRIBUTION = "On Tue, 24 Nov 2026 at 08:00, Robin Doe <robin@example.com> wrote:"
FORWARDED = """---------- Forwarded message ---------
From: Robin Doe <robin@example.com>
Date: Tue, 24 Nov 2026 at 08:00
Subject: Ada Lindqvist
To: <robin@example.com>"""
OUTLOOK = """Von: Robin Doe <robin@example.com>
Gesendet: Dienstag, 24. November 2026 08:00
An: robin@example.com
Betreff: Ada Lindqvist"""


@pytest.mark.parametrize(
    "laid_out",
    [
        "{own}\n\n" + ATTRIBUTION + "\n{quoted}",
        "{own}\n\n{quoted}",
        "{own}\n\n" + FORWARDED + "\n\n{brief}",
        "{own}\n\n" + OUTLOOK + "\n\n{brief}",
        "{own}\n\n{brief}",
        "{brief}\n\n{own}",
    ],
)
def test_only_what_you_wrote_is_taken_from_an_answer(world: World, laid_out: str):
    told = text_of(world.inbox()[0])
    quoted = "\n".join(f"> {line}" for line in told.splitlines())
    own = "She teaches loops with knitting patterns."
    answered(world, laid_out.format(own=own, brief=told, quoted=quoted))
    assert notes(world) == [own]
