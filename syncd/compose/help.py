"""How you could help: what you offer, held against what the guests say they face and work on."""

from __future__ import annotations

from collections.abc import Sequence

from syncd.compose.language import Language
from syncd.compose.page import Section, Sources
from syncd.compose.words import first_name
from syncd.model import Finding, Me
from syncd.people.dossier import Dossier
from syncd.text.likeness import alike
from syncd.text.snippet import shorten

_MOST = 3
_OFFER_CHARS = 80
_HELPED = ("challenge", "project")


def help_section(dossiers: Sequence[Dossier], me: Me, sources: Sources) -> Section | None:
    """Matches with the evidence of both sides; None when there is none."""
    lines = [
        sources.line(_told(offer, dossier, finding, sources.language), finding.source)
        for dossier in dossiers
        for finding in dossier.findings
        if finding.kind in _HELPED
        for offer in me.offers
        if alike(offer, finding.text)
    ]
    heading = sources.language.say("help.heading")
    return Section(heading, tuple(lines[:_MOST]), bulleted=True) if lines else None


def _told(offer: str, dossier: Dossier, finding: Finding, language: Language) -> str:
    return language.say(
        "help.offer",
        offer=shorten(offer, _OFFER_CHARS),
        name=name_of(dossier),
        words=language.quoted(finding.text),
    )


def name_of(dossier: Dossier) -> str:
    """The first name a guest goes by."""
    known = dossier.guest.name or dossier.acquaintance.name
    return shorten(first_name(known, dossier.guest.address), 40)
