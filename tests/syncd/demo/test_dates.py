"""Relative times: working days, placeholders, the day that is played."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest

from syncd.demo import ZONE, demo_day
from syncd.demo.dates import Days

TUESDAY = Days(date(2026, 11, 24))


@pytest.mark.parametrize(
    ("now", "day"),
    [
        (datetime(2026, 11, 24, 6, 0, tzinfo=ZONE), date(2026, 11, 24)),
        (datetime(2026, 11, 27, 23, 59, tzinfo=ZONE), date(2026, 11, 27)),
        (datetime(2026, 11, 28, 0, 0, tzinfo=ZONE), date(2026, 11, 30)),
        (datetime(2026, 11, 29, 12, 0, tzinfo=ZONE), date(2026, 11, 30)),
        (datetime(2026, 11, 26, 23, 30, tzinfo=UTC), date(2026, 11, 27)),
        (datetime(2026, 11, 27, 23, 30, tzinfo=UTC), date(2026, 11, 30)),
    ],
)
def test_the_demo_day_is_today_in_berlin_or_the_monday_after_a_weekend(
    now: datetime, day: date
) -> None:
    assert demo_day(now) == day


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        demo_day(datetime(2026, 11, 24))


@pytest.mark.parametrize(
    ("when", "day"),
    [
        ("0d", date(2026, 11, 24)),
        ("+1d", date(2026, 11, 25)),
        ("-18d", date(2026, 11, 6)),
        ("-2w", date(2026, 11, 10)),
        ("0wd", date(2026, 11, 24)),
        ("-1wd", date(2026, 11, 23)),
        ("-2wd", date(2026, 11, 20)),
        ("-5wd", date(2026, 11, 17)),
        ("+3wd", date(2026, 11, 27)),
        ("+4wd", date(2026, 11, 30)),
    ],
)
def test_days_are_counted_with_or_without_weekends(when: str, day: date) -> None:
    assert TUESDAY.day(when) == day


@pytest.mark.parametrize("weekday", range(5))
def test_working_days_are_never_at_a_weekend_and_never_skipped(weekday: int) -> None:
    days = Days(date(2026, 11, 23 + weekday))
    row = [days.day(f"{number:+}wd") for number in range(-12, 14)]
    for here, after in pairwise(row):
        assert here.weekday() < 5
        assert (after - here).days == (3 if here.weekday() == 4 else 1)


def test_a_time_of_day_is_wall_clock_time_on_both_sides_of_a_clock_change() -> None:
    days = Days(date(2026, 10, 26))
    assert days.moment("-3d 10:00").astimezone(UTC).hour == 8
    assert days.moment("0d 10:00").astimezone(UTC).hour == 9


@pytest.mark.parametrize("wrong", ["", "3", "3x", "+1wd 9:00", "tomorrow", "+1d 10:00:00"])
def test_anything_else_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="not a time of the sample"):
        TUESDAY.day(wrong)


def test_a_moment_needs_a_time_of_day() -> None:
    with pytest.raises(ValueError, match="no time of day"):
        TUESDAY.moment("-3wd")


def test_texts_can_name_days_in_both_languages() -> None:
    filled = TUESDAY.fill("{0d:weekday}, {0d:date}; {+1wd:Wochentag}, den {+1wd:Datum}; {0d}")
    assert filled == "Tuesday, 24 November; Mittwoch, den 25. November; 2026-11-24"
