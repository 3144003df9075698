"""How well mail is read as text: bodies, signatures, promises, introductions, languages.

Prints, for each corpus half, what was found against what is labelled. `python -m
tests.quality.text tuning` shows the mistakes of the tuning half as well; the held-out half is
never shown in detail, so that nothing is tuned to it.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from syncd.model import Address
from syncd.text import body, introductions, language, promises, signature
from tests.syncd.text import corpus
from tests.syncd.text.clients import write

HALVES = ("tuning", "held_out")
#: The sentences of the corpus are sent on this Monday.
SENT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@dataclass
class Score:
    """True and false positives, and what was missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __str__(self) -> str:
        return f"precision {self.precision:.3f}  recall {self.recall:.3f}  F1 {self.f1:.3f}"


def report() -> str:
    """Both halves of every corpus, a line each."""
    return "\n".join(line for half in HALVES for line in _lines(half))


def _lines(half: str) -> Iterator[str]:
    letters = corpus.letters(half)
    pairs = [(_flat(found), _flat(wanted)) for found, wanted, _ in bodies(half)]
    exact = sum(found == wanted for found, wanted in pairs)
    overlap = sum(token_f1(found, wanted) for found, wanted in pairs) / len(pairs)
    yield f"text, {half} half"
    measured = f"exact {exact / len(pairs):.3f}  token F1 {overlap:.3f}"
    yield f"  bodies          {len(letters):4} messages   {measured}"
    yield f"  signatures      {len(letters):4} messages   {signature_score(half)}  (of fields)"
    labelled = corpus.sentences(half)
    for kind in ("commitment", "request"):
        yield f"  {kind + 's':15} {len(labelled):4} sentences  {promise_score(half, kind)}"
    right, of = due_score(half)
    yield f"  due dates       {of:4} dates      right {right / of:.3f}"
    yield f"  introductions   {len(corpus.threads(half)):4} threads    {introduction_score(half)}"
    guessed = [
        language.guess(letter.body) == letter.language
        for letter, _ in letters
        if len(letter.body) > 60
    ]
    yield f"  languages       {len(guessed):4} bodies     right {sum(guessed) / len(guessed):.3f}"


def bodies(half: str) -> Iterator[tuple[str, str, str]]:
    """(what was read, what is to be read, the shape) of each letter."""
    for letter, wanted in corpus.letters(half):
        yield body.written(body.parse(write(letter))), wanted, letter.shape


def token_f1(found: str, wanted: str) -> float:
    """Overlap of the words of two texts; two empty ones are the same."""
    a, b = Counter(found.split()), Counter(wanted.split())
    if not a and not b:
        return 1.0
    same = sum((a & b).values())
    return 2 * same / (sum(a.values()) + sum(b.values()))


def signature_score(half: str, mistakes: list[str] | None = None) -> Score:
    """Of the fields name, title, organisation, phones, links, place, pronouns."""
    score = Score()
    for letter, _ in corpus.letters(half):
        message = body.parse(write(letter))
        read = signature.read(body.signed(message), Address(letter.address, letter.name))
        found, wanted = set(_fields(read)), set(_labels(letter.expect))
        score.right += len(found & wanted)
        score.wrong += len(found - wanted)
        score.missed += len(wanted - found)
        if mistakes is not None and found != wanted:
            mistakes.append(
                f"{letter.shape} {letter.sender}\n"
                f"    wrong {found - wanted}\n    missed {wanted - found}"
            )
    return score


def _fields(read: signature.Signature | None) -> Iterator[tuple[str, str]]:
    if read is None:
        return
    for name in ("name", "title", "organisation", "place", "pronouns"):
        if value := getattr(read, name):
            yield name, value.lower()
    for name in ("phones", "links"):
        yield from ((name, value.lower()) for value in getattr(read, name))


def _labels(expect: dict[str, str]) -> Iterator[tuple[str, str]]:
    for name, value in expect.items():
        values = value.split("; ") if name in {"phones", "links"} else [value]
        yield from ((name, each.lower()) for each in values)


def promise_score(half: str, kind: str, mistakes: list[str] | None = None) -> Score:
    """Of sentences of one kind among all."""
    score = Score()
    for labelled in corpus.sentences(half):
        found = {str(p.kind) for p in promises.find(labelled.text, sent=SENT)}
        is_right, is_found = labelled.kind == kind, kind in found
        score.right += is_right and is_found
        score.wrong += is_found and not is_right
        score.missed += is_right and not is_found
        if mistakes is not None and is_right != is_found:
            mistakes.append(f"{'missed' if is_right else 'wrong '} {kind}: {labelled.text}")
    return score


def due_score(half: str, mistakes: list[str] | None = None) -> tuple[int, int]:
    """Sentences that were found and are due some day: how many with the right one, of how many."""
    right = of = 0
    for labelled in corpus.sentences(half):
        found = [p for p in promises.find(labelled.text, sent=SENT) if str(p.kind) == labelled.kind]
        if not found or (labelled.due is None and found[0].due is None):
            continue
        of += 1
        right += found[0].due == labelled.due
        if mistakes is not None and found[0].due != labelled.due:
            mistakes.append(f"due {found[0].due}, not {labelled.due}: {labelled.text}")
    return right, of


def introduction_score(half: str, mistakes: list[str] | None = None) -> Score:
    """Of (introducer, introduced) in threads; where nobody is introduced none may be found."""
    score = Score()
    for thread in corpus.threads(half):
        messages = [body.parse(mail.encode()) for mail in thread.mails]
        found = [
            (i.introducer.address, frozenset(a.address for a in i.introduced))
            for i in introductions.find(messages)
        ]
        wanted = [(thread.introducer, thread.introduced)] if thread.introducer else []
        score.right += sum(one in wanted for one in found)
        score.wrong += sum(one not in wanted for one in found)
        score.missed += sum(one not in found for one in wanted)
        if mistakes is not None and found != wanted:
            mistakes.append(f"{thread.title}: {found}, not {wanted}")
    return score


def _flat(text: str) -> str:
    return " ".join(text.split())


def mistakes(half: str) -> Iterator[str]:
    """What went wrong, for tuning."""
    for found, wanted, shape in bodies(half):
        if _flat(found) != _flat(wanted):
            yield f"--- body {shape}\n{found}\n--- wanted\n{wanted}\n"
    shown: list[str] = []
    signature_score(half, shown)
    for kind in ("commitment", "request"):
        promise_score(half, kind, shown)
    due_score(half, shown)
    introduction_score(half, shown)
    yield from shown


def main(arguments: Iterable[str]) -> None:
    print(report())
    if "tuning" in arguments:
        print("\n".join(mistakes("tuning")))


if __name__ == "__main__":
    main(sys.argv[1:])
