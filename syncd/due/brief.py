"""When a brief is owed.

Due at start - lead; when that falls in quiet hours, at the end of the waking time before. What was
missed is caught up until the start, never after it. What changes about a meeting that was already
told of is told at once, in a revision; a brief for a meeting that is off is taken back. A rule with
several leads has the brief looked at again at each.

    newest letter     meeting on                      meeting off            begun
    ----------------  ------------------------------  ---------------------  --------
    none, withdrawn   write when due                  skip                   skip
    ready, failed     write again if it changed       take back              take back
    sending           the outbox settles it           take back              take back
    delivered         revise if it changed            take back, or say so   settled
"""

from __future__ import annotations

from datetime import datetime

from syncd.due.changes import Difference, differences, told_of
from syncd.due.decision import Action, Decision, Situation, Stand
from syncd.due.reason import Reason
from syncd.model import BriefWish, Delivery, State

_UNSENT = (State.READY, State.SENDING, State.FAILED)


def decide(situation: Situation) -> Decision:
    """What is owed of the brief. Pure."""
    newest = situation.newest
    begun = situation.now >= situation.meeting.start
    if newest is None or (newest.state is State.WITHDRAWN and not begun and not situation.off):
        return _first(situation, newest)
    says_so = newest.told is not None and newest.told.cancelled
    if newest.state in _UNSENT and (begun or (situation.off and not says_so)):
        reason = situation.off or Reason.BEGUN
        return Decision(Stand.SKIPPED, _due(situation, newest), reason, Action.WITHDRAW)
    if newest.state is State.WITHDRAWN:
        return Decision(Stand.WITHDRAWN, _due(situation, newest), newest.reason)
    if begun:
        return Decision(Stand.DELIVERED, _due(situation, newest))
    if situation.off:
        return _take_back(situation, newest)
    return _keep_current(situation, newest)


def due_moment(situation: Situation, wish: BriefWish) -> datetime:
    """When the brief is due, in UTC."""
    return situation.quiet.waking_before(situation.meeting.start - wish.lead)


def _due(situation: Situation, newest: Delivery) -> datetime:
    """When it was due by the rule; when it was written, if no rule wants it any more."""
    wish = situation.verdict.wants.brief
    return due_moment(situation, wish) if wish else newest.created


def _first(situation: Situation, newest: Delivery | None) -> Decision:
    wish = situation.verdict.wants.brief
    if not situation.verdict.networking or wish is None:
        return Decision(Stand.NONE)
    due = due_moment(situation, wish)
    if situation.off:
        return Decision(Stand.SKIPPED, due, situation.off)
    if situation.now >= situation.meeting.start:
        return Decision(Stand.SKIPPED, due, Reason.BEGUN)
    if situation.now < due:
        return Decision(Stand.WAITING, due)
    return _write(situation, due, newest.key.revision + 1 if newest else 1)


def _write(
    situation: Situation, due: datetime, revision: int, changed: tuple[Difference, ...] = ()
) -> Decision:
    """Write now, or as soon as the quiet hours end."""
    if situation.quiet.allows(due, situation.now):
        return Decision(Stand.DUE, due, "", Action.WRITE, revision, changed)
    waking = situation.quiet.waking_after(situation.now)
    if waking >= situation.meeting.start:
        return Decision(Stand.SKIPPED, due, Reason.QUIET_TO_THE_START)
    return Decision(Stand.WAITING, waking, Reason.QUIET)


def _keep_current(situation: Situation, newest: Delivery) -> Decision:
    """The meeting is on and a letter exists: does it still tell the truth?"""
    told = told_of(situation.meeting, situation.guests)
    changed = differences(newest.told, told, situation.guests) if newest.told else ()
    if newest.state is State.DELIVERED:
        if changed:
            return _write(situation, situation.now, newest.key.revision + 1, changed)
        if again := _again(situation, newest):
            return _write(situation, again, newest.key.revision + 1)
        return Decision(Stand.DELIVERED, _due(situation, newest))
    if changed and newest.state is not State.SENDING:
        return _write(situation, newest.created, newest.key.revision, changed)
    stand = Stand.FAILED if newest.reason else Stand.DUE
    return Decision(stand, newest.next_try or _due(situation, newest), newest.reason)


def _again(situation: Situation, newest: Delivery) -> datetime | None:
    """A further lead of the rule that has come since the newest letter was written."""
    wish = situation.verdict.wants.brief
    for lead in wish.again if wish else ():
        due = situation.quiet.waking_before(situation.meeting.start - lead)
        if newest.created < due <= situation.now:
            return due
    return None


def _take_back(situation: Situation, newest: Delivery) -> Decision:
    """A brief is in the inbox for a meeting that does not take place."""
    if newest.told and newest.told.cancelled:
        return Decision(Stand.WITHDRAWN, _due(situation, newest), situation.off)
    if situation.quiet.covers(situation.now):
        waking = situation.quiet.waking_after(situation.now)
        return Decision(Stand.DELIVERED, waking, situation.off)
    return Decision(
        Stand.WITHDRAWN,
        _due(situation, newest),
        situation.off,
        Action.WITHDRAW,
        newest.key.revision + 1,
    )
