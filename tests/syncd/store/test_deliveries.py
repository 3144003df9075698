"""Letters in the store: what is remembered of them between two writes is what is there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from syncd.model import Delivery, DeliveryKey, Kind, MeetingKey, State, Told
from syncd.store import Store, open_store
from tests.builders import TEN

HOUR = timedelta(hours=1)
MEETING = MeetingKey("coffee@example.com")
OTHER = MeetingKey("weekly@example.com", "20261124T090000Z")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "syncd.sqlite", TEN)
    yield opened
    opened.close()


@pytest.fixture
def statements(store: Store) -> list[str]:
    """Grows with each statement."""
    seen: list[str] = []
    event.listen(store.engine, "before_cursor_execute", lambda *told: seen.append(told[2]))
    return seen


def a_letter(
    meeting: MeetingKey = MEETING,
    kind: Kind = Kind.BRIEF,
    revision: int = 1,
    state: State = State.READY,
    start: datetime = TEN,
) -> Delivery:
    key = DeliveryKey(kind, meeting.header(), revision)
    return Delivery(
        key=key,
        state=state,
        account="files",
        message_id=f"<{kind}.{revision}.{meeting.uid}>",
        letter=b"Subject: hello\r\n\r\n",
        created=TEN - 4 * HOUR + revision * HOUR,
        meeting=meeting,
        told=Told(start, start + HOUR, "Coffee", "", ()),
        delivered_at=TEN if state is State.DELIVERED else None,
    )


def test_the_letters_of_several_meetings_come_in_one_statement(store: Store, statements: list[str]):
    letters = [a_letter(), a_letter(revision=2), a_letter(OTHER), a_letter(kind=Kind.FOLLOW_UP)]
    for letter in letters:
        store.deliveries.add(letter)
    statements.clear()
    about = store.deliveries.about([MEETING, OTHER, MeetingKey("nobody@example.com")])
    assert len(statements) == 1
    assert about == {MEETING: (letters[0], letters[3], letters[1]), OTHER: (letters[2],)}


def test_what_briefs_have_told_since_a_moment_comes_without_their_text(
    store: Store, statements: list[str]
):
    taken_back = a_letter(OTHER)
    for letter in (a_letter(), a_letter(revision=2), a_letter(kind=Kind.FOLLOW_UP), taken_back):
        store.deliveries.add(letter)
    store.deliveries.move(taken_back.key, [State.READY], State.WITHDRAWN)
    statements.clear()
    newest = a_letter(revision=2)
    told = store.deliveries.told_since(newest.created)
    assert told == [(MEETING, newest.told, newest.created)]
    assert "letter" not in statements[0]


def test_a_question_is_asked_again_only_after_a_write(store: Store, statements: list[str]):
    store.deliveries.add(a_letter())

    def ask() -> tuple[object, ...]:
        return (
            store.deliveries.about([MEETING]),
            store.deliveries.in_state(State.READY),
            store.deliveries.told_ahead(TEN - HOUR),
            store.deliveries.briefs(TEN - HOUR),
        )

    first = ask()
    statements.clear()
    assert ask() == first
    assert statements == []
    store.deliveries.move(a_letter().key, (State.READY,), State.DELIVERED, delivered_at=TEN)
    assert store.deliveries.in_state(State.READY) == ()
    assert store.deliveries.about([MEETING])[MEETING][0].state is State.DELIVERED
    assert store.deliveries.briefs(TEN - HOUR) == {a_letter().message_id: MEETING}


def test_another_question_is_not_answered_from_memory(store: Store):
    store.deliveries.add(a_letter())
    assert store.deliveries.about([OTHER]) == {}
    assert set(store.deliveries.about([MEETING])) == {MEETING}
    assert store.deliveries.in_state(State.FAILED) == ()
    assert len(store.deliveries.in_state(State.READY)) == 1


def test_what_a_brief_says_is_ahead_is_no_longer_once_it_has_begun(store: Store):
    store.deliveries.add(a_letter())
    assert set(store.deliveries.told_ahead(TEN - HOUR)) == {MEETING}
    assert store.deliveries.told_ahead(TEN) == {}


def test_of_several_briefs_of_one_meeting_the_newest_says_when_it_begins(store: Store):
    store.deliveries.add(a_letter(state=State.DELIVERED, start=TEN + 5 * HOUR))
    store.deliveries.add(a_letter(revision=2, state=State.DELIVERED, start=TEN))
    assert store.deliveries.told_ahead(TEN + HOUR) == {}
    assert store.deliveries.told_ahead(TEN - HOUR)[MEETING].start == TEN


def test_what_another_process_writes_is_seen_at_once(store: Store, statements: list[str]):
    assert store.deliveries.in_state(State.READY) == ()
    other = open_store(store.path, TEN)
    try:
        other.deliveries.add(a_letter())
    finally:
        other.close()
    assert len(store.deliveries.in_state(State.READY)) == 1
    asked = len(statements)
    assert len(store.deliveries.in_state(State.READY)) == 1
    assert len(statements) == asked, "and remembered again"


def test_a_letter_is_found_by_its_key_and_the_newest_of_its_kind(store: Store):
    letters = [a_letter(), a_letter(revision=2), a_letter(OTHER, revision=3)]
    for letter in letters:
        store.deliveries.add(letter)
    assert store.deliveries.of_key(letters[1].key) == letters[1]
    assert store.deliveries.of_key(DeliveryKey(Kind.DIGEST, "2026-W48")) is None
    assert store.deliveries.newest(Kind.BRIEF) == letters[2]
    store.deliveries.move(letters[2].key, (State.READY,), State.WITHDRAWN)
    assert store.deliveries.newest(Kind.BRIEF) == letters[1]
    assert store.deliveries.newest(Kind.DIGEST) is None
