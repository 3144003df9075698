"""One condition, made ready to be held against facts, and its words for `syncd explain`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import Enum

from rules import cues
from rules.facts import Facts
from rules.ranges import Range
from rules.words import Phrases, words
from syncd.model import Condition

_SHOWN_CHARS = 80
_SHOWN_ITEMS = 6

#: What a condition asks for, in a form that can be compared with another's.
Wanted = Phrases | Range | frozenset[str] | bool | str | tuple["Check", ...]


class Kind(Enum):
    """How a condition compares its fact."""

    WORDS = "words"
    RANGE = "range"
    FLAG = "flag"
    CHOICE = "choice"
    OVERLAP = "overlap"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Check:
    """One condition of a rule."""

    #: The key it was written under: ``external_guests``.
    key: str
    wanted: Wanted
    #: As a person would say it.
    text: str
    holds: Callable[[Facts], bool] = field(compare=False)
    #: The value it looks at, in words.
    see: Callable[[Facts], str] = field(compare=False)
    kind: Kind = Kind.OTHER
    #: The attribute of `Facts` that it compares, where it compares one.
    fact: str = ""

    def tried(self, facts: Facts) -> Condition:
        """The condition with the value seen and whether it held."""
        return Condition(self.text, shown(self.see(facts)), self.holds(facts))


def words_check(key: str, subject: str, wanted: Phrases, runs: str, fact: str) -> Check:
    """The text has any of the phrases."""
    found_in = wanted.found_in
    return Check(
        key,
        wanted,
        f"{subject} has {any_of(wanted.written)}",
        lambda facts: found_in(getattr(facts, runs)),
        lambda facts: quoted(getattr(facts, fact)),
        Kind.WORDS,
        runs,
    )


def range_check(key: str, text: str, wanted: Range, fact: str) -> Check:
    """The number lies in the range."""
    low, high = wanted.low, wanted.high
    return Check(
        key,
        wanted,
        text.format(wanted),
        lambda facts: low <= getattr(facts, fact) <= high,
        lambda facts: number(getattr(facts, fact)),
        Kind.RANGE,
        fact,
    )


def flag_check(key: str, texts: tuple[str, str], wanted: bool, fact: str) -> Check:
    """The fact is as wanted; ``texts`` say true and false."""
    return Check(
        key,
        wanted,
        texts[0 if wanted else 1],
        lambda facts: getattr(facts, fact) is wanted,
        lambda facts: "yes" if getattr(facts, fact) else "no",
        Kind.FLAG,
        fact,
    )


def choice_check(key: str, subject: str, wanted: tuple[str, ...], fact: str) -> Check:
    """The fact is one of those."""
    allowed = frozenset(wanted)
    return Check(
        key,
        allowed,
        f"{subject} is {' or '.join(wanted)}",
        lambda facts: getattr(facts, fact) in allowed,
        lambda facts: getattr(facts, fact) or "not known",
        Kind.CHOICE,
        fact,
    )


def overlap_check(key: str, subject: str, wanted: tuple[str, ...], fact: str) -> Check:
    """The list has any of those."""
    allowed = frozenset(wanted)
    return Check(
        key,
        allowed,
        f"{subject} {' or '.join(wanted)}",
        lambda facts: not allowed.isdisjoint(getattr(facts, fact)),
        lambda facts: ", ".join(getattr(facts, fact)[:_SHOWN_ITEMS]) or "none",
        Kind.OVERLAP,
        fact,
    )


def cue_check(
    key: str,
    subject: str,
    wanted: tuple[str, ...],
    fact: str,
    texts: Callable[[Facts], tuple[str, ...]],
) -> Check:
    """The texts hint at any of those; what is seen are the words that hint at something."""

    def seen(facts: Facts) -> str:
        return cues.told(*map(words, texts(facts))) or "nothing"

    return replace(overlap_check(key, subject, wanted, fact), see=seen)


def any_of(written: tuple[str, ...]) -> str:
    """``any of "coffee", "catch up" and 12 more``."""
    listed = ", ".join(f'"{text}"' for text in written[:_SHOWN_ITEMS])
    more = len(written) - _SHOWN_ITEMS
    listed += f" and {more} more" if more > 0 else ""
    return listed if len(written) == 1 else f"any of {listed}"


def quoted(value: object) -> str:
    """A text or a list of texts in quotes; "empty" for none."""
    listed = value if isinstance(value, tuple) else (value,)
    return ", ".join(f'"{one}"' for one in listed[:_SHOWN_ITEMS] if one) or "empty"


def number(value: float) -> str:
    """A number without needless decimals; "never" for the infinite."""
    return "never" if value == float("inf") else f"{int(value)}"


def shown(text: str) -> str:
    """One line, short enough to stand in a list."""
    line = " ".join(text[: 4 * _SHOWN_CHARS].split())
    return line if len(line) <= _SHOWN_CHARS else line[: _SHOWN_CHARS - 1] + "…"
