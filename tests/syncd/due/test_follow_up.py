"""When a follow-up draft is owed."""

from dataclasses import replace

import pytest

from syncd.due import Action, Reason, Stand
from syncd.due.follow_up import decide, recipients
from syncd.model import Acquaintance, Guest, Kind, PartStat, State, Status, Verdict
from tests.builders import a_guest, a_meeting
from tests.syncd.due.situations import a_letter, a_situation, berlin

DRAFT = a_letter(Kind.FOLLOW_UP, created=berlin("24 11:30"), delivered_at=berlin("24 11:30"))


def test_it_waits_until_the_delay_after_the_end():
    meeting = a_meeting()
    decision = decide(a_situation("24 10:45", meeting=meeting))
    assert decision.stand is Stand.WAITING
    assert (decision.due - meeting.end).total_seconds() == 3600


def test_it_is_written_when_the_delay_is_over():
    assert decide(a_situation("24 13:00")).action is Action.WRITE


def test_after_an_evening_meeting_it_waits_for_the_morning():
    dinner = a_meeting(start=berlin("24 19:30"), minutes=90)
    decision = decide(a_situation("24 22:30", meeting=dinner))
    assert (decision.stand, decision.due) == (Stand.WAITING, berlin("25 07:00"))


def test_what_was_missed_is_caught_up_within_the_look_back():
    assert decide(a_situation("29 12:00")).action is Action.WRITE


def test_too_long_ago_is_skipped_with_the_reason():
    decision = decide(a_situation("24 12:00", meeting=a_meeting(start=berlin("10 10:00"))))
    assert decision.stand is Stand.SKIPPED
    assert "too long ago" in decision.reason


def test_it_is_skipped_when_you_have_written_already():
    decision = decide(a_situation("24 13:00", already_wrote="Ada Lindqvist"))
    assert decision.stand is Stand.SKIPPED
    assert "Ada Lindqvist" in decision.reason


@pytest.mark.parametrize(
    "changes",
    [
        {"meeting": a_meeting(status=Status.CANCELLED)},
        {"my_partstat": PartStat.DECLINED},
        {"guests": (a_guest(partstat=PartStat.DECLINED),)},
        {"guests": ()},
        {"guests": (a_guest("kim@example.com", external=False),)},
    ],
)
def test_there_is_none_without_a_meeting_with_somebody_from_outside(changes):
    decision = decide(a_situation("24 13:00", **changes))
    assert decision.stand is Stand.SKIPPED
    assert decision.reason


def test_it_goes_to_guests_from_outside_who_came():
    came, away = a_guest(), a_guest("ben@nordwind.example", partstat=PartStat.DECLINED)
    colleague = a_guest("kim@example.com", external=False)
    assert recipients((came, away, colleague), {}) == (came,)


def _crowd(number: int, **changes) -> tuple[Guest, ...]:
    return tuple(a_guest(f"guest{at}@x.example", **changes) for at in range(number))


def _known(guests: tuple[Guest, ...], **changes) -> dict[str, Acquaintance]:
    """Everybody looked up; who is not in ``changes`` is a stranger."""
    return {g.address: changes.get(g.address, Acquaintance(g.address)) for g in guests}


def test_six_from_outside_all_get_it_whether_known_or_not():
    six = _crowd(6)
    colleagues = _crowd(3, external=False)
    assert recipients((*six, *colleagues), _known(six)) == six


@pytest.mark.parametrize("contact", ["mails_from", "mails_to", "meetings"])
def test_in_a_crowd_those_you_know_get_it_and_the_organizer(contact):
    host = a_guest("host@x.example", organizer=True)
    crowd = (*_crowd(7), host)
    met = crowd[3].address
    known = _known(crowd) | {met: Acquaintance(met, **{contact: 1})}
    assert recipients(crowd, known) == (crowd[3], host)


def test_there_is_none_to_a_crowd_of_strangers():
    crowd = (*_crowd(6), a_guest("host@x.example", organizer=True))
    decision = decide(a_situation("24 13:00", guests=crowd, acquaintances=_known(crowd)))
    assert (decision.stand, decision.action) == (Stand.SKIPPED, Action.NOTHING)
    assert decision.reason == "Too many people, and you know none of them."


def test_of_a_crowd_that_nobody_looked_up_it_is_not_said_that_you_know_none():
    decision = decide(a_situation("24 13:00", guests=_crowd(80)))
    assert decision.reason == Reason.CROWD


NEVER_SENT = a_letter(Kind.FOLLOW_UP, state=State.READY, delivered_at=None)


@pytest.mark.parametrize("state", [State.READY, State.FAILED])
def test_what_never_reached_the_mailbox_is_dropped_when_you_have_written(state):
    letters = (replace(NEVER_SENT, state=state, reason="The server is down."),)
    decision = decide(a_situation("24 13:00", letters=letters, already_wrote="Ada Lindqvist"))
    assert decision.action is Action.WITHDRAW
    assert decision.reason == "You have already written to Ada Lindqvist."
    assert decide(a_situation("24 13:00", letters=letters)).action is Action.NOTHING


@pytest.mark.parametrize(
    "letters",
    [
        (replace(NEVER_SENT, state=State.SENDING),),
        (DRAFT,),
        (DRAFT, replace(NEVER_SENT, key=replace(NEVER_SENT.key, subject="Ben"))),
    ],
)
def test_what_may_be_in_the_mailbox_is_left_there(letters):
    decision = decide(a_situation("24 13:00", letters=letters, already_wrote="Ada Lindqvist"))
    assert decision.action is Action.NOTHING


def test_of_a_meeting_called_off_what_is_unsent_beside_a_draft_is_dropped():
    unsent = replace(NEVER_SENT, state=State.FAILED, key=replace(NEVER_SENT.key, subject="Ben"))
    off = decide(a_situation("24 13:00", letters=(unsent, DRAFT), gone=True))
    assert (off.stand, off.action, off.reason) == (Stand.DELIVERED, Action.WITHDRAW, Reason.GONE)
    assert decide(a_situation("24 13:00", letters=(DRAFT,), gone=True)).action is Action.NOTHING
    assert decide(a_situation("24 13:00", letters=(unsent, DRAFT))).action is Action.NOTHING


def test_a_draft_is_made_once():
    decision = decide(a_situation("25 13:00", letters=(DRAFT,)))
    assert (decision.stand, decision.action) == (Stand.DELIVERED, Action.NOTHING)


def test_notes_that_come_later_ask_for_a_better_draft():
    decision = decide(a_situation("24 14:00", letters=(DRAFT,), newer_notes=True))
    assert (decision.action, decision.revision) == (Action.WRITE, 2)


def test_a_draft_that_was_left_to_the_user_is_not_asked_for_again():
    left = a_letter(
        Kind.FOLLOW_UP, 2, state=State.WITHDRAWN, reason="You have changed it.", delivered_at=None
    )
    decision = decide(a_situation("24 15:00", letters=(DRAFT, left), newer_notes=True))
    assert (decision.stand, decision.action) == (Stand.DELIVERED, Action.NOTHING)
    assert decision.reason == "You have changed it."


def test_none_for_what_is_not_networking():
    assert decide(a_situation("24 13:00", verdict=Verdict(networking=False))).stand is Stand.NONE
