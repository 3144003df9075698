"""Splitting a text into sentences."""

import pytest

from syncd.text import sentences


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("Really?! Yes.", ["Really?!", "Yes."]),
        ('He said "no." Then he left.', ['He said "no."', "Then he left."]),
        ("Wait... what?", ["Wait... what?"]),
        ("It costs 3.50 EUR. Fine.", ["It costs 3.50 EUR.", "Fine."]),
        ("Dr. Smith and Mr. Jones came. We sat.", ["Dr. Smith and Mr. Jones came.", "We sat."]),
        ("Bring e.g. a pen. Or two.", ["Bring e.g. a pen.", "Or two."]),
        ("J. R. Smith wrote it. I read it.", ["J. R. Smith wrote it.", "I read it."]),
        (
            "Wir treffen uns am 3. November. Bis dann.",
            ["Wir treffen uns am 3. November.", "Bis dann."],
        ),
        ("Das kostet z.B. zehn Euro. Gut.", ["Das kostet z.B. zehn Euro.", "Gut."]),
        ("See www.example.org for more. Bye.", ["See www.example.org for more.", "Bye."]),
        ("Mme. Martin est là. Bonjour.", ["Mme. Martin est là.", "Bonjour."]),
        ("We start at 9 a.m. on Friday.", ["We start at 9 a.m. on Friday."]),
        ("Is it so? so it is", ["Is it so? so it is"]),
        ("", []),
        ("   \n\n ", []),
        ("...", ["..."]),
    ],
)
def test_sentences_end_where_people_end_them(text: str, parts: list[str]):
    assert sentences.split(text) == parts


def test_lines_that_only_wrap_are_joined():
    text = "This is a sentence that was wrapped by a mail program at\nseventy columns. Here is the next one.\n"  # noqa: E501
    assert sentences.split(text) == [
        "This is a sentence that was wrapped by a mail program at seventy columns.",
        "Here is the next one.",
    ]


def test_greetings_sign_offs_and_short_lines_stand_for_themselves():
    text = "Hi Robin,\nthanks for the note.\n\nBest,\nAda"
    assert sentences.split(text) == ["Hi Robin,", "thanks for the note.", "Best,", "Ada"]


def test_items_of_a_list_are_sentences_without_their_marks():
    text = "Two things:\n- the book\n- the key. And the lamp\n1. first\n2) second"
    assert sentences.split(text) == [
        "Two things:",
        "the book",
        "the key.",
        "And the lamp",
        "first",
        "second",
    ]


def test_an_endless_sentence_is_cut():
    assert max(map(len, sentences.split("word " * 5000))) <= sentences.MAX_SENTENCE_CHARS
