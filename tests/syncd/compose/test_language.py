"""Every language says all there is to say, with the same gaps, and tells days its own way."""

from __future__ import annotations

import pytest

from syncd.compose.language import REFERENCE, SHIPPED, Language, shipped, spoken
from syncd.compose.phrases import mistakes
from tests.builders import BERLIN, TEN

ENGLISH = shipped("en")
GERMAN = shipped("de")


@pytest.mark.parametrize("code", SHIPPED)
def test_a_shipped_language_lacks_nothing_and_has_no_other_gaps(code: str):
    assert shipped(code).phrases.keys() == shipped(REFERENCE).phrases.keys()
    assert list(mistakes(code, shipped(code).phrases)) == []


def test_days_and_times_are_told_as_the_language_does():
    assert ENGLISH.day(TEN, TEN) == "Tue 24 Nov"
    assert GERMAN.day(TEN, TEN) == "Di 24. Nov"
    assert ENGLISH.day(TEN, TEN.replace(year=2028)) == "Tue 24 Nov 2026"
    assert ENGLISH.clock(TEN.replace(hour=9, minute=5), BERLIN) == "9:05"


def test_a_counting_sentence_has_the_form_of_its_number():
    assert ENGLISH.counted("count.mails", 1) == "1 mail"
    assert ENGLISH.counted("count.mails", 5, words=True) == "five mails"
    assert GERMAN.counted("count.mails", 20, words=True) == "20 Mails"


def test_names_are_listed():
    assert [ENGLISH.listed(names) for names in ([], ["Ada"], ["Ada", "Ben", "Cy"])] == [
        "",
        "Ada",
        "Ada, Ben and Cy",
    ]
    assert GERMAN.listed(["Ada", "Ben"], "or") == "Ada oder Ben"


def test_a_sentence_of_your_own_takes_the_place_of_ours():
    own = {"alert.nothing_lost": "All is kept."}
    assert list(mistakes("en", own)) == []
    assert spoken("en", own).say("alert.nothing_lost") == "All is kept."
    assert spoken("en", own).say("alert.subject", account="work").endswith("work")


@pytest.mark.parametrize(
    ("name", "phrase", "wrong"),
    [
        ("alert.nothing", "All is kept.", "there is no such phrase"),
        ("alert.subject", "Cannot read {acount}", "there is no gap {acount} here"),
        ("alert.subject", "Cannot read {account", "cannot be filled in"),
        ("alert.subject", ["Cannot read"], "is a sentence in English"),
        ("count.mails", "mails", "is a table of plural forms in English"),
        ("count.mails", {"one": "{n} mail"}, 'has no form "other"'),
    ],
)
def test_what_cannot_be_spoken_is_told(name: str, phrase: object, wrong: str):
    [(told, why)] = mistakes("en", {name: phrase})
    assert told == name
    assert wrong in why


def test_a_new_language_must_be_whole():
    lacking = [name for name, why in mistakes("fr", {}) if why == "is lacking"]
    assert set(lacking) == ENGLISH.phrases.keys()


def test_words_of_others_are_never_read_as_gaps():
    assert "{name}" in ENGLISH.say("alert.subject", account="{name}")


def test_a_language_is_a_record():
    assert Language("en", {}) == Language("en", {})
