"""The last word between you and a guest: of use for the meeting, and never what is private.

It knows mails and what the brief tells elsewhere; what is left out there is not its matter.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence, Set
from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum

from syncd.compose import last_word_talk as talk
from syncd.compose.names import called
from syncd.compose.page import Line, Sources
from syncd.people.dossier import Dossier, Exchange, mail_source
from syncd.people.private_matters import PRIVATE
from syncd.text import dates, greeting, sentences
from syncd.text.closing import is_sign_off
from syncd.text.snippet import excerpt

_QUOTE_CHARS = 110
#: The newest mails that are quoted; fewer when there is more to tell.
_QUOTED = 2
#: So many are looked at for a word of use.
_LOOKED_AT = 3
#: Mail between you alone comes first, unless it is that much older than the other.
_OLDER = timedelta(days=90)
#: A private mail is answered within this time, where no header says so.
_ANSWERED_WITHIN = timedelta(days=30)
#: Of a sentence; if as much of it is told elsewhere, all of it is.
_NEARLY_ALL = 0.7


class _Use(IntEnum):
    """Of what use a sentence is before a meeting."""

    NONE = 0
    SAID = 1
    ASKED = 2
    #: When, where and whether you meet.
    MEETING = 3


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    use: _Use


def last_words(dossier: Dossier, sources: Sources, told: Collection[str] = ()) -> tuple[Line, ...]:
    """None to two lines; ``told`` are promises that the brief tells in another line."""
    most = 1 if any(finding.kind != "role" for finding in dossier.findings) else _QUOTED
    quoted: list[tuple[Exchange, str]] = []
    for exchange in _to_each_other(dossier)[:_LOOKED_AT]:
        # What came before the last word is worth a line if it asks or settles something.
        least = _Use.ASKED if quoted else _Use.SAID
        quote = _quote(_of_use(exchange, dossier, told), least)
        if quote and not any(_adds_nothing(quote, newer) for _, newer in quoted):
            quoted.append((exchange, quote))
    say = sources.language.say
    return tuple(
        sources.line(
            _said(exchange, quote, dossier, sources),
            mail_source(exchange),
            label=say("guest.before_that") if place else say("guest.last_word"),
        )
        for place, (exchange, quote) in enumerate(quoted[:most])
    )


def _said(exchange: Exchange, quote: str, dossier: Dossier, sources: Sources) -> str:
    language = sources.language
    return language.say(
        "guest.said",
        day=language.short_day(exchange.date, sources.zone, sources.now),
        who=language.say("guest.you") if exchange.from_me else called(dossier),
        words=language.quoted(quote),
    )


def _to_each_other(dossier: Dossier) -> list[Exchange]:
    """The mails that one of you wrote to the other, newest first.

    Those between you alone; failing that, or when they are much older, also those that others read.
    """
    theirs = {dossier.guest.address, dossier.acquaintance.address}
    theirs |= {exchange.sender.address for exchange in dossier.exchanges if not exchange.from_me}
    direct = [one for one in dossier.exchanges if one.text and _is_to_the_other(one, theirs)]
    alone = [one for one in direct if _is_between_two(one, theirs)]
    if not alone or direct[0].date - alone[0].date > _OLDER:
        return direct
    return alone


def _is_to_the_other(exchange: Exchange, theirs: Collection[str]) -> bool:
    if not exchange.from_me:
        return exchange.to_me
    return any(reader.address in theirs for reader in exchange.to) or not exchange.to


def _is_between_two(exchange: Exchange, theirs: Collection[str]) -> bool:
    people = {person.address for person in (exchange.sender, *exchange.to, *exchange.cc)}
    return len(people - set(theirs)) <= 1


def _quote(said: Sequence[_Sentence], least: _Use) -> str:
    """The most useful sentence, and what follows it as long as that is of use and fits."""
    best = max((one.use for one in said), default=_Use.NONE)
    if best < least:
        return ""
    at = next(place for place, one in enumerate(said) if one.use is best)
    quote = said[at].text
    for one in said[at + 1 :]:
        if one.use < _Use.ASKED or len(quote) + 1 + len(one.text) > _QUOTE_CHARS:
            break
        quote = f"{quote} {one.text}"
    return excerpt(quote, _QUOTE_CHARS)


def _of_use(exchange: Exchange, dossier: Dossier, told: Collection[str]) -> list[_Sentence]:
    """The sentences of a mail in order; what must not be quoted is of no use."""
    split = sentences.split(_said_itself(exchange.text))
    private = [bool(PRIVATE.search(text)) for text in split]
    touchy = any(private) or _answers_private(exchange, dossier)
    names = set(_words(f"{exchange.sender.name} {exchange.sender.address.partition('@')[0]}"))
    made = []
    for at, text in enumerate(split):
        use = _use(text, exchange, names)
        beside = any(private[max(0, at - 1) : at + 2])
        kept_quiet = private[at] or (touchy and _touches(text, use, beside=beside))
        # What ends so says nothing without the list below it.
        leads = text.rstrip().endswith(":")
        quiet = kept_quiet or leads or _is_told(text, use, dossier, told)
        made.append(_Sentence(text, _Use.NONE if quiet else use))
    return made


def _touches(text: str, use: _Use, *, beside: bool) -> bool:
    """Whether a sentence speaks of the private matter in its mail, or in the one it answers."""
    if talk.FEELING.search(text) or talk.BEGINS_WITH_PRONOUN.match(text):
        return True
    if beside and use < _Use.ASKED:
        return True
    return use is not _Use.MEETING and bool(talk.POINTS_BACK.search(text))


def _answers_private(exchange: Exchange, dossier: Dossier) -> bool:
    """Whether the mail that it answers told of a private matter."""
    before = [
        other
        for other in dossier.exchanges
        if other.from_me != exchange.from_me and other.date < exchange.date
    ]
    named = [other for other in before if other.message_id == exchange.in_reply_to]
    answered = named or [o for o in before[:1] if exchange.date - o.date < _ANSWERED_WITHIN]
    return any(PRIVATE.search(other.text) for other in answered)


def _use(text: str, exchange: Exchange, names: Set[str]) -> _Use:
    said = _words(text)
    if not said or is_sign_off(text) or set(said) <= names or talk.GREETING.match(text):
        return _Use.NONE
    if talk.WISH.search(text):
        return _Use.NONE
    if talk.PLACE.search(text) or talk.CLOCK.search(text) or _names_a_day(text, exchange):
        return _Use.MEETING
    bare = [word for word in _words(talk.POLITE.sub(" ", text)) if word not in names]
    if len(bare) < talk.FEWEST_WORDS:
        return _Use.NONE
    if talk.AGREED.search(text):
        return _Use.MEETING
    asked = text.rstrip().endswith("?") or talk.WISHED.search(text)
    return _Use.ASKED if asked else _Use.SAID


def _names_a_day(text: str, exchange: Exchange) -> bool:
    return any(day >= exchange.date.date() for day, _ in dates.find(text, exchange.date))


def _is_told(text: str, use: _Use, dossier: Dossier, told: Collection[str]) -> bool:
    """Whether another line of the brief says it: a promise, or what they told of themselves."""
    whole = " ".join(_words(text))
    promised = [" ".join(_words(one)) for one in told]
    if any(one and one in whole and len(one) >= _NEARLY_ALL * len(whole) for one in promised):
        return True
    findings = (" ".join(_words(finding.text)) for finding in dossier.findings)
    return use < _Use.ASKED and any(one in whole for one in findings)


def _adds_nothing(older: str, newer: str) -> bool:
    return set(_words(older)) <= set(_words(newer))


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower())


def _said_itself(text: str) -> str:
    """A letter without its greeting and sign-off: what was said in it."""
    manners = greeting.read(text)
    said = text.strip().removeprefix(manners.greeting).removesuffix(manners.sign_off).strip()
    return said or text
