"""Quotation marks of all scripts: where words of somebody else stand, and marks within marks."""

# ruff: noqa: RUF001 - the marks are the matter here
from __future__ import annotations

#: By the mark that opens, those that close it.
_CLOSED_BY = {
    '"': '"”',
    "“": '”"',
    "„": '“”"',
    "‟": '”"',
    "”": "”",
    "«": "»",
    "»": "«»",
    "「": "」",
    "『": "』",
    "〝": "〞〟",
    "＂": "＂",
    "‹": "›",
    "›": "‹",
    "‘": "’",
    "‚": "‘’",
    "'": "'",
}
#: Marks that are apostrophes, too.
_APOSTROPHES = "'’‘"
_DOUBLE = frozenset('"“”„‟«»「」『』〝〞〟＂')
_OPEN_ONLY = frozenset("„‟「『〝")
_CLOSE_ONLY = frozenset("」』〞〟")
_BEFORE_AN_OPENING = "([{<-–—:/"
#: What stands inside a mark, by the outer one that opens.
_INSIDE = {
    "„": ("‚", "‘"),
    "“": ("‘", "’"),
    "”": ("’", "’"),
    "«": ("‹", "›"),
    "»": ("›", "‹"),
}


def spans(text: str, opened: str = "") -> tuple[list[tuple[int, int]], str]:
    """Where a text is in quotation marks, marks included, and the mark still open at its end.

    ``opened`` is the mark that was still open at the end of the text before.
    """
    found: list[tuple[int, int]] = []
    start = 0
    for at, char in enumerate(text):
        if opened and char in _CLOSED_BY[opened] and _may_close(text, at):
            found.append((start, at + 1))
            opened = ""
        elif not opened and char in _CLOSED_BY and _may_open(text, at):
            opened, start = char, at
    if opened:
        found.append((start, len(text)))
    return found, opened


def within(words: str, outer: str) -> str:
    """Words made fit to stand in quotation marks that open with ``outer``.

    Double marks in them become the single ones that go with the outer; of a length in inches
    (5") the double prime.
    """
    opening, closing = _INSIDE.get(outer, ("'", "'"))
    made, pending = [], 0
    for at, char in enumerate(words):
        if char not in _DOUBLE:
            made.append(char)
        elif char in _OPEN_ONLY or (char not in _CLOSE_ONLY and _begins_word(words, at)):
            made.append(opening)
            pending += 1
        elif not pending and words[at - 1 : at].isdigit():
            made.append("″")
        else:
            made.append(closing)
            pending = max(0, pending - 1)
    return "".join(made)


def _may_open(text: str, at: int) -> bool:
    if text[at] in _APOSTROPHES:
        # Not the apostrophe of "'90s", nor one in a word or behind it.
        return _begins_word(text, at) and text[at + 1 : at + 2].isalpha()
    return not text[at - 1 : at].isdigit() if text[at] == '"' and at else True


def _may_close(text: str, at: int) -> bool:
    return text[at] not in _APOSTROPHES or not text[at + 1 : at + 2].isalnum()


def _begins_word(text: str, at: int) -> bool:
    """Whether a mark stands before a word: nothing or a blank before it, something behind it."""
    before, behind = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    free = not before or before.isspace() or before in _BEFORE_AN_OPENING or before in _DOUBLE
    # French puts a blank inside its marks.
    return free and bool(behind) and (not behind.isspace() or text[at] == "«")
