"""Whom a meeting is really with when only an assistant is invited: asked of the store.

Nobody is invented: it must be the one person of that name whom mail or an address book knows, and
who belongs with the assistant, by the firm or by a mail to both.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from syncd.model import Address, Assistance, Attendee, Guest, Me, Meeting, Person
from syncd.model.domains import domain_of, is_free_mail
from syncd.model.names import key, spelled, words
from syncd.people.assistants import arranged_for
from syncd.people.guests import is_external, is_person, is_shared
from syncd.people.persons import Persons
from syncd.store import Store

#: In so many of the newest mails with an assistant, the one they work for is looked for.
_MOST_MAILS = 30


@dataclass(frozen=True, slots=True)
class Absent:
    """Finds those for whom others arrange."""

    store: Store
    me: Me

    def bosses(
        self,
        meeting: Meeting,
        guests: Iterable[Guest],
        known: Mapping[str, tuple[Assistance, ...]],
    ) -> dict[str, Guest]:
        """Address of an assistant among the guests -> the one they arrange the meeting for."""
        coming = {guest.address: guest for guest in guests if not guest.declined}
        found = {}
        for address in coming.keys() & known.keys():
            title, starts, assistant = meeting.title, meeting.start, coming[address]
            told = arranged_for(assistant, known[address], title, starts, mine=self.me.name)
            boss = self.boss(assistant, told, title, starts) if told else None
            # Whoever is invited has answered for themself.
            if boss and boss.address not in coming:
                found[address] = boss
        return found

    def boss(
        self, assistant: Guest, told: Sequence[Assistance], title: str, before: datetime
    ) -> Guest | None:
        """The one for whom a guest arranges a meeting, as a guest; None when it is not sure who.

        ``told`` is what says so, the newest first, of one and the same name.
        """
        found = self.store.persons.namesakes(_full_names(told, title))
        known = {a for addresses in found.values() for a in addresses if self._may_be(a)}
        people = Persons(self.store).of_all(known - {assistant.address})
        each = {person.main: person for person in people.values()}.values()
        near = [person for person in each if self._belong_together(person, assistant, before)]
        return self._guest(near[0], assistant, told) if len(near) == 1 else None

    def _may_be(self, address: str) -> bool:
        mine = self.me.is_me(address)
        return not mine and not is_shared(address) and is_person(Attendee(address))

    def _belong_together(self, person: Person, assistant: Guest, before: datetime) -> bool:
        """One firm, or a mail that both were in."""
        firm = domain_of(assistant.address)
        if not is_free_mail(firm) and firm in {domain_of(a) for a in person.addresses}:
            return True
        mails = self.store.mail.between_us(
            self.me.addresses, [assistant.address], before, _MOST_MAILS
        )
        return any(_took_part(person.addresses, mail.envelope.everyone) for mail in mails)

    def _guest(self, person: Person, assistant: Guest, told: Sequence[Assistance]) -> Guest:
        """They come if their assistant has said so."""
        address = person.main
        named = max((one.boss for one in told), key=len, default="")
        return Guest(
            address, person.name or named, assistant.partstat, is_external(address, self.me)
        )


def _full_names(told: Iterable[Assistance], title: str) -> set[str]:
    """Keys of the names it may be: "Dr. Brandt" is called by the whole name in the title."""
    names = [one.boss for one in told]
    listed = spelled(title)
    families = {family for name in names for family in words(name)[-1:]}
    beside = pairwise(listed)
    names += [f"{given} {family}" for given, family in beside if family in families]
    return {key(name) for name in names} - {""}


def _took_part(addresses: Collection[str], everyone: Iterable[Address]) -> bool:
    return any(one.address in addresses for one in everyone)
