"""What you and someone promised each other, and whether it was kept. Pure.

Only what leaves a trace is a promise here: something to be sent, an introduction, an answer, a
thing to be brought along. "I will be there" is none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from enum import Enum, StrEnum, auto

from syncd.model import Me, Promise, Source
from syncd.people.assistants import written_for
from syncd.people.dossier import Exchange, mail_source
from syncd.people.finding_words import CLAUSE_END
from syncd.text import noted, promises
from syncd.text.likeness import same_thing
from syncd.text.snippet import shorten

#: A longer promise is shortened.
MAX_CHARS = 120
#: What is said to more people than that is promised to nobody in particular.
_MOST_ADDRESSED = 2

_SPEAKER = re.compile(
    r"\b(?:i['’]ll|we['’]ll|i (?:will|shall|can|am going to)|i['’]m going to|we will|let me"
    r"|(?<!e )(?<!kann )ich (?!hoffe|denke|glaube)\w+|wir \w+|je vais|j['’]\w+|te \w+|le \w+)\b",
    re.IGNORECASE,
)
#: German has the verb before the speaker when something else comes first.
_VERB_FIRST = re.compile(r"\b(?:\w+e|kann) ich\b", re.IGNORECASE)
_INTRODUCE = re.compile(
    r"\bintro(?:duce|duction)?\b|\bconnect you\b|\bput you in touch\b|\bstell\w* .{0,40}\bvor\b"
    r"|\bbekannt\s?mach\w*|\bmache .{0,40}\bbekannt\b|\bmett\w* en relation\b|\bpresent\w*\b",
    re.IGNORECASE,
)
_SEND = re.compile(
    r"\b(?:send|share|forward|e-?mail|mail|attach|pass (?:on|along)|drop you|dig out|get you"
    r"|give you|(?:zu|ver)?schick\w*|(?:zu|über|ver)?send\w*|zukommen"
    r"|leit\w* .{0,40}weiter|mail\w*|envoi\w*|enverrai|transmet\w*"
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


def made(
    exchanges: Iterable[Exchange], person: str, me: Me, also: Collection[str] = ()
) -> Iterator[Promise]:
    """The promises in the mail between you and one person. Dates are read in your zone.

    ``also`` are that person's other addresses; each promise is with the one that the mail has. What
    an assistant writes from the same mailbox is not promised by the person.
    """
    theirs = {person, *also}
    for exchange in exchanges:
        address = _between_us(exchange, theirs, me)
        if not address:
            continue
        sent = exchange.date.astimezone(me.timezone)
        for found in promises.find(exchange.text, sent=sent):
            text = _said(found.sentence)
            if found.kind is promises.PromiseKind.COMMITMENT and _act(text):
                yield Promise(
                    person=address,
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
            told = shorten(words, MAX_CHARS)
            yield Promise(person, by_me, told, source.date, source, origin)


def kept(
    promise: Promise,
    exchanges: Iterable[Exchange],
    met: Sequence[datetime],
    also: Collection[str] = (),
) -> datetime | None:
    """When a promise was kept, as far as the mail shows; ``met`` is when you met since ever.

    ``also`` are other addresses of the person that it was given to or by.
    """
    # A note does not say how it will be kept, but most often something is to be sent.
    act = _act(promise.text) or _Act.SEND
    if act is _Act.BRING:
        return min((at for at in met if at > promise.made_at), default=None)
    later = [
        exchange
        for exchange in sorted(exchanges, key=lambda exchange: exchange.date)
        if exchange.date > promise.made_at
        and exchange.from_me is promise.by_me
        and _with(exchange, {promise.person, *also})
    ]
    return next((e.date for e in later if _keeps(e, promise, act)), None)


class Outstanding(StrEnum):
    """What has not happened yet of a promise."""

    NOT_SENT = "not sent yet"
    NOT_DONE = "not done yet"
    STILL_OPEN = "still open"


def outstanding(promise: Promise) -> Outstanding:
    """What an open promise waits for."""
    waiting = {_Act.SEND: Outstanding.NOT_SENT, _Act.INTRODUCE: Outstanding.NOT_DONE}
    return waiting.get(_act(promise.text) or _Act.SEND, Outstanding.STILL_OPEN)


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


def _between_us(exchange: Exchange, theirs: Collection[str], me: Me) -> str:
    """The address of theirs that a mail has which one of you wrote to the other; "" for none.

    Who only gets a copy is promised nothing.
    """
    if len(exchange.to) > _MOST_ADDRESSED:
        return ""
    if exchange.from_me:
        return next((a.address for a in exchange.to if a.address in theirs), "")
    to_me = any(me.is_me(a.address) for a in exchange.to)
    by_them = exchange.sender.address in theirs and not written_for(
        exchange.text, exchange.signed, exchange.sender
    )
    return exchange.sender.address if to_me and by_them else ""


def _with(exchange: Exchange, theirs: Collection[str]) -> bool:
    if not exchange.from_me:
        return exchange.sender.address in theirs
    return any(address.address in theirs for address in (*exchange.to, *exchange.cc))


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
    speaker, inverted = _SPEAKER.search(sentence), _VERB_FIRST.search(sentence)
    text = sentence[speaker.start() :] if speaker else sentence
    if inverted and (speaker is None or inverted.start() < speaker.start()):
        clauses = CLAUSE_END.split(sentence)
        text = next((clause for clause in clauses if _VERB_FIRST.search(clause)), text)
    return shorten(CLAUSE_END.split(text, maxsplit=1)[0].strip(" .,;:!"), MAX_CHARS)
