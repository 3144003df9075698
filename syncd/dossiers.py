"""Gathers what is known of the guests of a meeting, as of before it begins. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from syncd.agenda import Judged
from syncd.ledger import Ledger
from syncd.model import (
    Acquaintance,
    Address,
    Envelope,
    Finding,
    Guest,
    Me,
    Meeting,
    Person,
    Promise,
    PromiseState,
    Source,
)
from syncd.model.names import Likeness, compare
from syncd.people.dossier import Dossier, Exchange, mail_source, meeting_source
from syncd.people.findings import findings
from syncd.people.history import Past
from syncd.people.introductions import introducer
from syncd.people.matches import HELPFUL, Match, who_could_help
from syncd.people.newsletters import newsletter
from syncd.people.persons import Persons
from syncd.people.ties import Tie, mutual
from syncd.people.zones import local_time
from syncd.reading import Reading
from syncd.store import Store

_MOST_EXCHANGES = 12
_A_DAY = timedelta(days=1)
_MOST_MEETINGS = 5
_MOST_MUTUAL = 3


@dataclass(frozen=True, slots=True)
class Dossiers:
    """Asks the store about guests, each under all of their addresses."""

    store: Store
    me: Me
    reading: Reading
    ledger: Ledger

    def of(self, guests: Sequence[Guest], judged: Judged, now: datetime) -> tuple[Dossier, ...]:
        """What is known of each of some guests of a meeting; nothing later than its start."""
        before = min(now, judged.meeting.start)
        people = Past(self.store, self.me).people(guest.address for guest in guests)
        coming = self._addresses(guest.address for guest in judged.guests)
        return tuple(
            self._of(guest, people[guest.address], coming, judged, before) for guest in guests
        )

    def _of(
        self, guest: Guest, person: Person, coming: frozenset[str], judged: Judged, before: datetime
    ) -> Dossier:
        past = Past(self.store, self.me)
        known = judged.acquaintances.get(guest.address) or past.acquaintance(guest.address, before)
        intro = introducer(self.store, self.me, guest.address, known.first_contact or before)
        exchanges = tuple(
            self.reading.exchange(message)
            for message in past.exchanges([guest.address], before, _MOST_EXCHANGES)
        )
        told = findings(exchanges, guest.address, *person.addresses)
        ties = self._mutual(guest.name or known.name, person, before)
        arranged = _arranged_for(guest, judged)
        issues = self.store.mail.issues(person.addresses, before)
        return Dossier(
            guest=guest,
            acquaintance=known,
            exchanges=exchanges,
            meetings=self._met(past, person, judged, before),
            introduction=_introduction(intro) if intro else None,
            findings=told,
            promises=self._promises([guest.address, *(who.address for who, _ in arranged)], before),
            mutual=_named(ties, coming),
            could_meet=self._could_meet(told, ties, coming, before),
            person=person,
            first=self._first(past, person, known, before),
            arranged=arranged,
            newsletter=newsletter([issue.envelope for issue in issues]),
            local=local_time(guest, judged.meeting, exchanges, self.me),
        )

    def _met(
        self, past: Past, person: Person, judged: Judged, before: datetime
    ) -> tuple[Meeting, ...]:
        met = past.meetings_with(person.addresses, before, _MOST_MEETINGS + 1)
        others = [meeting for meeting in met if meeting.key != judged.meeting.key]
        return tuple(others[:_MOST_MEETINGS])

    def _first(
        self, past: Past, person: Person, known: Acquaintance, before: datetime
    ) -> Source | None:
        """Where the first contact shows."""
        if known.first_contact is None:
            return None
        mail = self.store.mail.first_between_us(self.me.addresses, person.addresses, before)
        if mail and mail.envelope.date == known.first_contact:
            return mail_source(self.reading.exchange(mail, read=False))
        met = past.meetings_with(person.addresses, known.first_contact + _A_DAY, 1)
        return meeting_source(met[0]) if met else None

    def _promises(self, addresses: Iterable[str], before: datetime) -> tuple[Promise, ...]:
        """What is open between you and a guest, or whoever arranges it for them; oldest first."""
        known = [promise for address in addresses for promise in self.ledger.of(address, before)]
        still_open = [promise for promise in known if promise.state is PromiseState.OPEN]
        return tuple(sorted(still_open, key=lambda promise: promise.made_at))

    def _mutual(self, name: str, person: Person, before: datetime) -> list[Tie]:
        """Whom you both know, without those who arrange things for them."""
        ties = mutual(self.store, self.me, person.addresses, before)
        works_for = self.store.assistants.of_all(a for tie in ties for a in tie.addresses)
        theirs = {
            address
            for address, known in works_for.items()
            if any(compare(one.boss, name) >= Likeness.LIKE for one in known)
        }
        return [tie for tie in ties if theirs.isdisjoint(tie.addresses)]

    def _could_meet(
        self,
        told: Sequence[Finding],
        ties: Sequence[Tie],
        coming: frozenset[str],
        before: datetime,
    ) -> tuple[Match, ...]:
        """Whom you could introduce to a guest for what they face."""
        challenges = [finding for finding in told if finding.kind == "challenge"]
        if not challenges:
            return ()
        acquainted = self.store.findings.acquainted()
        strengths = {address: known.strength for address, known in acquainted.items()}
        both_know = {address for tie in ties for address in tie.addresses}
        return who_could_help(
            challenges,
            self.store.findings.of_kinds(HELPFUL, before),
            strengths,
            leave_out=coming | both_know | set(self.me.addresses),
            persons=Persons(self.store).addresses,
        )

    def _addresses(self, asked: Iterable[str]) -> frozenset[str]:
        known = Persons(self.store).addresses(asked).values()
        return frozenset(address for addresses in known for address in addresses)


def _arranged_for(guest: Guest, judged: Judged) -> tuple[tuple[Address, Source], ...]:
    """Who arranged it for a guest, each with where that shows."""
    names = {other.address: other.name for other in judged.guests}
    return tuple(
        (Address(one.address, names.get(one.address, "")), one.source)
        for one in judged.arranged
        if compare(one.boss, guest.name) >= Likeness.LIKE
    )


def _named(ties: Iterable[Tie], coming: frozenset[str]) -> tuple[tuple[Address, Source], ...]:
    """Whom you both know, without those who come along and will be seen anyway."""
    others = [tie for tie in ties if coming.isdisjoint(tie.addresses)]
    return tuple((tie.who, tie.evidence[0]) for tie in others[:_MOST_MUTUAL])


def _introduction(envelope: Envelope) -> Exchange:
    sender = envelope.sender or Address("")
    return Exchange(envelope.message_id, envelope.subject, sender, False, envelope.date, "")
