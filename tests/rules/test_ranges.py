"""Ranges of numbers and durations."""

from __future__ import annotations

from math import inf

import pytest

from rules.ranges import hour_range, minutes_range, number_range


@pytest.mark.parametrize(
    ("written", "low", "high", "told"),
    [
        (2, 2, 2, "2"),
        ("2", 2, 2, "2"),
        ("1..3", 1, 3, "1 to 3"),
        ("1 .. 3", 1, 3, "1 to 3"),
        ("3..", 3, inf, "at least 3"),
        ("..3", 0, 3, "at most 3"),
        (0, 0, 0, "0"),
    ],
)
def test_range_is_read(written: object, low: float, high: float, told: str) -> None:
    found = number_range(written)
    assert (found.low, found.high, str(found)) == (low, high, told)


@pytest.mark.parametrize(
    "written",
    [True, None, 1.5, -1, "", "..", "a..b", "1...3", "1..2..3", "-1..3", "٣", 10**30, "9" * 99],
)
def test_what_is_no_range_is_refused(written: object) -> None:
    with pytest.raises(ValueError, match="a range is"):
        number_range(written)


def test_range_that_nothing_is_in_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing is from 3 to 1"):
        number_range("3..1")


def test_durations_are_in_minutes() -> None:
    found = minutes_range("15m..1h 30m")
    assert (found.low, found.high) == (15, 90)


@pytest.mark.parametrize("written", [15, "15..90", "", "..", "1x..2h", None])
def test_what_is_no_range_of_durations_is_refused(written: object) -> None:
    with pytest.raises(ValueError, match="range of durations"):
        minutes_range(written)


@pytest.mark.parametrize("written", ["9..24", 24, "30..", "25..40"])
def test_hours_beyond_the_day_are_refused(written: object) -> None:
    with pytest.raises(ValueError, match="0 to 23"):
        hour_range(written)


def test_wider_range_covers_a_narrower_one() -> None:
    assert number_range("1..").covers(number_range("2..3"))
    assert not number_range("1..3").covers(number_range("2.."))
