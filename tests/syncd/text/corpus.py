"""Reads the labelled corpora under tests/data: letters, sentences and threads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests.syncd.text.clients import Letter

DATA = Path(__file__).parents[2] / "data"
_SECTIONS = ("signature", "quoted", "thread", "expect", "written")


@dataclass(frozen=True)
class Sentence:
    """A sentence and what it is: "commitment", "request" or "neither"; and when it is due."""

    text: str
    kind: str
    due: date | None = None


@dataclass(frozen=True)
class Thread:
    """A thread of mails, and who introduces whom in it (None: nobody does)."""

    title: str
    mails: tuple[str, ...]
    introducer: str = ""
    introduced: frozenset[str] = frozenset()


def letters(half: str) -> list[tuple[Letter, str]]:
    """Letters with the body that is to be found in them; ``half`` is "tuning" or "held_out"."""
    text = (DATA / "mail" / f"{half}.txt").read_text(encoding="utf-8")
    return [_letter(block) for block in _blocks(text)]


def sentences(half: str) -> list[Sentence]:
    """Labelled sentences."""
    text = (DATA / "sentences" / f"promises_{half}.txt").read_text(encoding="utf-8")
    rows = [row for row in text.split("\n") if row.strip() and not row.startswith("#")]
    return [_sentence(row) for row in rows]


def threads(half: str) -> list[Thread]:
    """Labelled threads."""
    text = (DATA / "sentences" / f"introductions_{half}.txt").read_text(encoding="utf-8")
    return [_thread(block) for block in _blocks(text)]


def _blocks(text: str) -> list[str]:
    return [
        block
        for block in ("\n" + text).split("\n== ")
        if block.strip() and not block.startswith("\n#")
    ]


def _letter(block: str) -> tuple[Letter, str]:
    head, _, rest = block.partition("\n")
    shape, language, sender = (part.strip() for part in head.split("|"))
    parts: dict[str, list[str]] = {"body": []}
    current = parts["body"]
    for row in rest.split("\n"):
        if row.startswith("@") and row[1:] in _SECTIONS:
            current = parts.setdefault(row[1:], [])
        else:
            current.append(row)
    said = {name: "\n".join(rows).strip("\n") for name, rows in parts.items()}
    expect = dict(row.split(": ", 1) for row in said.get("expect", "").split("\n") if row)
    letter = Letter(
        shape,
        language,
        sender,
        said["body"],
        said.get("signature", ""),
        said.get("quoted", ""),
        said.get("thread", ""),
        expect,
    )
    return letter, said.get("written", _answers(letter))


def _answers(letter: Letter) -> str:
    own = [row for row in letter.thread.split("\n") if not row.startswith(">")]
    return "\n".join([letter.body, *own]).strip()


def _sentence(row: str) -> Sentence:
    kind, due, text = (part.strip() for part in row.split("|", 2))
    names = {"c": "commitment", "r": "request", "n": "neither"}
    return Sentence(text, names[kind], date.fromisoformat(due) if due else None)


def _thread(block: str) -> Thread:
    """A title, the label, and mails parted by "--" lines; `$` headers are filled in by position."""
    title, label, rest = block.split("\n", 2)
    introducer, _, introduced = label.partition(" -> ")
    mails = tuple(_mail(at, text) for at, text in enumerate(rest.strip("\n").split("\n--\n")))
    if introducer.strip() == "none":
        return Thread(title.strip(), mails)
    people = frozenset(part.strip() for part in introduced.split(","))
    return Thread(title.strip(), mails, introducer.strip(), people)


def _mail(at: int, text: str) -> str:
    head, _, body = text.strip("\n").partition("\n\n")
    before = " ".join(f"<{n}@thread>" for n in range(at))
    return (
        f"{head}\nMessage-ID: <{at}@thread>\nReferences: {before}\nDate: Tue, 03 Nov 2026 1{at}:00:00 +0100\n"  # noqa: E501
        f"Content-Type: text/plain; charset=utf-8\n\n{body}\n"
    )
