"""Situations to decide about: the usual coffee on Tuesday at ten, with what a test changes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from syncd.due import Quiet, Situation, told_of
from syncd.model import (
    BriefWish,
    Delivery,
    DeliveryKey,
    FollowUpWish,
    Kind,
    PartStat,
    State,
    Verdict,
    Wants,
)
from syncd.model.moments import Span
from tests.builders import BERLIN, a_guest, a_meeting

NIGHT = Quiet(Span.parse("21:00-07:00"), BERLIN)
NO_QUIET = Quiet(None, BERLIN)
WANTED = Verdict(
    networking=True,
    rule="Coffee",
    wants=Wants(BriefWish(timedelta(hours=4)), FollowUpWish(timedelta(hours=1))),
)


def berlin(text: str) -> datetime:
    """``24 10:00`` is ten o'clock in Berlin on 24 November 2026."""
    return datetime.strptime(f"2026-11-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=BERLIN)


def a_situation(now: str, **changes: Any) -> Situation:
    """The usual coffee, seen at a moment of November 2026 in Berlin."""
    defaults: dict[str, Any] = {
        "meeting": a_meeting(),
        "guests": (a_guest(),),
        "verdict": WANTED,
        "my_partstat": PartStat.ACCEPTED,
        "now": berlin(now),
        "quiet": NIGHT,
        "look_back": timedelta(days=7),
    }
    return Situation(**(defaults | changes))


def a_letter(kind: Kind = Kind.BRIEF, revision: int = 1, **changes: Any) -> Delivery:
    """A delivered letter that told of the usual coffee."""
    defaults: dict[str, Any] = {
        "key": DeliveryKey(kind, "coffee", revision),
        "state": State.DELIVERED,
        "account": "files",
        "message_id": f"<{kind}.{revision}@example.com>",
        "letter": b"",
        "created": berlin("24 07:00"),
        "delivered_at": berlin("24 07:00"),
        "told": told_of(a_meeting(), (a_guest(),)),
    }
    return Delivery(**(defaults | changes))
