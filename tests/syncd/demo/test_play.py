"""The demo's day, through the daemon: what it brings, and that it ends as it should."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from syncd import wiring
from syncd.cli.show import letter_text
from syncd.demo.play import Day, evening, prepare
from syncd.model import Delivery, Kind, State
from syncd.people.persons import Persons
from syncd.store import open_store
from tests.builders import BERLIN


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Day:
    """A Tuesday, played to its evening."""
    told: list[str] = []
    played = prepare(
        tmp_path_factory.mktemp("demo"),
        datetime(2026, 11, 24, 12, tzinfo=BERLIN),
        lambda _when, what: told.append(what),
    )
    played.play(evening(played))
    assert played.to_come == []
    return played


@pytest.fixture(scope="module")
def letters(day: Day) -> list[Delivery]:
    store = open_store(wiring.load(day.sample.config).store, day.clock.now())
    found = list(store.deliveries.in_state(*State))
    store.close()
    return found


def about(letters: list[Delivery], kind: Kind, slug: str) -> list[Delivery]:
    return [one for one in letters if one.key.kind is kind and slug in one.key.subject]


def test_nothing_went_wrong(day: Day, letters: list[Delivery]):
    assert [problem for done in day.rounds for problem in done.problems] == []
    assert not [letter for letter in letters if letter.state in (State.FAILED, State.SENDING)]


def test_the_first_coffee_is_briefed_and_followed_up_with_the_notes(letters: list[Delivery]):
    (brief,) = about(letters, Kind.BRIEF, "coffee-ada")
    assert brief.state is State.DELIVERED
    assert b"Jonas Weber introduced you" in brief.letter
    assert b"Priya Nair" in brief.letter  # whom Robin could introduce to her
    (draft,) = about(letters, Kind.FOLLOW_UP, "coffee-ada")
    assert b"knitting" in draft.letter


def test_a_moved_lunch_is_told_in_a_revision_that_took_the_place_of_the_first(
    letters: list[Delivery],
):
    first, second = about(letters, Kind.BRIEF, "lunch-tomas")
    assert (first.state, second.state) == (State.WITHDRAWN, State.DELIVERED)
    assert second.key.revision == 2


def test_a_call_that_was_called_off_leaves_nothing(letters: list[Delivery]):
    (brief,) = about(letters, Kind.BRIEF, "milan")
    assert brief.state is State.WITHDRAWN
    assert about(letters, Kind.FOLLOW_UP, "milan") == []


def test_the_week_is_told_once_and_who_came_within_reach(letters: list[Delivery]):
    (digest,) = about(letters, Kind.DIGEST, "")
    assert b"Linnea Berg" in digest.letter
    wanted = datetime(2026, 11, 24, 7, 30, tzinfo=BERLIN)
    assert timedelta() <= digest.delivered_at - wanted <= timedelta(minutes=10)


def test_ada_is_one_person_under_both_of_her_addresses(day: Day, letters: list[Delivery]):
    (brief,) = about(letters, Kind.BRIEF, "coffee-ada")
    assert "rebuilding the wind forecast platform" in " ".join(letter_text(brief.letter).split())
    store = open_store(wiring.load(day.sample.config).store, day.clock.now())
    person = Persons(store).of("ada@nordwind.example")
    store.close()
    assert person.addresses == ("ada@nordwind.example", "ada@kids-code.example")


def test_stand_ups_dentists_and_interviews_get_no_letter(letters: list[Delivery]):
    subjects = " ".join(letter.key.subject for letter in letters)
    for other in ("stand-up", "standup", "dentist", "ines", "brightlake", "webinar"):
        assert other not in subjects.lower()


def test_the_mailbox_holds_exactly_what_was_delivered(day: Day, letters: list[Delivery]):
    delivered = {letter.message_id for letter in letters if letter.state is State.DELIVERED}
    files = [path.read_bytes() for path in day.sample.mail.rglob("*") if path.is_file()]
    ours = [raw for raw in files if b"X-Syncd-Kind" in raw]
    assert len(ours) == len(delivered)
