"""Ties: how strong one is, and whom you and somebody else both know, each with its evidence."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from syncd.model import Address, Attendee, Me, Meeting, PartStat, Source
from syncd.people.guests import is_person
from syncd.people.history import Past
from syncd.store import Store
from syncd.store.circles import Circles, Exchanged, Round

#: A larger round shows no tie between two of its people.
_MOST_TOGETHER = 6
#: After so many days a mail counts half.
_HALF_LIFE_DAYS = 365
#: More mails than that make no tie stronger.
_MANY = 40
_MOST_MEETINGS = 30
_CANDIDATES = 12


@dataclass(frozen=True, slots=True)
class Tie:
    """Somebody you know who also knows somebody else."""

    who: Address
    #: Of your tie to them, and of theirs to the other, as far as you have seen it; above 0.
    to_you: float
    to_them: float
    #: How you know them.
    yours: Exchanged
    #: Where they were together with the other, newest first.
    evidence: tuple[Source, ...]

    @property
    def reach(self) -> float:
        """How well they could bring you together: no better than the weaker of both ties."""
        return math.sqrt(self.to_you * self.to_them)


@dataclass(slots=True)
class _Together:
    """What was seen of two people together."""

    weight: float = 0.0
    name: str = ""
    sources: list[Source] = field(default_factory=list)


def strength(exchanged: Exchanged, now: datetime) -> float:
    """Of a tie by mail: both ways, and lately. 0 when only one of you ever wrote."""
    if exchanged.last is None:
        return 0.0
    both = math.sqrt(min(exchanged.mails_from, _MANY) * min(exchanged.mails_to, _MANY))
    return both * _fresh(exchanged.last, now)


def mutual(store: Store, me: Me, address: str, now: datetime) -> tuple[Tie, ...]:
    """Whom you both know, the one who could best bring you together first.

    They wrote with you both ways, and were with the other in a small round or meeting.
    """
    circles = Circles(store.engine)
    together: defaultdict[str, _Together] = defaultdict(_Together)
    for mail in circles.around(address, now):
        _add(together, _others(mail.people, address, me), _mail(mail, me), now)
    for meeting in Past(store, me).meetings_with([address], now)[:_MOST_MEETINGS]:
        invited = [
            Address(a.address, a.name)
            for a in meeting.attendees
            if a.partstat is not PartStat.DECLINED
        ]
        _add(together, _others(invited, address, me), _event(meeting), now)
    likely = sorted(together, key=lambda who: -together[who].weight)[:_CANDIDATES]
    yours = circles.exchanged(me.addresses, likely, now)
    ties = [_tie(yours[who], together[who], now) for who in likely if who in yours]
    return tuple(sorted((t for t in ties if t.to_you), key=lambda tie: -tie.reach))


def _add(
    together: defaultdict[str, _Together], others: list[Address], source: Source, now: datetime
) -> None:
    if not others or len(others) + 2 > _MOST_TOGETHER:
        return
    for other in others:
        seen = together[other.address]
        assert source.date is not None
        seen.weight += _fresh(source.date, now) / len(others)
        seen.name = seen.name or other.name
        seen.sources.append(source)


def _tie(yours: Exchanged, together: _Together, now: datetime) -> Tie:
    newest = sorted(together.sources, key=lambda source: str(source.date), reverse=True)
    name = yours.name or together.name
    return Tie(
        Address(yours.address, name), strength(yours, now), together.weight, yours, tuple(newest)
    )


def _others(people: Iterable[Address], address: str, me: Me) -> list[Address]:
    """Those who are people, and neither of you two."""
    named = {person.address: person for person in people}
    return [
        person
        for person in named.values()
        if person.address != address
        and not me.is_me(person.address)
        and is_person(Attendee(person.address, person.name))
    ]


def _mail(mail: Round, me: Me) -> Source:
    author = "you" if me.is_me(mail.sender.address) else mail.sender.label
    return Source("mail", mail.subject, mail.date, author)


def _event(meeting: Meeting) -> Source:
    return Source("event", meeting.title, meeting.start)


def _fresh(at: datetime, now: datetime) -> float:
    days = max(0.0, (now - at).total_seconds() / 86400)
    return float(0.5 ** (days / _HALF_LIFE_DAYS))
