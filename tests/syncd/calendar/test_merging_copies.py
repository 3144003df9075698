"""One meeting in several calendars is one."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from syncd.calendar import merge
from syncd.model import Link, Meeting, PartStat, Status
from tests.builders import ADA, ME, a_meeting, an_attendee, me

MONDAY = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def merged(*copies: Meeting) -> Meeting:
    both = {merge(copies, me()), merge(tuple(reversed(copies)), me())}
    assert len(both) == 1, "the order of the copies must not matter"
    return both.pop()


def test_a_single_copy_is_the_meeting():
    only = a_meeting()
    assert merge([only], me()) is only


def test_no_copy_is_a_mistake():
    with pytest.raises(ValueError, match="no copy"):
        merge([], me())


def test_the_highest_sequence_counts():
    old = a_meeting(sequence=1, calendar="Private")
    new = replace(old, sequence=2, start=old.start + timedelta(hours=1), calendar="Work")
    assert merged(old, new).start == new.start


def test_a_newer_cancellation_counts():
    there = a_meeting(sequence=1)
    cancelled = replace(there, sequence=2, status=Status.CANCELLED)
    assert merged(there, cancelled).cancelled


def test_an_older_cancellation_does_not_count():
    there = a_meeting(sequence=3)
    cancelled = replace(there, sequence=2, status=Status.CANCELLED)
    assert not merged(there, cancelled).cancelled


def test_of_equal_copies_the_one_that_lists_you_counts():
    teams = a_meeting(attendees=[an_attendee(ADA)], title="Busy", calendar="Team")
    mine = a_meeting(attendees=[an_attendee(ME), an_attendee(ADA)], title="Coffee", calendar="Mine")
    found = merged(replace(teams, updated=MONDAY), replace(mine, updated=None))
    assert (found.title, found.calendar) == ("Coffee", "Mine")


def test_of_equal_copies_the_one_changed_last_counts():
    old = replace(a_meeting(title="Old"), updated=MONDAY)
    new = replace(old, title="New", updated=MONDAY + timedelta(hours=1))
    assert merged(old, new).title == "New"


def test_what_one_copy_leaves_open_the_other_says():
    here = replace(a_meeting(title="Coffee"), updated=MONDAY, url="", conference_url="")
    there = replace(
        here,
        updated=MONDAY - timedelta(days=1),
        url="https://calendar.example/1",
        conference_url="https://zoom.us/j/1",
        description="Bring cake",
        attachments=(Link("https://docs.example/1"),),
        categories=("Networking",),
        event_type="default",
    )
    found = merged(replace(here, description=""), there)
    assert found.url == "https://calendar.example/1"
    assert found.conference_url == "https://zoom.us/j/1"
    assert found.description == "Bring cake"
    assert found.attachments == (Link("https://docs.example/1"),)
    assert found.categories == ("Networking",)


def test_an_outdated_copy_gives_its_link_and_nothing_of_its_content():
    old = replace(
        a_meeting(location="Old café"),
        sequence=1,
        url="https://calendar.example/1",
        conference_url="https://zoom.us/j/1",
        description="Old agenda",
    )
    new = replace(old, sequence=2, location="", url="", conference_url="", description="")
    found = merged(old, new)
    assert (found.url, found.location) == ("https://calendar.example/1", "")
    assert (found.conference_url, found.description) == ("", "")


def test_an_answer_that_one_copy_knows_is_known():
    asked, answered = PartStat.NEEDS_ACTION, PartStat.DECLINED
    mine = a_meeting(attendees=[an_attendee(ME), an_attendee(ADA, partstat=asked)])
    theirs = a_meeting(attendees=[an_attendee(ADA, partstat=answered)])
    found = merged(mine, theirs)
    assert {a.address: a.partstat for a in found.attendees} == {
        ME: PartStat.ACCEPTED,
        ADA: PartStat.DECLINED,
    }


def test_where_both_know_an_answer_the_copy_that_counts_is_believed():
    mine = a_meeting(attendees=[an_attendee(ME), an_attendee(ADA, partstat=PartStat.ACCEPTED)])
    theirs = a_meeting(attendees=[an_attendee(ADA, partstat=PartStat.DECLINED)])
    assert merged(mine, theirs).attendees[1].partstat is PartStat.ACCEPTED


def test_a_copy_that_lists_nobody_borrows_who_is_invited():
    bare = replace(a_meeting(attendees=[]), updated=MONDAY)
    full = replace(a_meeting(attendees=[an_attendee(ADA)]), updated=None)
    assert [a.address for a in merged(bare, full).attendees] == [ADA]
