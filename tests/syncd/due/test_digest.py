"""The digest: once a week on the wall clock, never in quiet hours, caught up for two days."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syncd.due import Quiet
from syncd.due.digest import newest, owed
from syncd.model import Weekly
from syncd.model.moments import Span
from tests.builders import BERLIN

ZONES = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "UTC"]
MONDAY = Weekly.parse("Mon 07:30")
HOUR = timedelta(hours=1)


def quiet(span: str = "21:00-07:00", zone: ZoneInfo = BERLIN) -> Quiet:
    return Quiet(Span.parse(span) if span else None, zone)


def berlin(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("at", "due"),
    [
        ("2026-11-23T07:29", False),
        ("2026-11-23T07:30", True),
        ("2026-11-23T20:59", True),
        ("2026-11-23T21:30", False),  # quiet
        ("2026-11-24T12:00", True),  # missed, and caught up
        ("2026-11-25T07:30", True),
        ("2026-11-25T07:31", False),  # too late
        ("2026-11-29T12:00", False),
    ],
)
def test_it_is_owed_from_its_time_on_for_two_waking_days(at: str, due: bool):
    now = berlin(at)
    assert owed(newest(MONDAY, quiet(), now), quiet(), now) is due


def test_what_falls_in_quiet_hours_comes_when_they_end():
    late = Weekly.parse("Sun 22:00")
    before, after = berlin("2026-11-29T23:00"), berlin("2026-11-30T07:00")
    issue = newest(late, quiet(), after)
    assert issue == newest(late, quiet(), before)
    assert issue.due == after
    assert (owed(issue, quiet(), before), owed(issue, quiet(), after)) == (False, True)


def test_it_looks_ahead_to_the_next_one_also_when_the_clocks_change():
    issue = newest(MONDAY, quiet(), berlin("2027-03-22T08:00"))
    assert issue.week == "2027-W12"
    assert issue.until == berlin("2027-03-29T07:30")


def test_the_week_is_that_of_iso_8601():
    assert newest(MONDAY, quiet(), berlin("2026-12-28T08:00")).week == "2026-W53"
    assert newest(Weekly.parse("Fri 09:00"), quiet(), berlin("2027-01-01T09:00")).week == "2026-W53"


@given(
    now=st.datetimes(datetime(2026, 1, 1), datetime(2029, 1, 1)).map(
        lambda d: d.replace(tzinfo=UTC)
    ),
    zone=st.sampled_from(ZONES).map(ZoneInfo),
    weekday=st.integers(0, 6),
    at=st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    span=st.sampled_from(["", "21:00-07:00", "00:00-06:00", "12:00-13:00"]),
)
def test_one_week_has_one_digest_whenever_it_is_looked_at(now, zone, weekday, at, span):
    wanted, resting = Weekly(weekday, at), quiet(span, zone)
    issue = newest(wanted, resting, now)
    assert issue.due <= now or resting.covers(wanted.latest(now, zone))
    assert now < issue.until
    later = newest(wanted, resting, issue.until)
    assert later.week > issue.week
    assert not resting.covers(issue.due)
    if owed(issue, resting, now):
        assert newest(wanted, resting, now + timedelta(seconds=1)).week in (issue.week, later.week)
