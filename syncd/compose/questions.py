"""Ask, then listen: a few open questions about the guests, each grounded in what they wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from syncd.compose.help import name_of
from syncd.compose.page import Line, Section, Sources
from syncd.model import Finding
from syncd.people.dossier import Dossier

MOST_ASKED = 3
#: The most telling first.
_ORDER = ("challenge", "cause", "project", "award", "interest")

#: What someone wrote, and the question it leads to; ``{}`` is what they spoke of.
_QUESTIONS: tuple[tuple[str, re.Pattern[str], str], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE), question)
    for kind, pattern, question in (
        (
            "challenge",
            r"\b(?:struggl\w+|grappling|wrestling|hard|difficult|tough|trouble) to (.+)",
            "What have you tried so far to {}?",
        ),
        (
            "challenge",
            r"\b(?:struggl\w+|grappling|wrestling|trouble|difficulty|difficulties) with (.+)",
            "What have you tried so far with {}?",
        ),
        ("challenge", r"\blooking for (.+)", "Where have you looked so far for {}?"),
        (
            "challenge",
            r"\b(?:can['’]t|cannot) (?:seem to )?(.+)",
            "What have you tried so far to {}?",
        ),
        ("cause", r"\bfounded (.+)", "What made you start {}?"),
        ("cause", r"\bvolunteer (?:at|for|with|in) (.+)", "How did you come to volunteer at {}?"),
        ("cause", r"\brun (.+)", "What do you enjoy most about running {}?"),
        ("cause", r"\bhost (.+)", "What do you enjoy most about hosting {}?"),
        ("cause", r"\borgani[sz]e (.+)", "What do you enjoy most about organising {}?"),
        (
            "project",
            (
                r"\b((?:re)?(?:building|launching|creating|developing|designing|migrating|opening"
                r"|establishing|replacing|setting up|working on|writing)\b .+)"
            ),
            "What has surprised you most while {}?",
        ),
        ("award", r"\b(?:won|received|awarded) (.+)", "What has {} made possible since?"),
        ("interest", r"\b(?:passionate about|fan of|love|adore) (.+)", "How did you get into {}?"),
    )
)
#: When the mail itself gives the reason, the next thing is asked.
_FURTHER = {"What made you start {}?": "Where would you like to see {} in a year?"}
_REASON = re.compile(r"\W{0,3}(?:because|since|so that|as i|in order)\b", re.IGNORECASE)
_TRIED = re.compile(r"\b(?:we|i)(?:['’]ve| have)?(?: already)? tried\b", re.IGNORECASE)
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
    several = len(dossiers) > 1
    asked: dict[str, Line] = {}
    for kind in _ORDER:
        for dossier in dossiers:
            for question, finding in _about(dossier, kind):
                said = f"{name_of(dossier)}: {question}" if several else question
                if len(asked) < most and said not in asked:
                    asked[said] = sources.line(said, finding.source)
    return Section("Ask, then listen", tuple(asked.values()), bulleted=True) if asked else None


def _about(dossier: Dossier, kind: str) -> Iterator[tuple[str, Finding]]:
    """The first question that a kind of finding gives rise to."""
    for finding in dossier.findings:
        question = _question(finding, _mail(finding, dossier)) if finding.kind == kind else ""
        if question:
            yield question, finding
            return


def _question(finding: Finding, mail: str) -> str:
    for kind, pattern, question in _QUESTIONS:
        match = pattern.search(finding.text) if kind == finding.kind else None
        if match is None:
            continue
        thing = _OURS.sub("your", _AROUND.split(match.group(1), maxsplit=1)[0]).strip()
        if not thing or _SELF.search(thing.replace("your", "")) or thing.endswith("…"):
            return ""
        if kind == "challenge" and _TRIED.search(mail):
            return ""
        given = _REASON.match(mail.partition(finding.text)[2])
        return (_FURTHER.get(question, "") if given else question).format(thing)
    return ""


def _mail(finding: Finding, dossier: Dossier) -> str:
    """The text of the mail that a finding stands in, on one line."""
    dates = {exchange.date: exchange.text for exchange in dossier.exchanges}
    text = dates.get(finding.source.date, "") if finding.source.date else ""
    return " ".join(text.split())
