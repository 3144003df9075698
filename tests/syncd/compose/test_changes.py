"""What a revision says of the place."""

from __future__ import annotations

import pytest

from syncd.compose.changes import describe
from syncd.compose.language import shipped
from syncd.due import differences, told_of
from tests.builders import TEN, a_meeting, me


@pytest.mark.parametrize(
    ("before", "now", "english", "german"),
    [
        (
            "Café Oslo",
            "Park",
            "Another place: it was Café Oslo.",
            "Anderer Ort, vorher: Café Oslo.",
        ),
        ("", "Park", "It has a place now.", "Es gibt jetzt einen Ort."),
        (
            "Café Oslo",
            " ",
            "It has no place any more; it was Café Oslo.",
            "Es gibt keinen Ort mehr, vorher: Café Oslo.",
        ),
    ],
)
def test_a_place_that_is_new_another_or_gone(before, now, english, german):
    was, meeting = a_meeting(location=before), a_meeting(location=now)
    (found,) = differences(told_of(was, ()), told_of(meeting, ()))
    for code, told in (("en", english), ("de", german)):
        assert describe(found, meeting, (), me(), TEN, language=shipped(code)) == told
