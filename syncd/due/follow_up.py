"""When a follow-up draft is owed.

Due at end + delay; when that falls in quiet hours, at their end. What was missed is caught up for
``look_back`` after the meeting. There is none when you have written to the guests yourself, nor for
a meeting that did not take place, nor to a crowd of strangers. One that has not reached the mailbox
is dropped when you have written meanwhile, or when the meeting is called off after all. Once it
exists it is the user's; notes that come in later may better a draft that nobody touched, which the
outbox finds out.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from syncd.due.decision import Action, Decision, Situation, Stand
from syncd.due.reason import Reason
from syncd.model import Acquaintance, Delivery, FollowUpWish, Guest, State

#: With more people from outside than that you have not talked with each of them.
_MOST_MET = 6


def decide(situation: Situation) -> Decision:
    """What is owed of the follow-up. Pure."""
    if situation.newest is not None:
        return _existing(situation, situation.newest)
    wish = situation.verdict.wants.follow_up
    if not situation.verdict.networking or wish is None:
        return Decision(Stand.NONE)
    due = due_moment(situation, wish)
    if reason := _why_not(situation):
        return Decision(Stand.SKIPPED, due, reason)
    if situation.now < due:
        return Decision(Stand.WAITING, due)
    if situation.now > due + situation.look_back:
        return Decision(Stand.SKIPPED, due, Reason.TOO_LONG_AGO)
    return _write(situation, due, 1)


def due_moment(situation: Situation, wish: FollowUpWish) -> datetime:
    """When the follow-up is due, in UTC."""
    return situation.quiet.waking_after(situation.meeting.end + wish.delay)


def outside(guests: tuple[Guest, ...]) -> tuple[Guest, ...]:
    """Those from outside who did not decline."""
    return tuple(guest for guest in guests if guest.external and not guest.declined)


def recipients(guests: tuple[Guest, ...], known: Mapping[str, Acquaintance]) -> tuple[Guest, ...]:
    """To whom it goes: those from outside who did not decline.

    In a crowd only to those whom you had written with or met before, and to who organized it;
    nobody when you knew none of them.
    """
    came = outside(guests)
    if len(came) <= _MOST_MET:
        return came
    familiar = {guest.address for guest in came if _familiar(known.get(guest.address))}
    if not familiar:
        return ()
    return tuple(guest for guest in came if guest.address in familiar or guest.organizer)


def _familiar(known: Acquaintance | None) -> bool:
    return known is not None and bool(known.mails_from or known.mails_to or known.meetings)


def _why_not(situation: Situation) -> str:
    if situation.off:
        return situation.off
    if not outside(situation.guests):
        return Reason.NOBODY_FROM_OUTSIDE if situation.guests else Reason.NOBODY
    if not recipients(situation.guests, situation.acquaintances):
        return Reason.STRANGERS if situation.acquaintances else Reason.CROWD
    return _already(situation)


def _already(situation: Situation) -> str:
    if situation.now < situation.meeting.end or not situation.already_wrote:
        return ""
    return f"You have already written to {situation.already_wrote}."


def _write(situation: Situation, due: datetime, revision: int) -> Decision:
    if situation.quiet.allows(due, situation.now):
        return Decision(Stand.DUE, due, "", Action.WRITE, revision)
    waking = situation.quiet.waking_after(situation.now)
    return Decision(Stand.WAITING, waking, Reason.QUIET)


def _existing(situation: Situation, newest: Delivery) -> Decision:
    wish = situation.verdict.wants.follow_up
    due = due_moment(situation, wish) if wish else newest.created
    if newest.state is State.WITHDRAWN:
        kept = any(letter.state is State.DELIVERED for letter in situation.letters)
        stand = Stand.DELIVERED if kept else Stand.WITHDRAWN
        return Decision(stand, due, newest.reason)
    if newest.state is State.DELIVERED:
        return _delivered(situation, newest, due)
    if why_not := situation.off or (not situation.reached_mailbox and _already(situation)):
        return Decision(Stand.SKIPPED, due, why_not, Action.WITHDRAW)
    if situation.newer_notes and newest.state is not State.SENDING:
        return _write(situation, due, newest.key.revision)
    stand = Stand.FAILED if newest.reason else Stand.DUE
    return Decision(stand, newest.next_try or due, newest.reason)


def _delivered(situation: Situation, newest: Delivery, due: datetime) -> Decision:
    if situation.off and situation.unsent_beside:
        return Decision(Stand.DELIVERED, due, situation.off, Action.WITHDRAW)
    if situation.newer_notes and not newest.reason:
        return _write(situation, situation.now, newest.key.revision + 1)
    return Decision(Stand.DELIVERED, due, newest.reason)
