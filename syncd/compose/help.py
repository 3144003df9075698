"""How you could help: what you offer and whom you know, for what the guests face and work on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from syncd.compose.names import called
from syncd.compose.page import Line, Section, Sources
from syncd.compose.words import capital, first_name
from syncd.model import Finding, Me
from syncd.people.dossier import Dossier
from syncd.people.matches import Match
from syncd.text.likeness import alike, span
from syncd.text.snippet import shorten

_MOST = 3
_OFFER_CHARS = 80
_NAME_CHARS = 60
_HELPED = ("challenge", "project")


def help_section(dossiers: Sequence[Dossier], me: Me, sources: Sources) -> Section | None:
    """Matches with the evidence of both sides; None when there is none."""
    several = len(dossiers) > 1
    lines = [
        line
        for dossier in dossiers
        for line in (
            *_offered(dossier, me, sources, several=several),
            *(_introduced(match, dossier, sources) for match in dossier.could_meet),
        )
    ][:_MOST]
    heading = sources.language.say("help.heading")
    return Section(heading, tuple(lines), bulleted=True) if lines else None


def _offered(dossier: Dossier, me: Me, sources: Sources, *, several: bool) -> Iterator[Line]:
    """``Hiring-process reviews: fits "struggling to hire data engineers"``"""
    for finding in dossier.findings:
        fitting = _fitting(finding, me)
        first = next(iter(fitting), "")
        if fitting:
            told = sources.language.say(
                "help.offer_of" if several else "help.offer",
                offer=capital(
                    sources.language.listed([shorten(offer, _OFFER_CHARS) for offer in fitting])
                ),
                name=called(dossier),
                words=sources.language.quoted(span(first, finding.text)),
            )
            yield sources.line(told, finding.source)


def _fitting(finding: Finding, me: Me) -> list[str]:
    if finding.kind not in _HELPED:
        return []
    return [offer for offer in me.offers if alike(offer, finding.text)]


def _introduced(match: Match, dossier: Dossier, sources: Sources) -> Line:
    """``Priya Nair: "we built a data team"; you could introduce Ada and Priya``"""
    told = sources.language.say(
        "help.introduce",
        who=shorten(match.who.label, _NAME_CHARS),
        words=sources.language.quoted(match.theirs.text),
        name=called(dossier),
        first=shorten(first_name(match.who.name, match.who.address), _NAME_CHARS),
    )
    return sources.line(told, match.theirs.source, match.need.source)
