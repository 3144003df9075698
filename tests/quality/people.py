"""How well people are known: who is one person, what they say of themselves, who is none.

`python -m tests.quality.people tuning` shows the mistakes of the tuning half as well; of the test
half only the score is looked at.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from syncd.people.findings import findings
from tests.builders import ADA
from tests.quality import _judges as judges
from tests.quality.pairs import HALVES, KINDS, SECOND, pairs, told, writers
from tests.quality.text import Score
from tests.syncd.people.mails import from_ada


def report() -> str:
    """Both halves of the three corpora."""
    lines = [line for half in HALVES for line in _lines(half)]
    return "\n".join([*lines, "people, second test", *_told(SECOND)])


def finding_scores(half: str, mistakes: list[str] | None = None) -> dict[str, Score]:
    """Of findings by kind: right with the right kind and the words that must stand in the quote."""
    scores = {kind: Score() for kind in KINDS}
    for one in told(half):
        found = [(f.kind, f.text) for f in findings([from_ada(one.mail)], ADA)]
        right = [f for f in found if f[0] == one.kind and one.words.lower() in f[1].lower()]
        wrong = [f for f in found if f not in right]
        for kind, quote in wrong:
            scores[kind].wrong += 1
            _note(mistakes, f'wrong {kind}, is {one.kind}: "{quote}"')
        if one.kind in scores:
            scores[one.kind].right += bool(right)
            scores[one.kind].missed += not right
        if one.kind in scores and not right:
            _note(mistakes, f"missed {one.kind}: {one.mail}")
    return scores


def total(scores: Iterable[Score]) -> Score:
    """All kinds together."""
    listed = list(scores)
    return Score(
        right=sum(score.right for score in listed),
        wrong=sum(score.wrong for score in listed),
        missed=sum(score.missed for score in listed),
    )


def leaked(half: str) -> list[str]:
    """The private mails of which anything is quoted."""
    private = [one.mail for one in told(half) if one.kind == "private"]
    return [mail for mail in private if findings([from_ada(mail)], ADA)]


def join_score(half: str, mistakes: list[str] | None = None) -> Score:
    """Of pairs that are one person; to join an "unsure" one is as wrong as any other."""
    score = Score()
    for pair in pairs(half):
        found = judges.judged(pair)
        score.right += found.same and pair.same == "yes"
        score.wrong += found.same and pair.same != "yes"
        score.missed += not found.same and pair.same == "yes"
        if found.same != (pair.same == "yes"):
            reasons = "; ".join(proof.reason for proof in found.proofs) or "nothing found"
            what = "joined" if found.same else "not joined"
            names = f"{pair.a.address} and {pair.b.address}"
            _note(mistakes, f"{what} ({pair.kind}): {names}: {pair.why}: {reasons}")
    return score


def writers_right(half: str, mistakes: list[str] | None = None) -> dict[str, tuple[int, int]]:
    """By kind: how many addresses are taken for what they are, of how many."""
    counted: dict[str, tuple[int, int]] = {}
    for one in writers(half):
        right, of = counted.get(one.kind, (0, 0))
        counted[one.kind] = right + judges.is_right(one), of + 1
        if not judges.is_right(one):
            found = " of ".join(filter(None, judges.behind(one)))
            _note(mistakes, f"{one.name} <{one.address}> is {one.kind}, taken for {found}")
    return counted


def _note(mistakes: list[str] | None, text: str) -> None:
    if mistakes is not None:
        mistakes.append(text)


def _lines(half: str) -> Iterator[str]:
    yield f"people, {half} half"
    yield from _judged(half)
    yield from _told(half)


def _told(half: str) -> Iterator[str]:
    scores = finding_scores(half)
    private = sum(one.kind == "private" for one in told(half))
    yield f"  findings        {len(told(half)):4} mails      {total(scores.values())}"
    for kind, score in scores.items():
        yield f"    {kind + 's':13} {score.right + score.missed:4} of them    {score}"
    yield f"    private       {private:4} of them    quoted {len(leaked(half))}"


def _judged(half: str) -> Iterator[str]:
    mistakes: list[str] = []
    score = join_score(half, mistakes)
    yield f"  joined          {len(pairs(half)):4} pairs      {score}"
    if half == "tuning":
        yield from (f"    wrong: {one}" for one in mistakes if one.startswith("joined"))
    counted = writers_right(half)
    right, of = (sum(numbers) for numbers in zip(*counted.values(), strict=True))
    kinds = ", ".join(f"{kind} {r}/{n}" for kind, (r, n) in counted.items())
    yield f"  who writes      {of:4} addresses  right {right / of:.3f} ({kinds})"


def mistakes(half: str) -> list[str]:
    """What went wrong, for tuning."""
    shown: list[str] = []
    finding_scores(half, shown)
    join_score(half, shown)
    writers_right(half, shown)
    return shown


def main(arguments: Iterable[str]) -> None:
    print(report())
    if "tuning" in arguments:
        print("\n".join(mistakes("tuning")))


if __name__ == "__main__":
    main(sys.argv[1:])
