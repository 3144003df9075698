"""What a brief is written from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from syncd.compose.format import Day
from syncd.compose.language import Language, english
from syncd.due import Difference
from syncd.model import Guest, Me, Meeting, Style, WishNews
from syncd.people.dossier import Dossier


@dataclass(frozen=True, slots=True)
class BriefMatter:
    """Everything a brief is written from."""

    meeting: Meeting
    me: Me
    #: Aware.
    now: datetime
    #: Guests from outside who have not declined and are told of in full, the most relevant first.
    dossiers: tuple[Dossier, ...]
    #: Those from outside who are only named, and which of them you know, the best known first.
    others: tuple[Guest, ...] = ()
    familiar: tuple[Guest, ...] = ()
    colleagues: tuple[Guest, ...] = ()
    declined: tuple[Guest, ...] = ()
    #: How you like to meet, whether this is "in person", "phone" or "video", and your day.
    style: Style = field(default_factory=Style)
    format: str = ""
    day: Day = field(default_factory=Day)
    #: Of the people you want to meet: whom somebody here could introduce you to.
    news: tuple[WishNews, ...] = ()
    #: What a revision says first; empty in a first brief.
    differences: tuple[Difference, ...] = ()
    #: How the meeting differs from what the first brief told, for the subject.
    since_first: tuple[Difference, ...] = ()
    #: Of the first revision: subject and Message-IDs, for the thread.
    first_subject: str = ""
    thread: tuple[str, ...] = ()
    follow_up_wanted: bool = True
    language: Language = field(default_factory=english)

    @property
    def outside(self) -> tuple[Guest, ...]:
        """Everybody from outside who comes."""
        return (*(dossier.guest for dossier in self.dossiers), *self.others)
