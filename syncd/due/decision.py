"""The words in which it is decided what a meeting is owed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from syncd.due.changes import Difference
from syncd.due.quiet import Quiet
from syncd.due.reason import OFF, Reason
from syncd.model import Acquaintance, Delivery, Guest, Meeting, PartStat, State, Verdict


class Stand(StrEnum):
    """Where a letter stands, as `syncd agenda` tells it."""

    NONE = "none"
    WAITING = "waiting"
    DUE = "due"
    DELIVERED = "delivered"
    WITHDRAWN = "withdrawn"
    SKIPPED = "skipped"
    FAILED = "failed"


class Action(StrEnum):
    """What there is to do about it now."""

    NOTHING = "nothing"
    #: Write revision ``Decision.revision`` and put it into its folder.
    WRITE = "write"
    #: Take the letter back if it is untouched; else say in one line that it no longer holds.
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class Decision:
    """What one letter of one meeting is owed."""

    stand: Stand
    #: UTC; None when the letter is not wanted.
    due: datetime | None = None
    #: Why it is skipped, failed, withdrawn or late: a `Reason`, another sentence, or "".
    reason: str = ""
    action: Action = Action.NOTHING
    revision: int = 0
    #: What a revised letter says first.
    differences: tuple[Difference, ...] = ()

    @property
    def off(self) -> bool:
        """Whether the reason is that the meeting does not take place for you."""
        return self.reason in OFF


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything a decision looks at. All moments are aware."""

    meeting: Meeting
    guests: tuple[Guest, ...]
    verdict: Verdict
    my_partstat: PartStat
    now: datetime
    quiet: Quiet
    #: How long after a meeting a follow-up is still made.
    look_back: timedelta
    #: Letters of the kind in question, oldest revision first.
    letters: tuple[Delivery, ...] = ()
    #: What was known of the guests before it began, by address; of a crowd nothing is looked up.
    acquaintances: Mapping[str, Acquaintance] = field(default_factory=dict)
    #: Whom the user has written to since the meeting, as words for a reason; "" for nobody.
    already_wrote: str = ""
    #: The meeting is no longer in any calendar.
    gone: bool = False
    #: Notes have come in since the newest letter was written.
    newer_notes: bool = False

    @property
    def off(self) -> str:
        """The `Reason` why the meeting does not take place for you; "" when it does."""
        if self.gone:
            return Reason.GONE
        if self.meeting.cancelled:
            return Reason.CANCELLED
        if self.my_partstat is PartStat.DECLINED:
            return Reason.DECLINED
        if self.guests and all(guest.declined for guest in self.guests):
            return Reason.EVERYBODY_DECLINED
        return ""

    @property
    def newest(self) -> Delivery | None:
        """The newest revision, whatever its state."""
        return self.letters[-1] if self.letters else None

    @property
    def unsent_beside(self) -> bool:
        """Whether another guest's letter is not sent yet, where each gets one of their own."""
        return any(
            letter.state in (State.READY, State.FAILED)
            for letter in self.letters
            if self.newest and letter.key.subject != self.newest.key.subject
        )

    @property
    def reached_mailbox(self) -> bool:
        """Whether one of the letters was in the mailbox, or may be by now."""
        return any(
            letter.delivered_at is not None or letter.state in (State.SENDING, State.DELIVERED)
            for letter in self.letters
        )
