"""The same meeting, seen in several calendars, is one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import chain

from syncd.model import Attendee, Me, Meeting, PartStat

_NEVER = datetime.min.replace(tzinfo=UTC)


def merge(copies: Sequence[Meeting], me: Me) -> Meeting:
    """One meeting out of its copies, which all have the same key.

    The highest SEQUENCE counts (RFC 5546 section 2.1.5): so a newer cancellation does, and a copy
    that one calendar has lost says nothing. Of equal ones the copy that lists you counts, then the
    one changed last. What it leaves open (a link, the video call, who answered what) is taken from
    its equals. Raises ValueError without any copy.
    """
    if not copies:
        raise ValueError("there is no copy to merge")
    best, *others = sorted(copies, key=lambda copy: _rank(copy, me), reverse=True)
    if not others:
        return best
    equals = [best, *(copy for copy in others if copy.sequence == best.sequence)]
    return replace(
        best,
        organizer=next((copy.organizer for copy in equals if copy.organizer), None),
        attendees=_with_answers(best.attendees, equals),
        description=_first(copy.description for copy in equals),
        location=_first(copy.location for copy in equals),
        url=_first(copy.url for copy in (best, *others)),
        conference_url=_first(copy.conference_url for copy in equals),
        attachments=tuple(dict.fromkeys(chain(*(copy.attachments for copy in equals)))),
        categories=tuple(dict.fromkeys(chain(*(copy.categories for copy in equals)))),
        event_type=_first(copy.event_type for copy in equals),
        instance=max(copy.instance for copy in copies),
    )


def _rank(copy: Meeting, me: Me) -> tuple[int, bool, datetime, int, int]:
    return (
        copy.sequence,
        any(me.is_me(attendee.address) for attendee in copy.attendees),
        copy.updated or _NEVER,
        len(copy.attendees),
        len(copy.description),
    )


def _first(texts: Iterable[str]) -> str:
    return next(filter(None, texts), "")


def _with_answers(attendees: Sequence[Attendee], copies: Sequence[Meeting]) -> tuple[Attendee, ...]:
    """The attendees, or another copy's where there are none, with answers that any copy knows."""
    listed = attendees or next((copy.attendees for copy in copies if copy.attendees), ())
    answers = {
        attendee.address: attendee.partstat
        for copy in reversed(copies)
        for attendee in copy.attendees
        if attendee.partstat is not PartStat.NEEDS_ACTION
    }
    return tuple(
        replace(attendee, partstat=answers.get(attendee.address, attendee.partstat))
        for attendee in listed
    )
