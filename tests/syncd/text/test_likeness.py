"""Which texts count as speaking of the same thing."""

from __future__ import annotations

import pytest

from syncd.text.likeness import alike, stems


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hiring-process reviews", "we are struggling to hire data engineers"),
        ("interview training", "It is hard to find good candidates"),
        ("open data", "We just won the Open Data Prize"),
        ("teaching beginners to code", "I teach children to program"),
        ("I will send you the hiring checklist", "The checklist is attached"),
        ("Radfahren in der Stadt", "Die Stadt plant neue Wege"),
    ],
)
def test_texts_about_the_same_are_alike(one: str, other: str):
    assert alike(one, other)
    assert alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a first look at messy public data", "we are struggling to hire data engineers"),
        ("open data", "we are opening the new office"),
        ("civic tech", "we are rebuilding the wind forecast platform"),
        ("I will send you the list", "Thank you for the list of people"),
        ("", "we are struggling"),
    ],
)
def test_texts_about_different_things_are_not(one: str, other: str):
    assert not alike(one, other)


def test_words_that_say_nothing_do_not_count():
    assert stems("we would like to see you about this") == frozenset()
