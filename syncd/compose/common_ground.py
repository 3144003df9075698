"""Common ground: your passions, held against what the guests say they care about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from syncd.compose.language import Language
from syncd.compose.names import called
from syncd.compose.page import Line, Section, Sources
from syncd.compose.words import capital
from syncd.model import Me
from syncd.people.dossier import Dossier
from syncd.people.matches import what_you_look_for
from syncd.text.likeness import alike, span
from syncd.text.snippet import shorten

_MOST = 3
_PASSION_CHARS = 80
_CARED_FOR = ("cause", "interest", "award", "project", "challenge")


def common_ground(dossiers: Sequence[Dossier], me: Me, sources: Sources) -> Section | None:
    """A line for each passion that is shared, and for what you look for; None without any."""
    lines = [line for passion in me.passions if (line := _shared(passion, dossiers, sources))]
    lines += [line for dossier in dossiers for line in _looked_for(dossier, me, sources)]
    heading = sources.language.say("common.heading")
    return Section(heading, tuple(lines[:_MOST]), bulleted=True) if lines else None


def _shared(passion: str, dossiers: Sequence[Dossier], sources: Sources) -> Line | None:
    language = sources.language
    told = [
        (_said(dossier, span(passion, finding.text), language), finding.source)
        for dossier in dossiers
        for finding in dossier.findings
        if finding.kind in _CARED_FOR and alike(passion, finding.text)
    ][:2]
    if not told:
        return None
    theirs = "; ".join(words for words, _ in told)
    yours = capital(shorten(passion, _PASSION_CHARS))
    line = language.say("common.passion", passion=yours, theirs=theirs)
    return sources.line(line, *(source for _, source in told))


def _looked_for(dossier: Dossier, me: Me, sources: Sources) -> Iterator[Line]:
    """What they do that you are looking for."""
    for fit in what_you_look_for(me.looking_for, dossier.findings):
        wish = shorten(fit.wish, _PASSION_CHARS)
        theirs = _said(dossier, span(fit.wish, fit.finding.text), sources.language)
        told = sources.language.say("common.looked_for", wish=wish, theirs=theirs)
        yield sources.line(told, fit.finding.source)


def _said(dossier: Dossier, quote: str, language: Language) -> str:
    return language.say("quote.by", name=called(dossier), words=language.quoted(quote))
