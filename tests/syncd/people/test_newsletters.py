"""What somebody sends to many readers."""

from __future__ import annotations

from datetime import timedelta

import pytest

from syncd.model import Envelope
from syncd.people.newsletters import newsletter
from tests.builders import TEN, an_envelope


def issues(*subjects: str) -> list[Envelope]:
    return [
        an_envelope(subject, automatic=True, date=TEN - timedelta(weeks=week))
        for week, subject in enumerate(subjects)
    ]


@pytest.mark.parametrize(
    ("subjects", "title"),
    [
        (("The Slow Web #42", "The Slow Web #41", "The Slow Web #40"), "The Slow Web"),
        (("Data Letter: wind", "Data Letter: water", "Data Letter: wood"), "Data Letter"),
        (("Ortsgespräch, Ausgabe 9", "Ortsgespräch, Ausgabe 8", "Ortsgespräch, Ausgabe 7"),
         "Ortsgespräch"),
        (("Weekly notes, issue 12", "Weekly notes, issue 11", "Weekly notes, issue 10"),
         "Weekly notes"),
        (("Trees", "Trains", "Tea"), ""),
        (("Why we count", "On borrowing", "A garden"), ""),
        (("Hello", "Hello", "Hello"), "Hello"),
    ],
)  # fmt: skip
def test_it_is_called_what_its_issues_have_in_common(subjects: tuple[str, ...], title: str):
    found = newsletter(issues(*subjects))
    assert found is not None
    assert (found.title, found.issues) == (title, 3)


def test_the_newest_issue_is_its_source():
    found = newsletter(issues("The Slow Web #42", "The Slow Web #41", "The Slow Web #40"))
    assert found is not None
    assert found.source.title == "The Slow Web #42"
    assert found.source.origin


def test_two_announcements_are_no_newsletter():
    assert newsletter(issues("The Slow Web #2", "The Slow Web #1")) is None
    assert newsletter([]) is None
