"""The last word between you and a guest."""

from __future__ import annotations

from collections.abc import Iterator

from syncd.compose.names import called
from syncd.compose.page import Line, Sources
from syncd.people.dossier import Dossier, Exchange, mail_source
from syncd.text import greeting, sentences
from syncd.text.snippet import shorten

_QUOTE_CHARS = 110
#: The newest exchanges that are quoted; fewer when there is more to tell.
_QUOTED = 2


def last_words(dossier: Dossier, sources: Sources) -> Iterator[Line]:
    """What was said last, and before that when there is little else."""
    most = 1 if any(finding.kind != "role" for finding in dossier.findings) else _QUOTED
    quoted = [exchange for exchange in dossier.exchanges if exchange.text][:most]
    say = sources.language.say
    for place, exchange in enumerate(quoted):
        label = say("guest.before_that") if place else say("guest.last_word")
        yield sources.line(_said(exchange, dossier, sources), mail_source(exchange), label=label)


def _said(exchange: Exchange, dossier: Dossier, sources: Sources) -> str:
    language = sources.language
    return language.say(
        "guest.said",
        day=language.short_day(exchange.date, sources.zone, sources.now),
        who=language.say("guest.you") if exchange.from_me else called(dossier),
        words=language.quoted(_first_sentences(_said_itself(exchange.text))),
    )


def _first_sentences(text: str) -> str:
    """As many whole sentences as fit; of a long first one its beginning."""
    quote = ""
    for sentence in sentences.split(text):
        longer = f"{quote} {sentence}".strip()
        if quote and len(longer) > _QUOTE_CHARS:
            break
        quote = longer
    return shorten(quote, _QUOTE_CHARS)


def _said_itself(text: str) -> str:
    """A letter without its greeting and sign-off: what was said in it."""
    manners = greeting.read(text)
    said = text.strip().removeprefix(manners.greeting).removesuffix(manners.sign_off).strip()
    return said or text
