"""What you and someone promised each other, and whether it was kept. Pure.

Only what leaves a trace is a promise here: something to be sent, an introduction, an answer, a
thing to be brought along. "I will be there" is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from enum import Enum, auto

from syncd.model import Me, Promise, Source
from syncd.people.dossier import Exchange, mail_source
from syncd.people.finding_words import CLAUSE_END
from syncd.text import noted, promises
from syncd.text.likeness import same_thing
from syncd.text.snippet import shorten

_MAX_CHARS = 120
#: What is said to more people than that is promised to nobody in particular.
_MOST_ADDRESSED = 2

_SPEAKER = re.compile(
    r"\b(?:i['’]ll|we['’]ll|i (?:will|shall|can|am going to)|i['’]m going to|we will|let me"
    r"|ich (?!hoffe|denke|glaube)\w+|wir \w+|je vais|j['’]\w+|te \w+|le \w+)\b",
    re.IGNORECASE,
)
_INTRODUCE = re.compile(
    r"\bintro(?:duce|duction)?\b|\bconnect you\b|\bput you in touch\b|\bstell\w* .{0,40}\bvor\b"
    r"|\bbekannt\s?mach\w*|\bmache .{0,40}\bbekannt\b|\bmett\w* en relation\b|\bpresent\w*\b",
    re.IGNORECASE,
)
_SEND = re.compile(
    r"\b(?:send|share|forward|e-?mail|mail|attach|pass (?:on|along)|drop you|dig out|get you"
    r"|give you|schick\w*|send\w*|leit\w* .{0,40}weiter|mail\w*|envoi\w*|enverrai|transmet\w*"
    r"|mand\w*|envi\w*)\b",
    re.IGNORECASE,
)
_BRING = re.compile(r"\b(?:bring|show you|bringe?n?\b.{0,60}\bmit|zeige?)\b", re.IGNORECASE)
_ANSWER = re.compile(
    r"\b(?:write|let you know|get back|come back to|reply|answer|suggest|propose|confirm|check|ask"
    r"|look (?:into|for|it up|up)|find out|call|ring|phone|think about|tell you|melde?|schreibe?"
    r"|frage?|prüfe?|kläre?|sage? .{0,20}bescheid|gebe? .{0,20}bescheid)\b",
    re.IGNORECASE,
)
_HANDED_OVER = re.compile(
    r"\b(?:attached|enclosed|as promised|as discussed|here (?:is|are|it is|you go|they are)"
    r"|here['’]s|below (?:is|are)|i promised"
    r"|(?:have|['’]ve)(?: just)? (?:sent|shared|uploaded|forwarded)"
    r"|anbei|im anhang|angehängt|hier (?:ist|sind|kommt|kommen|der|die|das)|wie versprochen"
    r"|ci-joint|en pièce jointe|voici|comme promis|adjunt\w+|como prometí"
    r"|aquí (?:está|tienes|van))\b",
    re.IGNORECASE,
)
_LINK = re.compile(r"https?://", re.IGNORECASE)
_BROUGHT_TOGETHER = re.compile(
    r"\b(?:introduc\w+|intro|meet|connect\w*|in touch|vorstell\w*|bekannt\w*|kennenlernen)\b"
    r"|<\s*-?\s*>",
    re.IGNORECASE,
)


class _Act(Enum):
    """What keeping a promise would look like."""

    SEND = auto()
    INTRODUCE = auto()
    BRING = auto()
    ANSWER = auto()


def made(exchanges: Iterable[Exchange], person: str, me: Me) -> Iterator[Promise]:
    """The promises in the mail between you and one person. Dates are read in your zone."""
    for exchange in exchanges:
        if not _between_us(exchange, person, me):
            continue
        sent = exchange.date.astimezone(me.timezone)
        for found in promises.find(exchange.text, sent=sent):
            text = _said(found.sentence)
            if found.kind is promises.PromiseKind.COMMITMENT and _act(text):
                yield Promise(
                    person=person,
                    by_me=exchange.from_me,
                    text=text,
                    made_at=exchange.date,
                    source=mail_source(exchange),
                    origin=exchange.message_id,
                    due=found.due,
                )


def made_in_note(text: str, person: str, source: Source, origin: str) -> Iterator[Promise]:
    """The promises in a note of yours about a meeting with one person; the source has a date."""
    sorted_notes = noted.sort_notes([text])
    assert source.date is not None
    for by_me, said in ((True, sorted_notes.promised), (False, sorted_notes.awaited)):
        for words in said:
            told = shorten(words, _MAX_CHARS)
            yield Promise(person, by_me, told, source.date, source, origin)


def kept(
    promise: Promise, exchanges: Iterable[Exchange], met: Sequence[datetime]
) -> datetime | None:
    """When a promise was kept, as far as the mail shows; ``met`` is when you met since ever."""
    # A note does not say how it will be kept, but most often something is to be sent.
    act = _act(promise.text) or _Act.SEND
    if act is _Act.BRING:
        return min((at for at in met if at > promise.made_at), default=None)
    later = [
        exchange
        for exchange in sorted(exchanges, key=lambda exchange: exchange.date)
        if exchange.date > promise.made_at
        and exchange.from_me is promise.by_me
        and _with(exchange, promise.person)
    ]
    return next((e.date for e in later if _keeps(e, promise, act)), None)


def outstanding(promise: Promise) -> str:
    """What has not happened yet, in words."""
    waiting = {_Act.SEND: "not sent yet", _Act.INTRODUCE: "not done yet"}
    return waiting.get(_act(promise.text) or _Act.SEND, "still open")


def _keeps(exchange: Exchange, promise: Promise, act: _Act) -> bool:
    if act is _Act.ANSWER:
        return True
    if act is _Act.INTRODUCE:
        several = len({address.address for address in (*exchange.to, *exchange.cc)}) > 1
        said = f"{exchange.subject} {exchange.text[:2000]}"
        return several and bool(_BROUGHT_TOGETHER.search(said))
    # The names of files come first: of a long text only the beginning is read.
    about = same_thing(promise.text, " ".join((*exchange.attached, exchange.text)))
    said_so = bool(_HANDED_OVER.search(exchange.text))
    if exchange.attached:
        return about or said_so
    return about and (said_so or bool(_LINK.search(exchange.text)))


def _between_us(exchange: Exchange, person: str, me: Me) -> bool:
    """Said by one of you to the other, who does not only get a copy."""
    if len(exchange.to) > _MOST_ADDRESSED:
        return False
    if exchange.from_me:
        return any(address.address == person for address in exchange.to)
    return exchange.sender.address == person and any(me.is_me(a.address) for a in exchange.to)


def _with(exchange: Exchange, person: str) -> bool:
    if not exchange.from_me:
        return exchange.sender.address == person
    return any(address.address == person for address in (*exchange.to, *exchange.cc))


def _act(text: str) -> _Act | None:
    wordings = (
        (_INTRODUCE, _Act.INTRODUCE),
        (_SEND, _Act.SEND),
        (_BRING, _Act.BRING),
        (_ANSWER, _Act.ANSWER),
    )
    return next((act for pattern, act in wordings if pattern.search(text)), None)


def _said(sentence: str) -> str:
    """The promise itself: ``I will send you the hiring checklist we use``."""
    speaker = _SPEAKER.search(sentence)
    text = sentence[speaker.start() :] if speaker else sentence
    return shorten(CLAUSE_END.split(text, maxsplit=1)[0].strip(" .,;:!"), _MAX_CHARS)
