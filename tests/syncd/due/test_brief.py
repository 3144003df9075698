"""When a brief is owed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from syncd.due import Action, Change, Stand
from syncd.due.brief import decide
from syncd.model import BriefWish, PartStat, State, Status, Verdict, Wants
from tests.builders import TEN, a_guest, a_meeting
from tests.syncd.due.situations import (
    NO_QUIET,
    WANTED,
    a_letter,
    a_situation,
    berlin,
)

AT_TWO = a_meeting(start=berlin("24 14:00"))


def test_nothing_is_owed_for_a_meeting_that_is_not_networking():
    decision = decide(a_situation("24 09:00", verdict=Verdict(networking=False)))
    assert decision.stand is Stand.NONE
    assert decision.action is Action.NOTHING


def test_nothing_is_owed_when_the_rule_wants_no_brief():
    verdict = replace(WANTED, wants=Wants())
    assert decide(a_situation("24 09:00", verdict=verdict)).stand is Stand.NONE


def test_it_waits_until_the_lead_before_the_start():
    decision = decide(a_situation("24 08:00", meeting=AT_TWO))
    assert (decision.stand, decision.due) == (Stand.WAITING, berlin("24 10:00"))


def test_it_is_written_at_the_lead_before_the_start():
    decision = decide(a_situation("24 10:00", meeting=AT_TWO))
    assert (decision.stand, decision.action, decision.revision) == (Stand.DUE, Action.WRITE, 1)


def test_a_due_moment_in_quiet_hours_moves_to_the_evening_before():
    decision = decide(a_situation("23 20:00"))
    assert (decision.stand, decision.due) == (Stand.WAITING, berlin("23 21:00"))


def test_it_is_written_with_the_heartbeat_after_the_end_of_the_waking_time():
    assert decide(a_situation("23 21:01")).action is Action.WRITE


def test_missed_in_the_evening_it_waits_for_the_morning():
    decision = decide(a_situation("23 23:30"))
    assert (decision.stand, decision.due) == (Stand.WAITING, berlin("24 07:00"))
    assert "quiet hours" in decision.reason


def test_what_was_missed_is_caught_up_until_the_start():
    assert decide(a_situation("24 09:59")).action is Action.WRITE


def test_it_never_comes_after_the_start():
    decision = decide(a_situation("24 10:00"))
    assert (decision.stand, decision.action) == (Stand.SKIPPED, Action.NOTHING)
    assert decision.reason


def test_a_meeting_that_begins_before_the_quiet_hours_end_is_told_of_the_evening_before():
    early = a_meeting(start=berlin("24 06:00"))
    assert decide(a_situation("23 20:59", meeting=early)).stand is Stand.WAITING
    assert decide(a_situation("23 21:00", meeting=early)).action is Action.WRITE


def test_one_that_became_known_in_the_night_and_begins_in_it_is_skipped_with_the_reason():
    early = a_meeting(start=berlin("24 06:00"))
    decision = decide(a_situation("24 02:00", meeting=early))
    assert decision.stand is Stand.SKIPPED
    assert "quiet hours" in decision.reason


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"meeting": a_meeting(status=Status.CANCELLED)}, "cancelled"),
        ({"my_partstat": PartStat.DECLINED}, "You declined"),
        ({"guests": (a_guest(partstat=PartStat.DECLINED),)}, "Everybody else declined"),
    ],
)
def test_a_meeting_that_is_off_is_skipped_with_the_reason(changes, reason):
    decision = decide(a_situation("24 09:00", **changes))
    assert decision.stand is Stand.SKIPPED
    assert reason in decision.reason


def test_a_delivered_brief_is_not_written_again():
    decision = decide(a_situation("24 09:00", letters=(a_letter(),)))
    assert (decision.stand, decision.action) == (Stand.DELIVERED, Action.NOTHING)


def test_a_moved_meeting_is_told_at_once_in_the_next_revision():
    moved = a_meeting(start=TEN + timedelta(days=2))
    decision = decide(a_situation("24 09:00", meeting=moved, letters=(a_letter(),)))
    assert (decision.action, decision.revision) == (Action.WRITE, 2)
    assert [d.change for d in decision.differences] == [Change.TIME]


def test_a_meeting_moved_in_the_night_is_told_in_the_morning():
    moved = a_meeting(start=TEN + timedelta(hours=2))
    decision = decide(a_situation("23 23:00", meeting=moved, letters=(a_letter(),)))
    assert (decision.stand, decision.due) == (Stand.WAITING, berlin("24 07:00"))


def test_a_new_guest_and_a_new_place_are_told_together():
    both = a_meeting(location="Bar Sol")
    guests = (a_guest(), a_guest("ben@nordwind.example"))
    decision = decide(a_situation("24 09:00", meeting=both, guests=guests, letters=(a_letter(),)))
    assert [d.change for d in decision.differences] == [Change.PLACE, Change.GUESTS]


def told_to(*addresses: str):
    return replace(a_letter(), told=replace(a_letter().told, guests=tuple(sorted(addresses))))


def test_whom_the_letter_told_by_another_address_has_neither_come_nor_left():
    ada, home = a_guest(), "ada.lindqvist@gmail.com"
    joined = replace(ada, also=(home,))
    for told in (told_to(ada.address), told_to(home), told_to(ada.address, home)):
        decision = decide(a_situation("24 09:00", guests=(joined,), letters=(told,)))
        assert decision.action is Action.NOTHING


def test_somebody_else_who_comes_beside_a_known_person_is_told():
    joined = replace(a_guest(), also=("ada.lindqvist@gmail.com",))
    guests = (joined, a_guest("ben@nordwind.example"))
    for told, coming in ((told_to(joined.address), guests), (told_to("ben@x.example"), (joined,))):
        decision = decide(a_situation("24 09:00", guests=coming, letters=(told,)))
        assert [d.change for d in decision.differences] == [Change.GUESTS]


def test_a_guest_who_answers_is_no_change():
    guests = (a_guest(partstat=PartStat.TENTATIVE),)
    decision = decide(a_situation("24 09:00", guests=guests, letters=(a_letter(),)))
    assert decision.action is Action.NOTHING


@pytest.mark.parametrize("changes", [{"gone": True}, {"my_partstat": PartStat.DECLINED}])
def test_a_brief_for_a_meeting_that_is_off_is_taken_back(changes):
    decision = decide(a_situation("24 09:00", letters=(a_letter(),), **changes))
    assert (decision.stand, decision.action) == (Stand.WITHDRAWN, Action.WITHDRAW)


def test_once_said_to_be_off_nothing_more_is_said():
    word = a_letter(revision=2, told=replace(a_letter().told, cancelled=True))
    decision = decide(a_situation("24 09:00", letters=(a_letter(), word), gone=True))
    assert (decision.stand, decision.action) == (Stand.WITHDRAWN, Action.NOTHING)


def test_the_word_that_it_is_off_is_left_to_the_outbox_until_it_has_arrived():
    word = a_letter(revision=2, state=State.READY, told=replace(a_letter().told, cancelled=True))
    decision = decide(a_situation("24 09:00", letters=(a_letter(), word), gone=True))
    assert (decision.stand, decision.action) == (Stand.WITHDRAWN, Action.NOTHING)


def test_a_meeting_that_is_on_again_is_told_again():
    word = a_letter(revision=2, told=replace(a_letter().told, cancelled=True))
    decision = decide(a_situation("24 09:00", letters=(a_letter(), word)))
    assert (decision.action, decision.revision) == (Action.WRITE, 3)
    assert [d.change for d in decision.differences] == [Change.BACK_ON]


def test_a_withdrawn_brief_comes_back_when_the_meeting_does():
    taken = a_letter(state=State.WITHDRAWN)
    decision = decide(a_situation("24 09:00", letters=(taken,)))
    assert (decision.action, decision.revision) == (Action.WRITE, 2)


def test_a_letter_that_was_never_sent_is_rewritten_when_the_meeting_changes():
    ready = a_letter(state=State.READY, delivered_at=None)
    moved = a_meeting(start=TEN + timedelta(hours=1))
    decision = decide(a_situation("24 09:00", meeting=moved, letters=(ready,)))
    assert (decision.action, decision.revision) == (Action.WRITE, 1)


def test_a_letter_found_in_sending_is_left_to_the_outbox():
    sending = a_letter(state=State.SENDING, delivered_at=None)
    moved = a_meeting(start=TEN + timedelta(hours=1))
    assert decide(a_situation("24 09:00", meeting=moved, letters=(sending,))).action is (
        Action.NOTHING
    )


def test_a_letter_that_never_arrived_lapses_at_the_start():
    failed = a_letter(state=State.FAILED, delivered_at=None, reason="disk full")
    decision = decide(a_situation("24 10:00", letters=(failed,)))
    assert (decision.stand, decision.action) == (Stand.SKIPPED, Action.WITHDRAW)


def test_a_failure_is_told_with_its_reason_and_the_next_try():
    failed = a_letter(
        state=State.FAILED, delivered_at=None, reason="disk full", next_try=berlin("24 09:05")
    )
    decision = decide(a_situation("24 09:00", letters=(failed,)))
    assert (decision.stand, decision.reason) == (Stand.FAILED, "disk full")
    assert decision.due == berlin("24 09:05")


def test_put_off_after_it_should_have_begun_it_is_told_again():
    tomorrow = a_meeting(start=TEN + timedelta(days=1))
    decision = decide(a_situation("24 10:30", meeting=tomorrow, letters=(a_letter(),)))
    assert (decision.action, decision.revision) == (Action.WRITE, 2)


def test_without_quiet_hours_the_night_is_like_the_day():
    verdict = replace(WANTED, wants=Wants(BriefWish(timedelta(hours=8))))
    decision = decide(a_situation("24 02:00", verdict=verdict, quiet=NO_QUIET))
    assert decision.action is Action.WRITE


def test_a_rule_with_several_leads_has_the_brief_looked_at_again():
    wish = BriefWish(timedelta(days=1), again=(timedelta(hours=2),))
    verdict = replace(WANTED, wants=Wants(wish))
    first = a_letter(created=berlin("23 10:00"))
    before = decide(a_situation("24 07:59", verdict=verdict, letters=(first,)))
    assert before.action is Action.NOTHING
    then = decide(a_situation("24 08:00", verdict=verdict, letters=(first,)))
    assert (then.action, then.revision, then.differences) == (Action.WRITE, 2, ())
    second = a_letter(revision=2, created=berlin("24 08:00"))
    after = decide(a_situation("24 09:00", verdict=verdict, letters=(first, second)))
    assert after.action is Action.NOTHING
