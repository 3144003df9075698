"""Which language a text is in."""

import pytest

from syncd.text import language
from tests.syncd.text import corpus

LONG = [letter for letter, _ in corpus.letters("tuning") if len(letter.body) > 80]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("I would love to meet you next week.", "en"),
        ("Ich würde dich gern nächste Woche treffen.", "de"),
        ("Je serais ravi de vous rencontrer la semaine prochaine.", "fr"),
        ("Me gustaría verte la semana que viene.", "es"),
        ("Gostaria de falar com você amanhã.", "pt"),
        ("Mi piacerebbe vederti la settimana prossima.", "it"),
        ("Ik zou je graag volgende week spreken.", "nl"),
        ("Jag skickar det till dig imorgon.", "sv"),
        ("Jeg sender det til dig i morgen, og jeg glæder mig.", "da"),
        ("Dzień dobry, czy to jest możliwe?", "pl"),
    ],
)
def test_is_known_by_its_small_words(text: str, code: str):
    assert language.guess(text) == code


@pytest.mark.parametrize("letter", LONG, ids=[f"{at}-{x.language}" for at, x in enumerate(LONG)])
def test_letters_of_some_length_are_told_apart(letter):
    assert language.guess(letter.body) == letter.language


@pytest.mark.parametrize("text", ["", "ok", "12:30", "Zürich", "???"])
def test_too_little_to_tell_is_the_default(text: str):
    assert language.guess(text, default="xx") in {"xx", "de"}


def test_the_default_is_english():
    assert language.guess("ok") == "en"
