"""The brief: who you are about to meet, in under a minute, the most useful first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from syncd.compose import words
from syncd.compose.changes import describe, subject_tail
from syncd.compose.common_ground import common_ground
from syncd.compose.format import Day, sentences
from syncd.compose.guest import guest_section
from syncd.compose.help import help_section
from syncd.compose.letter import Letter
from syncd.compose.page import Line, Page, Section, Sources
from syncd.compose.questions import MOST_ASKED, questions
from syncd.compose.render import render
from syncd.due import Difference
from syncd.model import Address, Guest, Me, Meeting, PartStat, Style
from syncd.people.dossier import Dossier
from syncd.text.snippet import shorten

#: So many guests are told of in full, the others are named in a line.
MOST_IN_FULL = 4
_MAX_TITLE_CHARS = 120
_MAX_PLACE_CHARS = 120
_CLOSING = "Afterwards, reply to this mail with two lines: they go into the follow-up draft."


@dataclass(frozen=True, slots=True)
class BriefMatter:
    """Everything a brief is written from."""

    meeting: Meeting
    me: Me
    #: Aware.
    now: datetime
    #: Guests who have not declined, the most relevant first.
    dossiers: tuple[Dossier, ...]
    declined: tuple[Guest, ...] = ()
    #: How you like to meet, whether this is "in person", "phone" or "video", and your day.
    style: Style = field(default_factory=Style)
    format: str = ""
    day: Day = field(default_factory=Day)
    #: What a revision says first; empty in a first brief.
    differences: tuple[Difference, ...] = ()
    #: How the meeting differs from what the first brief told, for the subject.
    since_first: tuple[Difference, ...] = ()
    #: Of the first revision: subject and Message-IDs, for the thread.
    first_subject: str = ""
    thread: tuple[str, ...] = ()
    follow_up_wanted: bool = True


def write_brief(matter: BriefMatter) -> Letter:
    """The brief of a meeting, or its revision when there are differences."""
    sources = Sources(matter.me.timezone, matter.now)
    sections = _sections(matter, sources)
    page = Page(
        title=_subject(matter),
        changes=tuple(
            describe(d, matter.meeting, _guests(matter), matter.me, matter.now)
            for d in matter.differences
        ),
        when=_when(matter),
        details=_details(matter),
        event_url=_web_address(matter.meeting.url),
        sections=sections,
        closing=_CLOSING if matter.follow_up_wanted else "",
        sources=sources.listed(),
    )
    return _letter(matter, page)


def write_word(matter: BriefMatter, reason: str) -> Letter:
    """One line in the brief's thread: the meeting is off."""
    when = words.when(
        matter.meeting.start,
        matter.meeting.end,
        matter.me.timezone,
        matter.now,
        all_day=matter.meeting.all_day,
    )
    page = Page(
        title=f"{matter.first_subject} (off)",
        changes=(),
        when=f"This meeting is off: {when}. {reason}",
        details=(),
        event_url=_web_address(matter.meeting.url),
        sections=(),
        closing="",
        sources=(),
    )
    return _letter(matter, page)


def _letter(matter: BriefMatter, page: Page) -> Letter:
    return Letter(
        subject=page.title,
        text=render("brief-body.txt", page=page),
        html=render("brief-body.html", page=page),
        to=(Address(matter.me.addresses[0], matter.me.name),),
        in_reply_to=matter.thread[-1] if matter.thread else "",
        references=matter.thread,
    )


def _subject(matter: BriefMatter) -> str:
    """``Ada Lindqvist, Tue 24 Nov 10:00: first meeting, Coffee``; a revision begins the same."""
    if matter.first_subject:
        return matter.first_subject + subject_tail(
            matter.since_first, matter.meeting, matter.me.timezone, matter.now
        )
    meeting, zone = matter.meeting, matter.me.timezone
    start = words.day(meeting.start.astimezone(zone), matter.now)
    at = "" if meeting.all_day else f" {words.clock(meeting.start, zone)}"
    title = shorten(meeting.title, _MAX_TITLE_CHARS)
    never_met = [d for d in matter.dossiers if not d.acquaintance.meetings]
    first = "first meeting" if matter.dossiers and len(never_met) == len(matter.dossiers) else ""
    about = ", ".join(part for part in (first, title) if part)
    names = shorten(words.guest_names(_guests(matter)), _MAX_TITLE_CHARS)
    return f"{names}, {start}{at}: {about}" if names else f"{start}{at}: {about}"


def _when(matter: BriefMatter) -> str:
    meeting = matter.meeting
    told = words.when(
        meeting.start, meeting.end, matter.me.timezone, matter.now, all_day=meeting.all_day
    )
    soon = words.in_time(meeting.start, matter.now)
    return f"{told}, {soon}" if soon else told


def _details(matter: BriefMatter) -> tuple[str, ...]:
    """Where, and who has answered."""
    place = shorten(matter.meeting.location, _MAX_PLACE_CHARS)
    link = _web_address(matter.meeting.conference_url)
    where = [place] if place else []
    if link and link not in place:
        where.append(link)
    answers = _answers(matter)
    return tuple(part for part in (" · ".join(where), answers) if part)


def _answers(matter: BriefMatter) -> str:
    said: dict[str, list[str]] = {}
    for dossier in matter.dossiers:
        verb = _ANSWERS.get(dossier.guest.partstat)
        if verb:
            said.setdefault(verb, []).append(_first_name(dossier.guest))
    if matter.declined:
        said["declined"] = [_first_name(guest) for guest in matter.declined]
    return " · ".join(
        f"{words.listed(names)} {'has' if len(names) == 1 else 'have'} {verb}"
        for verb, names in said.items()
    )


_ANSWERS = {
    PartStat.ACCEPTED: "accepted",
    PartStat.TENTATIVE: "said maybe",
    PartStat.NEEDS_ACTION: "not answered yet",
}


def _sections(matter: BriefMatter, sources: Sources) -> tuple[Section, ...]:
    told = matter.dossiers[:MOST_IN_FULL]
    sections = [guest_section(dossier, sources) for dossier in told]
    others = matter.dossiers[MOST_IN_FULL:]
    if others:
        names = words.guest_names([d.guest for d in others], most=12)
        sections.append(Section("Also there", (Line(shorten(names, 400)),)))
    sections += _talk(told, matter.me, sources)
    format_lines = _format_lines(matter)
    if format_lines:
        sections.append(Section("The format", format_lines))
    return tuple(sections)


def _talk(told: Sequence[Dossier], me: Me, sources: Sources) -> list[Section]:
    """What to talk about; fewer questions where there is more to begin with."""
    begin = [help_section(told, me, sources), common_ground(told, me, sources)]
    asked = questions(told, sources, MOST_ASKED - (1 if all(begin) else 0))
    return [section for section in (*begin, asked) if section]


def _format_lines(matter: BriefMatter) -> tuple[Line, ...]:
    """The format held against your style, and what lies next to it in your day."""
    guests = len(matter.dossiers)
    told = sentences(matter.meeting, guests, matter.format, matter.style, matter.day)
    return (Line(" ".join(told)),) if told else ()


def _guests(matter: BriefMatter) -> list[Guest]:
    return [dossier.guest for dossier in matter.dossiers]


def _first_name(guest: Guest) -> str:
    return shorten(words.first_name(guest.name, guest.address), 40)


def _web_address(url: str) -> str:
    """The address if it is a web address that a letter may link to, else ""."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    safe = parts.scheme in ("https", "http") and parts.hostname and len(url) < 2000
    return url.strip() if safe and not any(c.isspace() for c in url.strip()) else ""
