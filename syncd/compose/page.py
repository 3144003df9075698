"""A letter's page: sections of lines, each line with numbered sources. What templates are given."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from syncd.compose.language import Language, english
from syncd.model import Source
from syncd.people.dossier import YOU
from syncd.text.snippet import shorten

_MAX_TITLE_CHARS = 80
#: A blank at which no line is broken.
NO_BREAK = "\u00a0"
_KINDS = {
    "mail": "source.mail",
    "event": "source.event",
    "note": "source.note",
    "contact": "source.contact",
    "page": "source.page",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One statement: a label, the words, and its sources by number and in full."""

    text: str
    label: str = ""
    numbers: tuple[int, ...] = ()
    sources: tuple[Source, ...] = field(default=(), compare=False)

    @property
    def cited(self) -> str:
        """The words with their sources behind them: ``Head of Data [1]``."""
        # A number is never alone on a line.
        return NO_BREAK.join([self.text, *(f"[{number}]" for number in self.numbers)])


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its lines; ``note`` stands small beside the heading."""

    heading: str
    lines: tuple[Line, ...]
    note: str = ""
    #: Each line is a point of its own.
    bulleted: bool = False
    #: Of the heading, by number and in full.
    numbers: tuple[int, ...] = ()
    sources: tuple[Source, ...] = field(default=(), compare=False)

    @property
    def title(self) -> Line:
        """The heading as a line."""
        return Line(self.heading, "", self.numbers, self.sources)

    @property
    def cited(self) -> str:
        """The heading with its sources behind it."""
        return self.title.cited


@dataclass(slots=True)
class Sources:
    """Numbers the sources in the order in which they are first used; words are in a language."""

    zone: ZoneInfo
    now: datetime
    language: Language = field(default_factory=english)
    _seen: list[Source] = field(default_factory=list)

    def number(self, source: Source) -> int:
        """The number of a source, from 1."""
        if source not in self._seen:
            self._seen.append(source)
        return self._seen.index(source) + 1

    def short_day(self, moment: datetime) -> str:
        """``24 Nov`` on the reader's clock."""
        told = self.language.short_day(moment, self.zone, self.now)
        return told.replace(" ", NO_BREAK)

    def day(self, moment: date) -> str:
        """``Tue 24 Nov``"""
        return self.language.day(moment, self.now).replace(" ", NO_BREAK)

    def line(self, text: str, *sources: Source, label: str = "") -> Line:
        """A line that cites its sources."""
        numbered = {self.number(source): source for source in sources}
        return Line(text, label, tuple(numbered), tuple(numbered.values()))

    def listed(self) -> tuple[Line, ...]:
        """``mail "Coffee?", Ada, 12 Nov`` of every source used, in order."""
        return tuple(
            Line(self._describe(source), numbers=(place,))
            for place, source in enumerate(self._seen, start=1)
        )

    def _describe(self, source: Source) -> str:
        title = shorten(source.title, _MAX_TITLE_CHARS)
        name = _KINDS.get(source.kind)
        kind = self.language.say(name) if name else source.kind
        parts = [f"{kind} {self.language.quoted(title)}" if title else kind]
        if source.author == YOU:
            parts.append(self.language.say("source.you"))
        elif source.author:
            parts.append(shorten(source.author, _MAX_TITLE_CHARS))
        if source.date:
            parts.append(self.short_day(source.date))
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Page:
    """Everything a brief's templates show, already in words."""

    title: str
    when: str
    #: In how long, "in 4 hours"; "" when it is past.
    soon: str = ""
    #: What has changed since the last revision; empty in a first one.
    changes: tuple[str, ...] = ()
    #: After the time: the guest's own time, the place, who has answered.
    details: tuple[Line, ...] = ()
    #: Open the event in your calendar, and join the call; "" where there is no such address.
    event_url: str = ""
    join_url: str = ""
    sections: tuple[Section, ...] = ()
    closing: str = ""
    sources: tuple[Line, ...] = ()

    @property
    def cited(self) -> frozenset[Source]:
        """All that it cites, in full."""
        lines = [*self.details]
        for section in self.sections:
            lines += [section.title, *section.lines]
        return frozenset(source for line in lines for source in line.sources)
