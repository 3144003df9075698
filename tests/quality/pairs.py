"""Reads the labelled people of tests/data/people (the format is in GUIDELINE.md there)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "data" / "people"
HALVES = ("tuning", "test")
#: Mails alone, written when the words for them were done.
SECOND = "second"
#: What a mail may say of its writer; "none" and "private" are what must not be taken.
KINDS = ("challenge", "award", "cause", "project", "interest")


@dataclass(frozen=True)
class Side:
    """What is known of one address."""

    address: str
    names: tuple[str, ...] = ()
    signatures: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    #: Addresses on their card in the address book, and the name on it.
    card_addresses: tuple[str, ...] = ()
    card_name: str = ""


@dataclass(frozen=True)
class Pair:
    """Two addresses, and whether they are one person: "yes", "no" or "unsure"."""

    kind: str
    same: str
    why: str
    a: Side
    b: Side
    #: Both were addressed in one mail, or sat in one meeting.
    together: bool = False
    #: What was sent to ``a`` alone was answered from ``b``.
    answered: bool = False


@dataclass(frozen=True)
class Told:
    """A short mail, and what it says of its writer: one of KINDS, "none" or "private"."""

    kind: str
    #: Words that the quote must hold.
    words: str
    mail: str


@dataclass(frozen=True)
class Writer:
    """An address, and what is behind it."""

    kind: str
    address: str
    name: str
    text: str
    #: Whom an assistant writes for.
    behalf: str = ""
    headers: tuple[tuple[str, str], ...] = ()


def pairs(half: str) -> list[Pair]:
    """The labelled pairs of addresses."""
    return [_pair(row) for row in _rows(f"identity-{half}.jsonl")]


def told(half: str) -> list[Told]:
    """The labelled mails."""
    lines = (FOLDER / f"findings-{half}.txt").read_text("utf-8").splitlines()
    return [_told(line) for line in lines if line and not line.startswith("#")]


def writers(half: str) -> list[Writer]:
    """The labelled addresses."""
    return [
        Writer(
            kind=row["is"],
            address=row["address"],
            name=row["name"],
            text=row["text"],
            behalf=row.get("for", ""),
            headers=tuple(row.get("headers", {}).items()),
        )
        for row in _rows(f"persons-{half}.jsonl")
    ]


def _rows(name: str) -> Iterator[dict[str, Any]]:
    for line in (FOLDER / name).read_text("utf-8").splitlines():
        yield json.loads(line)


def _pair(row: dict[str, Any]) -> Pair:
    threads = row.get("threads", ())
    return Pair(
        kind=row["kind"],
        same=row["same"],
        why=row["why"],
        a=_side(row["a"]),
        b=_side(row["b"]),
        together="took_part_together" in threads,
        answered="answered_from_b_what_was_sent_to_a" in threads,
    )


def _side(row: dict[str, Any]) -> Side:
    card = row.get("card", {})
    return Side(
        address=row["address"],
        names=tuple(row.get("names", ())),
        signatures=tuple(row.get("signatures", ())),
        said=tuple(row.get("said", ())),
        card_addresses=tuple(card.get("addresses", ())),
        card_name=card.get("name", ""),
    )


def _told(line: str) -> Told:
    kind, words, mail = (part.strip() for part in line.split("|", 2))
    return Told(kind, words, mail.replace("\\n", "\n"))
