"""What one of two people said they would do for the other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from syncd.model.finding import Source


class PromiseState(StrEnum):
    """Where a promise stands: `KEPT` is seen in the mail, `DONE` and `DROPPED` are said by hand."""

    OPEN = "open"
    KEPT = "kept"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise between you and one person, in the words of whoever made it."""

    #: The other one's address.
    person: str
    by_me: bool
    text: str
    #: Aware, UTC.
    made_at: datetime
    source: Source
    #: Message-ID of the mail, or a word of our own for a note; with the text it is unique.
    origin: str
    due: date | None = None
    state: PromiseState = PromiseState.OPEN
    settled_at: datetime | None = None
    #: The number that the store gave it; 0 before.
    number: int = 0
