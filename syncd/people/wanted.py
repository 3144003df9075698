"""Whom your wishes mean, by what mail and calendar have seen, and who could introduce you.

Looking at everything takes a moment in a large store; what came since the last look takes none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from syncd.model import Address, Attendee, Me, Wish
from syncd.people.guests import is_person
from syncd.people.persons import Persons
from syncd.people.reach import acquainted
from syncd.people.ties import Tie, mutual
from syncd.store import Store
from syncd.store.seen import Seen

#: Of everybody at a domain, or of one name, so many are looked out for, and so many in all.
_MOST_OF_A_WISH = 5
_MOST_PEOPLE = 100
_MOST_CONNECTORS = 3


@dataclass(slots=True)
class Wanted:
    """Remembers between two looks who is meant and whom they know."""

    store: Store
    me: Me
    wishes: tuple[Wish, ...]
    _people: dict[str, Address] = field(default_factory=dict)
    #: Whom you write with needs nobody to introduce them.
    _ties: dict[str, tuple[Tie, ...]] = field(default_factory=dict)
    #: The newest mail that was looked at, by its place in the store.
    _read_to: int = 0

    def look(
        self, invited: Iterable[Address], now: datetime, *, anew: bool
    ) -> tuple[list[Address], list[Address]]:
        """Everybody who is meant, and those among them of whom there is new mail.

        ``invited`` are the people of coming meetings. ``anew``: look at all mail, not only at what
        has come since.
        """
        if anew:
            self._people, self._ties, self._read_to = {}, {}, 0
            self._add(self._listed())
        newest, _ = self.store.wishes.looked_at()
        names = [wish.name for wish in self.wishes if not (wish.addresses or wish.domains)]
        domains = [domain for wish in self.wishes for domain in wish.domains]
        self._add(self.store.wishes.meant(names, domains, self._read_to, now))
        self._add(invited)
        people = list(self._people.values())
        whose = Persons(self.store).addresses(self._people)
        touched = self.store.wishes.in_mail(
            (a for all_ in whose.values() for a in all_), self._read_to
        )
        fresh = [
            person
            for person in people
            if person.address not in self._ties or not touched.isdisjoint(whose[person.address])
        ]
        for person in fresh:
            self._ties[person.address] = self._who_knows(person, whose[person.address], now)
        self._read_to = newest
        return people, fresh

    def ties(self, address: str) -> Sequence[Tie]:
        """Who could introduce you to somebody, the best first."""
        return self._ties.get(address, ())

    def wish_for(self, person: Address) -> Wish | None:
        """The wish that means somebody; None when there is none any more."""
        return next((wish for wish in self.wishes if wish.means(person)), None)

    def _listed(self) -> Iterable[Address]:
        name = Seen(self.store.engine).name
        for wish in self.wishes:
            for address in wish.addresses:
                yield Address(address, name(address) or wish.name)

    def _add(self, found: Iterable[Address]) -> None:
        for person in found:
            wish = self.wish_for(person)
            known = person.address in self._people or len(self._people) >= _MOST_PEOPLE
            if wish is None or known or self.me.is_me(person.address):
                continue
            alike = [other for other in self._people.values() if wish.means(other)]
            if len(alike) < _MOST_OF_A_WISH and is_person(Attendee(person.address, person.name)):
                self._people[person.address] = person

    def _who_knows(
        self, person: Address, addresses: Iterable[str], now: datetime
    ) -> tuple[Tie, ...]:
        theirs = tuple(address for address in addresses if not self.me.is_me(address))
        asked = {person.address: (person, theirs)}
        if acquainted(self.store, self.me, asked, now)[person.address].personally:
            return ()
        return mutual(self.store, self.me, theirs, now)[:_MOST_CONNECTORS]
