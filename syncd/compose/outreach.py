"""The first contact: friendly, concrete, and under 120 words. It claims nothing you did not say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from syncd.compose import request
from syncd.compose.language import Language
from syncd.compose.letter import Letter
from syncd.compose.render import render
from syncd.model import Address, Finding, Me, Style
from syncd.text.greeting import Greeting
from syncd.text.snippet import shorten

#: Together with our own sentences these stay under 120 words.
_MOST_TOPIC_WORDS = 28
_MOST_ME_WORDS = 18
_MOST_OFFER_WORDS = 10
_MOST_NAME_WORDS = 3
_SUBJECT_CHARS = 60
_HOW = {
    "in person": "outreach.in_person",
    "phone": "outreach.phone",
    "video": "outreach.video",
}


@dataclass(frozen=True, slots=True)
class OutreachMatter:
    """Everything a first contact is written from."""

    me: Me
    style: Style
    #: Aware.
    now: datetime
    target: Address
    #: The concrete issue, in your words.
    about: str
    #: You have written with them, or met: you need not say who you are.
    known: bool = False
    findings: tuple[Finding, ...] = ()
    #: How you begin and end your mail to them.
    voice: Greeting | None = None


def write_outreach(matter: OutreachMatter, language: Language) -> Letter:
    """A draft to somebody you would like to talk to."""
    about = _few(request.topic(matter.about), _MOST_TOPIC_WORDS)
    closing, name = request.sign_off(matter.voice, matter.me, language, "outreach.closing")
    greeting = _greeting(matter, language)
    values = {
        "greeting": greeting,
        "opening": request.begin(_opening(matter, language), greeting),
        "about": about
        if request.is_sentence(about)
        else language.say("outreach.about", about=about),
        "offer": _offer(matter, about, language),
        "ask": _ask(matter.style, language),
        "closing": closing,
        "name": _few(name, _MOST_NAME_WORDS),
    }
    return Letter(
        subject=_subject(about, language),
        text=render("outreach-body.txt", language, **values),
        html=render("outreach-body.html", language, **values),
        to=(matter.target,),
    )


def _subject(about: str, language: Language) -> str:
    if request.is_sentence(about):
        return language.say("outreach.subject_plain")
    return language.say("outreach.subject", about=shorten(about, _SUBJECT_CHARS))


def _greeting(matter: OutreachMatter, language: Language) -> str:
    if not matter.target.name:
        # An address need not be made of a name: better none than a wrong one.
        plain = language.say("outreach.greeting_nameless")
    else:
        plain = language.say("outreach.greeting", name=request.called(matter.target))
    return request.greeting(matter.voice, matter.target, plain)


def _opening(matter: OutreachMatter, language: Language) -> str:
    """Who you are, to those who do not know you."""
    if matter.known:
        return language.say("outreach.known")
    name = language.say("outreach.me", name=_few(matter.me.name, _MOST_NAME_WORDS))
    own = _few(shorten(matter.me.about, 200), _MOST_ME_WORDS)
    return f"{name} {own or language.say('outreach.me_gap')}"


def _offer(matter: OutreachMatter, about: str, language: Language) -> str:
    offer = request.offer_for(matter.me, about, matter.findings)
    if offer is None:
        return language.say("outreach.offer_gap", name=request.called(matter.target))
    return language.say("outreach.offer", offer=_few(offer.text, _MOST_OFFER_WORDS))


def _ask(style: Style, language: Language) -> str:
    ways = [language.say(_HOW[way]) for way in style.prefers if way in _HOW][:2]
    if not ways:
        return language.say("outreach.ask_plain")
    return language.say("outreach.ask", how=language.listed(ways, "or"))


def _few(text: str, most: int) -> str:
    """At most so many words."""
    words = text.split()
    return text if len(words) <= most else f"{' '.join(words[:most]).rstrip(' ,;:.-–—')}…"
