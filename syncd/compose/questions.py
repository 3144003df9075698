"""Ask, then listen: a few open questions about the guests, each grounded in what they wrote."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import zip_longest

from syncd.compose import question_leads as leads
from syncd.compose.language import REFERENCE, Language
from syncd.compose.names import called
from syncd.compose.page import Line, Section, Sources
from syncd.model import Finding
from syncd.people.dossier import Dossier
from syncd.text.snippet import WANTS_MORE

MOST_ASKED = 3
#: The most telling first.
_ORDER = ("challenge", "cause", "project", "award", "interest")
#: What was so for long is still so; the rest is asked about for a year.
_LASTS = ("cause", "interest")
_PASSES = timedelta(days=365)
#: Nobody asks more in one breath.
_MOST_WORDS = 12


def questions(
    dossiers: Sequence[Dossier], sources: Sources, most: int = MOST_ASKED
) -> Section | None:
    """At most three, one of each guest before a second of any; None when there is none."""
    several, say = len(dossiers) > 1, sources.language.say
    asked: dict[str, Line] = {}
    for question, dossier, finding in _in_turn(dossiers, sources):
        named = {"name": called(dossier), "question": question}
        said = say("ask.of_one", **named) if several else question
        if len(asked) < most and said not in asked:
            asked[said] = sources.line(said, finding.source)
    return Section(say("ask.heading"), tuple(asked.values()), bulleted=True) if asked else None


def _in_turn(
    dossiers: Sequence[Dossier], sources: Sources
) -> Iterator[tuple[str, Dossier, Finding]]:
    """The best question of each guest, then the second best of each; the most telling first."""
    of_each = [list(_about(dossier, sources)) for dossier in dossiers]
    for one_of_each in zip_longest(*of_each):
        found = [question for question in one_of_each if question is not None]
        yield from sorted(found, key=lambda one: _ORDER.index(one[2].kind))


def _about(dossier: Dossier, sources: Sources) -> Iterator[tuple[str, Dossier, Finding]]:
    """One question for each kind of finding that gives rise to one."""
    for kind in _ORDER:
        for finding in dossier.findings:
            if finding.kind == kind and _is_current(finding, sources):
                question = question_about(finding, _mail(finding, dossier), sources.language)
                if question:
                    yield question, dossier, finding
                    break


def _is_current(finding: Finding, sources: Sources) -> bool:
    told = finding.source.date
    return finding.kind in _LASTS or told is None or sources.now - told < _PASSES


def question_about(finding: Finding, mail: str, language: Language) -> str:
    """The question that a finding gives rise to, fit to be asked aloud; "" when there is none.

    ``mail`` is the text that it stands in, on one line: what it answers is not asked.
    """
    for lead in leads.LEADS:
        match = lead.wording.search(finding.text) if lead.kind == finding.kind else None
        # An English question has their words woven in, so that it is asked of English words.
        if match is None or lead.language not in (REFERENCE, language.code):
            continue
        thing = _thing(finding, next(filter(None, match.groups()), ""), lead)
        name = _unanswered(lead.question, finding, mail)
        if thing is None or not name:
            return ""
        question = language.say(name, thing=thing)
        return language.say("ask.asked", words=language.quoted(finding.text), question=question)
    return ""


def _unanswered(question: str, finding: Finding, mail: str) -> str:
    """The question, or the further one if the mail answers it; "" when it answers that, too."""
    behind = mail.partition(finding.text)[2]
    given = question in leads.ASKS_WHY and leads.REASON.match(behind)
    if not given and not leads.ANSWERS[question].search(mail):
        return question
    further = leads.FURTHER.get(question, "")
    return _unanswered(further, finding, mail) if further else ""


def _thing(finding: Finding, spoken_of: str, lead: leads.Lead) -> str | None:
    """What they spoke of, as it stands in a question; None when it cannot be asked about."""
    if not lead.wording.groups:
        return None if leads.UNCLEAR_GERMAN.search(finding.text) else ""
    thing = leads.AROUND.sub("", f" {spoken_of}")
    if finding.kind != "challenge":
        thing = leads.WHICH.sub("", thing)
    if not leads.LIST.match(thing.strip()):
        thing = thing.partition(",")[0]
    thing = WANTS_MORE.sub("", thing).strip()
    unclear = leads.UNCLEAR.search(thing) or not thing or len(thing.split()) > _MOST_WORDS
    return None if unclear else leads.OURS.sub("your", thing)


def _mail(finding: Finding, dossier: Dossier) -> str:
    """The text of the mail that a finding stands in, on one line."""
    dates = {exchange.date: exchange.text for exchange in dossier.exchanges}
    text = dates.get(finding.source.date, "") if finding.source.date else ""
    return " ".join(text.split())
