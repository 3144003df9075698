"""Who could help with what somebody faces, among those whom you know well."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest

from syncd.model import Finding, Source
from syncd.people.matches import WELL_KNOWN, what_you_look_for, who_could_help
from tests.builders import ADA, ME

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
PRIYA, HOME, BEN = "priya@tidemark.example", "priya.nair@posteo.de", "ben@example.org"
NAMES = {PRIYA: "Priya Nair", HOME: "Priya Nair"}


def said(text: str, about: str = PRIYA, kind: str = "done", days: float = 100) -> Finding:
    at = NOW - timedelta(days=days)
    return Finding(about, kind, text, Source("mail", "News", at, NAMES.get(about, about)))


HIRING = said("We are struggling to hire data engineers", ADA, "challenge")
BUILT = said("We built a team of data engineers")


def test_both_sides_are_told_with_their_sources():
    (match,) = who_could_help([HIRING], [BUILT], {PRIYA: 3.0})
    assert (match.theirs, match.need, match.strength) == (BUILT, HIRING, 3.0)
    assert (match.who.address, match.who.name) == (PRIYA, "Priya Nair")


@pytest.mark.parametrize(
    "finding",
    [
        said("We built a map of trees"),
        said("I love hiring data engineers", kind="interest"),
        said("We are struggling to hire data engineers too", kind="challenge"),
        said("We hired ten data engineers", ADA),
    ],
    ids=["of something else", "only likes it", "faces the same", "the guest herself"],
)
def test_who_could_not_help_is_left_out(finding: Finding):
    assert who_could_help([HIRING], [finding], {PRIYA: 3.0, ADA: 3.0}) == ()


def test_nobody_can_help_with_nothing():
    assert who_could_help([], [BUILT], {PRIYA: 3.0}) == ()
    assert who_could_help([HIRING], [], {}) == ()


def test_who_is_left_out_may_be_named_by_any_of_their_addresses():
    def persons(addresses: Iterable[str]) -> dict[str, tuple[str, ...]]:
        return dict.fromkeys(addresses, (PRIYA, HOME))

    found = [said("We hired two data engineers", HOME)]
    (match,) = who_could_help([HIRING], found, {PRIYA: 1.0, HOME: 2.0}, persons=persons)
    assert (match.who.address, match.strength) == (PRIYA, 3.0)
    assert who_could_help([HIRING], found, {HOME: 2.0}, leave_out=[PRIYA], persons=persons) == ()
    assert who_could_help([HIRING], found, {HOME: 2.0}, leave_out=[HOME, ME]) == ()


def test_nobody_is_asked_whom_you_hardly_know():
    assert who_could_help([HIRING], [BUILT], {}) == ()
    assert who_could_help([HIRING], [BUILT], {PRIYA: WELL_KNOWN - 0.1}) == ()
    assert len(who_could_help([HIRING], [BUILT], {PRIYA: WELL_KNOWN})) == 1


def test_the_strongest_ties_come_first_two_at_most_and_each_person_once():
    known = [
        said("We hired one data engineer", BEN),
        BUILT,
        said("We trained data engineers", PRIYA, days=900),
        said("We hired four data engineers", "cy@example.org"),
    ]
    found = who_could_help([HIRING], known, {BEN: 2.5, PRIYA: 5.0, "cy@example.org": 3.0})
    assert [match.who.address for match in found] == [PRIYA, "cy@example.org"]
    assert found[0].theirs == BUILT


def test_what_you_look_for_is_held_against_what_they_do():
    works = said("We are building a tram map", ADA, "project")
    wishes = ("volunteers", "people who draw tram maps")
    (fit,) = what_you_look_for(wishes, [HIRING, works])
    assert (fit.wish, fit.finding) == ("people who draw tram maps", works)
    assert what_you_look_for((), [works]) == ()
    assert what_you_look_for(("data engineers",), [HIRING]) == ()
