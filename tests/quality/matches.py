"""How well offers, passions and promises are matched with what others write.

Precision and recall for each kind and half of tests/data/people/matches-*.jsonl; the mistakes in
words for the tuning half only, so that nothing is tuned to the other.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from syncd.text.likeness import alike, same_thing
from tests.quality.text import Score

HALVES = ("tuning", "test")
#: Labels as short as "rowing", written when the code was done and not tuned to since.
SHORT = "short"
KINDS = ("help", "ground", "promise")
FOLDER = Path(__file__).parents[1] / "data" / "people"


@dataclass(frozen=True)
class Pair:
    """What one offers, loves or promised; what another wrote; whether they belong together."""

    kind: str
    mine: str
    theirs: str
    match: bool
    why: str

    def found(self) -> bool:
        """Whether the code finds a match, as the letters (or the promises) ask it."""
        if self.kind == "promise":
            return same_thing(self.mine, self.theirs)
        return alike(self.mine, self.theirs)


def report() -> str:
    """A line for each kind and set, and what went wrong in the tuning half."""
    return "\n".join(line for half in (*HALVES, SHORT) for line in _lines(half))


def pairs(half: str) -> list[Pair]:
    """The labelled pairs of the ``tuning`` or the ``test`` half, or of the ``short`` labels."""
    lines = (FOLDER / f"matches-{half}.jsonl").read_text("utf-8").splitlines()
    return [Pair(**json.loads(line)) for line in lines]


def scored(labelled: Sequence[Pair]) -> Score:
    """What was found among these against what they are labelled."""
    score = Score()
    for pair in labelled:
        found = pair.found()
        score.right += found and pair.match
        score.wrong += found and not pair.match
        score.missed += pair.match and not found
    return score


def strangers(labelled: Sequence[Pair]) -> tuple[int, int]:
    """Everything of yours held against everything of theirs, but for the labelled pairs.

    How many match, of how many. Nobody labelled these: many that match should. But a letter holds
    twenty offers against forty findings, so that even a small share of wrong ones would be seen.
    """
    asked = [pair for pair in labelled if pair.kind != "promise"]
    together = {(pair.mine, pair.theirs) for pair in asked}
    mine, theirs = ({getattr(pair, side) for pair in asked} for side in ("mine", "theirs"))
    others = [both for both in product(mine, theirs) if both not in together]
    return sum(alike(*both) for both in others), len(others)


def _lines(half: str) -> Iterator[str]:
    labelled = pairs(half)
    yield f"matches, {half}"
    for kind in KINDS:
        if some := [pair for pair in labelled if pair.kind == kind]:
            yield _line(kind, some)
    yield _line("all", labelled)
    met, of = strangers(labelled)
    yield f"  strangers: {met} of {of} other combinations match ({met / of:.2%})"
    if half == "tuning":
        yield from _mistakes(labelled)


def _line(name: str, labelled: Sequence[Pair]) -> str:
    return f"  {name:8} {len(labelled):4} pairs  {scored(labelled)}"


def _mistakes(labelled: Sequence[Pair]) -> Iterator[str]:
    for pair in labelled:
        if (found := pair.found()) != pair.match:
            wrong = "wrong " if found else "missed"
            yield f"  {wrong} {pair.kind}: {pair.mine} / {pair.theirs} ({pair.why})"
