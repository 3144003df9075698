"""Asks for introductions and makes first contacts: gathers, has it written, leaves the draft.

Each draft exists once. It belongs to the user from then on: a deleted one is not made again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from syncd import compose
from syncd.compose.language import Language
from syncd.compose.request import Offer, offer_for
from syncd.compose.words import first_name
from syncd.model import (
    Address,
    Attendee,
    Delivery,
    DeliveryKey,
    Finding,
    Kind,
    Me,
    Meeting,
    PartStat,
    Role,
    Source,
    State,
    Style,
)
from syncd.outbox import Outbox
from syncd.people.dossier import Exchange, mail_source, meeting_source
from syncd.people.findings import findings
from syncd.people.guests import is_person
from syncd.people.history import Past
from syncd.reading import Reading
from syncd.store import Store
from syncd.text import manner

_MOST_EXCHANGES = 12
#: In a larger round nobody is known to have met.
_MOST_TOGETHER = 8
_MOST_OF_MINE = 3
_ABOUT_CHARS = 120


class Left(StrEnum):
    """What became of a draft that was asked for."""

    #: It is in the drafts folder now.
    NEW = "new"
    #: It was in the drafts folder already.
    THERE = "there"
    #: You have deleted or sent it; it is not made again.
    GONE = "gone"
    #: The daemon that holds the store will deliver it.
    WAITING = "waiting"
    #: The mailbox did not take it; it will be tried again.
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A draft that is written and not yet left anywhere, and what stands behind it."""

    delivery: Delivery
    #: What you could offer, and what it fits.
    offer: Offer | None
    #: A mail or meeting that brought all of you together.
    seen: Source | None = None


