"""Quiet hours on the wall clock, through both changes of the clocks, in several zones."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syncd.due import Quiet
from syncd.model.moments import Span

ZONES = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Santiago", "UTC"]
SPANS = ["21:00-07:00", "00:00-06:00", "22:30-05:30", "01:00-03:30", "12:00-13:00"]


def quiet(span: str, zone: str = "Europe/Berlin") -> Quiet:
    return Quiet(Span.parse(span), ZoneInfo(zone))


@pytest.mark.parametrize(
    ("zone", "day", "offset"),
    [
        ("Europe/Berlin", "2027-03-28", 2),  # the clocks go forward at 2:00
        ("Europe/Berlin", "2027-10-31", 1),  # and back at 3:00
        ("America/New_York", "2027-03-14", -4),
        ("America/New_York", "2026-11-01", -5),
        ("America/Santiago", "2027-04-04", -4),
        ("Australia/Lord_Howe", "2027-04-04", 10.5),
    ],
)
def test_the_morning_after_the_clocks_change_is_at_the_same_wall_clock_time(zone, day, offset):
    night = datetime.fromisoformat(f"{day}T00:30").replace(tzinfo=ZoneInfo(zone))
    morning = quiet("21:00-07:00", zone).waking_after(night)
    assert morning.astimezone(ZoneInfo(zone)).time() == time(7)
    assert morning == datetime.fromisoformat(f"{day}T07:00").replace(tzinfo=UTC) - timedelta(
        hours=offset
    )


@pytest.mark.parametrize("zone", ZONES)
def test_the_evening_before_is_at_the_same_wall_clock_time(zone):
    for day in range(1, 365):
        night = datetime(2027, 1, 1, 3, tzinfo=ZoneInfo(zone)) + timedelta(days=day)
        evening = quiet("21:00-07:00", zone).waking_before(night).astimezone(ZoneInfo(zone))
        assert (evening.time(), evening.date()) == (time(21), night.date() - timedelta(days=1))


@given(
    moment=st.datetimes(datetime(2026, 1, 1), datetime(2029, 1, 1)),
    span=st.sampled_from(SPANS),
    zone=st.sampled_from(ZONES),
)
def test_waking_moments_enclose_a_quiet_one_and_leave_a_waking_one_alone(moment, span, zone):
    at, hours = moment.replace(tzinfo=UTC), quiet(span, zone)
    before, after = hours.waking_before(at), hours.waking_after(at)
    if hours.covers(at):
        assert before <= at <= after
        assert after - before <= timedelta(hours=24)
    else:
        assert before == at == after


def test_nothing_new_is_allowed_in_the_night():
    night = datetime(2026, 11, 24, 2, tzinfo=ZoneInfo("Europe/Berlin"))
    assert not quiet("21:00-07:00").allows(night, night)


def test_without_a_span_everything_is_allowed():
    at = datetime(2026, 11, 24, 2, tzinfo=UTC)
    assert Quiet(None, ZoneInfo("UTC")).allows(at, at)
