"""Ties: how strong one is, and whom you and somebody else both know, each with its evidence.

A tie is what two people did together in a small round. A mail counts, for each of its readers,

    0.5 ** (age / half-life) / readers

and a meeting, for each of the others, three times that over the others: it takes half an hour of
both, where a mail takes minutes. Your own tie to someone is

    sqrt(the mails they wrote x the mails you wrote) + the meetings

so mail counts as far as it goes both ways: who only writes to you is no tie, nor is whom you only
write to. Of the mail between two others you see little, and not both ways: their tie simply adds
up. Each Message-ID counts once, the newest 40 mails each way and 30 meetings are enough, and
newsletters, robots, meetings of a whole day, and mails or meetings of more than six people count
nothing: they show who was told, not who knows whom.

The half-life is a year. People who are close write within weeks, but those through whom one meets
others are often heard from once a year: at a conference, at New Year. After a year of silence a
favour can be asked still, after five (1/32) it is a cold letter.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from syncd import calendar
from syncd.model import Address, Attendee, Me, Meeting, PartStat, Source
from syncd.people.guests import is_person
from syncd.people.persons import Persons
from syncd.store import Store
from syncd.store.circles import MOST_READERS, Circles, Round, Sent
from syncd.store.ties import Encounter

#: A larger round shows no tie between two of its people.
MOST_TOGETHER = MOST_READERS + 1
_HALF_LIFE_DAYS = 365
_MEETING_WEIGHT = 3
#: More meetings than that make no tie stronger.
_MOST_MEETINGS = 30
#: Of those who were seen together with someone, so many are looked at further.
_MOST_ADDRESSES = 40
_CANDIDATES = 8


@dataclass(frozen=True, slots=True)
class Tie:
    """Somebody you know who also knows somebody else."""

    who: Address
    #: Of your tie to them, and of theirs to the other, as far as you have seen it; above 0.
    to_you: float
    to_them: float
    #: Where they were together with the other, newest first.
    evidence: tuple[Source, ...]
    #: Under which they write, the main one first.
    addresses: tuple[str, ...] = ()

    @property
    def reach(self) -> float:
        """How well they could bring you together: held down by the weaker of both ties."""
        return math.sqrt(self.to_you * self.to_them)


@dataclass(slots=True)
class _Together:
    """What was seen of two people together."""

    weight: float = 0.0
    name: str = ""
    sources: list[Source] = field(default_factory=list)
    addresses: set[str] = field(default_factory=set)

    def add(self, other: _Together) -> None:
        """The same person by another address."""
        self.weight += other.weight
        self.name = self.name or other.name
        self.addresses |= other.addresses
        self.sources += [source for source in other.sources if source not in self.sources]


def mutual(store: Store, me: Me, addresses: Collection[str], now: datetime) -> tuple[Tie, ...]:
    """Whom you and one person both know, the one who could best bring you together first.

    ``addresses`` are all of that person's.
    """
    theirs = {address.lower() for address in addresses}
    seen = _seen_with(store, me, theirs, now)
    likely = sorted(seen, key=lambda who: -seen[who].weight)[:_MOST_ADDRESSES]
    known = Persons(store).addresses(likely)
    people: defaultdict[str, _Together] = defaultdict(_Together)
    for address in likely:
        if theirs.isdisjoint(known[address]):
            people[known[address][0]].add(seen[address])
    likely = sorted(people, key=lambda who: -people[who].weight)[:_CANDIDATES]
    yours = strengths(store, me, {who: _of(people[who], known) for who in likely}, now)
    ties = [_tie(yours[who], people[who], _of(people[who], known)) for who in likely if yours[who]]
    return tuple(sorted(ties, key=lambda tie: -tie.reach))


def _of(together: _Together, known: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """All addresses of one acquaintance, the main one first."""
    return tuple(dict.fromkeys(a for seen in together.addresses for a in known[seen]))


def strengths(
    store: Store, me: Me, people: Mapping[str, Collection[str]], now: datetime
) -> dict[str, float]:
    """Of your tie to each of some people, by any name for them; each with all their addresses."""
    addresses = {address for known in people.values() for address in known}
    mails = Circles(store.engine).between(me.addresses, addresses, now)
    met = small_meetings(store, me, addresses, now)
    return {
        who: strength(
            [mail for address in known for mail in mails[address]],
            [one for address in known for one in met[address]],
            now,
        )
        for who, known in people.items()
    }


def strength(mails: Iterable[Sent], met: Iterable[Encounter], now: datetime) -> float:
    """Of a tie between you and someone, by what you wrote to each other and where you met."""
    ways = {True: 0.0, False: 0.0}
    once = {mail.message_id or place: mail for place, mail in enumerate(mails)}
    for mail in once.values():
        ways[mail.by_me] += _fresh(mail.date, now) / max(mail.readers, 1)
    newest = sorted({one.key: one for one in met}.values(), key=lambda one: one.start)
    return math.sqrt(ways[True] * ways[False]) + sum(
        _meeting_weight(datetime.fromisoformat(one.start), one.invited - 1, now)
        for one in newest[-_MOST_MEETINGS:]
    )


def small_meetings(
    store: Store, me: Me, addresses: Iterable[str], before: datetime
) -> dict[str, list[Encounter]]:
    """The small meetings that you and each of some people were at, as far as anybody said."""
    wanted = set(addresses)
    declined = store.ties.declined(me.addresses)
    found = store.ties.encounters(wanted, before)
    return {
        address: [
            one
            for one in found.get(address, {}).values()
            if one.invited <= MOST_TOGETHER
            and not (one.all_day or one.cancelled or one.declined or one.key in declined)
        ]
        for address in wanted
    }


def _seen_with(
    store: Store, me: Me, theirs: Collection[str], now: datetime
) -> dict[str, _Together]:
    """Everybody who was in a small round or meeting with someone, by address."""
    together: defaultdict[str, _Together] = defaultdict(_Together)
    for mail in Circles(store.engine).around(me.addresses, theirs, now):
        if not all(is_person(Attendee(person.address)) for person in mail.people):
            continue  # nobody knows how many read a list
        others = _others(mail.people, theirs, me)
        weight = _fresh(mail.date, now) / max(len(mail.people) - 1, 1)
        _add(together, others, _mail(mail, me), weight)
    for meeting in _meetings(store, me, theirs, now):
        came = [
            Address(a.address, a.name)
            for a in meeting.attendees
            if is_person(a) and a.partstat is not PartStat.DECLINED
        ]
        others = _others(came, theirs, me)
        weight = _meeting_weight(meeting.start, len(came) - 1, now)
        _add(together, others, _event(meeting), weight)
    return together


def _meetings(store: Store, me: Me, theirs: Collection[str], now: datetime) -> Iterable[Meeting]:
    met = small_meetings(store, me, theirs, now)
    once = {one.key: one for met_by_address in met.values() for one in met_by_address}
    newest = sorted(once.values(), key=lambda one: one.start)[-_MOST_MEETINGS:]
    copies = store.calendar.copies_of(one.key for one in newest)
    return [calendar.merge(group, me) for group in copies]


def _add(
    together: defaultdict[str, _Together], others: list[Address], source: Source, weight: float
) -> None:
    for other in others:
        seen = together[other.address]
        seen.weight += weight
        seen.name = seen.name or other.name
        seen.addresses.add(other.address)
        seen.sources.append(source)


def _tie(to_you: float, together: _Together, addresses: tuple[str, ...]) -> Tie:
    newest = sorted(together.sources, key=lambda source: str(source.date), reverse=True)
    who = Address(addresses[0], together.name)
    return Tie(who, to_you, together.weight, tuple(newest), addresses)


def _others(people: Iterable[Address], theirs: Collection[str], me: Me) -> list[Address]:
    """Those who are people, and neither of you two."""
    named = {person.address: person for person in people}
    return [
        person
        for person in named.values()
        if person.address not in theirs and not me.is_me(person.address)
    ]


def _mail(mail: Round, me: Me) -> Source:
    author = "you" if me.is_me(mail.sender.address) else mail.sender.label
    return Source("mail", mail.subject, mail.date, author, origin=mail.message_id)


def _event(meeting: Meeting) -> Source:
    return Source("event", meeting.title, meeting.start, origin=meeting.key.header())


def _meeting_weight(at: datetime, others: int, now: datetime) -> float:
    return _MEETING_WEIGHT * _fresh(at, now) / max(others, 1)


def _fresh(at: datetime, now: datetime) -> float:
    days = max(0.0, (now - at).total_seconds() / 86400)
    return float(0.5 ** (days / _HALF_LIFE_DAYS))
