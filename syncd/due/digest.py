"""When the weekly digest is owed: at its time, or when the quiet hours it falls in end.

What was missed is caught up for two days; then the next one is near enough. There is one for each
ISO week, so that a new time in the config does not bring a second.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from syncd.due.quiet import Quiet
from syncd.model import Weekly

CAUGHT_UP = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Issue:
    """One week's digest."""

    #: ISO week of its day: "2026-W48". With the kind it is the key of the letter.
    week: str
    #: UTC.
    due: datetime
    #: When the one after it comes: so far it looks ahead. UTC.
    until: datetime


def newest(wanted: Weekly, quiet: Quiet, now: datetime) -> Issue:
    """The digest of the last time that it was wanted by a moment (aware). Pure."""
    at = wanted.latest(now, quiet.zone)
    year, week, _ = at.astimezone(quiet.zone).isocalendar()
    until = wanted.next(at, quiet.zone)
    return Issue(f"{year}-W{week:02}", quiet.waking_after(at), until)


def owed(issue: Issue, quiet: Quiet, now: datetime) -> bool:
    """Whether it is to be written now, if it has not been. Pure."""
    in_time = issue.due <= now <= issue.due + CAUGHT_UP
    return in_time and quiet.allows(issue.due, now)
