"""The first contact: friendly, concrete, and under 120 words. It claims nothing you did not say."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from syncd.compose import request
from syncd.compose.language import Language
from syncd.compose.letter import Letter
from syncd.compose.render import render
from syncd.model import Address, Finding, Me, Style
from syncd.text.manner import Manner
from syncd.text.snippet import shorten

#: Together with our own sentences these stay under 120 words.
_MOST_TOPIC_WORDS = 28
_MOST_ME_WORDS = 18
_MOST_OFFER_WORDS = 10
_MOST_NAME_WORDS = 3
_SUBJECT_CHARS = 60
_HOW = {
    "in person": "in_person",
    "phone": "phone",
    "video": "video",
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
    #: How you write to them.
    manner: Manner = field(default_factory=Manner)


def write_outreach(matter: OutreachMatter, language: Language) -> Letter:
    """A draft to somebody you would like to talk to."""
    voice = request.Voice("outreach", language, matter.manner)
    about = _few(request.topic(matter.about), _MOST_TOPIC_WORDS)
    greeting = voice.greeting(matter.target)
    values = {
        "greeting": greeting,
        "opening": request.begin(_opening(matter, voice), greeting),
        "about": about if request.is_sentence(about) else voice.say("about", about=about),
        "offer": _offer(matter, about, voice),
        "ask": _ask(matter.style, voice),
        "thanks": voice.say("thanks"),
        "closing": voice.closing(),
        "name": _few(voice.signed(matter.me), _MOST_NAME_WORDS),
    }
    return Letter(
        subject=_subject(about, voice),
        text=render("outreach-body.txt", language, **values),
        html=render("outreach-body.html", language, **values),
        to=(matter.target,),
    )


def _subject(about: str, voice: request.Voice) -> str:
    if request.is_sentence(about):
        return voice.say("subject_plain")
    return voice.say("subject", about=shorten(about, _SUBJECT_CHARS))


def _opening(matter: OutreachMatter, voice: request.Voice) -> str:
    """Who you are, to those who do not know you."""
    if matter.known:
        return voice.say("known")
    name = voice.say("me", name=_few(matter.me.name, _MOST_NAME_WORDS))
    own = _few(shorten(matter.me.about, 200), _MOST_ME_WORDS)
    return f"{name} {own or voice.say('me_gap')}"


def _offer(matter: OutreachMatter, about: str, voice: request.Voice) -> str:
    offer = request.offer_for(matter.me, about, matter.findings)
    if offer is None:
        return voice.say("offer_gap", name=request.called(matter.target))
    return voice.say("offer", offer=_few(offer.text, _MOST_OFFER_WORDS))


def _ask(style: Style, voice: request.Voice) -> str:
    ways = [voice.say(_HOW[way]) for way in style.prefers if way in _HOW][:2]
    if not ways:
        return voice.say("ask_plain")
    return voice.say("ask", how=voice.language.listed(ways, "or"))


def _few(text: str, most: int) -> str:
    """At most so many words."""
    words = text.split()
    return text if len(words) <= most else f"{' '.join(words[:most]).rstrip(' ,;:.-–—')}…"
