"""One line of somebody else's text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syncd.text.snippet import excerpt, shorten


@pytest.mark.parametrize(
    ("text", "chars", "line"),
    [
        ("short", 10, "short"),
        ("hello world", 11, "hello world"),
        ("hello world again", 11, "hello…"),
        ("hello world again", 12, "hello world…"),
        ("hello, world", 8, "hello…"),
        ("unbreakable", 5, "unbr…"),
        ("two\nlines\tand  blanks", 40, "two lines and blanks"),
        ("x", 1, "x"),
        ("xy", 1, "…"),
        ("xy", 0, ""),
        ("", 10, ""),
    ],
)
def test_is_cut_between_words(text: str, chars: int, line: str):
    assert shorten(text, chars) == line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("safe\u202egnp.exe", "safegnp.exe"),
        ("zero\u200bwidth", "zerowidth"),
        ("soft\u00adhyphen", "softhyphen"),
        ("bell\x07 and null\x00", "bell and null"),
        ("\x1b[31mred", "[31mred"),
        ("a\u2028b\u2029c\x85d", "a b c d"),
        ("no\u00a0break", "no break"),
        ("\ufefffirst", "first"),
        ("lone \ud800 surrogate", "lone surrogate"),
    ],
)
def test_nothing_invisible_is_left(text: str, line: str):
    assert shorten(text, 100) == line


@given(st.text(), st.integers(-5, 200))
def test_is_one_line_and_never_longer_than_wanted(text: str, chars: int):
    line = shorten(text, chars)
    assert len(line) <= max(0, chars)
    assert "\n" not in line
    assert line == line.strip()
    assert not any(unicodedata.category(char) in {"Cc", "Cs"} for char in line)


@pytest.mark.parametrize(
    ("text", "chars", "cut"),
    [
        ("a map of the old town", 10, "a map…"),
        ("a map of the old town", 40, "a map of the old town"),
        ("eine Karte für die alte Stadt", 20, "eine Karte…"),
        ("of the of the of the", 10, "of…"),
        ("what it is for…", 40, "what it is for…"),
        ("", 10, ""),
    ],
)
def test_an_excerpt_ends_on_no_word_that_wants_another(text: str, chars: int, cut: str):
    assert excerpt(text, chars) == cut
