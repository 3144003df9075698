"""What an answer repeats of a letter without a mark."""

from __future__ import annotations

import pytest

from syncd.text import echo

LETTER = """Tue 24 Nov, 10:00-10:30 (Berlin)
Café Einstein

ADA LINDQVIST
  Facing         "we are struggling to hire data engineers, and have been for months
                 now" [1]

The format
  One-on-one, in person: what you like best.
"""
#: As a program shows the HTML part, its cells run together.
SHOWN = """Tue 24 Nov, 10:00-10:30 (Berlin)
Café Einstein
Ada Lindqvist
Facing"we are struggling to hire data engineers, and have been for months now"[1]
The format
One-on-one, in person: what you like best."""
OWN = "She teaches loops with knitting patterns.\nI promised the hiring checklist."


@pytest.mark.parametrize("shown", [LETTER, SHOWN, SHOWN.replace("\n", "\n\n")])
@pytest.mark.parametrize("answer", ["{own}\n\n{shown}", "{shown}\n\n{own}"])
def test_a_letter_above_or_below_the_answer_is_left_out(shown: str, answer: str):
    assert echo.without(answer.format(own=OWN, shown=shown), [LETTER]) == OWN


def test_words_between_the_lines_of_a_letter_stay():
    first, second = SHOWN.split("\nThe format\n")
    said = f"{first}\nYes, she told me.\nThe format\n{second}"
    assert echo.without(said, [LETTER]) == f"Yes, she told me.\nThe format\n{second}"


def test_nothing_but_the_letter_is_no_answer_however_short():
    assert echo.without("Café Einstein\n\n[1]\n", [LETTER]) == ""


@pytest.mark.parametrize(
    "said", ["Café Einstein\nwas full", OWN, "", "Facing: hire data engineers"]
)
def test_a_line_that_the_letter_has_too_may_be_the_writers_own(said: str):
    assert echo.without(said, [LETTER]) == said


def test_without_a_letter_nothing_is_left_out():
    assert echo.without(OWN, []) == OWN
