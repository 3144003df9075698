"""The introduction request: to the one who knows both, with a paragraph to forward as it is.

It says why them, why now, what is in it for the other side, and that a no is fine. What syncd does
not know is a gap, ``[[ … ]]``. Words that the other one wrote to you stay between you two.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from syncd.compose import request
from syncd.compose.language import Language
from syncd.compose.letter import Letter
from syncd.compose.render import render
from syncd.model import Address, Finding, Me, Source
from syncd.text.greeting import Greeting
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
    #: How you begin and end your mail to the connector.
    voice: Greeting | None = None


def write_introduction(matter: IntroductionMatter, language: Language) -> Letter:
    """A draft of its own, in no thread: it is to be seen by the connector alone."""
    say, connector = language.say, request.called(matter.connector)
    plain = say("introduction.greeting", name=connector)
    greeting = request.greeting(matter.voice, matter.connector, plain)
    target = request.label(matter.target)
    closing, name = request.sign_off(matter.voice, matter.me, language, "introduction.closing")
    values = {
        "greeting": greeting,
        "ask": request.begin(say("introduction.ask", target=target), greeting),
        "reasons": _reasons(matter, language),
        "forwarded": " ".join(_forwarded(matter, language)),
        "closing": closing,
        "name": name,
    }
    return Letter(
        subject=say("introduction.subject", target=target),
        text=render("introduction-body.txt", language, **values),
        html=render("introduction-body.html", language, **values),
        to=(matter.connector,),
    )


def _reasons(matter: IntroductionMatter, language: Language) -> tuple[str, ...]:
    """Why them, why now, and what is in it for the other side."""
    say, target = language.say, request.called(matter.target)
    about = request.topic(matter.about)
    offer = request.offer_for(matter.me, about, matter.findings)
    return (
        _why_them(matter, language),
        _sentence(about, say("introduction.about_gap", target=target))
        or say("introduction.about", target=target, about=about),
        say("introduction.offer", target=target, offer=offer.text)
        if offer
        else say("introduction.offer_gap", target=target),
    )


def _why_them(matter: IntroductionMatter, language: Language) -> str:
    seen, target = matter.seen, request.called(matter.target)
    title = shorten(seen.title, _TITLE_CHARS) if seen else ""
    if seen is None or seen.date is None or not title:
        connector = request.called(matter.connector)
        return language.say("introduction.seen_gap", connector=connector, target=target)
    told = "introduction.seen_event" if seen.kind == "event" else "introduction.seen_mail"
    day = language.short_day(seen.date, matter.me.timezone, matter.now)
    return language.say(told, target=target, title=title, day=day)


def _forwarded(matter: IntroductionMatter, language: Language) -> list[str]:
    """Of you in the third person, with your own words quoted as yours."""
    say, me, about = language.say, matter.me, request.topic(matter.about)
    first = request.called(Address(me.addresses[0], me.name))
    own = shorten(me.about, _ABOUT_ME_CHARS)
    if request.is_sentence(about):
        wish, said = say("introduction.forward_wish", name=me.name), f"{own} {about}".strip()
    else:
        gap = say("introduction.forward_about_gap")
        wish, said = say("introduction.forward_about", name=me.name, about=about or gap), own
    offer = request.offer_for(me, about, matter.findings)
    return [
        wish,
        say("introduction.forward_words", first=first, words=said)
        if own
        else say("introduction.forward_gap"),
        *([say("introduction.forward_offer", first=first, offer=offer.text)] if offer else ()),
        say("introduction.forward_reach", first=first, address=me.addresses[0]),
    ]


def _sentence(about: str, gap: str) -> str:
    """What stands on its own: your sentence, or the gap; "" for words to be put into one."""
    return gap if not about else about if request.is_sentence(about) else ""
