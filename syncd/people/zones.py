"""What a guest's own clock shows when a meeting begins, where it shows another time. Pure.

By the zone of an event that the guest made, else by the Date headers of their newest mails: those
carry the offset of the writer's clock (RFC 5322 section 3.3), but not the zone's name.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, timedelta, timezone
from zoneinfo import ZoneInfo

from syncd.model import Guest, LocalTime, Me, Meeting
from syncd.people.dossier import Exchange, mail_source, meeting_source

#: Older mails tell where somebody was, not where they are.
_TELLS_FOR = timedelta(days=90)
#: So many of the newest must agree: one may have been written on a journey.
_AGREEING = 2


def local_time(
    guest: Guest, meeting: Meeting, exchanges: Sequence[Exchange], me: Me
) -> LocalTime | None:
    """The start on the guest's clock; None when it is as on yours, or when nothing tells.

    ``exchanges`` are the mails between you, newest first.
    """
    if meeting.all_day:
        return None
    found = _by_event(guest, meeting) or _by_mails(meeting, exchanges)
    mine = meeting.start.astimezone(me.timezone)
    return found if found and found.at.utcoffset() != mine.utcoffset() else None


def _by_event(guest: Guest, meeting: Meeting) -> LocalTime | None:
    """Whoever makes an event makes it in their own zone."""
    zone = meeting.start.tzinfo
    # A zone such as Etc/UTC is where a program lives.
    named = isinstance(zone, ZoneInfo) and "/" in zone.key and not zone.key.startswith("Etc/")
    if not (guest.organizer and named and isinstance(zone, ZoneInfo)):
        return None
    return LocalTime(meeting.start, meeting_source(meeting), zone.key)


def _by_mails(meeting: Meeting, exchanges: Sequence[Exchange]) -> LocalTime | None:
    theirs = [
        exchange
        for exchange in exchanges
        if not exchange.from_me
        and exchange.utc_offset is not None
        and meeting.start - exchange.date <= _TELLS_FOR
    ][:_AGREEING]
    offsets = {exchange.utc_offset for exchange in theirs}
    if len(theirs) < _AGREEING or len(offsets) != 1 or offsets == {timedelta()}:
        # +0000 is also what servers write that know no zone.
        return None
    [offset] = offsets
    assert offset is not None
    return LocalTime(
        meeting.start.astimezone(UTC).astimezone(timezone(offset)), mail_source(theirs[0])
    )
