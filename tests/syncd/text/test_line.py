"""Plain text as lines."""

import pytest

from syncd.text import line
from syncd.text.line import Line


def texts(lines: list[Line]) -> list[tuple[int, str]]:
    return [(each.depth, each.text) for each in lines]


@pytest.mark.parametrize(
    ("row", "depth", "text"),
    [
        ("plain", 0, "plain"),
        ("> one", 1, "one"),
        (">one", 1, "one"),
        (">> two", 2, "two"),
        ("> > two", 2, "two"),
        (" > one", 1, "one"),
        ("> ", 1, ""),
        (">", 1, ""),
        ("a > b", 0, "a > b"),
        ("->", 0, "->"),
    ],
)
def test_depth_is_the_number_of_quote_marks(row: str, depth: int, text: str):
    assert texts(line.plain(row)) == [(depth, text)]


class TestFlowed:
    def test_soft_breaks_are_joined(self):
        assert texts(line.plain("one \ntwo \nthree\nfour", flowed=True)) == [
            (0, "one two three"),
            (0, "four"),
        ]

    def test_only_lines_of_one_depth_are_joined(self):
        assert texts(line.plain("> one \n> two\nthree ", flowed=True)) == [
            (1, "one two"),
            (0, "three "),
        ]

    def test_a_stuffed_blank_is_taken_out(self):
        assert texts(line.plain(" >not a quote", flowed=True))[0][1].strip() == "not a quote"
        assert texts(line.plain(" From here", flowed=True)) == [(0, "From here")]

    def test_the_delimiter_of_a_signature_is_no_soft_break(self):
        assert texts(line.plain("text\n-- \nAda", flowed=True)) == [
            (0, "text"),
            (0, "-- "),
            (0, "Ada"),
        ]

    def test_delsp_takes_the_blank_away(self):
        assert texts(line.plain("won \nderful", flowed=True, delsp=True)) == [(0, "wonderful")]

    def test_without_the_parameter_blanks_at_the_end_mean_nothing(self):
        assert texts(line.plain("one \ntwo")) == [(0, "one "), (0, "two")]


class TestClean:
    @pytest.mark.parametrize(
        "newline", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x85", "\x0c", "\x0b"]
    )
    def test_every_kind_of_newline_is_one(self, newline: str):
        assert line.clean(f"a{newline}b") == "a\nb"

    @pytest.mark.parametrize(
        "unseen",
        ["\u200b", "\u200e", "\u202e", "\u2066", "\ufeff", "\u00ad", "\x00", "\x1b", "\ud800"],
    )
    def test_what_cannot_be_seen_goes(self, unseen: str):
        assert line.clean(f"a{unseen}b") == "ab"

    def test_tabs_stay_and_hard_blanks_become_blanks(self):
        assert line.clean("a\tb\u00a0c") == "a\tb c"

    def test_it_is_bounded(self):
        assert len(line.clean("x" * (line.MAX_CHARS + 10))) == line.MAX_CHARS
        assert len(line.plain("\n" * (line.MAX_LINES + 10))) == line.MAX_LINES


def test_joined_lines_have_no_blanks_at_the_ends_and_one_between_paragraphs():
    lines = [Line(""), Line("a "), Line(""), Line(""), Line("b"), Line("")]
    assert line.joined(lines) == "a\n\nb"


def test_patterns_see_only_the_beginning_of_a_line():
    assert len(Line("x" * 10_000).head) == line.MAX_MATCHED_CHARS
