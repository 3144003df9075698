"""Exactly-once delivery over a mailbox that fails, falls silent, or already holds the letter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from connectors.memory import MemoryMailbox
from syncd.compose import Letter, Stationery, build, message_id
from syncd.errors import AccountError, AmbiguousWriteError
from syncd.model import Delivery, DeliveryKey, Flag, Kind, MeetingKey, Ref, Role, State
from syncd.outbox import Outbox
from syncd.store import Store, open_store
from tests.builders import ME, TEN, an_address

MEETING = MeetingKey("coffee-ada@example.com")


class Mailbox(MemoryMailbox):
    """One that does as it is told: writes and falls silent, only falls silent, or refuses."""

    grace = 1.0

    def __init__(self) -> None:
        super().__init__(lambda: TEN)
        self.mood = ""

    def deliver(self, role: Role, letter: bytes, *, thread_id: str = "") -> Ref:
        if self.mood == "refuses":
            raise AccountError("files", "No room left.", advice="Make some.")
        if self.mood == "silent before":
            raise AmbiguousWriteError("files", "No answer.")
        ref = super().deliver(role, letter, thread_id=thread_id)
        if self.mood == "silent after":
            raise AmbiguousWriteError("files", "No answer.")
        return ref


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "syncd.sqlite", TEN)
    yield opened
    opened.close()


@pytest.fixture
def box() -> Mailbox:
    return Mailbox()


@pytest.fixture
def waited() -> list[float]:
    return []


@pytest.fixture
def outbox(store: Store, box: Mailbox, waited: list[float]) -> Outbox:
    return Outbox(store, {"files": box}, sleep=waited.append)


def a_delivery(kind: Kind = Kind.BRIEF, revision: int = 1, text: str = "Hello.\n") -> Delivery:
    key = DeliveryKey(kind, MEETING.header(), revision)
    letter = Letter("Coffee", text, f"<p>{text}</p>", (an_address(ME),))
    return Delivery(
        key=key,
        state=State.READY,
        account="files",
        message_id=message_id(key, ME),
        letter=build(letter, Stationery(key, an_address(ME), TEN, MEETING)),
        created=TEN,
        meeting=MEETING,
    )


def later(minutes: float):
    return TEN + timedelta(minutes=minutes)


def state(store: Store) -> State:
    return store.deliveries.of_meeting(MEETING)[-1].state


def test_a_letter_is_delivered_once(outbox: Outbox, box: Mailbox, store: Store):
    assert outbox.offer(a_delivery())
    assert len(outbox.deliver_all(TEN)) == 1
    assert outbox.deliver_all(later(1)) == []
    assert len(box.refs()) == 1
    assert state(store) is State.DELIVERED


@pytest.mark.parametrize("mood", ["silent before", "silent after"])
def test_an_answer_that_was_lost_is_looked_for_before_writing_again(
    outbox: Outbox, box: Mailbox, store: Store, waited: list[float], mood: str
):
    box.mood = mood
    outbox.offer(a_delivery())
    outbox.deliver_all(TEN)
    assert state(store) is State.SENDING
    box.mood = ""
    outbox.deliver_all(later(0.5))
    assert state(store) is State.SENDING, "it is not tried again before its time"
    outbox.deliver_all(later(2))
    assert state(store) is State.DELIVERED
    assert len(box.refs()) == 1
    assert waited == [1.0], "a write under way is given its grace"


def test_a_refusal_is_kept_with_its_reason_and_the_next_try_and_backs_off(
    outbox: Outbox, box: Mailbox, store: Store
):
    box.mood = "refuses"
    outbox.offer(a_delivery())
    waits, now = [], TEN
    for _ in range(3):
        outbox.deliver_all(now)
        (failed,) = store.deliveries.in_state(State.FAILED)
        assert failed.reason == "No room left. Make some."
        waits.append(failed.next_try - now)
        now = failed.next_try
    assert waits[0] < waits[1] < waits[2]
    box.mood = ""
    outbox.deliver_all(now)
    assert state(store) is State.DELIVERED
    assert len(box.refs()) == 1


def test_what_is_in_the_mailbox_already_is_not_written_again(
    outbox: Outbox, box: Mailbox, store: Store
):
    box.deliver(Role.INBOX, a_delivery().letter)
    outbox.offer(a_delivery())
    outbox.deliver_all(TEN)
    assert state(store) is State.DELIVERED
    assert len(box.refs()) == 1


def test_a_second_copy_of_our_own_is_swept_away(outbox: Outbox, box: Mailbox):
    box.deliver(Role.INBOX, a_delivery().letter)
    box.add(a_delivery().letter)
    outbox.offer(a_delivery())
    outbox.deliver_all(TEN)
    assert len(box.refs()) == 1


def test_a_copy_that_arrives_late_is_swept_away(outbox: Outbox, box: Mailbox):
    box.mood = "silent before"
    outbox.offer(a_delivery())
    outbox.deliver_all(TEN)
    box.mood = ""
    outbox.deliver_all(later(2))
    box.add(a_delivery().letter)  # the first writer's bytes, at last
    assert outbox.sweep(later(60)) == 1
    assert len(box.refs()) == 1
    assert outbox.sweep(later(61)) == 0


def test_a_copy_of_a_draft_is_swept_away_although_drafts_are_seen(outbox: Outbox, box: Mailbox):
    draft = a_delivery(Kind.FOLLOW_UP)
    box.mood = "silent before"
    outbox.offer(draft)
    outbox.deliver_all(TEN)
    box.mood = ""
    outbox.deliver_all(later(2))
    box.add(draft.letter, folder="Drafts", flags={Flag.DRAFT, Flag.SEEN})
    outbox.sweep(later(60))
    assert len(box.refs("Drafts")) == 1


def test_of_two_copies_the_one_that_was_read_stays(outbox: Outbox, box: Mailbox):
    box.mood = "silent before"
    outbox.offer(a_delivery())
    outbox.deliver_all(TEN)
    box.mood = ""
    outbox.deliver_all(later(2))
    read = box.add(a_delivery().letter, flags={Flag.SEEN})
    outbox.sweep(later(60))
    assert box.refs() == (read,)


def test_a_copy_of_a_draft_that_somebody_has_worked_on_stays(outbox: Outbox, box: Mailbox):
    draft = a_delivery(Kind.FOLLOW_UP)
    box.mood = "silent before"
    outbox.offer(draft)
    outbox.deliver_all(TEN)
    box.mood = ""
    outbox.deliver_all(later(2))
    worked_on = draft.letter.replace(b"Hello.", b"Hello dear.")
    box.add(worked_on, folder="Drafts", flags={Flag.DRAFT, Flag.SEEN})
    outbox.sweep(later(60))
    assert len(box.refs("Drafts")) == 2


def test_a_letter_that_was_never_sent_can_be_bettered(outbox: Outbox, box: Mailbox, store: Store):
    outbox.offer(a_delivery(text="Old.\n"))
    outbox.offer(a_delivery(text="New.\n"))
    outbox.deliver_all(TEN)
    (ref,) = box.refs()
    assert b"New." in box.message(ref)


def test_one_that_was_delivered_cannot(outbox: Outbox, box: Mailbox):
    outbox.offer(a_delivery(text="Old.\n"))
    outbox.deliver_all(TEN)
    assert not outbox.offer(a_delivery(text="New.\n"))


def test_an_account_that_left_the_config_is_named(outbox: Outbox, store: Store):
    outbox.offer(replace(a_delivery(), account="gone"))
    outbox.deliver_all(TEN)
    (failed,) = store.deliveries.in_state(State.FAILED)
    assert '"gone"' in failed.reason


def test_a_stop_is_heeded_between_two_letters(store: Store, box: Mailbox):
    stops = iter([False, True, True])
    outbox = Outbox(store, {"files": box}, stopping=lambda: next(stops))
    outbox.offer(a_delivery())
    outbox.offer(a_delivery(Kind.FOLLOW_UP))
    assert len(outbox.deliver_all(TEN)) == 1
    assert len(store.deliveries.in_state(State.READY)) == 1


def test_a_letter_on_its_way_that_is_withdrawn_is_looked_for_and_taken_back(
    outbox: Outbox, box: Mailbox, store: Store
):
    box.mood = "silent after"
    outbox.offer(a_delivery())
    outbox.deliver_all(TEN)
    box.mood = ""
    (sending,) = store.deliveries.in_state(State.SENDING)
    assert outbox.withdraw(sending, "It was cancelled.", later(5))
    assert box.refs() == ()
    assert state(store) is State.WITHDRAWN
