"""When a follow-up draft is owed."""

import pytest

from syncd.due import Action, Stand
from syncd.due.follow_up import decide, recipients
from syncd.model import Kind, PartStat, State, Status, Verdict
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
    assert recipients((came, away, colleague)) == (came,)


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
