"""What changed about a meeting, in words: the first lines of a revised brief."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from syncd.compose.language import Language
from syncd.compose.words import capital
from syncd.due import Change, Difference
from syncd.model import Guest, Me, Meeting, Told
from syncd.text.snippet import shorten

_MAX_CHARS = 120


def describe(
    difference: Difference,
    meeting: Meeting,
    guests: Sequence[Guest],
    me: Me,
    now: datetime,
    *,
    language: Language,
) -> str:
    """``Moved: it was Tue 24 Nov, 10:00-10:30 (Berlin).``"""
    before, zone, say = difference.before, me.timezone, language.say
    match difference.change:
        case Change.TIME:
            was = language.when(before.start, before.end, zone, now, all_day=meeting.all_day)
            return say("changes.moved", when=was)
        case Change.PLACE:
            return _place(before, meeting, language)
        case Change.GUESTS:
            return _guests(before, guests, language)
        case Change.TITLE:
            was = language.quoted(shorten(before.title, _MAX_CHARS))
            return say("changes.title", title=was)
        case Change.BACK_ON:
            return say("changes.on_again")
        case Change.CANCELLED:
            return say("changes.off")


def subject_tail(
    differences: Sequence[Difference],
    meeting: Meeting,
    zone: ZoneInfo,
    now: datetime,
    language: Language,
) -> str:
    """What a revision's subject says behind that of the first."""
    changes = {difference.change for difference in differences}
    if Change.TIME in changes:
        start = language.start(meeting.start, zone, now, all_day=meeting.all_day)
        return language.say("changes.tail_moved", when=start)
    if Change.BACK_ON in changes:
        return language.say("changes.tail_on_again")
    return language.say("changes.tail") if changes else ""


def _place(before: Told, meeting: Meeting, language: Language) -> str:
    was = shorten(before.location, _MAX_CHARS)
    if not was:
        return language.say("changes.place_new")
    there_is_one = meeting.location.strip()
    return language.say("changes.place" if there_is_one else "changes.place_gone", place=was)


def _guests(before: Told, guests: Sequence[Guest], language: Language) -> str:
    coming = [guest for guest in guests if not guest.declined]
    came = [guest.label for guest in coming if guest.addresses.isdisjoint(before.guests)]
    now = {address for guest in coming for address in guest.addresses}
    left = [address for address in before.guests if address not in now]
    told = [
        language.counted(name, len(people), names=shorten(language.listed(people), _MAX_CHARS))
        for name, people in (("changes.joins", came), ("changes.leaves", left))
        if people
    ]
    return capital("; ".join(told)) + "." if told else language.say("changes.guests")
