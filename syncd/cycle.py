"""One round: what changed, what is networking, what is due, what is known, written, delivered once.

    pull accounts -> take notes from answers -> judge -> decide -> write -> outbox

A meeting that cannot be dealt with is logged and told in `syncd status`; the others go on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import structlog

from syncd.agenda import Agenda, Entry
from syncd.alerts import Alerts
from syncd.answers import Answers
from syncd.correspondence import Correspondence
from syncd.digest import Digest
from syncd.due import Action, Decision, Quiet
from syncd.errors import SyncdError
from syncd.identities import Identities
from syncd.ledger import Ledger
from syncd.letters import Letters
from syncd.mirror import CALENDAR, CONTACTS, MAILBOX, Mirror
from syncd.model import Delivery, Kind, State
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
    letters: Letters
    ledger: Ledger
    identities: Identities
    digest: Digest
    alerts: Alerts
    outbox: Outbox
    correspondence: Correspondence
    quiet: Quiet
    _problems: list[str] = field(default_factory=list)
    _withdrawn: list[Delivery] = field(default_factory=list)

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
        self._problems, self._withdrawn = [], []
        if self.mirror.expand(now):
            self.agenda.forget()
        self._ask_for_guests(now)
        self.answers.take(now)
        entries = self._entries(now)
        self._note_verdicts(entries, now)
        self.ledger.update(entries, now)
        self.digest.update(entries, now, may_write=self._mail_was_read)
        for entry in entries:
            self._guarded(entry, Kind.BRIEF, entry.brief, now)
            self._guarded(entry, Kind.FOLLOW_UP, entry.follow_up, now)
        self.alerts.raise_new(now)
        delivered = self.outbox.deliver_all(now, ready=lambda letter: self._may_go(letter, now))
        self.store.accounts.note_round(now)
        return Round(now, tuple(delivered), tuple(self._withdrawn), tuple(self._problems))

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

    def _guarded(self, entry: Entry, kind: Kind, decision: Decision, now: datetime) -> None:
        act = {Action.WRITE: self._write, Action.WITHDRAW: self._withdraw}.get(decision.action)
        if act is None or self.outbox.stopping():
            return
        if decision.action is Action.WRITE and not self._mail_was_read():
            return
        if decision.action is Action.WRITE and self._asks_still(entry, now):
            return
        try:
            act(entry, kind, decision, now)
        except Exception as error:
            log.exception("meeting not dealt with", kind=kind.value, uid=entry.meeting.key.uid)
            self._problems.append(f'{kind} for "{entry.meeting.title}": {error}')

    def _write(self, entry: Entry, kind: Kind, decision: Decision, now: datetime) -> None:
        if kind is Kind.BRIEF:
            self.outbox.offer(self.letters.brief(entry.judged, decision, now))
            return
        for letter in self.letters.follow_ups(entry.judged, decision, now):
            self.outbox.offer(letter)

    def _withdraw(self, entry: Entry, kind: Kind, decision: Decision, now: datetime) -> None:
        letters = self.store.deliveries.of_meeting(entry.meeting.key, kind)
        for letter in (*_unsent_beside(letters[-1], letters), letters[-1]):
            try:
                taken_back = self.outbox.withdraw(letter, decision.reason, now)
            except (SyncdError, OSError) as error:
                self._problems.append(f'{kind} for "{entry.meeting.title}" not taken back: {error}')
                return
            if taken_back:
                taken = replace(letter, state=State.WITHDRAWN, reason=decision.reason)
                self._withdrawn.append(taken)
            elif kind is Kind.BRIEF and decision.off:
                self.outbox.offer(self.letters.word(entry.judged, decision, now))

    def _may_go(self, letter: Delivery, now: datetime) -> bool:
        """Nothing is delivered in quiet hours, also not what a crash left over."""
        return letter.key.kind.asked_for or self.quiet.allows(letter.created, now)

    def _note_verdicts(self, entries: list[Entry], now: datetime) -> None:
        judged = [(entry.meeting.key, entry.judged.verdict) for entry in entries]
        for key, verdict in self.store.verdicts.note(judged, now):
            log.debug("judged", uid=key.uid, networking=verdict.networking, rule=verdict.rule)


def _unsent_beside(newest: Delivery, letters: Sequence[Delivery]) -> list[Delivery]:
    """What the other guests were to get, where each gets a letter of their own."""
    others = [letter for letter in letters if letter.key.subject != newest.key.subject]
    return [letter for letter in others if letter.state in (State.READY, State.FAILED)]
