"""What someone wrote of themselves to you, in their own words. Pure; unsure is left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from syncd.model import Finding, Source
from syncd.people import finding_words as words
from syncd.people.dossier import Exchange, mail_source
from syncd.text import sentences, signature
from syncd.text.snippet import shorten

#: Kind and wording; the first that fits a sentence is what it says.
Wordings = tuple[tuple[str, re.Pattern[str]], ...]

_MAX_ROLE_CHARS = 100
_MAX_QUOTE_CHARS = 90
_FEWEST_WORDS = 3
#: A letter says no more of one kind.
_MOST_OF_A_KIND = 2
_MOST_SENTENCES = 200


@dataclass(frozen=True, slots=True)
class _Said:
    """One sentence of theirs, with what stands around it."""

    text: str
    around: str
    source: Source


def findings(
    exchanges: Sequence[Exchange], address: str, wordings: Wordings = words.PATTERNS
) -> tuple[Finding, ...]:
    """What the mails of one person to you say of that person, the newest first of each kind.

    Text is a short quote of theirs, except for "role", which is read from the signature. Health,
    family, faith, politics and money are left alone, and so is what somebody else wrote.
    """
    theirs = sorted(
        (e for e in exchanges if not e.from_me and e.sender.address == address),
        key=lambda exchange: exchange.date,
        reverse=True,
    )
    role = next((found for found in map(_role, theirs) if found), None)
    said = [said for exchange in theirs for said in _sentences(exchange)][:_MOST_SENTENCES]
    quoted = _few(found for one in said for found in _in_sentence(one, address, wordings))
    return (*((role,) if role else ()), *quoted)


def _role(exchange: Exchange) -> Finding | None:
    """``Head of Data, Nordwind``, by the signature; a company alone is no role."""
    signed = signature.read(exchange.signed, exchange.sender) if exchange.signed else None
    if signed is None or not signed.title:
        return None
    told = ", ".join(part for part in (signed.title, signed.organisation) if part)
    about, role = exchange.sender.address, shorten(told, _MAX_ROLE_CHARS)
    return Finding(about, "role", role, mail_source(exchange))


def _sentences(exchange: Exchange) -> Iterator[_Said]:
    split = sentences.split(exchange.text)
    for at, text in enumerate(split):
        around = " ".join(split[max(0, at - 1) : at + 2])
        yield _Said(text, around, mail_source(exchange))


def _in_sentence(said: _Said, address: str, wordings: Wordings) -> Iterator[Finding]:
    if said.text.endswith("?") or words.NOT_MEANT.search(said.text) or said.text[:1] in words.MARKS:
        return
    for kind, pattern in wordings:
        match = pattern.search(said.text)
        if match is None:
            continue
        quote = _quote(said.text[match.start() :])
        # A burden, or what it led to, is never quoted next to a private matter; elsewhere the
        # quote alone counts.
        private = said.around if kind in ("challenge", "done") else quote
        if words.PRIVATE.search(private) or len(quote.split()) < _FEWEST_WORDS:
            continue
        yield Finding(address, kind, quote, said.source)
        return


def _quote(text: str) -> str:
    """The clause itself, without what is added to it."""
    clause = words.CLAUSE_END.split(text, maxsplit=1)[0]
    return shorten(clause.strip(" .,;:!"), _MAX_QUOTE_CHARS)


def _few(found: Iterable[Finding]) -> Iterator[Finding]:
    seen: dict[str, set[str]] = {}
    for finding in found:
        same = seen.setdefault(finding.kind, set())
        if len(same) < _MOST_OF_A_KIND and finding.text.lower() not in same:
            same.add(finding.text.lower())
            yield finding
