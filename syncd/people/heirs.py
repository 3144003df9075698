"""Addresses that were, or are, somebody else's as well: what of their mail and meetings is whose.

A successor gets the address of who had the job before, and a family shares one. By the address
alone all of it would be counted as of one person.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from syncd import calendar
from syncd.model import Me, Meeting
from syncd.model.names import Likeness, compare, is_of_several
from syncd.people.guests import is_shared
from syncd.store import Store
from syncd.store.mail import StoredMessage
from syncd.store.ties import Encounter, Tally, Whom

#: Of such an address so many mails are counted, one by one.
_MOST_COUNTED = 500


@dataclass(frozen=True, slots=True)
class Heir:
    """Who has an address now that was, or is, somebody else's as well."""

    addresses: tuple[str, ...]
    #: Of their own mail; its name is what they are called.
    tally: Tally

    def was_at(self, meeting: Meeting) -> bool:
        """Whether they were invited, and not the other one."""
        invited = [(one.address, one.name) for one in meeting.attendees]
        if meeting.organizer:
            invited.append((meeting.organizer.address, meeting.organizer.name))
        names = [name for address, name in invited if address in self.addresses and name]
        if names and "@" not in names[0]:
            return compare(names[0], self.tally.name) is not Likeness.DIFFERENT
        return self.tally.first is not None and meeting.end >= self.tally.first


@dataclass(frozen=True, slots=True)
class Heirs:
    """Finds those addresses, and what belongs to the one who has them now."""

    store: Store
    me: Me

    def of(self, whom: Sequence[Whom]) -> dict[int, Heir]:
        """Those with an address that was, or is, somebody else's as well, by their place."""
        names = self.store.persons.names({a for one in whom for a in one.addresses})
        return {
            place: self._heir(one)
            for place, one in enumerate(whom)
            if any(_changed_hands(names.get(a, ())) and not is_shared(a) for a in one.addresses)
        }

    def _heir(self, whom: Whom) -> Heir:
        """The one who has an address now, with the mail that is theirs."""
        found = self.store.mail.between_us(
            self.me.addresses, whom.addresses, whom.before, _MOST_COUNTED
        )
        own = list(under_one_name(found, whom.addresses, ""))
        from_me = [m for m in own if m.envelope.sender and self.me.is_me(m.envelope.sender.address)]
        dates = [m.envelope.date for m in own]
        named = (p for m in own for p in m.envelope.everyone if p.address in whom.addresses)
        return Heir(
            whom.addresses,
            Tally(
                mails_from=len(own) - len(from_me),
                mails_to=len(from_me),
                first=min(dates, default=None),
                last=max(dates, default=None),
                first_to=min((m.envelope.date for m in from_me), default=None),
                name=next((p.name for p in named if p.name and "@" not in p.name), ""),
            ),
        )

    def met_with(self, heir: Heir, met: Collection[Encounter]) -> list[Encounter]:
        """The meetings that were with them, by the name in the invitation, else by its date."""
        groups = self.store.calendar.copies_of(one.key for one in met)
        meetings = (calendar.merge(copies, self.me) for copies in groups)
        theirs = {meeting.key for meeting in meetings if heir.was_at(meeting)}
        return [one for one in met if one.key in theirs]


def under_one_name(
    found: Sequence[StoredMessage], theirs: Collection[str], called: str
) -> Iterator[StoredMessage]:
    """The mail, newest first, without that of others who have, or had, one of the addresses."""
    named = [
        [p for p in m.envelope.everyone if p.address in theirs and p.name and "@" not in p.name]
        for m in found
    ]
    names = {
        person.address: called
        for people in named
        for person in people
        if compare(called, person.name) >= Likeness.LIKE
    }
    for message, people in zip(found, named, strict=True):
        if not any(_differs(names.get(p.address, ""), p.name) for p in people):
            names |= {p.address: p.name for p in people if p.address not in names}
            yield message


def _differs(newer: str, older: str) -> bool:
    """A new name that clearly is another person's; several at once may share an address."""
    return compare(newer, older) is Likeness.DIFFERENT and not is_of_several(newer)


def _changed_hands(names: Sequence[str]) -> bool:
    """Whether the newest name is clearly another person's than an older one."""
    return any(_differs(names[0], older) for older in names[1:] if "@" not in older)
