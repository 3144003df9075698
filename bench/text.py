"""What reading mail as text costs: `python -m bench.text [ROUNDS]`.

The tuning letters of the corpus, each as its mail program would have sent it, are read; beside
them the standard library parsing the same bytes in the same run, because a ratio says more than a
number from a shared machine. Last, what was made to hold up whoever reads it.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from email import message_from_bytes, policy
from functools import partial
from typing import TypeVar

from syncd.model import Address
from syncd.text import body, introductions, markup, promises, signature
from tests.syncd.text import corpus
from tests.syncd.text.clients import write

T = TypeVar("T")

SENT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ADA = Address("ada@nordwind.example", "Ada Lindqvist")

#: A long mail from Word: half a megabyte of which a tenth is text.
WORD = "<html><body><div class=WordSection1>" + "".join(
    f'<p class=MsoNormal><span lang=EN-US style="font-size:11.0pt">Line {n} of a long letter that '
    "somebody wrote in Word.<o:p></o:p></span></p>"
    for n in range(3_500)
)

#: A megabyte each.
TEXT_BOMBS = {
    "quote marks, a line each": ">\n" * 500_000,
    "one line of quote marks": ">" * 1_000_000,
    "attributions": "On Tue, Nov 3, 2026 Ada <a@b.c> wrote:\n> x\n" * 23_000,
    "copied headers": "From: a@b\n" * 100_000,
    "rules": "---\n" * 250_000,
    "signatures": "Best,\nAda\n" * 100_000,
    "addresses": "a@" * 500_000,
    "promises": "I will " * 140_000,
}
MARKUP_BOMBS = {
    "unclosed comments": "<!--" * 250_000,
    "nested blocks": "<div>" * 200_000,
    "unclosed attributes": "<div " * 200_000,
    "nested tables": "<table><tr><td>" * 66_000,
    "bold paragraphs": "<b><p>" * 166_000,
    "bare ampersands": "&" * 1_000_000,
}
MESSAGE_BOMBS = {
    "20,000 parts": b"Content-Type: multipart/mixed; boundary=b\n\n"
    + b"--b\nContent-Type: text/plain\n\nhi\n" * 20_000,
    "2,000 nested multiparts": b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(2_000)
    ),
    "a To of a megabyte": b"To: " + b"a@b.c, " * 140_000 + b"\n\nhi",
}


def main(arguments: Sequence[str]) -> None:
    """Print what each step costs a message, then the bombs."""
    rounds = int(arguments[0]) if arguments else 3
    letters(rounds)
    spent = best(lambda: markup.lines(WORD), rounds)
    print(f"HTML of {len(WORD) // 1000} KB as lines: {spent * 1e3:.0f} ms")
    bombs("a text of 1 MB", TEXT_BOMBS, read_text)
    bombs("HTML of 1 MB", MARKUP_BOMBS, markup.lines)
    bombs("a message", MESSAGE_BOMBS, lambda raw: body.written(body.parse(raw)))


def letters(rounds: int) -> None:
    """The corpus, step by step."""
    raws = [write(letter) for letter, _ in corpus.letters("tuning")]
    parsed = [body.parse(raw) for raw in raws]
    texts = [body.written(message) for message in parsed]
    signed = [body.signed(message) for message in parsed]
    print(f"{len(raws)} letters of {sum(map(len, raws)) / len(raws) / 1000:.1f} KB on average")
    steps: dict[str, Callable[[], object]] = {
        "standard library, parse only": lambda: [
            message_from_bytes(raw, policy=policy.default) for raw in raws
        ],
        "parse": lambda: [body.parse(raw) for raw in raws],
        "written": lambda: [body.written(message) for message in parsed],
        "signature": lambda: [signature.read(text, ADA) for text in signed],
        "promises": lambda: [promises.find(text, sent=SENT) for text in texts],
        "introductions": lambda: introductions.find(parsed),
    }
    for name, step in steps.items():
        spent = best(step, rounds) / len(raws)
        print(f"  {name:28} {spent * 1e3:7.2f} ms a message  {1 / spent:8,.0f} a second")


def read_text(text: str) -> None:
    """Everything that is read of a body."""
    body.written_text(text, "Ada")
    signature.read(text, ADA)
    promises.find(text, sent=SENT)


def bombs(what: str, samples: Mapping[str, T], read: Callable[[T], object]) -> None:
    """How long each takes to be read to its bounds."""
    print(f"Made to hurt, {what}:")
    for name, sample in samples.items():
        print(f"  {name:28} {best(partial(read, sample), 1):7.2f} s")


def best(step: Callable[[], object], rounds: int) -> float:
    """Seconds of the fastest of some runs."""
    spent = []
    for _ in range(rounds):
        begun = time.perf_counter()
        step()
        spent.append(time.perf_counter() - begun)
    return min(spent)


if __name__ == "__main__":
    main(sys.argv[1:])
