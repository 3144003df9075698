"""A day and a time: how it is written, and when it last was."""

from __future__ import annotations

from datetime import time

import pytest

from syncd.model import Weekly
from tests.builders import BERLIN, TEN


@pytest.mark.parametrize(
    ("text", "weekday", "at"),
    [("Mon 07:30", 0, time(7, 30)), ("sun 9:05", 6, time(9, 5)), (" FRI  00:00 ", 4, time())],
)
def test_it_is_read(text: str, weekday: int, at: time):
    assert Weekly.parse(text) == Weekly(weekday, at)
    assert Weekly.parse(str(Weekly(weekday, at))) == Weekly(weekday, at)


@pytest.mark.parametrize("text", ["Monday", "Mon", "07:30", "Mon 24:00", "Mon 7", "Mo 07:30", ""])
def test_what_it_is_not_is_refused_with_an_example(text: str):
    with pytest.raises(ValueError, match="Mon 07:30"):
        Weekly.parse(text)


def test_it_was_last_today_or_a_week_ago():
    tuesday = Weekly.parse("Tue 10:00")
    assert tuesday.latest(TEN, BERLIN) == TEN
    assert (TEN - tuesday.latest(TEN.replace(hour=9), BERLIN)).days == 7
