"""Notes that are a promise, in English and German."""

from __future__ import annotations

import pytest

from syncd.text.noted import Noted, sort_notes


@pytest.mark.parametrize(
    ("note", "promised"),
    [
        ("I'll send her the list.", "I will send you the list"),
        ("Ich schicke ihr die Liste bis Freitag.", "Ich schicke dir die Liste bis Freitag"),
        ("ich stelle ihn Priya vor", "Ich stelle dich Priya vor"),
        ("Ich werde ihnen schreiben", "Ich werde dir schreiben"),
        ("Ich besorge die Karten", "Ich besorge die Karten"),
        ("Habe ihr die Checkliste versprochen", "die Checkliste"),
        ("versprochen: ein Treffen mit Priya", "ein Treffen mit Priya"),
    ],
)
def test_a_promise_of_yours(note: str, promised: str):
    assert sort_notes([note]) == Noted((), (promised,), ())


@pytest.mark.parametrize(
    ("note", "awaited"),
    [
        ("she sends me the link", "send me the link"),
        ("Sie schickt mir den Link.", "mir den Link schicken"),
        ("er will mich Priya vorstellen", "mich Priya vorstellen"),
        ("Sie stellt mich dem Vorstand vor", "mich dem Vorstand vorstellen"),
    ],
)
def test_a_promise_of_theirs(note: str, awaited: str):
    assert sort_notes([note]) == Noted((), (), (awaited,))


@pytest.mark.parametrize(
    "note", ["Ich fand das spannend.", "Sie gibt Kurse.", "Ich schicke", "She knits."]
)
def test_what_is_none_stays_as_it_is(note: str):
    assert sort_notes([note]).remembered == (note,)


def test_what_is_noted_twice_is_told_once():
    notes = ["Ich schicke ihr die Liste", "ich schicke ihr die Liste.", "She knits", "she knits!"]
    assert sort_notes(notes) == Noted(("She knits",), ("Ich schicke dir die Liste",), ())


def test_a_promise_in_another_language_is_left_to_the_writer():
    assert sort_notes(["I'll send her the list"], ["de"]).remembered == ("I'll send her the list",)
