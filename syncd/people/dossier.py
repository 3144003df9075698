"""All that a letter may say of one guest: records, each with where it was read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from syncd.model import Acquaintance, Address, Finding, Guest, Meeting, Promise, Source
from syncd.people.matches import Match

#: Author of a source that you wrote yourself.
YOU = "you"


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
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    thread_id: str = ""
    account: str = ""
    #: The end of the body with the signature in it; "" for your own mail.
    signed: str = ""
    #: Names of the files that came with it.
    attached: tuple[str, ...] = ()
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    #: Whether you are among its To, and not only in copy.
    to_me: bool = True


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
    #: What they wrote of themselves, newest first.
    findings: tuple[Finding, ...] = ()
    #: Open between you, oldest first.
    promises: tuple[Promise, ...] = ()
    #: Whom you both know, the best known first, each with where it shows.
    mutual: tuple[tuple[Address, Source], ...] = ()
    #: Whom you know that could help with what they face, the strongest tie first.
    could_meet: tuple[Match, ...] = ()


def mail_source(exchange: Exchange) -> Source:
    """A mail as the source of a statement."""
    author = YOU if exchange.from_me else exchange.sender.label
    return Source("mail", exchange.subject, exchange.date, author)


def meeting_source(meeting: Meeting) -> Source:
    """A past meeting as the source of a statement."""
    return Source("event", meeting.title, meeting.start)
