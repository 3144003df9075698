"""The brief: who you are about to meet, in under a minute, the most useful first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from syncd.compose.changes import describe, subject_tail
from syncd.compose.common_ground import common_ground
from syncd.compose.firms import firms
from syncd.compose.format import Shape, proposal, sentences
from syncd.compose.guest import guest_section
from syncd.compose.heading import details, event_address, join_address
from syncd.compose.help import help_section
from syncd.compose.letter import Letter
from syncd.compose.matter import BriefMatter
from syncd.compose.names import told_apart
from syncd.compose.others import also_there
from syncd.compose.page import NO_BREAK, Line, Page, Section, Sources
from syncd.compose.questions import MOST_ASKED, questions
from syncd.compose.reachable import reachable_lines
from syncd.compose.render import render
from syncd.compose.subject import beyond_names
from syncd.due import Reason
from syncd.model import Address, Me
from syncd.people.dossier import Dossier
from syncd.text.snippet import shorten

_MAX_NAMES_CHARS = 60


def write_brief(matter: BriefMatter) -> Letter:
    """The brief of a meeting, or its revision when there are differences."""
    return _letter(matter, brief_page(matter))


def brief_page(matter: BriefMatter) -> Page:
    """What a brief says, before it is put into templates."""
    matter = replace(matter, dossiers=told_apart(matter.dossiers))
    language = matter.language
    sources = Sources(matter.me.timezone, matter.now, language)
    coming = (*matter.outside, *matter.colleagues)
    return Page(
        title=_subject(matter),
        changes=tuple(
            describe(d, matter.meeting, coming, matter.me, matter.now, language=language)
            for d in matter.differences
        ),
        when=_when(matter),
        soon=language.in_time(matter.meeting.start, matter.now).replace(" ", NO_BREAK),
        details=tuple(details(matter, sources)),
        event_url=event_address(matter.meeting),
        join_url=join_address(matter.meeting),
        sections=tuple(_sections(matter, sources)),
        closing=language.say("brief.afterwards") if matter.follow_up_wanted else "",
        sources=sources.listed(),
    )


def write_word(matter: BriefMatter, reason: str) -> Letter:
    """One line in the brief's thread: the meeting is off, with a `Reason` that it is."""
    say = matter.language.say
    why = say(_WHY_OFF[reason]) if reason in _WHY_OFF else reason
    page = Page(
        title=f"{matter.first_subject} {say('off.tail')}",
        when=say("off.told", when=_when(matter), reason=why).strip(),
        event_url=event_address(matter.meeting),
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
    first = bool(matter.dossiers) and not any(d.acquaintance.meetings for d in matter.dossiers)
    all_names = [guest.label for guest in (*matter.outside, *matter.colleagues)]
    about = [
        language.say("brief.first_meeting") if first and not matter.others else "",
        beyond_names(meeting.title, [*all_names, matter.me.name]),
    ]
    told = ", ".join(part for part in about if part)
    names = shorten(language.guest_names(matter.outside or matter.colleagues), _MAX_NAMES_CHARS)
    if not names:
        return language.say("brief.subject_without_names", when=start, about=told).strip(" :")
    return language.say("brief.subject", names=names, when=start, about=told).strip(" :")


def _when(matter: BriefMatter) -> str:
    meeting, zone = matter.meeting, matter.me.timezone
    return matter.language.when(
        meeting.start, meeting.end, zone, matter.now, all_day=meeting.all_day
    )


def _sections(matter: BriefMatter, sources: Sources) -> Iterator[Section]:
    together = {id(dossier) for firm in firms(matter.dossiers) for dossier in firm.dossiers}
    for dossier in matter.dossiers:
        yield guest_section(dossier, sources, firm_told=id(dossier) in together)
    yield from also_there(matter, sources)
    yield from _talk(matter.dossiers, matter.me, sources)
    say = sources.language.say
    if news := reachable_lines(matter.news, sources, sources.language, matter.now, here=True):
        yield Section(say("reachable.heading"), news, bulleted=True)
    if told := _format_lines(matter):
        yield Section(say("format.heading"), told)


def _talk(told: Sequence[Dossier], me: Me, sources: Sources) -> list[Section]:
    """What to talk about; fewer questions where there is more to begin with."""
    begin = [help_section(told, me, sources), common_ground(told, me, sources)]
    asked = questions(told, sources, MOST_ASKED - (1 if all(begin) else 0))
    return [section for section in (*begin, asked) if section]


def _format_lines(matter: BriefMatter) -> tuple[Line, ...]:
    """The format held against your style, what lies next to it, and what you could propose."""
    guests = len(matter.outside) + len(matter.colleagues)
    far = any(dossier.local for dossier in matter.dossiers)
    shape, style, language = Shape(guests, matter.format, far), matter.style, matter.language
    told = " ".join(sentences(matter.meeting, shape, style, matter.day, language=language))
    soon = matter.meeting.start - matter.now
    words_for_it = proposal(shape, style, soon, language=language)
    return tuple(Line(text) for text in (told, words_for_it) if text)
