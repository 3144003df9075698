"""Finds out which addresses are one person, for the people you meet and no others.

It looks where the name, an address book or a mail of theirs points to, reads a few mails of each
address, and keeps what `syncd.people.identity` says of the pair. Asking is then a look-up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import combinations

import structlog

from syncd.agenda import Entry, Judged
from syncd.model import Address, Assistance, Guest, Joined, Me
from syncd.model.names import Likeness, compare, key
from syncd.people import assistants
from syncd.people.dossier import Exchange, mail_source
from syncd.people.guests import is_shared
from syncd.people.identity import (
    Certainty,
    Sameness,
    Traces,
    Written,
    addresses_in,
    full_name,
    same_person,
)
from syncd.people.lines import digits_in
from syncd.reading import Reading
from syncd.store import Store
from syncd.store.persons import FOUND, Card
from syncd.store.seen import Seen

log = structlog.get_logger("syncd.identities")

#: A round looks at the guests of so many meetings.
_MOST_IN_A_ROUND = 4
_MOST_GUESTS = 8
#: Of each address, so many mails are read, and so many other addresses are considered.
_MOST_MAILS = 8
_MOST_OTHERS = 6
_MOST_SENT = 30
#: By so many of its last digits a phone number is looked for in other signatures.
_TAIL = 3
#: The fact in the store that tells when the user last said who is who.
SAID = "people said"


@dataclass(slots=True)
class Identities:
    """Joins addresses into persons, and notes who is somebody's assistant."""

    store: Store
    me: Me
    reading: Reading
    #: Who was looked into, and the addresses that were considered.
    _looked: dict[str, frozenset[str]] = field(default_factory=dict)
    #: People whose mail has changed since.
    _touched: set[str] = field(default_factory=set)
    #: Of the address books, when their cards were last read.
    _cards: int = -1
    _said: str = ""

    def update(self, entries: Sequence[Entry], now: datetime) -> frozenset[str]:
        """A round's share: a few meetings, the soonest first; the addresses with news."""
        learned = self.join_cards()
        wanted = [entry.judged for entry in entries if _worth_a_look(entry.judged)]
        self._look_again(guest for judged in wanted for guest in _people(judged))
        unknown = [judged for judged in wanted if self._unlooked(judged)]
        unknown.sort(key=lambda one: (one.meeting.end < now, abs(one.meeting.start - now)))
        for judged in unknown[:_MOST_IN_A_ROUND]:
            learned |= self.look_into(judged, now)
        return frozenset(learned)

    def look_into(self, judged: Judged, now: datetime) -> set[str]:
        """Look into those guests of a meeting that were not yet; the addresses with news."""
        learned: set[str] = set()
        for guest in self._unlooked(judged):
            self._looked[guest.address] = frozenset()
            try:
                learned |= self.of(guest.address, now, guest.name)
            except Exception:
                # Who is who can wait; the letters cannot.
                log.exception("guest not looked into", uid=judged.meeting.key.uid)
        return learned

    def forget(self, addresses: Iterable[str]) -> None:
        """There is new mail with them: it may tell who they are."""
        self._touched |= set(addresses)

    def _look_again(self, guests: Iterable[Guest]) -> None:
        """Have those looked into again of whom, or of whose namesakes, there is new mail."""
        if not self._touched:
            return
        named = {guest.address: key(guest.name) for guest in guests}
        found = self.store.persons.namesakes(set(named.values()) - {""})
        for address, name in named.items():
            about = {address, *self._looked.get(address, ()), *found.get(name, ())}
            if about & self._touched:
                self._looked.pop(address, None)
        self._touched.clear()

    def _unlooked(self, judged: Judged) -> list[Guest]:
        return [guest for guest in _people(judged) if guest.address not in self._looked]

    def said_by_hand(self) -> bool:
        """Whether the user has merged, split or forgotten somebody since this was last asked."""
        said = self.store.accounts.fact(SAID)
        changed, self._said = said != self._said, said
        return changed

    def join_cards(self) -> set[str]:
        """Join what stands on one card of an address book, when those have changed."""
        if self._cards == self.store.contacts.version:
            return set()
        self._cards = self.store.contacts.version
        cards = self.store.persons.shared_cards()
        names = self.store.persons.names({a for card in cards for a in card.addresses})
        judged = []
        for card in cards:
            on_it = [
                Traces(a, names.get(a, ()), on_cards=card.addresses, card_name=card.name)
                for a in sorted(card.addresses)
                if not self.me.is_me(a)
            ]
            judged += [(a, b, same_person(a, b)) for a, b in combinations(on_it, 2)]
        return self.store.persons.found(_joined(judged))

    def of(self, address: str, now: datetime, name: str = "") -> set[str]:
        """Look into one address, by the mail up to a moment; the addresses with news.

        ``name`` is what the calendar calls them.
        """
        if self.me.is_me(address) or is_shared(address):
            return set()
        mails = self._mails(address, now)
        others = self._others(address, name, mails)
        self._looked[address] = frozenset(others)
        learned = self.store.assistants.add(self._assistances(mails))
        if not others:
            return learned
        cards = self.store.persons.cards([address, *others])
        names = self.store.persons.names([address, *others])
        beside = self._beside([address, *others], now)

        def traces(of: str, written: Sequence[Exchange], called: str = "") -> Traces:
            card = cards.get(of, Card())
            return Traces(
                address=of,
                names=(*names.get(of, ()), *filter(None, [called])),
                written=tuple(map(self._written, written)),
                on_cards=card.addresses,
                card_name=card.name,
                got=self._got(of, now),
                beside=beside.get(of, frozenset()),
            )

        one = traces(address, mails, name)
        judged = [
            (one, two, self._judged(one, two, now))
            for two in (traces(other, self._mails(other, now)) for other in others)
        ]
        return learned | self.store.persons.found(_joined(judged))

    def _judged(self, one: Traces, two: Traces, now: datetime) -> Sameness:
        """Whether they are one; a phone that somebody else signs with too is an office's."""
        found = same_person(one, two)
        phones = {proof.phone for proof in found.proofs if proof.phone}
        if len(phones) != len(found.proofs):
            return found
        lines = frozenset(p for p in phones if self._is_of_others(p, one, two, now))
        return same_person(replace(one, lines=lines), two) if lines else found

    def _is_of_others(self, phone: str, one: Traces, two: Traces, now: datetime) -> bool:
        """Whether people of another name sign with a number."""
        names = [full_name(one), full_name(two)]
        # However it is set in blanks and dots, the end of it is mostly in one piece.
        signed = Seen(self.store.engine).signed(phone[-_TAIL:], now)
        return any(
            digits_in(mail.text) & {phone}
            and compare(mail.sender.name, name) in (Likeness.DIFFERENT, Likeness.GIVEN)
            for mail in signed
            for name in names
        )

    def maybe(self, address: str) -> list[str]:
        """Addresses that go by the same name without anything else to tell: for a hint."""
        known = self.store.persons.names([address])
        found = self._others(address, next(iter(known.get(address, ())), ""), ())
        names = self.store.persons.names([address, *found])
        one = Traces(address, names.get(address, ()))
        twos = [Traces(other, names.get(other, ())) for other in found]
        return [two.address for two in twos if same_person(one, two).certainty is Certainty.MAYBE]

    def _mails(self, address: str, now: datetime) -> list[Exchange]:
        found = self.store.mail.written_by(address, now, _MOST_MAILS)
        return [self.reading.exchange(message) for message in found]

    def _others(self, address: str, name: str, mails: Sequence[Exchange]) -> list[str]:
        """Where to look: what shares a card, a full name, or is named in a mail of theirs."""
        card = self.store.persons.cards([address]).get(address, Card())
        called = {*self.store.persons.names([address]).get(address, ()), name, card.name}
        named = self.store.persons.namesakes({key(one) for one in called} - {""})
        written = [a for mail in mails for a in sorted(addresses_in(f"{mail.text}\n{mail.signed}"))]
        wrote = self.store.persons.last_written(a for found in named.values() for a in found)
        like = sorted(wrote, key=lambda a: str(wrote[a].date or ""), reverse=True)
        considered = dict.fromkeys([*sorted(card.addresses), *written, *like])
        return [
            other
            for other in considered
            if other != address and not self.me.is_me(other) and not is_shared(other)
        ][:_MOST_OTHERS]

    def _written(self, mail: Exchange) -> Written:
        readers = {a.address for a in (*mail.to, *mail.cc)}
        alone = bool(readers) and all(map(self.me.is_me, readers))
        answers = mail.in_reply_to if alone else ""
        name = "" if "@" in mail.sender.name else mail.sender.name
        return Written(mail.text, mail.signed, name, mail_source(mail), answers)

    def _got(self, address: str, now: datetime) -> frozenset[str]:
        """Message-IDs of what you sent to an address alone."""
        found = self.store.mail.between_us(self.me.addresses, [address], now, _MOST_SENT)
        return frozenset(
            m.envelope.message_id
            for m in found
            if m.envelope.sender and self.me.is_me(m.envelope.sender.address)
            if {a.address for a in (*m.envelope.to, *m.envelope.cc)} == {address}
        )

    def _beside(self, addresses: Sequence[str], now: datetime) -> dict[str, frozenset[str]]:
        """Which of them were in one mail or meeting."""
        met = self.store.ties.encounters(addresses, now)
        together = {
            frozenset((a, b))
            for a, b in combinations(addresses, 2)
            if met.get(a, {}).keys() & met.get(b, {}).keys()
        }
        for message in self.store.mail.between_us(self.me.addresses, addresses, now, _MOST_SENT):
            present = {a.address for a in message.envelope.everyone} & set(addresses)
            together |= {frozenset(pair) for pair in combinations(sorted(present), 2)}
        return {
            address: frozenset(a for pair in together if address in pair for a in pair)
            for address in addresses
        }

    def _assistances(self, mails: Iterable[Exchange]) -> Iterator[Assistance]:
        for mail in mails:
            source = mail_source(mail)
            found = assistants.read(mail.text, mail.signed, mail.sender, source)
            if found:
                yield found
            beside = (*mail.to, *mail.cc)
            yield from assistants.named(mail.text, mail.sender, self._not_me(beside), source)

    def _not_me(self, people: Iterable[Address]) -> list[Address]:
        return [person for person in people if not self.me.is_me(person.address)]


def _worth_a_look(judged: Judged) -> bool:
    return judged.verdict.networking and len(judged.guests) <= _MOST_GUESTS


def _people(judged: Judged) -> tuple[Guest, ...]:
    """The guests, and those for whom one of them only arranges."""
    return (*judged.guests, *judged.about)


def _joined(
    judged: Iterable[tuple[Traces, Traces, Sameness]],
) -> Iterator[tuple[str, str, Joined | None]]:
    """What to keep of each pair; one of which only nothing is seen any more stays as it was."""
    for one, other, found in judged:
        if found.parted:
            yield one.address, other.address, None
        elif found.same:
            # Where to write from now on is worth more than one more proof.
            best = max(found.proofs, key=lambda proof: (bool(proof.moved_to), proof.certain))
            yield (
                one.address,
                other.address,
                Joined(
                    one.address,
                    other.address,
                    FOUND,
                    best.reason,
                    best.source,
                    found.certainty is Certainty.CERTAIN,
                    best.moved_to,
                ),
            )
