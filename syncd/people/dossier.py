"""All that a letter may say of one guest: records, each with where it was read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from syncd.model import (
    Acquaintance,
    Address,
    Finding,
    Guest,
    LocalTime,
    Meeting,
    Person,
    Promise,
    Source,
)
from syncd.people.matches import Match
from syncd.people.newsletters import Newsletter

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
    #: Of the writer's clock from UTC; None when the Date header does not say.
    utc_offset: timedelta | None = None
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
    #: Under all of their addresses, and why those are one person's.
    person: Person | None = None
    #: The first mail or meeting between you.
    first: Source | None = None
    #: Who arranged the meeting for them, each with where that shows.
    arranged: tuple[tuple[Address, Source], ...] = ()
    newsletter: Newsletter | None = None
    #: When the meeting begins on their clock; None when it shows what yours does.
    local: LocalTime | None = None
    #: As one says it, told apart from the other guests; "" for the first name.
    called: str = ""


def mail_source(exchange: Exchange) -> Source:
    """A mail as the source of a statement."""
    author = YOU if exchange.from_me else exchange.sender.label
    return Source("mail", exchange.subject, exchange.date, author, origin=exchange.message_id)


def meeting_source(meeting: Meeting) -> Source:
    """A past meeting as the source of a statement."""
    return Source("event", meeting.title, meeting.start, origin=meeting.key.header())
