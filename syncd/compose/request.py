"""What letters that ask somebody for something have in common: your voice, your topic, your offer.

A topic is what `--about` says, or `why` of a ``[[want_to_meet]]``. Words that end with a full stop,
a question or an exclamation mark stand as a sentence of their own; others are put into ours.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from syncd.compose.language import Language
from syncd.compose.words import first_name
from syncd.model import Address, Finding, Me
from syncd.text.greeting import Greeting
from syncd.text.likeness import alike
from syncd.text.snippet import shorten

_NAME_CHARS = 40
_LABEL_CHARS = 80
_OFFER_CHARS = 80
_WORDS_CHARS = 200
_GREETING_CHARS = 60
#: A longer one is more than a greeting.
_GREETING_WORDS = 5
_HELPED = ("challenge", "project")
_SENTENCE_ENDS = (".", "!", "?", "…")


@dataclass(frozen=True, slots=True)
class Offer:
    """What you could offer somebody, and why it may be of use."""

    text: str
    #: What they wrote that it fits; None when it fits your topic.
    finding: Finding | None = None


def offer_for(me: Me, about: str, findings: Iterable[Finding]) -> Offer | None:
    """The first offer of yours that fits what somebody faces or works on, else your topic."""
    faced = [finding for finding in findings if finding.kind in _HELPED]
    for offer in me.offers:
        text = shorten(offer, _OFFER_CHARS).rstrip(".")
        found = next((finding for finding in faced if alike(offer, finding.text)), None)
        if found or (about and alike(offer, about)):
            return Offer(text, found)
    return None


def topic(about: str) -> str:
    """What it is about, on one line."""
    return shorten(about, _WORDS_CHARS)


def is_sentence(text: str) -> bool:
    """Whether a topic stands on its own."""
    return text.endswith(_SENTENCE_ENDS)


def called(person: Address) -> str:
    """The first name somebody goes by."""
    return shorten(first_name(person.name, person.address), _NAME_CHARS)


def label(person: Address) -> str:
    """The whole name, or the address."""
    return shorten(person.label, _LABEL_CHARS)


def greeting(voice: Greeting | None, person: Address, otherwise: str) -> str:
    """As you greeted them in your own mail, if that was to them alone and by name."""
    typed = shorten(voice.greeting, _GREETING_CHARS) if voice else ""
    names = voice.addressee.casefold().split() if voice else []
    known = called(person).casefold() in names or person.name.casefold().split() == names
    return typed if names and known and _is_short(typed) else otherwise


def begin(sentence: str, greeting: str) -> str:
    """The first sentence: with a small letter only after a comma."""
    return sentence if greeting.endswith(",") else sentence[:1].upper() + sentence[1:]


def sign_off(voice: Greeting | None, me: Me, language: Language, otherwise: str) -> tuple[str, str]:
    """Closing and name as in your own mail to them, else as the letter says."""
    first = shorten(first_name(me.name, me.addresses[0]), _NAME_CHARS)
    if voice and _is_short(voice.closing):
        return shorten(voice.closing, _GREETING_CHARS), shorten(
            voice.signed_as or first, _NAME_CHARS
        )
    return language.say(otherwise), first


def _is_short(words: str) -> bool:
    return 0 < len(words.split()) <= _GREETING_WORDS
