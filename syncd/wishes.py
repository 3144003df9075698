"""Looks out for the people you want to meet: who could introduce you, and where you will meet.

Each news is kept once. It is told in the first digest after it was seen, and in the first brief of
a meeting with whoever could bring you together; both by what the letters in the store say, so that
a crash tells nothing twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from syncd.agenda import Entry
from syncd.model import (
    Address,
    Guest,
    Me,
    MeetingKey,
    PartStat,
    Reach,
    Source,
    Wish,
    WishNews,
)
from syncd.people.guests import my_partstat
from syncd.people.ties import Tie
from syncd.people.wanted import Wanted
from syncd.store import Store

log = structlog.get_logger("syncd.wishes")

#: Everything is looked at that often, and what is new no more often than this.
_AGAIN = timedelta(hours=1)
_AT_MOST = timedelta(minutes=5)
#: At a larger table nobody asks for an introduction.
_MOST_GUESTS = 8
#: A letter that is older is no news.
_NEW_MAIL = timedelta(days=14)
_MOST_MAILS = 5


@dataclass(slots=True)
class Wishes:
    """Finds out how the people you want to meet come within reach."""

    store: Store
    me: Me
    wished: tuple[Wish, ...]
    #: Of the mail and the calendars, when they were last looked at.
    _seen: tuple[int, int] | None = None
    _looked_at: datetime | None = None
    _all_looked_at: datetime | None = None
    _wanted: Wanted = field(init=False)

    def __post_init__(self) -> None:
        self._wanted = Wanted(self.store, self.me, self.wished)

    def update(self, entries: Sequence[Entry], now: datetime) -> int:
        """Keep what is new, if it is time to look; how much it is."""
        if not self.wished or not self._worth_a_look(now):
            return 0
        anew = not _within(self._all_looked_at, now, _AGAIN)
        self._looked_at, self._seen = now, self.store.wishes.looked_at()
        self._all_looked_at = now if anew else self._all_looked_at
        try:
            new = self.store.wishes.add(self.found(entries, now, anew=anew))
        except Exception:
            # A list of wishes is no reason to hold up the letters.
            log.exception("nobody was looked out for")
            return 0
        if new:
            log.info("people you want to meet have come within reach", news=new)
        return new

    def found(
        self, entries: Sequence[Entry], now: datetime, *, anew: bool = True
    ) -> list[WishNews]:
        """How people are within reach now; ``anew``: all of it, whether that is new or not."""
        coming = [entry for entry in entries if entry.meeting.start > now and _on(entry, self.me)]
        invited = (Address(g.address, g.name) for entry in coming for g in entry.judged.guests)
        people, fresh = self._wanted.look(invited, now, anew=anew)
        once: dict[tuple[str, str, str, str], WishNews] = {}
        for person in people:
            wish = self._wanted.wish_for(person) or Wish()
            for news in (
                *self._where(person, wish, coming, now),
                *(self._lately(person, wish, now) if person in fresh else ()),
            ):
                once.setdefault(_key(news), news)
        return list(once.values())

    def since(self, moment: datetime | None, now: datetime) -> tuple[WishNews, ...]:
        """What has been seen after a moment, of those who are still wanted."""
        found = self.store.wishes.since(moment)
        return tuple(n for n in found if n.seen_at <= now and self._still_wanted(n))

    def new_among(self, found: Iterable[WishNews]) -> list[WishNews]:
        """Those that are not kept yet."""
        kept = set(map(_key, self.store.wishes.since(None)))
        return [news for news in found if _key(news) not in kept]

    def for_guests(
        self, guests: Sequence[Guest], now: datetime, meeting: MeetingKey | None = None
    ) -> tuple[WishNews, ...]:
        """What the brief of a meeting with some people tells: whom they could introduce you to.

        Each news is told in the briefs of one meeting, with all of their revisions.
        """
        if not self.wished or len(guests) > _MOST_GUESTS:
            return ()
        there = {guest.address for guest in guests if not guest.declined}
        known = [
            news
            for news in self.store.wishes.via(there)
            if news.seen_at <= now and self._still_wanted(news) and _concerns(news, there, meeting)
        ]
        told = self._told_elsewhere(known, meeting)
        once = {(news.person.address, news.via): news for news in known if _key(news) not in told}
        return tuple(once.values())

    def _told_elsewhere(
        self, known: Sequence[WishNews], meeting: MeetingKey | None
    ) -> set[tuple[str, str, str, str]]:
        """What a brief of another meeting with the same person has told since it was seen."""
        if not known:
            return set()
        oldest = min(news.seen_at for news in known)
        briefs = [
            (told.guests, at)
            for other, told, at in self.store.deliveries.told_since(oldest)
            if other != meeting
        ]
        return {
            _key(news)
            for news in known
            for guests, at in briefs
            if at >= news.seen_at and (news.via or news.person).address in guests
        }

    def _worth_a_look(self, now: datetime) -> bool:
        if not _within(self._all_looked_at, now, _AGAIN):
            return True
        rested = not _within(self._looked_at, now, _AT_MOST)
        return rested and self.store.wishes.looked_at() != self._seen

    def _still_wanted(self, news: WishNews) -> bool:
        return self._wanted.wish_for(news.person) is not None

    def _where(
        self, person: Address, wish: Wish, coming: Sequence[Entry], now: datetime
    ) -> Iterator[WishNews]:
        """Coming meetings with them, or with somebody who knows them."""
        for entry in _with(coming, {person.address}):
            source = Source("event", entry.meeting.title, entry.meeting.start)
            yield _news(Reach.MEETING, person, wish, source, now, entry=entry)
        small = [entry for entry in coming if len(entry.judged.guests) <= _MOST_GUESTS]
        for tie in self._wanted.ties(person.address):
            for entry in _with(small, {tie.who.address, *tie.addresses}):
                yield _news(
                    Reach.CONNECTOR, person, wish, tie.evidence[0], now, tie=tie, entry=entry
                )

    def _lately(self, person: Address, wish: Wish, now: datetime) -> Iterator[WishNews]:
        """What the mail shows."""
        if source := self._wrote(person, now):
            yield _news(Reach.MAIL, person, wish, source, now)
        for tie in self._wanted.ties(person.address):
            yield _news(Reach.TIE, person, wish, tie.evidence[0], now, tie=tie)

    def _wrote(self, person: Address, now: datetime) -> Source | None:
        """Their newest letter to you, if it is new."""
        mine, theirs = self.me.addresses, [person.address]
        for message in self.store.mail.between_us(mine, theirs, now, _MOST_MAILS):
            envelope = message.envelope
            sender = envelope.sender.address if envelope.sender else ""
            if sender == person.address and envelope.date >= now - _NEW_MAIL:
                return Source("mail", envelope.subject, envelope.date, person.label)
        return None


def _news(
    reach: Reach,
    person: Address,
    wish: Wish,
    evidence: Source,
    now: datetime,
    *,
    tie: Tie | None = None,
    entry: Entry | None = None,
) -> WishNews:
    return WishNews(
        reach=reach,
        person=person,
        evidence=evidence,
        seen_at=now,
        why=wish.why,
        via=tie.who if tie else None,
        # A series is told of once: its instances share the uid.
        meeting=entry.meeting.key.uid if entry else "",
        starts=entry.meeting.start if entry else None,
    )


def _within(moment: datetime | None, now: datetime, length: timedelta) -> bool:
    """Whether a moment was less than so long ago."""
    return moment is not None and timedelta() <= now - moment < length


def _key(news: WishNews) -> tuple[str, str, str, str]:
    via = news.via.address if news.via else ""
    return news.reach.value, news.person.address, via, news.meeting


def _on(entry: Entry, me: Me) -> bool:
    """Whether a meeting takes place with you."""
    meeting, gone = entry.meeting, entry.judged.gone
    return not (gone or meeting.cancelled or my_partstat(meeting, me) is PartStat.DECLINED)


def _with(entries: Iterable[Entry], addresses: set[str]) -> list[Entry]:
    """The meetings that any of them takes part in."""
    return [
        entry
        for entry in entries
        if any(g.address in addresses and not g.declined for g in entry.judged.guests)
    ]


def _concerns(news: WishNews, there: set[str], meeting: MeetingKey | None) -> bool:
    """Whether a meeting with some people is the place to tell something."""
    if news.via is not None:
        # Whoever is there in person needs nobody to introduce them.
        return news.via.address in there and news.person.address not in there
    here = meeting is None or news.meeting == meeting.uid
    return news.reach is Reach.MEETING and here and news.person.address in there
