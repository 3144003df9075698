"""What is known about a person, always with where it was read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Source:
    """Where a statement was read. Everything in it is text from outside."""

    #: "mail", "event", "note", "contact" or "page".
    kind: str
    title: str
    date: datetime | None = None
    #: Whose words these are, when it is not the title's own.
    author: str = ""
    #: Only for what has an address of its own; built or checked by our code.
    link: str = ""
    #: By which it is found again: a Message-ID, a meeting's key (`MeetingKey.header`), or the word
    #: that a note is kept by. "" for an address book, and for a mail without an id.
    origin: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Finding:
    """One statement about one person. Without a source it does not exist."""

    #: Address of the person it is about.
    about: str
    #: role, project, cause, award, interest, challenge, news, promise, tie, contact …
    kind: str
    text: str
    source: Source
    #: 0 to 1; below 0.6 the letter says "probably" and why.
    confidence: float = 1.0
