"""What someone wrote of themselves to you, in their own words. Pure; unsure is left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from syncd.model import Finding, Source
from syncd.people import assistants
from syncd.people import finding_limits as limits
from syncd.people import finding_words as words
from syncd.people.dossier import Exchange, mail_source
from syncd.people.private_matters import PRIVATE
from syncd.text import quotation, sentences, signature
from syncd.text.snippet import excerpt, shorten

#: Kind and wording; the first that fits a sentence is what it says.
Wordings = tuple[tuple[str, re.Pattern[str]], ...]

_MAX_ROLE_CHARS = 100
_MAX_QUOTE_CHARS = 90
_FEWEST_WORDS = 3
#: A letter says no more of one kind.
_MOST_OF_A_KIND = 2
_MOST_SENTENCES = 200
#: What one faces and works on is over by then, if there has been word from them since.
_PASSES = ("challenge", "project")
_PASSED = timedelta(days=548)


@dataclass(frozen=True, slots=True)
class _Said:
    """One sentence of theirs, with what stands around it."""

    text: str
    #: It, and the sentences before and after it.
    around: str
    after: str
    source: Source
    #: Where in the text somebody else's words are.
    quoted: tuple[tuple[int, int], ...] = ()


def findings(
    exchanges: Sequence[Exchange], *addresses: str, wordings: Wordings = words.PATTERNS
) -> tuple[Finding, ...]:
    """What the mails of one person to you say of that person, the newest first of each kind.

    ``addresses`` are all of theirs; the findings are about the first. What an assistant wrote from
    the same mailbox are not their words.

    Text is a short quote of theirs, except for "role", which is read from the signature. Health,
    family, faith, politics and money are left alone, and so is what somebody else wrote. What they
    faced or worked on a year and a half ago is left out when there is newer mail.
    """
    theirs = sorted(
        (e for e in exchanges if e.sender.address in addresses and _own_words(e)),
        key=lambda exchange: exchange.date,
        reverse=True,
    )
    about = next(iter(addresses), "")
    role = next((found for e in theirs if (found := _role(e, about))), None)
    said = [said for exchange in theirs for said in _sentences(exchange)][:_MOST_SENTENCES]
    newest = max((exchange.date for exchange in exchanges), default=None)
    told = (finding for one in said for finding in _in_sentence(one, about, wordings))
    quoted = _few(finding for finding in told if not _is_over(finding, newest))
    return (*((role,) if role else ()), *quoted)


def _is_over(finding: Finding, newest: datetime | None) -> bool:
    told = finding.source.date
    if finding.kind not in _PASSES or told is None or newest is None:
        return False
    return newest - told > _PASSED


def _own_words(exchange: Exchange) -> bool:
    written = assistants.written_for(exchange.text, exchange.signed, exchange.sender)
    return not exchange.from_me and not written


def _role(exchange: Exchange, about: str) -> Finding | None:
    """``Head of Data, Nordwind``, by the signature; a company alone is no role."""
    signed = signature.read(exchange.signed, exchange.sender) if exchange.signed else None
    if signed is None or not signed.title:
        return None
    told = ", ".join(part for part in (signed.title, signed.organisation) if part)
    return Finding(about, "role", shorten(told, _MAX_ROLE_CHARS), mail_source(exchange))


def _sentences(exchange: Exchange) -> Iterator[_Said]:
    split = sentences.split(exchange.text)
    quoted = _somebody_elses(split)
    source = mail_source(exchange)
    for at, text in enumerate(split):
        around = " ".join(split[max(0, at - 1) : at + 2])
        after = split[at + 1] if at + 1 < len(split) else ""
        yield _Said(text, around, after, source, quoted[at])


def _somebody_elses(split: Sequence[str]) -> list[tuple[tuple[int, int], ...]]:
    """Of each sentence, where it is quoted: in marks, or behind ``Tove wrote:`` as a whole."""
    found: list[tuple[tuple[int, int], ...]] = []
    opened, unclosed, announced = "", 0, False
    for text in split:
        marked, still = quotation.spans(text, opened)
        unclosed = unclosed + 1 if still else 0
        opened = still if unclosed < limits.MOST_UNCLOSED else ""
        found.append(((0, len(text)),) if announced else tuple(marked))
        announced = bool(limits.ANNOUNCED.search(text) and limits.REPORTED.search(text))
    return found


def _in_sentence(said: _Said, address: str, wordings: Wordings) -> Iterator[Finding]:
    if said.text.endswith("?") or said.text[:1] in limits.MARKS:
        return
    if not words.OF_ONESELF.search(said.text) or limits.NOT_MEANT.search(said.text):
        return
    for kind, pattern in wordings:
        match = pattern.search(said.text)
        if match is None or not _is_meant(said, match, kind):
            continue
        quote = _quote(said.text, match)
        # A burden, or what it led to, is never quoted next to a private matter; elsewhere the
        # sentence alone counts.
        private = said.around if kind in ("challenge", "done") else said.text
        if PRIVATE.search(private) or len(quote.split()) < _FEWEST_WORDS:
            continue
        yield Finding(address, kind, quote, said.source)
        return


def _is_meant(said: _Said, match: re.Match[str], kind: str) -> bool:
    """Not hearsay, irony or the arranging of a meeting."""
    if any(start <= match.start() < end for start, end in said.quoted):
        return False
    if limits.REPORTED.search(said.text, 0, match.start()):
        return False
    if limits.REPORTED_BEHIND.search(said.text, match.end()):
        return False
    if limits.IRONY.search(said.text) or limits.IRONY.search(said.after):
        return False
    if kind == "award":
        # The wording names the prize already; "on Friday" behind it changes nothing.
        return True
    behind = re.split(r"[,;:]", said.text[match.end() :], maxsplit=1)[0].split()
    return not limits.SMALL_TALK.search(" ".join(behind[: limits.SMALL_TALK_WITHIN]))


def _quote(text: str, match: re.Match[str]) -> str:
    """The clause itself, with a word or two that lead into it and without what is added to it."""
    lead = limits.LEAD_IN.fullmatch(text, 0, match.start())
    start = 0 if lead else match.start()
    bare = limits.TIE.sub("", text[start : match.end()])
    clause = bare + words.CLAUSE_END.split(text[match.end() :], maxsplit=1)[0]
    return excerpt(clause.strip(" .,;:!"), _MAX_QUOTE_CHARS)


def _few(found: Iterable[Finding]) -> Iterator[Finding]:
    seen: dict[str, set[str]] = {}
    for finding in found:
        same = seen.setdefault(finding.kind, set())
        if len(same) < _MOST_OF_A_KIND and finding.text.lower() not in same:
            same.add(finding.text.lower())
            yield finding
