"""All that a letter may say of one guest: records, each with where it was read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from syncd.model import Acquaintance, Address, Guest, Meeting


@dataclass(frozen=True, slots=True)
class Exchange:
    """One mail between you and a guest, with what was written in it."""

    message_id: str
    subject: str
    sender: Address
    from_me: bool
    #: Aware, UTC.
    date: datetime
    #: The body someone wrote, without quotes and signature; "" when it could not be read.
    text: str
    references: tuple[str, ...] = ()
    thread_id: str = ""
    account: str = ""


@dataclass(frozen=True, slots=True)
class Dossier:
    """One guest, as your own mail and calendar know them before a meeting."""

    guest: Guest
    acquaintance: Acquaintance
    #: Newest first.
    exchanges: tuple[Exchange, ...] = ()
    #: Past meetings with this guest, newest first.
    meetings: tuple[Meeting, ...] = ()
    #: The mail that brought you together, when a third person did.
    introduction: Exchange | None = None
