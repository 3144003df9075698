"""Ask, then listen: a few open questions about the guests, each grounded in what they wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from syncd.compose.language import REFERENCE, Language
from syncd.compose.names import called
from syncd.compose.page import Line, Section, Sources
from syncd.model import Finding
from syncd.people.dossier import Dossier

MOST_ASKED = 3
#: The most telling first.
_ORDER = ("challenge", "cause", "project", "award", "interest")


@dataclass(frozen=True, slots=True)
class _Lead:
    """What someone wrote, and the question it leads to."""

    kind: str
    #: The language it is written in.
    language: str
    #: Its group is what they spoke of; without one only their words can be asked about.
    wording: re.Pattern[str]
    question: str


def _leads(language: str, *leads: tuple[str, str, str]) -> tuple[_Lead, ...]:
    return tuple(
        _Lead(kind, language, re.compile(wording, re.IGNORECASE), question)
        for kind, wording, question in leads
    )


_LEADS = _leads(
    "en",
    (
        "challenge",
        r"\b(?:struggl\w+|grappling|wrestling|hard|difficult|tough|trouble) to (.+)",
        "ask.tried_to",
    ),
    (
        "challenge",
        r"\b(?:struggl\w+|grappling|wrestling|trouble|difficulty|difficulties) with (.+)",
        "ask.tried_with",
    ),
    ("challenge", r"\blooking for (.+)", "ask.looked"),
    ("challenge", r"\b(?:can['’]t|cannot) (?:seem to )?(.+)", "ask.tried_to"),
    ("cause", r"\bfounded (.+)", "ask.made_start"),
    ("cause", r"\bvolunteer (?:at|for|with|in) (.+)", "ask.volunteer"),
    ("cause", r"\brun (.+)", "ask.running"),
    ("cause", r"\bhost (.+)", "ask.hosting"),
    ("cause", r"\borgani[sz]e (.+)", "ask.organising"),
    (
        "project",
        (
            r"\b((?:re)?(?:building|launching|creating|developing|designing|migrating|opening"
            r"|establishing|replacing|setting up|working on|writing)\b .+)"
        ),
        "ask.surprised",
    ),
    ("award", r"\b(?:won|received|awarded) (.+)", "ask.possible"),
    ("interest", r"\b(?:passionate about|fan of|love|adore) (.+)", "ask.got_into"),
) + _leads(
    "de",
    ("challenge", r"\bsuchen?\b", "ask.looked"),
    ("challenge", r"\b(?:schwer|schwierigkeiten|mühe)\b", "ask.tried_to"),
    ("cause", r"\bgegründet\b", "ask.made_start"),
    ("cause", r"\b(?:ehrenamtlich|engagiere)\b", "ask.volunteer"),
    ("project", r"\b(?:bau|entwickl|entwickel|gründ)(?:e|en)?\b", "ask.surprised"),
    ("award", r"\b(?:gewonnen|erhalten)\b", "ask.possible"),
    ("interest", r"\b(?:interessiere|begeistere) mich\b", "ask.got_into"),
)
#: When the mail itself gives the reason, the next thing is asked.
_FURTHER = {"ask.made_start": "ask.in_a_year"}
_REASON = re.compile(
    r"\W{0,3}(?:because|since|so that|as i|in order|weil|da|seit|damit|um)\b", re.IGNORECASE
)
_TRIED = re.compile(
    r"\b(?:we|i)(?:['’]ve| have)?(?: already)? tried\b|\b(?:wir|ich) haben?\b.{0,60}\bversucht\b",
    re.IGNORECASE,
)
#: Where and when it happens is no part of the thing.
_AROUND = re.compile(
    r"\s(?:until|by|this|next|every|since|on|in the|at the moment|right now|as an?|together|with us"
    r"|so far|a lot)\b",
    re.IGNORECASE,
)
_OURS = re.compile(r"\b(?:our|my)\b", re.IGNORECASE)
_SELF = re.compile(r"\b(?:i|we|me|us|you|your|it|that|which)\b|[\"“”…]", re.IGNORECASE)


def questions(
    dossiers: Sequence[Dossier], sources: Sources, most: int = MOST_ASKED
) -> Section | None:
    """At most three; None when nothing gives rise to one."""
    several, say = len(dossiers) > 1, sources.language.say
    asked: dict[str, Line] = {}
    for kind in _ORDER:
        for dossier in dossiers:
            for question, finding in _about(dossier, kind, sources.language):
                named = {"name": called(dossier), "question": question}
                said = say("ask.of_one", **named) if several else question
                if len(asked) < most and said not in asked:
                    asked[said] = sources.line(said, finding.source)
    return Section(say("ask.heading"), tuple(asked.values()), bulleted=True) if asked else None


def _about(dossier: Dossier, kind: str, language: Language) -> Iterator[tuple[str, Finding]]:
    """The first question that a kind of finding gives rise to."""
    for finding in dossier.findings:
        if finding.kind != kind:
            continue
        question = _question(finding, _mail(finding, dossier), language)
        if question:
            yield question, finding
            return


def _question(finding: Finding, mail: str, language: Language) -> str:
    for lead in _LEADS:
        match = lead.wording.search(finding.text) if lead.kind == finding.kind else None
        # An English question has their words woven in, so that it is asked of English words.
        if match is None or lead.language not in (REFERENCE, language.code):
            continue
        thing = _thing(match[1]) if lead.wording.groups else None
        if thing == "" or (lead.kind == "challenge" and _TRIED.search(mail)):
            return ""
        given = _REASON.match(mail.partition(finding.text)[2])
        name = _FURTHER.get(lead.question, "") if given else lead.question
        if not name:
            return ""
        question = language.say(name, thing=thing or "")
        return language.say("ask.asked", words=language.quoted(finding.text), question=question)
    return ""


def _thing(spoken_of: str) -> str:
    """What they spoke of, as it stands in a question; "" when it cannot be asked about."""
    thing = _OURS.sub("your", _AROUND.split(spoken_of, maxsplit=1)[0]).strip()
    unclear = _SELF.search(thing.replace("your", "")) or thing.endswith("…")
    return "" if unclear else thing


def _mail(finding: Finding, dossier: Dossier) -> str:
    """The text of the mail that a finding stands in, on one line."""
    dates = {exchange.date: exchange.text for exchange in dossier.exchanges}
    text = dates.get(finding.source.date, "") if finding.source.date else ""
    return " ".join(text.split())
