"""Words in a form that is the same for all their endings."""

from __future__ import annotations

import pytest

from syncd.text.forms import keys, words
from syncd.text.vocabulary import vocabulary


def written(text: str) -> list[str]:
    return [word.written for word in words(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("hiring_checklist_v3.pdf", ["hiring", "checklist", "v", "pdf"]),
        ("SalaryBands2026.pdf", ["Salary", "Bands", "pdf"]),
        ("B2B, 3D and CO2", ["B2B", "3D", "and", "CO2"]),
        ("Pitch-Training für Gründer*innen", ["Pitch", "Training", "für", "Gründer", "innen"]),
        ("", []),
    ],
)
def test_words_are_found_in_prose_and_in_names_of_files(text: str, wanted: list[str]):
    assert written(text) == wanted


def test_small_words_stay_where_they_are_but_are_empty():
    assert [word.empty for word in words("a pair of shoes")] == [True, True, True, False]


def test_a_word_is_known_by_its_stem_in_the_language_of_the_text():
    assert keys("hiring", "en") == {"en:hire"}
    assert "de:buch" in keys("bücher", "de")
    assert keys("pitch") == {"en:pitch", "de:pitch"}


def test_false_friends_are_not_read_as_english_in_german():
    assert keys("brand", "de") == {"de:brand"}


def test_broad_words_are_known_in_any_form():
    assert keys("projects") & vocabulary().broad
    assert not keys("zeppelin") & vocabulary().broad
