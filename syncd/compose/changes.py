"""What changed about a meeting, in words: the first lines of a revised brief."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from syncd.compose import words
from syncd.due import Change, Difference
from syncd.model import Guest, Me, Meeting, Told
from syncd.text.snippet import shorten

_MAX_CHARS = 120


def describe(
    difference: Difference, meeting: Meeting, guests: Sequence[Guest], me: Me, now: datetime
) -> str:
    """``Moved: it was Tue 24 Nov, 10:00-10:30 (Berlin).``"""
    before = difference.before
    match difference.change:
        case Change.TIME:
            was = words.when(before.start, before.end, me.timezone, now, all_day=meeting.all_day)
            return f"Moved: it was {was}."
        case Change.PLACE:
            was = shorten(before.location, _MAX_CHARS)
            return f"Another place: it was {was}." if was else "It has a place now."
        case Change.GUESTS:
            return _guests(before, guests)
        case Change.TITLE:
            return f'Another title: it was "{shorten(before.title, _MAX_CHARS)}".'
        case Change.BACK_ON:
            return "It is on again."
        case Change.CANCELLED:
            return "It is off."


def subject_tail(
    differences: Sequence[Difference], meeting: Meeting, zone: ZoneInfo, now: datetime
) -> str:
    """What a revision's subject says behind that of the first."""
    changes = {difference.change for difference in differences}
    if Change.TIME in changes:
        start = words.day(meeting.start.astimezone(zone), now)
        at = "" if meeting.all_day else f" {words.clock(meeting.start, zone)}"
        return f" (now {start}{at})"
    if Change.BACK_ON in changes:
        return " (on again)"
    return " (changed)" if changes else ""


def _guests(before: Told, guests: Sequence[Guest]) -> str:
    now = {guest.address: guest.label for guest in guests if not guest.declined}
    came = [label for address, label in now.items() if address not in before.guests]
    left = [address for address in before.guests if address not in now]
    told = [f"{shorten(words.listed(came), _MAX_CHARS)} joins"] if came else []
    if left:
        told.append(f"{shorten(words.listed(left), _MAX_CHARS)} no longer takes part")
    return words.capital("; ".join(told)) + "." if told else "Other guests."
