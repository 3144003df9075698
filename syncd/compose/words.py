"""How people are named, and how numbers and names are told on a terminal: there in English."""

from __future__ import annotations

from collections.abc import Sequence

from syncd.compose.language import english

_TITLES = frozenset("dr prof mr mrs ms herr frau dr. prof. mr. mrs. ms.".split())


def count(number: int, thing: str, *, words: bool = True) -> str:
    """``five mails``, ``one mail``, ``20 mails``."""
    shown = english().number(number) if words else str(number)
    return f"{shown} {thing}" if number == 1 else f"{shown} {thing}s"


def times(number: int) -> str:
    """``once``, ``twice``, ``five times``."""
    return english().times(number)


def listed(names: Sequence[str]) -> str:
    """``Ada``, ``Ada and Ben``, ``Ada, Ben and Cy``."""
    return english().listed(names)


def first_name(guest_name: str, address: str) -> str:
    """The name to say hello with: "Ada" of "Ada Lindqvist" or "Lindqvist, Ada"."""
    name = guest_name.partition("(")[0].strip()
    if "@" in name or not name:
        name = address.partition("@")[0].replace(".", " ").replace("_", " ").title()
    last, comma, first = name.partition(",")
    words = (first if comma and first.strip() else last).split()
    given = [word for word in words if word.lower() not in _TITLES]
    return (given or words or [name])[0]


def capital(sentence: str) -> str:
    """The sentence with a capital first letter."""
    return sentence[:1].upper() + sentence[1:]
