"""The brief: who you are about to meet, in under a minute, the most useful first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from syncd.compose import words
from syncd.compose.changes import describe, subject_tail
from syncd.compose.common_ground import common_ground
from syncd.compose.format import Day, Shape, proposal, sentences
from syncd.compose.guest import guest_section
from syncd.compose.help import help_section
from syncd.compose.language import Language, english
from syncd.compose.letter import Letter
from syncd.compose.page import Line, Page, Section, Sources
from syncd.compose.questions import MOST_ASKED, questions
from syncd.compose.render import render
from syncd.due import Difference, Reason
from syncd.model import Address, Guest, Me, Meeting, PartStat, Style
from syncd.people.dossier import Dossier
from syncd.text.snippet import shorten

#: So many guests are told of in full, the others are named in a line.
MOST_IN_FULL = 4
_MAX_TITLE_CHARS = 120
_MAX_PLACE_CHARS = 120


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
    language: Language = field(default_factory=english)


def write_brief(matter: BriefMatter) -> Letter:
    """The brief of a meeting, or its revision when there are differences."""
    return _letter(matter, brief_page(matter))


def brief_page(matter: BriefMatter) -> Page:
    """What a brief says, in words, each line with its sources."""
    language = matter.language
    sources = Sources(matter.me.timezone, matter.now, language)
    sections = _sections(matter, sources)
    return Page(
        title=_subject(matter),
        changes=tuple(
            describe(d, matter.meeting, _guests(matter), matter.me, matter.now, language=language)
            for d in matter.differences
        ),
        when=_soon(matter),
        details=_details(matter),
        event_url=_web_address(matter.meeting.url),
        sections=sections,
        closing=language.say("brief.afterwards") if matter.follow_up_wanted else "",
        sources=sources.listed(),
    )


def write_word(matter: BriefMatter, reason: str) -> Letter:
    """One line in the brief's thread: the meeting is off, with a `Reason` that it is."""
    say = matter.language.say
    why = say(_WHY_OFF[reason]) if reason in _WHY_OFF else reason
    page = Page(
        title=f"{matter.first_subject} {say('off.tail')}",
        changes=(),
        when=say("off.told", when=_when(matter), reason=why).strip(),
        details=(),
        event_url=_web_address(matter.meeting.url),
        sections=(),
        closing="",
        sources=(),
    )
    return _letter(matter, page)


_WHY_OFF: Mapping[str, str] = {
    Reason.GONE: "off.gone",
    Reason.CANCELLED: "off.cancelled",
    Reason.DECLINED: "off.declined",
    Reason.EVERYBODY_DECLINED: "off.everybody_declined",
}


def _letter(matter: BriefMatter, page: Page) -> Letter:
    return Letter(
        subject=page.title,
        text=render("brief-body.txt", matter.language, page=page),
        html=render("brief-body.html", matter.language, page=page),
        to=(Address(matter.me.addresses[0], matter.me.name),),
        in_reply_to=matter.thread[-1] if matter.thread else "",
        references=matter.thread,
    )


def _subject(matter: BriefMatter) -> str:
    """``Ada Lindqvist, Tue 24 Nov 10:00: first meeting, Coffee``; a revision begins the same."""
    meeting, zone, language = matter.meeting, matter.me.timezone, matter.language
    if matter.first_subject:
        tail = subject_tail(matter.since_first, meeting, zone, matter.now, language)
        return f"{matter.first_subject} {tail}".strip()
    start = language.start(meeting.start, zone, matter.now, all_day=meeting.all_day)
    about = [shorten(meeting.title, _MAX_TITLE_CHARS)]
    if matter.dossiers and not any(d.acquaintance.meetings for d in matter.dossiers):
        about.insert(0, language.say("brief.first_meeting"))
    told = ", ".join(part for part in about if part)
    names = shorten(language.guest_names(_guests(matter)), _MAX_TITLE_CHARS)
    if not names:
        return language.say("brief.subject_without_names", when=start, about=told)
    return language.say("brief.subject", names=names, when=start, about=told)


def _when(matter: BriefMatter) -> str:
    meeting, zone = matter.meeting, matter.me.timezone
    return matter.language.when(
        meeting.start, meeting.end, zone, matter.now, all_day=meeting.all_day
    )


def _soon(matter: BriefMatter) -> str:
    soon = matter.language.in_time(matter.meeting.start, matter.now)
    when = _when(matter)
    return matter.language.say("time.soon", when=when, soon=soon) if soon else when


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
        answer = _ANSWERS.get(dossier.guest.partstat)
        if answer:
            said.setdefault(answer, []).append(_first_name(dossier.guest))
    if matter.declined:
        said["brief.declined"] = [_first_name(guest) for guest in matter.declined]
    return " · ".join(
        matter.language.counted(answer, len(names), names=matter.language.listed(names))
        for answer, names in said.items()
    )


_ANSWERS = {
    PartStat.ACCEPTED: "brief.accepted",
    PartStat.TENTATIVE: "brief.tentative",
    PartStat.NEEDS_ACTION: "brief.unanswered",
}


def _sections(matter: BriefMatter, sources: Sources) -> tuple[Section, ...]:
    told = matter.dossiers[:MOST_IN_FULL]
    sections = [guest_section(dossier, sources) for dossier in told]
    others = matter.dossiers[MOST_IN_FULL:]
    if others:
        names = sources.language.guest_names([d.guest for d in others], most=12)
        heading = sources.language.say("brief.also_there")
        sections.append(Section(heading, (Line(shorten(names, 400)),)))
    sections += _talk(told, matter.me, sources)
    format_lines = _format_lines(matter)
    if format_lines:
        sections.append(Section(sources.language.say("format.heading"), format_lines))
    return tuple(sections)


def _talk(told: Sequence[Dossier], me: Me, sources: Sources) -> list[Section]:
    """What to talk about; fewer questions where there is more to begin with."""
    begin = [help_section(told, me, sources), common_ground(told, me, sources)]
    asked = questions(told, sources, MOST_ASKED - (1 if all(begin) else 0))
    return [section for section in (*begin, asked) if section]


def _format_lines(matter: BriefMatter) -> tuple[Line, ...]:
    """The format held against your style, what lies next to it, and what you could propose."""
    shape, style, language = (
        Shape(len(matter.dossiers), matter.format),
        matter.style,
        matter.language,
    )
    told = " ".join(sentences(matter.meeting, shape, style, matter.day, language=language))
    words_for_it = proposal(shape, style, language=language)
    return tuple(Line(text) for text in (told, words_for_it) if text)


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
