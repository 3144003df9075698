"""What a rule decided about a meeting, and everything it looked at to decide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class BriefWish:
    """That a brief is wanted, and how long before the start."""

    lead: timedelta
    #: Further leads, shorter than the first: the brief is looked at again then, and revised.
    again: tuple[timedelta, ...] = ()
    #: Account whose inbox gets it; "" for the configured one.
    deliver: str = ""


@dataclass(frozen=True, slots=True)
class FollowUpWish:
    """That a follow-up draft is wanted, and how long after the end."""

    delay: timedelta
    #: Name of a user's own template; "" for the shipped one.
    template: str = ""
    #: "warm", "formal" or "" for neither in particular.
    tone: str = ""
    #: A group gets one letter each instead of one for all.
    each: bool = False


@dataclass(frozen=True, slots=True)
class Wants:
    """What is to happen for a meeting."""

    brief: BriefWish | None = None
    follow_up: FollowUpWish | None = None
    #: How often to hear of the guests again afterwards; None for no reminder.
    keep_in_touch: timedelta | None = None
    #: "short" or "full" for how much the brief says, "" for neither in particular.
    style: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a rule, held against one meeting."""

    #: The condition as a person would say it: ``title has any of "coffee", "catch up"``.
    text: str
    #: The value that was seen: ``"Coffee with Ada"``.
    seen: str
    held: bool

    def __str__(self) -> str:
        return f"{self.text} ({self.seen})" if self.seen else self.text


@dataclass(frozen=True, slots=True)
class Trial:
    """One rule, held against one meeting."""

    rule: str
    held: bool
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """Networking or not, by which rule, with every condition's reason."""

    networking: bool
    #: Name of the deciding rule; "" when none matched.
    rule: str = ""
    wants: Wants = Wants()
    #: The deciding rule, or every rule in order when all were asked for.
    trials: tuple[Trial, ...] = ()

    @property
    def reasons(self) -> tuple[str, ...]:
        """The deciding rule's conditions in words; empty when no rule matched."""
        deciding = next((t for t in self.trials if t.held and t.rule == self.rule), None)
        return tuple(str(c) for c in deciding.conditions if c.held) if deciding else ()