@dataclass(frozen=True, slots=True)
class Introductions:
    """Writes introduction requests and first contacts, and leaves them in the drafts."""

    store: Store
    me: Me
    style: Style
    reading: Reading
    outbox: Outbox
    #: Yours, and by code all that a letter to somebody can be in.
    language: Language
    languages: Mapping[str, Language]
    briefs_account: str
    drafts_account: str

    def refusal(self, address: str) -> str:
        """Why nobody writes to an address, as a sentence; "" when one may."""
        if self.me.is_me(address):
            return f"{address} is your own address."
        if not is_person(Attendee(address)) or self.store.mail.only_automatic(address):
            return f"{address} is a list or a robot, not a person."
        if self.store.forgotten.since(address):
            return f"You have had {address} forgotten, so nothing is written to them."
        return ""

    def request(self, connector: Address, target: Address, about: str, now: datetime) -> Prepared:
        """An introduction request to the connector."""
        mails = self._exchanges(connector.address, now)
        mine = _manner(mails, connector)
        known = self._findings(target.address, now)
        seen = self._seen(connector.address, target.address, now)
        matter = compose.IntroductionMatter(
            me=self.me,
            now=now,
            connector=connector,
            target=target,
            about=about,
            seen=seen,
            findings=known,
            manner=mine,
        )
        letter = compose.write_introduction(matter, self._spoken(mine))
        key = DeliveryKey(Kind.INTRODUCTION, f"{target.address} via {connector.address}")
        delivery = self._delivery(key, letter, mails, now)
        return Prepared(delivery, offer_for(self.me, about, known), seen)

    def first_contact(self, target: Address, about: str, now: datetime) -> Prepared:
        """A first letter to somebody, or another to somebody you know, about one thing."""
        mails = self._exchanges(target.address, now)
        mine = _manner(mails, target)
        if mine.polite is None and not any(mail.from_me for mail in mails):
            # Whoever writes to a stranger says "Sie", where there is one.
            mine = replace(mine, polite=True)
        known = self._findings(target.address, now)
        matter = compose.OutreachMatter(
            me=self.me,
            style=self.style,
            now=now,
            target=target,
            about=about,
            known=not Past(self.store, self.me).acquaintance(target.address, now).new,
            findings=known,
            manner=mine,
        )
        letter = compose.write_outreach(matter, self._spoken(mine))
        said = " ".join(about.casefold().split())[:_ABOUT_CHARS]
        key = DeliveryKey(Kind.OUTREACH, f"{target.address} about {said}")
        delivery = self._delivery(key, letter, mails, now)
        return Prepared(delivery, offer_for(self.me, about, known))

    def leave(self, delivery: Delivery, now: datetime, *, watched: bool) -> tuple[Left, str]:
        """Put a draft into its folder, once; with the reason if that failed.

        ``watched``: another process holds the store's lock, and only that one delivers. Raises
        AccountError when it cannot be seen what became of an earlier one.
        """
        deliveries = self.store.deliveries
        before = deliveries.of_key(delivery.key)
        if before is not None and before.state in (State.DELIVERED, State.WITHDRAWN):
            return (Left.THERE if self._lies_there(before) else Left.GONE), ""
        self.outbox.offer(delivery)
        # Asked for by hand, it need not wait for the next try after one that failed.
        deliveries.move(delivery.key, (State.READY,), State.READY, next_try=None)
        if not watched:
            self.outbox.deliver_all(now, ready=lambda letter: letter.key == delivery.key)
        after = deliveries.of_key(delivery.key)
        assert after is not None, "a letter that was offered is in the store"
        if after.state is State.DELIVERED:
            return Left.NEW, ""
        return (Left.FAILED, after.reason) if after.reason else (Left.WAITING, "")

    def _lies_there(self, delivery: Delivery) -> bool:
        mailbox = self.outbox.mailboxes.get(delivery.account)
        held = mailbox.find(delivery.message_id, mark=delivery.mark) if mailbox else ()
        return any(copy.role is Role.DRAFTS for copy in held)

    def _exchanges(self, address: str, now: datetime) -> list[Exchange]:
        found = Past(self.store, self.me).closest([address], now, _MOST_EXCHANGES)
        return [self.reading.exchange(message) for message in found]

    def _findings(self, address: str, now: datetime) -> tuple[Finding, ...]:
        past = Past(self.store, self.me)
        found = past.exchanges([address], now, _MOST_EXCHANGES)
        mails = [self.reading.exchange(message) for message in found]
        return findings(mails, address, *past.person(address).addresses)

    def _spoken(self, mine: manner.Manner) -> Language:
        """The language of your mail to somebody, if letters can be written in it."""
        return self.languages.get(mine.language, self.language)

    def _seen(self, connector: str, target: str, now: datetime) -> Source | None:
        """The newest mail or meeting that visibly brought all three of you together."""
        mail, past = self.store.mail, Past(self.store, self.me)
        both = [set(past.person(address).addresses) for address in (connector, target)]
        mails = [
            *mail.between_us(self.me.addresses, both[1], now),
            *mail.to_both(self.me.addresses, both[1], now),
        ]
        found = [
            mail_source(self.reading.exchange(one, read=False))
            for one in mails
            if self._all_three([a.address for a in one.envelope.everyone], *both)
        ]
        found += [
            meeting_source(one)
            for one in past.meetings_with(both[1], now)
            if self._all_three(_came(one), *both)
        ]
        dated = [(source.date, source) for source in found if source.date and source.title.strip()]
        return max(dated, key=lambda pair: pair[0])[1] if dated else None

    def _all_three(self, people: list[str], connector: set[str], target: set[str]) -> bool:
        listed = set(people)
        mine = any(map(self.me.is_me, listed))
        together = mine and connector & listed and target & listed
        return bool(together) and len(listed) <= _MOST_TOGETHER

    def _delivery(
        self, key: DeliveryKey, letter: compose.Letter, mails: list[Exchange], now: datetime
    ) -> Delivery:
        sender = Address(self.me.addresses[0], self.me.name)
        own = mails[0].account if mails and mails[0].account in self.outbox.mailboxes else ""
        return Delivery(
            key=key,
            state=State.READY,
            account=self.drafts_account or own or self.briefs_account,
            message_id=compose.message_id(key, sender.address),
            letter=compose.build(letter, compose.Stationery(key, sender, now)),
            created=now,
        )


def _manner(mails: Sequence[Exchange], person: Address) -> manner.Manner:
    """How you write to one person, by your newest mails to them alone."""
    mine = [m.text for m in mails if m.from_me and len(m.to + m.cc) == 1 and m.text.strip()]
    return manner.read(mine[:_MOST_OF_MINE], [person.name or first_name("", person.address)])


def _came(meeting: Meeting) -> list[str]:
    """Who was invited and did not say no."""
    invited = [a.address for a in meeting.attendees if a.partstat is not PartStat.DECLINED]
    return [*invited, meeting.organizer.address] if meeting.organizer else invited
