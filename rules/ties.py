"""How well you know the people who come, summed up over several of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from rules.words import name_words
from syncd.model import Acquaintance, Guest, Me

#: Days since something that never happened.
NEVER = float("inf")
_DAY_SECONDS = 86400
_MOST_EXCHANGED = 1_000_000


@dataclass(frozen=True, slots=True)
class Ties:
    """Your history with the guests; see the facts of the same names."""

    new_guests: int = 0
    first_meeting: bool = False
    unmet_guests: int = 0
    past_meetings: int = 0
    days_since_met: float = NEVER
    guest_days_since_contact: float = 0.0
    days_known: float = 0.0
    mails_received: int = 0
    mails_sent: int = 0
    wrote_first: str = ""
    introduced_by: str = ""
    introduced: bool = False
    thread: str = ""


def ties(known: Sequence[Acquaintance], at: datetime) -> Ties:
    """Sum up what is known of some people, as of the aware moment ``at``."""
    if not known:
        return Ties()
    closest = max(known, key=lambda a: min(a.mails_from + a.mails_to, _MOST_EXCHANGED))
    introduced = [a for a in known if a.introduced_by]
    by = introduced[0].introduced_by if introduced else None
    met = [a.last_meeting for a in known if a.last_meeting]
    return Ties(
        new_guests=sum(a.new for a in known),
        first_meeting=not any(a.meetings for a in known),
        unmet_guests=sum(not a.meetings for a in known),
        past_meetings=max(a.meetings for a in known),
        days_since_met=min((_days(moment, at) for moment in met), default=NEVER),
        guest_days_since_contact=max(_days(a.last_contact, at) for a in known),
        days_known=max((_days(a.first_contact, at) for a in known if a.first_contact), default=0),
        mails_received=closest.mails_from,
        mails_sent=closest.mails_to,
        wrote_first=closest.wrote_first,
        introduced_by=by.label if by else "",
        introduced=bool(introduced),
        thread=closest.thread_subject
        or next((a.thread_subject for a in known if a.thread_subject), ""),
    )


def family(guests: Iterable[Guest], me: Me) -> bool:
    """Whether one of the guests has your last name."""
    mine = name_words(me.name)
    return len(mine) > 1 and any(
        len(theirs) > 1 and theirs[-1] == mine[-1] and theirs != mine
        for theirs in (name_words(guest.name) for guest in guests)
    )


def _days(since: datetime | None, at: datetime) -> float:
    return max(0.0, (at - since).total_seconds() / _DAY_SECONDS) if since else NEVER
