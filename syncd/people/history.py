"""What your own mail and calendar say of people, asked of the store as of a moment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from syncd import calendar
from syncd.model import Acquaintance, Address, Me, Meeting, PartStat
from syncd.people.guests import my_partstat
from syncd.people.introductions import introducer
from syncd.store import Store
from syncd.store.mail import StoredMessage, Tally

#: As many past meetings as a letter could ever count.
_MOST_MEETINGS = 500
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
        tally = self.store.mail.tally(self.me.addresses, address, before)
        met = self.meetings_with([address], before)
        last_met = max((meeting.end for meeting in met), default=None)
        first_met = min((meeting.start for meeting in met), default=None)
        intro = introducer(self.store, self.me, address, tally.first or before)
        newest = self.exchanges([address], before, limit=1)
        contact = self.store.contacts.of(address)
        return Acquaintance(
            address=address,
            name=(contact and contact.name) or tally.name,
            first_contact=_earliest(tally.first, first_met),
            last_contact=_latest(tally.last, last_met),
            mails_from=tally.mails_from,
            mails_to=tally.mails_to,
            wrote_first=_who_first(tally),
            meetings=len(met),
            last_meeting=last_met,
            introduced_by=intro.sender if intro else None,
            introduced_at=intro.date if intro else None,
            thread_subject=newest[0].envelope.subject if newest else "",
            organization=contact.organization if contact else "",
            title=contact.title if contact else "",
        )

    def meetings_with(self, addresses: Iterable[str], before: datetime) -> list[Meeting]:
        """Meetings that took place with any of them, newest first. Past ones only."""
        wanted = frozenset(addresses)
        groups = self.store.calendar.with_people(wanted, before, _MOST_MEETINGS)
        merged = (calendar.merge(copies, self.me) for copies in groups)
        return [m for m in merged if _took_place(m, self.me) and not _all_declined(m, wanted)]

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


def _took_place(meeting: Meeting, me: Me) -> bool:
    declined = my_partstat(meeting, me) is PartStat.DECLINED
    met = not meeting.all_day and len(meeting.attendees) <= _MOST_WHO_MEET
    return met and not meeting.cancelled and not declined


def _all_declined(meeting: Meeting, wanted: frozenset[str]) -> bool:
    answers = [a.partstat for a in meeting.attendees if a.address in wanted]
    return bool(answers) and all(answer is PartStat.DECLINED for answer in answers)


def _earliest(*moments: datetime | None) -> datetime | None:
    return min((m for m in moments if m), default=None)


def _latest(*moments: datetime | None) -> datetime | None:
    return max((m for m in moments if m), default=None)
