"""Whole words and phrases, whatever the case, the accents, the hyphens and the spaces."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.words import Phrases, runs, words


def found(phrase: str, text: str) -> bool:
    return Phrases.of([phrase]).found_in(runs(words(text)))


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("catch-up", "Catch up with Ada"),
        ("catch up", "CATCHUP?"),
        ("catchup", "catch–up / Ada"),
        ("Café", "cafe con Lucía"),
        ("cafe", "CAFÉ"),
        ("Größe", "grosse Runde"),
        ("petit déjeuner", "Petit-déjeuner demain"),
        ("smørrebrød", "Smorrebrod?"),
        ("1:1", "1:1 Robin / Ada"),
        ("1:1", "1-1 with Ada"),
        ("咖啡", "和王伟喝咖啡"),
        ("☕", "☕ Jonas"),
        ("kennenlern*", "Kennenlerngespräch"),
        ("*seminar", "Wochenendseminar"),
        ("coffee", "coffee, lunch"),
        ("l'équipe", "Point de l’équipe"),
    ],
)
def test_phrase_is_found(phrase: str, text: str) -> None:
    assert found(phrase, text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("tea", "Team meeting"),
        ("coffee", "Coffeeshop"),
        ("1:1", "Room 11"),
        ("walk", "Walker / Doe"),
        ("catch up", "up to catch"),
        ("kennenlern*", "Kennen wir uns"),
        ("lunch", ""),
    ],
)
def test_part_of_a_word_is_not_found(phrase: str, text: str) -> None:
    assert not found(phrase, text)


@pytest.mark.parametrize(
    "phrase",
    ["", "  ", "---", "*", "ab*", "*ab", "cof*ee", "*coffee*", "one two three four five six"],
)
def test_phrase_that_cannot_be_found_is_refused(phrase: str) -> None:
    with pytest.raises(ValueError, match=r"letter|most|stands|letters"):
        Phrases.of([phrase])


@given(st.lists(st.sampled_from(["coffee", "with", "ada", "7", "é"]), min_size=1, max_size=5))
def test_text_has_itself_as_a_phrase(parts: list[str]) -> None:
    assert found("-".join(parts), " ".join(parts))


@given(st.text(max_size=60), st.text(max_size=60))
def test_anything_can_be_looked_at(one: str, other: str) -> None:
    assert isinstance(runs(words(one + other)), frozenset)


def test_hostile_text_takes_time_in_proportion() -> None:
    phrases = Phrases.of(["a" * 30, "aa a", "a a a a a"])
    before = time.process_time()
    phrases.found_in(runs(words("a " * 100_000)))
    phrases.found_in(runs(words("a" * 200_000)))
    assert time.process_time() - before < 5
