"""A made-up letter of each kind, for trying a user's own templates before they are needed.

Everything in it that others wrote carries a tag, so that a template which lets it through unescaped
is found out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from syncd.compose.alert import write_alert
from syncd.compose.brief import write_brief, write_word
from syncd.compose.digest import DigestMatter, Planned, Waiting, write_digest
from syncd.compose.follow_up import FollowUpMatter, write_follow_up
from syncd.compose.format import Day
from syncd.compose.introduction import IntroductionMatter, write_introduction
from syncd.compose.language import Language
from syncd.compose.letter import Letter
from syncd.compose.matter import BriefMatter
from syncd.compose.outreach import OutreachMatter, write_outreach
from syncd.due import Reason, differences, told_of
from syncd.model import (
    Acquaintance,
    Address,
    Finding,
    Guest,
    Joined,
    Me,
    Meeting,
    MeetingKey,
    PartStat,
    Promise,
    Reach,
    Source,
    Style,
    WishNews,
)
from syncd.people.dossier import Dossier, Exchange, mail_source

#: Whatever others wrote begins with it.
TAG = "<syncd-sample>"
_ADDRESS = "ada@nordwind.example"
_NOW = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
_ME = Me(
    "Robin Doe",
    ("robin@example.com",),
    frozenset({"example.com"}),
    ZoneInfo("Europe/Berlin"),
    offers=("hiring-process reviews",),
)
_GUEST = Guest(_ADDRESS, f"{TAG}Ada", PartStat.ACCEPTED, external=True)
_MEETING = Meeting(
    MeetingKey("coffee@example.com"),
    f"{TAG}Coffee",
    _NOW + timedelta(hours=4),
    _NOW + timedelta(hours=5),
    location=f"{TAG}Café",
    url="https://calendar.example/coffee",
)
_MAIL = Exchange(
    "<coffee@nordwind.example>",
    f"{TAG}Coffee?",
    Address(_ADDRESS, f"{TAG}Ada"),
    False,
    _NOW - timedelta(days=9),
    f"{TAG}We are struggling to hire data engineers.",
)


@dataclass(frozen=True, slots=True)
class Sample:
    """How a letter is tried."""

    #: What its templates are given besides ``language``, ``say`` and ``counted``.
    variables: frozenset[str]
    #: Letters in a language that between them need all that a template may show; a follow-up by
    #: the name of its template.
    write: Callable[[Language, str], list[Letter]]


def _alert(language: Language, _template: str) -> list[Letter]:
    return [write_alert(f"{TAG}work", "mailbox", f"{TAG}down", _NOW, _ME, language=language)]


def _briefs(language: Language, _template: str) -> list[Letter]:
    """A full brief, its revision, the word that the meeting is off, and a bare brief."""
    changed = differences(told_of(_MEETING, ()), told_of(_MEETING, (_GUEST,)))
    style = Style(("one-on-one", "in person"), 2)
    full = BriefMatter(
        _MEETING, _ME, _NOW, (_dossier(),), style=style, format="in person", language=language
    )
    revised = replace(full, differences=changed, since_first=changed, first_subject=f"{TAG}Ada")
    nothing = replace(_MEETING, title="", location="", url="")
    bare = BriefMatter(nothing, _ME, _NOW, (), follow_up_wanted=False, language=language)
    return [*map(write_brief, (full, revised, bare)), write_word(revised, Reason.CANCELLED)]


def _follow_ups(language: Language, template: str) -> list[Letter]:
    """One with notes of every kind, and one without."""
    own = "" if template == "follow-up" else template
    bare = FollowUpMatter(_MEETING, _ME, _NOW, (_GUEST,), language=language, template=own)
    notes = (f"{TAG}She knits.", "I promised the list", "she sends me the link")
    german = ("Ich schicke ihr die Liste", "sie schickt mir den Link")
    asked = Source("mail", f"{TAG}New address", _NOW - timedelta(days=3))
    joined = Joined(_ADDRESS, "a@x.example", "found", TAG, asked, moved_to=f"{TAG}a@x.example")
    full = replace(
        bare,
        notes=(*notes, *german),
        style=Style(("phone",)),
        moved=((_GUEST, joined),),
    )
    return [write_follow_up(full), write_follow_up(bare)]


def _dossier() -> Dossier:
    source = mail_source(_MAIL)
    made = _NOW - timedelta(days=5)
    return Dossier(
        _GUEST,
        Acquaintance(_ADDRESS, mails_from=2, title=f"{TAG}Head of Data"),
        exchanges=(_MAIL,),
        findings=(Finding(_ADDRESS, "challenge", _MAIL.text, source),),
        promises=(Promise(_ADDRESS, True, f"{TAG}I will send the list", made, source, "x"),),
    )


def _introductions(language: Language, _template: str) -> list[Letter]:
    """One that knows all, and one with gaps."""
    jonas, ada = Address("jonas@weber.example", f"{TAG}Jonas"), Address(_ADDRESS, f"{TAG}Ada")
    bare = IntroductionMatter(_ME, _NOW, jonas, ada)
    full = replace(bare, about=f"{TAG}hiring", seen=mail_source(_MAIL))
    return [write_introduction(full, language), write_introduction(bare, language)]


def _outreach(language: Language, _template: str) -> list[Letter]:
    """To a stranger, and to somebody known."""
    ada = Address(_ADDRESS, f"{TAG}Ada")
    stranger = OutreachMatter(_ME, Style(("phone",)), _NOW, ada, f"{TAG}hiring")
    return [write_outreach(one, language) for one in (stranger, replace(stranger, known=True))]


def _digests(language: Language, _template: str) -> list[Letter]:
    """A week with all there may be in one."""
    person, via = Address(_ADDRESS, f"{TAG}Ada"), Address("jonas@weber.example", f"{TAG}Jonas")
    promise = Promise(
        _ADDRESS, True, f"{TAG}I will send the list", _NOW, mail_source(_MAIL), "<x@x>"
    )
    full = DigestMatter(
        _ME,
        Style(("one-on-one", "in person"), 2),
        _NOW,
        _NOW + timedelta(days=7),
        meetings=(Planned(_MEETING, (_GUEST,), "in person", Day()),),
        promises=((promise, f"{TAG}Ada"),),
        reachable=(WishNews(Reach.TIE, person, mail_source(_MAIL), _NOW, f"{TAG}why", via),),
        drafts=(Waiting((person,), f"{TAG}Coffee?", _NOW),),
    )
    return [write_digest(full, language)]


#: By the name of the letter, as its templates are called.
SAMPLES = {
    "alert": Sample(frozenset({"account", "what", "error", "since"}), _alert),
    "brief": Sample(frozenset({"page"}), _briefs),
    "digest": Sample(frozenset({"page"}), _digests),
    "introduction": Sample(
        frozenset(
            {"greeting", "ask", "reasons", "refuse", "forward", "forwarded", "thanks"}
            | {"closing", "name"}
        ),
        _introductions,
    ),
    "outreach": Sample(
        frozenset({"greeting", "opening", "about", "offer", "ask", "thanks", "closing", "name"}),
        _outreach,
    ),
    "follow-up": Sample(
        frozenset({"greeting", "thanks", "noted", "awaited", "call", "closing", "moved", "name"}),
        _follow_ups,
    ),
}
