"""How mail programs write a reply: where the signature goes, and how they quote as text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from syncd.demo.cast import Person
from syncd.demo.dates import MONATE, MONTHS, WEEKDAYS, WOCHENTAGE


@dataclass(frozen=True, slots=True)
class Quoted:
    """The mail that a reply answers."""

    sender: Person
    to: Sequence[Person]
    #: Aware, in the zone of whoever answers.
    date: datetime
    subject: str
    #: The whole of its text, its own quotation included.
    text: str
    #: The same as the inside of an HTML body; "" when it had none.
    html: str = ""


def with_quote(text: str, writer: Person, quoted: Quoted | None) -> str:
    """The whole text of a mail: signature and quotation where the writer's program puts them."""
    signature = _signature(writer)
    if quoted is None:
        return f"{text}{signature}\n"
    if writer.client == "outlook":
        return f"{text}{signature}\n\n{_outlook_block(quoted, writer)}\n\n{quoted.text}"
    if writer.client == "thunderbird":
        return f"{attribution(quoted, writer)}\n{_quote(quoted.text)}\n\n{text}{signature}\n"
    if writer.client == "apple":
        attributed = f"{attribution(quoted, writer)}\n\n{quoted.text}"
        return f"{text}{signature}\n\n{_quote(attributed)}\n"
    return f"{text}{signature}\n\n{attribution(quoted, writer)}\n\n{_quote(quoted.text)}\n"


def attribution(quoted: Quoted, writer: Person) -> str:
    """The line above a quotation that says whose words follow."""
    at, german = quoted.date, writer.language == "de"
    if writer.client == "thunderbird":
        form = (
            "Am {:%d.%m.%y um %H:%M} schrieb {}:" if german else "On {:%d/%m/%Y %H:%M}, {} wrote:"
        )
        return form.format(at, quoted.sender.name)
    if german:
        return f"Am {at.day}. {MONATE[at.month - 1][:3]}. {at:%Y um %H:%M} schrieb {quoted.sender}:"
    day = f"{at.day} {MONTHS[at.month - 1][:3]} {at.year}"
    if writer.client == "apple":
        return f"On {day}, at {at:%H:%M}, {quoted.sender} wrote:"
    return f"On {WEEKDAYS[at.weekday()][:3]}, {day} at {at:%H:%M}, {quoted.sender} wrote:"


def outlook_head(quoted: Quoted, writer: Person) -> list[tuple[str, str]]:
    """What Outlook puts above the mail before: its headers, in the writer's language."""
    at = quoted.date
    to = "; ".join(person.name for person in quoted.to)
    if writer.language == "de":
        words = ("Von", "Gesendet", "An", "Betreff")
        sent = f"{WOCHENTAGE[at.weekday()]}, {at.day}. {MONATE[at.month - 1]} {at:%Y %H:%M}"
    else:
        words = ("From", "Sent", "To", "Subject")
        sent = f"{WEEKDAYS[at.weekday()]}, {at.day} {MONTHS[at.month - 1]} {at:%Y %H:%M}"
    return list(zip(words, (str(quoted.sender), sent, to, quoted.subject), strict=True))


def _outlook_block(quoted: Quoted, writer: Person) -> str:
    return "\n".join(f"{word}: {value}" for word, value in outlook_head(quoted, writer))


def _signature(writer: Person) -> str:
    if not writer.signature:
        return ""
    delimiter = "" if writer.client in {"outlook", "apple"} else "-- \n"
    return f"\n\n{delimiter}{writer.signature}"


def _quote(text: str) -> str:
    lines = text.rstrip("\n").split("\n")
    return "\n".join(
        f">{line}" if line.startswith(">") or not line else f"> {line}" for line in lines
    )
