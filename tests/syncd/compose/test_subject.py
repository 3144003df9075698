"""What a title says beyond the names that stand beside it."""

from __future__ import annotations

import time

import pytest

from syncd.compose.subject import beyond_names

NAMES = ["Ada Lindqvist", "Dr. Helena Brandt", "Robin Doe"]


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Coffee with Ada", "Coffee"),
        ("Coffee Ada / Robin", "Coffee"),
        ("Ada Lindqvist and Robin Doe", ""),
        ("Ada Lindqvist", ""),
        ("Gespräch Dr. Helena Brandt / Robin Doe", "Gespräch"),
        ("Intro: Ada <> Robin", "Intro"),
        ("Catch-up by phone: Ada", "Catch-up by phone"),
        ("Ada's garden", "garden"),
        ("1:1 Ada / Robin", "1:1"),
        ("Civic Tech Meetup: Open Data Night", "Civic Tech Meetup: Open Data Night"),
        ("Open data dinner", "Open data dinner"),
        ("Kaffee mit Ada und Helena", "Kaffee"),
        ("Coffee with the Ada user group", "Coffee with the user group"),
        ("", ""),
    ],
)
def test_names_and_what_ties_them_in_are_left_out(title: str, told: str):
    assert beyond_names(title, NAMES) == told


def test_a_long_title_is_cut():
    assert len(beyond_names("word " * 100, NAMES)) <= 121


def test_a_title_and_names_without_end_take_no_time():
    began = time.process_time()
    beyond_names("Ada" + " " * 100_000 + "x", ["Ada " * 5_000] * 100)
    assert time.process_time() - began < 0.5
