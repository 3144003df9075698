"""The offset in a Date header."""

from __future__ import annotations

from datetime import timedelta
from email.message import Message

import pytest

from syncd.text.writers_clock import utc_offset


@pytest.mark.parametrize(
    ("date", "hours"),
    [
        ("Tue, 10 Nov 2026 10:15:00 +0900", 9),
        ("Tue, 10 Nov 2026 10:15:00 +0530 (IST)", 5.5),
        ("Tue, 10 Nov 2026 10:15:00 -0330", -3.5),
        ("Tue, 10 Nov 2026 10:15:00 +0000", 0),
        ("Tue, 10 Nov 2026 10:15:00 -0000", None),
        ("Tue, 10 Nov 2026 10:15:00 GMT", None),
        ("Tue, 10 Nov 2026 10:15:00 +9900", None),
        ("yesterday", None),
        ("(" * 100_000, None),
    ],
)
def test_the_offset_is_read_where_it_says_where_the_writer_was(date: str, hours: float | None):
    message: Message = Message()
    message["Date"] = date
    assert utc_offset(message) == (None if hours is None else timedelta(hours=hours))


def test_without_a_date_there_is_none():
    assert utc_offset(Message()) is None
