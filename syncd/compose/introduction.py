"""The introduction request: to the one who knows both, with a paragraph to forward as it is.

It says why them, why now, what is in it for the other side, and that a no is fine. What syncd does
not know is a gap, ``[[ … ]]``. Words that the other one wrote to you stay between you two.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from syncd.compose import request
from syncd.compose.language import Language
from syncd.compose.letter import Letter
from syncd.compose.render import render
from syncd.model import Address, Finding, Me, Source
from syncd.text.manner import Manner
from syncd.text.snippet import shorten

_TITLE_CHARS = 60
_ABOUT_ME_CHARS = 200


@dataclass(frozen=True, slots=True)
class IntroductionMatter:
    """Everything an introduction request is written from."""

    me: Me
    #: Aware.
    now: datetime
    connector: Address
    target: Address
    #: Why now, in your words; "" leaves a gap.
    about: str = ""
    #: A mail or meeting that all three of you were part of.
    seen: Source | None = None
    #: What the one you want to meet wrote of themselves.
    findings: tuple[Finding, ...] = ()
    #: How you write to the connector.
    manner: Manner = field(default_factory=Manner)


def write_introduction(matter: IntroductionMatter, language: Language) -> Letter:
    """A draft of its own, in no thread: it is to be seen by the connector alone."""
    voice = request.Voice("introduction", language, matter.manner)
    greeting, target = voice.greeting(matter.connector), request.label(matter.target)
    values = {
        "greeting": greeting,
        "ask": request.begin(voice.say("ask", target=target), greeting),
        "reasons": _reasons(matter, voice),
        "refuse": voice.say("refuse"),
        "forward": voice.say("forward"),
        "forwarded": " ".join(_forwarded(matter, voice)),
        "thanks": voice.say("thanks"),
        "closing": voice.closing(),
        "name": voice.signed(matter.me),
    }
    return Letter(
        subject=voice.say("subject", target=target),
        text=render("introduction-body.txt", language, **values),
        html=render("introduction-body.html", language, **values),
        to=(matter.connector,),
    )


def _reasons(matter: IntroductionMatter, voice: request.Voice) -> tuple[str, ...]:
    """Why them, why now, and what is in it for the other side."""
    say, target = voice.say, request.called(matter.target)
    about = request.topic(matter.about)
    offer = request.offer_for(matter.me, about, matter.findings)
    return (
        _why_them(matter, voice),
        _sentence(about, say("about_gap", target=target))
        or say("about", target=target, about=about),
        say("offer", target=target, offer=offer.text) if offer else say("offer_gap", target=target),
    )


def _why_them(matter: IntroductionMatter, voice: request.Voice) -> str:
    seen, target = matter.seen, request.called(matter.target)
    title = shorten(seen.title, _TITLE_CHARS) if seen else ""
    if seen is None or seen.date is None or not title:
        connector = request.called(matter.connector)
        return voice.say("seen_gap", connector=connector, target=target)
    told = "seen_event" if seen.kind == "event" else "seen_mail"
    day = voice.language.short_day(seen.date, matter.me.timezone, matter.now)
    return voice.say(told, title=voice.language.quoted(title), day=day)


def _forwarded(matter: IntroductionMatter, voice: request.Voice) -> list[str]:
    """Of you in the third person, with your own words quoted as yours."""
    say, me, about = voice.say, matter.me, request.topic(matter.about)
    first = request.called(Address(me.addresses[0], me.name))
    own = shorten(me.about, _ABOUT_ME_CHARS)
    if request.is_sentence(about):
        wish, said = say("forward_wish", name=me.name), f"{own} {about}".strip()
    else:
        gap = say("forward_about_gap")
        wish, said = say("forward_about", name=me.name, about=about or gap), own
    offer = request.offer_for(me, about, matter.findings)
    return [
        wish,
        say("forward_words", first=first, words=voice.language.quoted(said))
        if own
        else say("forward_gap"),
        *([say("forward_offer", first=first, offer=offer.text)] if offer else ()),
        say("forward_reach", first=first, address=me.addresses[0]),
    ]


def _sentence(about: str, gap: str) -> str:
    """What stands on its own: your sentence, or the gap; "" for words to be put into one."""
    return gap if not about else about if request.is_sentence(about) else ""
