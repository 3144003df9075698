"""What your own mail and calendar say of one person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from syncd.model.mail import Address


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """One person as your history knows them. Everything is in the past: no future meeting counts.

    The default is a stranger.
    """

    #: In lower case.
    address: str
    #: The name they write themselves; "" when no message shows one.
    name: str = ""
    #: Aware, UTC; mail between you two, or a meeting both attended.
    first_contact: datetime | None = None
    last_contact: datetime | None = None
    #: Mails they wrote to you, and you to them. Lists and robots do not count.
    mails_from: int = 0
    mails_to: int = 0
    #: "me", "them", or "" when there is no mail.
    wrote_first: str = ""
    #: Meetings that ended before now and that neither declined.
    meetings: int = 0
    last_meeting: datetime | None = None
    #: Who introduced you, by the trail in the mail.
    introduced_by: Address | None = None
    introduced_at: datetime | None = None
    #: Subject of the newest thread between you; "" without one.
    thread_subject: str = ""
    #: How long they usually take to answer you: the median of the last two years; None when there
    #: are too few answers to tell.
    answer_time: timedelta | None = None
    #: By your address book.
    organization: str = ""
    title: str = ""

    @property
    def new(self) -> bool:
        """Never written to each other and never met."""
        return self.first_contact is None
