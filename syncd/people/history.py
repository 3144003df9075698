"""What your own mail and calendar say of people, asked of the store as of a moment."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from statistics import median

from connectors.contract import Contact
from syncd import calendar
from syncd.model import Acquaintance, Address, Me, Meeting, MeetingKey, Person
from syncd.model.moments import to_utc
from syncd.people.heirs import Heirs, under_one_name
from syncd.people.introductions import brings_together
from syncd.people.persons import Persons
from syncd.store import Store
from syncd.store.mail import StoredMessage
from syncd.store.ties import AsOf, Encounter, Exchanged, Shared, Tally, Whom

#: As many past meetings as anything is read out of.
_MOST_MEETINGS = 100
#: A larger crowd has not met, it has been in one room.
_MOST_WHO_MEET = 40
#: Of answers, the last two years tell, and fewer tell nothing.
_ANSWERS_COUNT = timedelta(days=730)
_FEWEST_ANSWERS = 3
#: With more readers than that besides you both, a mail was not meant for one of them.
_MOST_OTHERS = 2


@dataclass(frozen=True, slots=True)
class Past:
    """The user's history, seen from a moment: nothing later exists."""

    store: Store
    me: Me

    @property
    def _heirs(self) -> Heirs:
        return Heirs(self.store, self.me)

    def acquaintance(self, address: str, before: datetime) -> Acquaintance:
        """One person as known at a moment. Only meetings that were over by then are counted."""
        asked = AsOf(address, before)
        return self.acquaintances([asked])[asked]

    def acquaintances(self, asked: Iterable[AsOf]) -> dict[AsOf, Acquaintance]:
        """Several people, each as known at a moment: as many questions as for one.

        What is told is of the person behind each address, under all of theirs.
        """
        listed = list(dict.fromkeys(asked))
        if not listed:
            return {}
        people = self.people(address for address, _ in listed)
        whom = [Whom(people[one.address].addresses, one.before) for one in listed]
        ties, mine = self.store.ties, self.me.addresses
        tallies = ties.tallies(mine, whom)
        met = self._met(whom)
        for place, heir in self._heirs.of(whom).items():
            tallies[place] = heir.tally
            met[place] = self._heirs.met_with(heir, met[place])
        # What brings together comes no later than the first mail between the two.
        firsts = [
            Whom(w.addresses, t.first or w.before) for w, t in zip(whom, tallies, strict=True)
        ]
        since = min(before for _, before in listed) - _ANSWERS_COUNT
        parts = zip(
            listed,
            tallies,
            met,
            map(_introduction, ties.shared(mine, firsts)),
            map(_subject, ties.exchanged(mine, whom)),
            map(_usual, ties.answers(mine, whom, since)),
            strict=True,
        )
        cards = self.store.contacts.of_all(a for w in whom for a in w.addresses)
        return {
            one: replace(
                _acquaintance(one, tally, met, intro=intro, card=_card(cards, people[one.address])),
                thread_subject=subject,
                answer_time=usual,
            )
            for one, tally, met, intro, subject, usual in parts
        }

    def person(self, address: str) -> Person:
        """The person behind an address."""
        return self.people([address])[address]

    def people(self, addresses: Iterable[str]) -> dict[str, Person]:
        """The person behind each of some addresses. You are nobody's other address."""
        return {
            address: person if not any(map(self.me.is_me, person.addresses)) else Person((address,))
            for address, person in Persons(self.store).of_all(addresses).items()
        }

    def _all(self, addresses: Iterable[str]) -> list[str]:
        """Every address of the people behind some addresses, each once."""
        people = self.people(addresses).values()
        return list(dict.fromkeys(a for person in people for a in person.addresses))

    def meetings_with(
        self, addresses: Iterable[str], before: datetime, limit: int = _MOST_MEETINGS
    ) -> list[Meeting]:
        """The newest meetings that took place with any of them, newest first. Past ones only."""
        people = {person.addresses for person in self.people(addresses).values()}
        found = self._took_place(people, before)
        heirs = self._heirs.of([Whom(theirs, before) for theirs in found])
        for place, (theirs, encounters) in enumerate(list(found.items())):
            if place in heirs:
                found[theirs] = self._heirs.met_with(heirs[place], encounters)
        met = {one.key: one for encounters in found.values() for one in encounters}
        newest = sorted(met.values(), key=lambda one: one.start, reverse=True)[:limit]
        groups = self.store.calendar.copies_of(one.key for one in newest)
        return [calendar.merge(copies, self.me) for copies in reversed(groups)]

    def _met(self, asked: Sequence[Whom]) -> list[list[Encounter]]:
        """The meetings with each of them that were over by the moment."""
        latest = max(before for _, before in asked)
        met = self._took_place({addresses for addresses, _ in asked}, latest)
        moments = [to_utc(before).isoformat() for _, before in asked]
        return [
            [one for one in met[addresses] if one.end <= moment]
            for (addresses, _), moment in zip(asked, moments, strict=True)
        ]

    def _took_place(
        self, people: Collection[tuple[str, ...]], before: datetime
    ) -> dict[tuple[str, ...], list[Encounter]]:
        """The meetings that you and each of some people, under all their addresses, were at."""
        declined = self.store.ties.declined(self.me.addresses)
        found = self.store.ties.encounters((a for theirs in people for a in theirs), before)
        return {
            theirs: [
                one
                for one in _of_one_person([found.get(address, {}) for address in theirs])
                if _took_place(one) and one.key not in declined
            ]
            for theirs in people
        }

    def exchanges(
        self, addresses: Iterable[str], before: datetime, limit: int = 20, *, called: str = ""
    ) -> list[StoredMessage]:
        """Mail between you and them, alone or in a small round, newest first."""
        return [message for message, _ in self._in_small_round(addresses, before, limit, called)][
            :limit
        ]

    def closest(
        self, addresses: Iterable[str], before: datetime, limit: int = 20, *, called: str = ""
    ) -> list[StoredMessage]:
        """Mail between you and them alone, newest first; failing that, mail in a small round.

        By it is seen how you write to each other, and where a letter to them belongs.
        """
        small = self._in_small_round(addresses, before, limit, called)
        alone = [message for message, others in small if not others]
        return (alone or [message for message, _ in small])[:limit]

    def _in_small_round(
        self, addresses: Iterable[str], before: datetime, limit: int, called: str
    ) -> list[tuple[StoredMessage, int]]:
        """The newest mail that few others read, with how many they are."""
        theirs = sorted(self._all(addresses))
        found = self.between(theirs, before, limit * 3, called=called)
        counted = [(message, len(self._others(message, theirs))) for message in found]
        return [(message, others) for message, others in counted if others <= _MOST_OTHERS]

    def between(
        self, addresses: Iterable[str], before: datetime, limit: int = 50, *, called: str = ""
    ) -> list[StoredMessage]:
        """All mail between you and them, newest first, under any of their addresses.

        Of an address that a family shares, or that was somebody else's before, it is that of the
        one who is ``called`` so, else of the one who has it now.
        """
        theirs = self._all(addresses)
        found = self.store.mail.between_us(self.me.addresses, theirs, before, limit)
        return list(under_one_name(found, theirs, called))

    def _others(self, message: StoredMessage, theirs: list[str]) -> set[str]:
        """Readers who are neither you nor they."""
        readers = {address.address for address in message.envelope.everyone}
        return {reader for reader in readers - set(theirs) if not self.me.is_me(reader)}

    def written_since(
        self, addresses: Iterable[str], since: datetime, until: datetime
    ) -> list[Address]:
        """Those among them whom you have written to in a time, each once, at any address."""
        people = self.people(addresses)
        wanted = {a: person.main for person in people.values() for a in person.addresses}
        sent = self.store.mail.i_wrote_to(self.me.addresses, wanted.keys(), since, until)
        reached = [a for m in sent for a in (*m.envelope.to, *m.envelope.cc)]
        return list({wanted[a.address]: a for a in reached if a.address in wanted}.values())


