"""What has changed about a meeting since a letter told of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from syncd.model import Guest, Meeting, Told
from syncd.model.moments import to_utc


class Change(StrEnum):
    """One way in which a meeting differs from what was told."""

    TIME = "time"
    PLACE = "place"
    TITLE = "title"
    GUESTS = "guests"
    CANCELLED = "cancelled"
    BACK_ON = "back on"


@dataclass(frozen=True, slots=True)
class Difference:
    """A change with what it was before."""

    change: Change
    before: Told


def told_of(meeting: Meeting, guests: tuple[Guest, ...], *, cancelled: bool = False) -> Told:
    """What a letter about this meeting would tell. Guests who declined are left out."""
    return Told(
        start=_instant(meeting.start),
        end=_instant(meeting.end),
        title=meeting.title,
        location=meeting.location,
        guests=tuple(sorted(guest.address for guest in guests if not guest.declined)),
        cancelled=cancelled,
    )


def differences(before: Told, now: Told, guests: Sequence[Guest] = ()) -> tuple[Difference, ...]:
    """What is to be said first in a revised letter, the most important first.

    ``guests`` are those of now: with all their addresses, so that nobody comes or leaves who is
    only known, or invited, by another one.
    """
    checks = (
        (Change.BACK_ON, before.cancelled and not now.cancelled),
        (Change.TIME, (before.start, before.end) != (now.start, now.end)),
        (Change.PLACE, before.location.strip() != now.location.strip()),
        (Change.GUESTS, _others_come(before.guests, now.guests, guests)),
        (Change.TITLE, before.title.strip() != now.title.strip()),
    )
    return tuple(Difference(change, before) for change, differs in checks if differs)


def _others_come(before: Iterable[str], now: Iterable[str], guests: Sequence[Guest]) -> bool:
    """Whether it is not the same people, whichever of their addresses was told."""
    known = {guest.address: guest.addresses for guest in guests}
    told = set(before)
    people = [known.get(address, frozenset((address,))) for address in now]
    return any(told.isdisjoint(theirs) for theirs in people) or bool(told.difference(*people))


def _instant(moment: datetime) -> datetime:
    return to_utc(moment)
