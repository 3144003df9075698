"""A letter before it is put into MIME."""

from __future__ import annotations

from dataclasses import dataclass

from syncd.model import Address


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter says. Text and HTML say the same."""

    subject: str
    text: str
    html: str
    to: tuple[Address, ...]
    #: Message-ID of the message it answers; "" when it begins a thread.
    in_reply_to: str = ""
    #: Oldest first, ``in_reply_to`` last.
    references: tuple[str, ...] = ()