def _of_one_person(
    found: Sequence[Mapping[MeetingKey, Encounter]],
) -> Collection[Encounter]:
    """Each meeting once; who said no under one address may have said yes under another."""
    if len(found) == 1:
        return found[0].values()
    met: dict[MeetingKey, Encounter] = {}
    for encounters in found:
        for key, one in encounters.items():
            before = met.get(key, one)
            met[key] = one._replace(declined=one.declined and before.declined)
    return met.values()


def _usual(took: Sequence[timedelta]) -> timedelta | None:
    if len(took) < _FEWEST_ANSWERS:
        return None
    return timedelta(seconds=median(one.total_seconds() for one in took))


def _card(cards: Mapping[str, Contact], person: Person) -> Contact | None:
    return next((cards[address] for address in person.addresses if address in cards), None)


def _who_first(tally: Tally) -> str:
    if tally.first is None:
        return ""
    return "me" if tally.first == tally.first_to else "them"


def _took_place(one: Encounter) -> bool:
    met = not one.all_day and one.invited <= _MOST_WHO_MEET
    return met and not one.cancelled and not one.declined


def _introduction(shared: Sequence[Shared]) -> Shared | None:
    return next((one for one in shared if brings_together(one.subject, one.addressed)), None)


def _subject(exchanged: Sequence[Exchanged]) -> str:
    """Of the newest mail to each other alone; failing that, of the newest in a small round."""
    small = [one for one in exchanged if one.others <= _MOST_OTHERS]
    alone = [one for one in small if not one.others]
    return (alone or small)[0].subject if small else ""


def _acquaintance(
    asked: AsOf,
    tally: Tally,
    met: Sequence[Encounter],
    *,
    intro: Shared | None,
    card: Contact | None,
) -> Acquaintance:
    first_met = datetime.fromisoformat(min(one.start for one in met)) if met else None
    last_met = datetime.fromisoformat(max(one.end for one in met)) if met else None
    return Acquaintance(
        address=asked.address,
        name=(card and card.name) or tally.name,
        first_contact=_earliest(tally.first, first_met),
        last_contact=_latest(tally.last, last_met),
        mails_from=tally.mails_from,
        mails_to=tally.mails_to,
        wrote_first=_who_first(tally),
        meetings=len(met),
        last_meeting=last_met,
        introduced_by=intro.sender if intro else None,
        introduced_at=intro.date if intro else None,
        organization=card.organization if card else "",
        title=card.title if card else "",
    )


def _earliest(*moments: datetime | None) -> datetime | None:
    return min((m for m in moments if m), default=None)


def _latest(*moments: datetime | None) -> datetime | None:
    return max((m for m in moments if m), default=None)
