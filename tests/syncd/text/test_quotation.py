"""Where words of somebody else stand in quotation marks, and marks within marks."""

# ruff: noqa: RUF001 - the marks are the matter here
from __future__ import annotations

import pytest

from syncd.compose.language import shipped
from syncd.text.quotation import spans


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('She wrote: "I am building a fence." I laughed.', ['"I am building a fence."']),
        ("She wrote: “I am building a fence.” I laughed.", ["“I am building a fence.”"]),
        ("Er schrieb: „Wir bauen.“ Ich lachte.", ["„Wir bauen.“"]),
        ("Er schrieb: »Wir bauen.« Ich lachte.", ["»Wir bauen.«"]),
        ("Il dit : « Nous construisons. » J'ai ri.", ["« Nous construisons. »"]),
        ("Han skrev: ”Vi bygger.” Jag log.", ["”Vi bygger.”"]),
        ("She wrote: ‘I’m building a fence.’ I laughed.", ["‘I’m building a fence.’"]),
        ("She wrote: 'I'm building a fence.' I laughed.", ["'I'm building a fence.'"]),
        ("彼は「建てる」と言った。", ["「建てる」"]),
        ("I'm building the dogs' house of the '90s, it's fun.", []),
        ('A pipe of 5" and one of 6" length.', []),
    ],
)
def test_what_stands_in_marks_is_found(text: str, quoted: list[str]):
    found, still_open = spans(text)
    assert [text[start:end] for start, end in found] == quoted
    assert still_open == ""


def test_marks_go_on_from_sentence_to_sentence():
    found, opened = spans('She wrote: "It went well.')
    assert found == [(11, 25)]
    assert opened == '"'
    assert spans('I am building a fence." So she said.', opened) == ([(0, 23)], "")


@pytest.mark.parametrize(
    ("code", "words", "quoted"),
    [
        ("en", 'the "Big Map" is done', "\"the 'Big Map' is done\""),
        ("en", "the “Big Map” is done", "\"the 'Big Map' is done\""),
        ("de", "die „Große Karte“ ist fertig", "„die ‚Große Karte‘ ist fertig“"),
        ("de", 'die "Große Karte" ist fertig', "„die ‚Große Karte‘ ist fertig“"),
        ("de", "die »Große Karte« ist fertig", "„die ‚Große Karte‘ ist fertig“"),
        ("en", "la « Carte » est prête", "\"la ' Carte ' est prête\""),
        ("en", 'a pipe of 5" length', '"a pipe of 5″ length"'),
        ("en", '"Perfect," she said', "\"'Perfect,' she said\""),
        ("en", "it's fine", '"it\'s fine"'),
    ],
)
def test_marks_within_a_quote_are_the_single_ones_of_its_language(
    code: str, words: str, quoted: str
):
    assert shipped(code).quoted(words) == quoted
