"""Does what one meeting is owed: writes its letters, takes back what no longer holds.

What is owed was decided before (`syncd.due`); what is written goes through the outbox, once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import structlog

from syncd.agenda import Entry
from syncd.due import Action, Decision
from syncd.errors import SyncdError
from syncd.letters import Letters
from syncd.model import Delivery, Kind, State
from syncd.outbox import Outbox
from syncd.store import Store

log = structlog.get_logger("syncd.duties")


@dataclass(slots=True)
class Done:
    """What has become of some duties."""

    withdrawn: list[Delivery] = field(default_factory=list)
    #: Sentences about meetings that could not be dealt with.
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Duties:
    """Acts on decisions, and never decides."""

    store: Store
    letters: Letters
    outbox: Outbox

    def do(
        self, entry: Entry, kind: Kind, decision: Decision, now: datetime, *, done: Done
    ) -> None:
        """Do it, and note in ``done`` what came of it. A failure is logged, the others go on."""
        if decision.action is Action.NOTHING or self.outbox.stopping():
            return
        try:
            if decision.action is Action.WRITE:
                self._write(entry, kind, decision, now)
            else:
                self._withdraw(entry, kind, decision, now, done)
        except Exception as error:
            log.exception("meeting not dealt with", kind=kind.value, uid=entry.meeting.key.uid)
            done.problems.append(f'{kind} for "{entry.meeting.title}": {error}')

    def _write(self, entry: Entry, kind: Kind, decision: Decision, now: datetime) -> None:
        if kind is Kind.BRIEF:
            self.outbox.offer(self.letters.brief(entry.judged, decision, now))
            return
        for letter in self.letters.follow_ups(entry.judged, decision, now):
            self.outbox.offer(letter)

    def _withdraw(
        self, entry: Entry, kind: Kind, decision: Decision, now: datetime, done: Done
    ) -> None:
        letters = self.store.deliveries.of_meeting(entry.meeting.key, kind)
        for letter in _to_take_back(letters):
            try:
                taken_back = self.outbox.withdraw(letter, decision.reason, now)
            except (SyncdError, OSError) as error:
                done.problems.append(f'{kind} for "{entry.meeting.title}" not taken back: {error}')
                return
            if taken_back:
                taken = replace(letter, state=State.WITHDRAWN, reason=decision.reason)
                done.withdrawn.append(taken)
            elif kind is Kind.BRIEF and decision.off:
                self.outbox.offer(self.letters.word(entry.judged, decision, now))


def _to_take_back(letters: Sequence[Delivery]) -> list[Delivery]:
    """The newest and what is unsent beside it; of follow-ups, a draft that is there stays."""
    newest = letters[-1]
    beside = _unsent_beside(newest, letters)
    if newest.key.kind is Kind.FOLLOW_UP and newest.state is State.DELIVERED:
        return beside
    return [*beside, newest]


def _unsent_beside(newest: Delivery, letters: Sequence[Delivery]) -> list[Delivery]:
    """What the other guests were to get, where each gets a letter of their own."""
    others = [letter for letter in letters if letter.key.subject != newest.key.subject]
    return [letter for letter in others if letter.state in (State.READY, State.FAILED)]
