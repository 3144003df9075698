"""Common ground: your passions, held against what the guests say they care about."""

from __future__ import annotations

from collections.abc import Sequence

from syncd.compose.help import name_of
from syncd.compose.language import Language
from syncd.compose.page import Line, Section, Sources
from syncd.compose.words import capital
from syncd.model import Finding, Me
from syncd.people.dossier import Dossier
from syncd.text.likeness import alike
from syncd.text.snippet import shorten

_MOST = 3
_PASSION_CHARS = 80
_CARED_FOR = ("cause", "interest", "award", "project")


def common_ground(dossiers: Sequence[Dossier], me: Me, sources: Sources) -> Section | None:
    """One line for each passion that is shared; None when there is none."""
    lines = [line for passion in me.passions if (line := _shared(passion, dossiers, sources))]
    heading = sources.language.say("common.heading")
    return Section(heading, tuple(lines[:_MOST]), bulleted=True) if lines else None


def _shared(passion: str, dossiers: Sequence[Dossier], sources: Sources) -> Line | None:
    language = sources.language
    told = [
        (_said(dossier, finding, language), finding.source)
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


def _said(dossier: Dossier, finding: Finding, language: Language) -> str:
    return language.say("quote.by", name=name_of(dossier), words=language.quoted(finding.text))
