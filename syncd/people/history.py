"""What your own mail and calendar say of people, asked of the store as of a moment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from connectors.contract import Contact
from syncd import calendar
from syncd.model import Acquaintance, Address, Me, Meeting
from syncd.model.moments import to_utc
from syncd.people.introductions import brings_together
from syncd.store import Store
from syncd.store.mail import StoredMessage
from syncd.store.ties import AsOf, Encounter, Exchanged, Shared, Tally

#: As many past meetings as anything is read out of.
_MOST_MEETINGS = 100
#: A larger crowd has not met, it has been in one room.
_MOST_WHO_MEET = 40
#: With more readers than that besides you both, a mail was not meant for one of them.
_MOST_OTHERS = 2


@dataclass(frozen=True, slots=True)
class Past:
    """The user's history, seen from a moment: nothing later exists."""

    store: Store
    me: Me

    def acquaintance(self, address: str, before: datetime) -> Acquaintance:
        """One person as known at a moment. Only meetings that were over by then are counted."""
        asked = AsOf(address, before)
        return self.acquaintances([asked])[asked]

    def acquaintances(self, asked: Iterable[AsOf]) -> dict[AsOf, Acquaintance]:
        """Several people, each as known at a moment: as many questions as for one."""
        listed = list(dict.fromkeys(asked))
        if not listed:
            return {}
        ties, mine = self.store.ties, self.me.addresses
        tallies = ties.tallies(mine, listed)
        # What brings together comes no later than the first mail between the two.
        firsts = [AsOf(a, t.first or b) for (a, b), t in zip(listed, tallies, strict=True)]
        parts = zip(
            listed,
            tallies,
            self._met(listed),
            map(_introduction, ties.shared(mine, firsts)),
            map(_subject, ties.exchanged(mine, listed)),
            strict=True,
        )
        cards = self.store.contacts.of_all(address for address, _ in listed)
        return {
            one: _acquaintance(
                one, tally, met, intro=intro, subject=subject, card=cards.get(one.address)
            )
            for one, tally, met, intro, subject in parts
        }

    def meetings_with(
        self, addresses: Iterable[str], before: datetime, limit: int = _MOST_MEETINGS
    ) -> list[Meeting]:
        """The newest meetings that took place with any of them, newest first. Past ones only."""
        found = self._took_place(addresses, before)
        met = {one.key: one for encounters in found.values() for one in encounters}
        newest = sorted(met.values(), key=lambda one: one.start, reverse=True)[:limit]
        groups = self.store.calendar.copies_of(one.key for one in newest)
        return [calendar.merge(copies, self.me) for copies in reversed(groups)]

    def _met(self, asked: Sequence[AsOf]) -> list[list[Encounter]]:
        """The meetings with each of them that were over by the moment."""
        latest = max(before for _, before in asked)
        met = self._took_place([address for address, _ in asked], latest)
        moments = [to_utc(before).isoformat() for _, before in asked]
        return [
            [one for one in met.get(address, ()) if one.end <= moment]
            for (address, _), moment in zip(asked, moments, strict=True)
        ]

    def _took_place(self, addresses: Iterable[str], before: datetime) -> dict[str, list[Encounter]]:
        """The meetings that you and each of them were at."""
        declined = self.store.ties.declined(self.me.addresses)
        found = self.store.ties.encounters(addresses, before)
        return {
            address: [
                one for one in encounters.values() if _took_place(one) and one.key not in declined
            ]
            for address, encounters in found.items()
        }

    def exchanges(
        self, addresses: Iterable[str], before: datetime, limit: int = 20
    ) -> list[StoredMessage]:
        """Mail between you and them alone, newest first; failing that, mail in a small round."""
        theirs = sorted(addresses)
        found = self.store.mail.between_us(self.me.addresses, theirs, before, limit * 3)
        alone = [message for message in found if not self._others(message, theirs)]
        small = [m for m in found if len(self._others(m, theirs)) <= _MOST_OTHERS]
        return (alone or small)[:limit]

    def _others(self, message: StoredMessage, theirs: list[str]) -> set[str]:
        """Readers who are neither you nor they."""
        readers = {address.address for address in message.envelope.everyone}
        return {reader for reader in readers - set(theirs) if not self.me.is_me(reader)}

    def written_since(
        self, addresses: Iterable[str], since: datetime, until: datetime
    ) -> list[Address]:
        """Those among them whom you have written to in a time, each once."""
        wanted = set(addresses)
        sent = self.store.mail.i_wrote_to(self.me.addresses, wanted, since, until)
        reached = [a for m in sent for a in (*m.envelope.to, *m.envelope.cc)]
        return list({a.address: a for a in reached if a.address in wanted}.values())


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
    subject: str,
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
        thread_subject=subject,
        organization=card.organization if card else "",
        title=card.title if card else "",
    )


def _earliest(*moments: datetime | None) -> datetime | None:
    return min((m for m in moments if m), default=None)


def _latest(*moments: datetime | None) -> datetime | None:
    return max((m for m in moments if m), default=None)
