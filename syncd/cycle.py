"""One round: what changed, what is networking, what is due, what is known, written, delivered once.

    pull accounts -> take notes from answers -> judge -> decide -> write -> outbox

A meeting that cannot be dealt with is logged and told in `syncd status`; the others go on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import structlog

from syncd.agenda import Agenda, Entry
from syncd.alerts import Alerts
from syncd.answers import Answers
from syncd.correspondence import Correspondence
from syncd.digest import Digest
from syncd.due import Action, Decision, Quiet
from syncd.duties import Done, Duties
from syncd.identities import Identities
from syncd.ledger import Ledger
from syncd.mirror import CALENDAR, CONTACTS, MAILBOX, Mirror
from syncd.model import Delivery, Kind
from syncd.outbox import Outbox
from syncd.store import Store

log = structlog.get_logger("syncd.cycle")

#: A brief waits a round or two for what an account knows of so many guests, not of a crowd.
_MOST_ASKED = 8


@dataclass(frozen=True, slots=True)
class Round:
    """What one round did."""

    at: datetime
    delivered: tuple[Delivery, ...] = ()
    withdrawn: tuple[Delivery, ...] = ()
    #: Sentences about meetings that could not be dealt with.
    problems: tuple[str, ...] = ()


@dataclass(slots=True)
class Cycle:
    """The parts of a round, and the round itself."""

    store: Store
    mirror: Mirror
    agenda: Agenda
    answers: Answers
    duties: Duties
    ledger: Ledger
    identities: Identities
    digest: Digest
    alerts: Alerts
    outbox: Outbox
    correspondence: Correspondence
    quiet: Quiet

    def pull(self, now: datetime, *, patient: bool = True) -> None:
        """Look at every account."""
        self.poll(CALENDAR, now, patient=patient)
        self.poll(MAILBOX, now, patient=patient)
        self.poll(CONTACTS, now, patient=patient)

    def poll(self, what: str, now: datetime, *, patient: bool = True) -> None:
        """Look at one half of every account; the meetings are judged anew if anything changed."""
        touched = self.mirror.pull(what, now, patient=patient)
        if touched:
            self.agenda.forget(None if touched.everything else frozenset(touched.addresses))
            self.identities.forget(touched.addresses)

    def round(self, now: datetime) -> Round:
        """Deal with every meeting that is owed something at a moment (aware)."""
        done = Done()
        if self.mirror.expand(now):
            self.agenda.forget()
        self._ask_for_guests(now)
        self.answers.take(now)
        entries = self._entries(now)
        self._note_verdicts(entries, now)
        self.ledger.update(entries, now)
        self.digest.update(entries, now, may_write=self._mail_was_read)
        for entry in entries:
            for kind, decision in ((Kind.BRIEF, entry.brief), (Kind.FOLLOW_UP, entry.follow_up)):
                if not self._waits(entry, decision, now):
                    self.duties.do(entry, kind, decision, now, done=done)
        self.alerts.raise_new(now)
        delivered = self.outbox.deliver_all(now, ready=lambda letter: self._may_go(letter, now))
        self.store.accounts.note_round(now)
        return Round(now, tuple(delivered), tuple(done.withdrawn), tuple(done.problems))

    def _entries(self, now: datetime) -> list[Entry]:
        """What is owed, once it is known who the guests are."""
        if self.identities.said_by_hand():
            self.agenda.forget()
        entries = self.agenda.entries(now)
        learned = self.identities.update(entries, now)
        if not learned:
            return entries
        self.agenda.forget(learned)
        return self.agenda.entries(now)

    def _ask_for_guests(self, now: datetime) -> None:
        """Have the mail with coming guests at hand before anything is judged."""
        if not self.correspondence.needed:
            return
        touched = self.correspondence.ask(self.agenda.strangers(now), now)
        if touched:
            self.agenda.forget(touched)
            self.identities.forget(touched)

    def index(self, now: datetime) -> None:
        """Read a little more of the old mail of accounts that are not mirrored."""
        touched = self.correspondence.index(now)
        if touched:
            self.agenda.forget(touched)
            self.identities.forget(touched)

    def _mail_was_read(self) -> bool:
        """Whether every mailbox has been read once: without it a letter would know nobody."""
        mailboxes = [account.name for account in self.mirror.accounts if account.mailbox]
        return all(self.store.accounts.standing(name, MAILBOX).last_ok for name in mailboxes)

    def _asks_still(self, entry: Entry, now: datetime) -> bool:
        """Whether the mail with a few guests is yet to be asked for: else a friend would be new."""
        guests = [guest.address for guest in entry.judged.guests if guest.external]
        coming = entry.meeting.start > now and len(guests) <= _MOST_ASKED
        return coming and self.correspondence.needed and self.correspondence.unasked(guests, now)

    def _waits(self, entry: Entry, decision: Decision, now: datetime) -> bool:
        """Whether a letter would know too little yet."""
        if decision.action is not Action.WRITE:
            return False
        return not self._mail_was_read() or self._asks_still(entry, now)

    def _may_go(self, letter: Delivery, now: datetime) -> bool:
        """Nothing is delivered in quiet hours, also not what a crash left over."""
        return letter.key.kind.asked_for or self.quiet.allows(letter.created, now)

    def _note_verdicts(self, entries: list[Entry], now: datetime) -> None:
        judged = [(entry.meeting.key, entry.judged.verdict) for entry in entries]
        for key, verdict in self.store.verdicts.note(judged, now):
            log.debug("judged", uid=key.uid, networking=verdict.networking, rule=verdict.rule)
