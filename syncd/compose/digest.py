"""The weekly digest: the week's networking, promises, who came within reach, drafts that wait.

A person reads it in a minute. What has nothing to say is left out; when nothing is left there is no
letter.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from syncd.compose.format import Day, Shape, sentences
from syncd.compose.language import Language
from syncd.compose.letter import Letter
from syncd.compose.page import Line, Page, Section, Sources
from syncd.compose.reachable import distinct, reachable_lines
from syncd.compose.render import render
from syncd.model import Address, Guest, Me, Meeting, Promise, Style, WishNews
from syncd.text.snippet import shorten

MOST_MEETINGS = 12
MOST_PROMISES = 6
MOST_REACHABLE = 6
MOST_DRAFTS = 6
_MOST_NAMES = 3
_NAME_CHARS = 50
_TITLE_CHARS = 80
_PLACE_CHARS = 60
_PROMISE_CHARS = 160
#: A week that ends on Monday morning goes to Sunday.
_HALF_A_DAY = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Planned:
    """One networking meeting of the week."""

    meeting: Meeting
    #: Who comes, those from outside first.
    guests: tuple[Guest, ...]
    #: "in person", "phone", "video" or "".
    format: str
    day: Day


@dataclass(frozen=True, slots=True)
class Waiting:
    """A draft that you have neither sent nor deleted."""

    to: tuple[Address, ...]
    subject: str
    #: Aware.
    since: datetime


@dataclass(frozen=True, slots=True)
class DigestMatter:
    """Everything a digest is written from."""

    me: Me
    style: Style
    #: Aware; the week is from one to the other.
    now: datetime
    until: datetime
    #: In the order of their starts.
    meetings: tuple[Planned, ...] = ()
    #: Each with the other one's name; the most pressing first.
    promises: tuple[tuple[Promise, str], ...] = ()
    reachable: tuple[WishNews, ...] = ()
    drafts: tuple[Waiting, ...] = ()

    @property
    def empty(self) -> bool:
        """There is nothing to tell."""
        return not (self.meetings or self.promises or self.reachable or self.drafts)


def write_digest(matter: DigestMatter, language: Language) -> Letter:
    """The digest of a week that has something in it."""
    sources = Sources(matter.me.timezone, matter.now, language)
    sections = [section for section in _sections(matter, sources, language) if section.lines]
    zone = matter.me.timezone
    first, last = matter.now.astimezone(zone), (matter.until - _HALF_A_DAY).astimezone(zone)
    page = Page(
        title=_subject(matter, language),
        when=language.say(
            "time.days",
            first=language.day(first, matter.now),
            last=language.day(last, matter.now),
        ),
        sections=tuple(sections),
        sources=sources.listed(),
    )
    return Letter(
        subject=page.title,
        text=render("digest-body.txt", language, page=page),
        html=render("digest-body.html", language, page=page),
        to=(Address(matter.me.addresses[0], matter.me.name),),
    )


def _subject(matter: DigestMatter, language: Language) -> str:
    """``Your week from Mon 23 Nov: 3 meetings and 2 open promises``."""
    people = {news.person.address for news in matter.reachable}
    counts = {
        "digest.meetings": len(matter.meetings),
        "digest.promises": len(matter.promises),
        "digest.reachable": len(people),
        "digest.drafts": len(matter.drafts),
    }
    told = [language.counted(name, count) for name, count in counts.items() if count]
    day = language.day(matter.now.astimezone(matter.me.timezone), matter.now)
    return language.say("digest.subject", day=day, told=language.listed(told))


def _sections(matter: DigestMatter, sources: Sources, language: Language) -> list[Section]:
    mine, theirs = ([p for p in matter.promises if p[0].by_me is by_me] for by_me in (True, False))
    within = distinct(matter.reachable)

    def section(
        heading: str, lines: Iterable[Line], left: int, more: str = "digest.more"
    ) -> Section:
        rest = [Line(language.counted(more, left))] if left > 0 else []
        bulleted = heading != "digest.heading_meetings"
        return Section(language.say(heading), (*lines, *rest), bulleted=bulleted)

    return [
        section(
            "digest.heading_meetings",
            [_meeting(one, matter, language) for one in matter.meetings[:MOST_MEETINGS]],
            len(matter.meetings) - MOST_MEETINGS,
        ),
        *(
            section(
                heading,
                [_promise(*one, matter, sources, language) for one in promises[:MOST_PROMISES]],
                len(promises) - MOST_PROMISES,
                "digest.more_promises",
            )
            for heading, promises in (
                ("digest.heading_mine", mine),
                ("digest.heading_theirs", theirs),
            )
        ),
        replace(
            section(
                "reachable.heading",
                reachable_lines(within[:MOST_REACHABLE], sources, language, matter.now),
                len(within) - MOST_REACHABLE,
            ),
            note=language.say("digest.ask") if any(news.via for news in within) else "",
        ),
        section(
            "digest.heading_drafts",
            [_draft(one, matter, language) for one in matter.drafts[:MOST_DRAFTS]],
            len(matter.drafts) - MOST_DRAFTS,
        ),
    ]


def _meeting(one: Planned, matter: DigestMatter, language: Language) -> Line:
    """Day and time, who, what and where, and whether it fits your style."""
    zone, start = matter.me.timezone, one.meeting.start
    label = language.start(start, zone, matter.now, all_day=one.meeting.all_day)
    shape = Shape(len(one.guests), one.format)
    fits = sentences(one.meeting, shape, matter.style, one.day, language=language)
    return Line(" ".join([_what(one, language), *fits]), label)


def _what(one: Planned, language: Language) -> str:
    some = [shorten(guest.label, _NAME_CHARS) for guest in one.guests[:_MOST_NAMES]]
    left = len(one.guests) - _MOST_NAMES
    who = (
        language.counted("list.more", left, some=", ".join(some))
        if left > 0
        else language.listed(some)
    )
    title = shorten(one.meeting.title, _TITLE_CHARS)
    what = language.say("digest.with", names=who, title=title) if who and title else who or title
    place = shorten(one.meeting.location, _PLACE_CHARS)
    return f"{what}, {place}." if place else f"{what}."


def _promise(
    promise: Promise, name: str, matter: DigestMatter, sources: Sources, language: Language
) -> Line:
    today = matter.now.astimezone(matter.me.timezone).date()
    told, day = "digest.promise", ""
    if promise.due is not None:
        told = "digest.promise_overdue" if promise.due < today else "digest.promise_due"
        day = language.day(promise.due, matter.now)
    sentence = language.say(
        told,
        name=shorten(name, _NAME_CHARS),
        text=language.quoted(shorten(promise.text, _PROMISE_CHARS)),
        day=day,
    )
    return sources.line(sentence, promise.source)


def _draft(draft: Waiting, matter: DigestMatter, language: Language) -> Line:
    names = [shorten(to.label, _NAME_CHARS) for to in draft.to[:_MOST_NAMES]]
    since = language.short_day(draft.since, matter.me.timezone, matter.now)
    title = language.quoted(shorten(draft.subject, _TITLE_CHARS))
    told = language.say("digest.draft", names=language.listed(names), title=title, day=since)
    return Line(told)
