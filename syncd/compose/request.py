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
from syncd.text.likeness import alike
from syncd.text.manner import Manner
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
    """The first name somebody goes by; the address where none is known.

    An address need not be made of a name: better none than a wrong one.
    """
    if not _named(person):
        return label(person)
    return shorten(first_name(person.name, person.address), _NAME_CHARS)


def label(person: Address) -> str:
    """The whole name, or the address."""
    return shorten(person.label, _LABEL_CHARS)


def _named(person: Address) -> bool:
    return bool(person.name) and "@" not in person.name


def begin(sentence: str, greeting: str) -> str:
    """The first sentence: with a small letter only after a comma."""
    return sentence if greeting.endswith(",") else sentence[:1].upper() + sentence[1:]


@dataclass(frozen=True, slots=True)
class Voice:
    """Speaks a letter to one person, in the manner of your own mails to them."""

    #: The table of its phrases: "introduction" or "outreach"; what is formal is in "…_formal".
    table: str
    language: Language
    manner: Manner

    def say(self, phrase: str, /, **values: object) -> str:
        """A sentence of the letter, formally where you are formal with them."""
        formal = f"{self.table}_formal.{phrase}"
        if self.manner.polite and formal in self.language.phrases:
            return self.language.say(formal, **values)
        return self.language.say(f"{self.table}.{phrase}", **values)

    def greeting(self, person: Address) -> str:
        """As you greet them, else as the letter does."""
        if typed := _typed(self.manner.greeting):
            return typed
        if not _named(person):
            return self.say("greeting_nameless")
        return self.say("greeting", name=called(person), full=label(person))

    def closing(self) -> str:
        """As you end your mails to them, else as the letter does."""
        return _typed(self.manner.closing) or self.say("closing")

    def signed(self, me: Me) -> str:
        """Your name as you sign to them."""
        first = first_name(me.name, me.addresses[0])
        return shorten(_typed(self.manner.signed_as) or first, _NAME_CHARS)


def _typed(words: str) -> str:
    """A greeting or the like as it was typed; "" when it is more than that."""
    return shorten(words, _GREETING_CHARS) if len(words.split()) <= _GREETING_WORDS else ""
