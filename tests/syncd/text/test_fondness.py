"""Which words of a sentence are told with love, or done again and again."""

from __future__ import annotations

import pytest

from syncd.text import forms
from syncd.text.fondness import fond


def loved(text: str) -> list[str]:
    words = forms.words(text)
    return [words[at].written for at in sorted(fond(words))]


@pytest.mark.parametrize(
    ("said", "pastime"),
    [
        ("I have always loved to row", "row"),
        ("I am passionate about sailing", "sailing"),
        ("I have taken up climbing", "climbing"),
        ("we go fishing in May", "fishing"),
        ("I run every morning before work", "run"),
        ("on Sundays we row", "row"),
        ("sonntags rudern wir auf der Havel", "rudern"),
        ("ich laufe jeden Morgen", "laufe"),
        ("ich lese gern", "lese"),
        ("I climb whenever I can", "climb"),
        ("Rowing is my great love", "Rowing"),
        ("Running at dawn keeps me sane", "Running"),
    ],
)
def test_love_and_habit_tell_a_pastime(said: str, pastime: str):
    assert pastime in loved(said)


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ("I love running this team", "running"),
        ("we run every month a workshop", "run"),
        ("we are running out of time every week", "running"),
        ("the servers run every night", "run"),
        ("I read every mail of yours twice", "read"),
        ("ich lese jeden Tag Ihre Mails", "lese"),
        ("costs climb every month", "climb"),
        ("I run a team", "run"),
        ("the running costs are high", "running"),
        ("", ""),
    ],
)
def test_what_is_done_to_something_is_no_pastime(said: str, word: str):
    assert word not in loved(said)
