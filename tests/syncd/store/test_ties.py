"""Asking about people: many at once as one by one, and at the cost of their own mail only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from syncd.model import Attendee, Meeting, PartStat, Ref, Status
from syncd.people.history import Past
from syncd.people.introductions import introducer
from syncd.store import Store, open_store
from syncd.store.calendar import StoredItem
from syncd.store.ties import AsOf
from tests.builders import ADA, ME, TEN, a_meeting, an_address, an_attendee, an_envelope, me

DAY = timedelta(days=1)
KIM = "kim@example.org"
JONAS = "jonas@weber.example"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "syncd.sqlite", TEN)
    yield opened
    opened.close()


@pytest.fixture
def past(store: Store) -> Past:
    return Past(store, me())


def keep_mail(store: Store, *envelopes) -> None:
    numbered = [replace(e, ref=Ref("INBOX", f"{e.message_id}{e.date}")) for e in envelopes]
    with store.transaction() as connection:
        store.mail.put(connection, "files", numbered)


def keep_meetings(store: Store, *meetings: Meeting, account: str = "calendar") -> None:
    items = [
        (StoredItem(account, "work", f"{m.key.uid}{m.key.recurrence_id}", "1", ""), [m])
        for m in meetings
    ]
    with store.transaction() as connection:
        store.calendar.put(connection, items)


def met_on(day: int, *guests: Attendee | str, **changes) -> Meeting:
    start = TEN - day * DAY
    return a_meeting(uid=f"day {day}", start=start, guests=guests or [ADA], **changes)


def some_history(store: Store) -> None:
    keep_mail(
        store,
        an_envelope(sender=JONAS, to=[ME, ADA], subject="Intro: Ada <> Robin", date=TEN - 40 * DAY),
        an_envelope(sender=ADA, date=TEN - 30 * DAY),
        an_envelope(sender=ME, to=[ADA], date=TEN - 20 * DAY),
        an_envelope(sender=KIM, date=TEN - 10 * DAY),
    )
    keep_meetings(store, met_on(25), met_on(15), met_on(5, KIM))


def test_several_people_are_known_as_each_would_be_alone(store: Store, past: Past):
    some_history(store)
    asked = [AsOf(who, TEN - days * DAY) for who in (ADA, KIM, JONAS) for days in (0, 22, 35, 60)]
    together = past.acquaintances(asked)
    assert list(together) == asked
    assert together == {one: past.acquaintance(*one) for one in asked}


def test_what_is_known_of_someone_grows_with_time(store: Store, past: Past):
    some_history(store)
    early, later, now = (past.acquaintance(ADA, TEN - days * DAY) for days in (35, 22, 0))
    assert early.new
    assert early.introduced_by == an_address(JONAS, "Jonas")
    assert (later.mails_from, later.mails_to, later.meetings) == (1, 0, 1)
    assert (now.mails_from, now.mails_to, now.meetings) == (1, 1, 2)
    assert now.first_contact == TEN - 30 * DAY
    assert now.wrote_first == "them"


def test_however_many_are_asked_about_it_takes_as_many_statements(store: Store, past: Past):
    some_history(store)
    statements: list[str] = []
    event.listen(store.engine, "before_cursor_execute", lambda *told: statements.append(told[2]))
    past.acquaintances([AsOf(ADA, TEN)])
    alone = len(statements)
    past.acquaintances([AsOf(f"person{n}@example.org", TEN - n * DAY) for n in range(300)])
    assert len(statements) == 2 * alone


SAID_NO = an_attendee(ADA, partstat=PartStat.DECLINED)
I_SAID_NO = an_attendee(ME, partstat=PartStat.DECLINED)


@pytest.mark.parametrize(
    ("meeting", "count"),
    [
        (met_on(3), 1),
        (met_on(3, status=Status.CANCELLED), 0),
        (met_on(3, all_day=True), 0),
        (met_on(3, SAID_NO), 0),
        (met_on(3, attendees=(an_attendee(ADA), I_SAID_NO)), 0),
        (met_on(3, ADA, *(f"p{n}@example.org" for n in range(50))), 0),
        (met_on(0), 0),
    ],
    ids=["held", "cancelled", "all day", "they said no", "you said no", "a crowd", "to come"],
)
def test_only_a_meeting_that_brought_you_together_counts(
    store: Store, past: Past, meeting: Meeting, count: int
):
    keep_meetings(store, meeting)
    assert past.acquaintance(ADA, TEN).meetings == count
    assert len(past.meetings_with([ADA], TEN)) == count


def test_one_meeting_in_two_calendars_counts_once(store: Store, past: Past):
    keep_meetings(store, met_on(3))
    keep_meetings(store, met_on(3), account="phone")
    assert past.acquaintance(ADA, TEN).meetings == 1


def test_a_newer_copy_that_calls_it_off_overrules_an_older_one(store: Store, past: Past):
    keep_meetings(store, met_on(3))
    keep_meetings(store, met_on(3, sequence=2, status=Status.CANCELLED), account="phone")
    assert past.acquaintance(ADA, TEN).meetings == 0
    assert past.meetings_with([ADA], TEN) == []


def test_a_newer_copy_without_someone_means_they_were_not_there(store: Store, past: Past):
    keep_meetings(store, met_on(3))
    keep_meetings(store, met_on(3, KIM, sequence=2), account="phone")
    assert past.acquaintance(ADA, TEN).meetings == 0
    assert past.acquaintance(KIM, TEN).meetings == 1


def test_of_equal_copies_an_answer_counts_that_only_one_of_them_knows(store: Store, past: Past):
    keep_meetings(store, met_on(3))
    keep_meetings(store, met_on(3, SAID_NO), account="phone")
    assert past.acquaintance(ADA, TEN).meetings == 0


def test_the_newest_meetings_come_first_and_no_more_than_asked_for(store: Store, past: Past):
    keep_meetings(store, *(met_on(day) for day in (9, 3, 7, 5)))
    found = past.meetings_with([ADA], TEN, limit=3)
    assert [meeting.key.uid for meeting in found] == ["day 3", "day 5", "day 7"]


QUESTIONS: dict[str, Callable[[Past], object]] = {
    "who is it": lambda past: past.acquaintance(ADA, TEN),
    "what was written": lambda past: past.exchanges([ADA], TEN),
    "who introduced": lambda past: introducer(past.store, past.me, ADA, TEN),
    "was written since": lambda past: past.written_since([ADA], TEN - 5 * DAY, TEN),
    "what was met about": lambda past: past.meetings_with([ADA], TEN),
    "what was answered": lambda past: past.store.mail.answers_to(["<one@x>", "<two@x>"]),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_asking_about_one_person_costs_no_more_when_there_is_more_of_others(
    store: Store, past: Past, question: str
):
    some_history(store)
    before = steps(store, lambda: QUESTIONS[question](past))
    others = [(f"other{n}@example.net", TEN - (n % 90 + 6) * DAY) for n in range(400)]
    keep_mail(store, *(an_envelope(sender=who, date=date) for who, date in others))
    keep_mail(store, *(an_envelope(sender=ME, to=[who], date=date) for who, date in others))
    keep_meetings(store, *(met_on(n, f"other{n}@example.net") for n in range(100)))
    assert steps(store, lambda: QUESTIONS[question](past)) < 1.3 * before + 200


def steps(store: Store, ask: Callable[[], object]) -> int:
    """How many steps of its machine SQLite takes for it."""
    taken = 0

    def count() -> int:
        nonlocal taken
        taken += 1
        return 0

    ask()
    with store.engine.connect() as connection:
        driver = connection.connection.driver_connection
        driver.set_progress_handler(count, 1)
        try:
            ask()
        finally:
            driver.set_progress_handler(None, 1)
    return taken
