"""What people write of themselves, the open question that it leads to, and what answers it.

English and German. An English question has their words woven in; a German one stands behind them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from syncd.text.pattern import when_used


@dataclass(frozen=True, slots=True)
class Lead:
    """What someone wrote, and the question it leads to."""

    kind: str
    #: The language it is written in.
    language: str
    #: Its group is what they spoke of; without one only their words can be asked about.
    wording: re.Pattern[str]
    #: Name of a phrase.
    question: str


def _leads(language: str, *leads: tuple[str, str, str]) -> tuple[Lead, ...]:
    return tuple(
        Lead(kind, language, when_used(wording), question) for kind, wording, question in leads
    )


LEADS = _leads(
    "en",
    (
        "challenge",
        r"\b(?:struggl\w+|grappling|wrestling|hard|difficult|tough|trouble) to (.+)",
        "ask.tried_to",
    ),
    (
        "challenge",
        (
            r"\b(?:struggl\w+|grappling|wrestling|trouble|difficulty|difficulties|stuck)"
            r" (?:with|on) (.+)"
        ),
        "ask.tried_with",
    ),
    ("challenge", r"\b(?:looking|searching) for (.+)|\bin search of (.+)", "ask.looked"),
    (
        "challenge",
        r"\bneed ((?:someone|somebody|people|volunteers|partners|more \w+) (?:who|with|for)\b.+)",
        "ask.looked",
    ),
    (
        "challenge",
        (
            r"\b(?:can['’]t|cannot) (?:seem to )?(.+)|\btrying to (.+)|\bknow (?:yet )?how to (.+)"
            r"|\b(?:challenge|problem|hurdle|headache)\b[^,]{0,40}\bis to (.+)"
        ),
        "ask.tried_to",
    ),
    ("cause", r"\b(?:founded|started|set up) (.+)", "ask.made_start"),
    ("cause", r"\bvolunteer (?:at|for|with|in) (.+)", "ask.volunteer"),
    ("cause", r"\brun (.+)", "ask.running"),
    ("cause", r"\bhost (.+)", "ask.hosting"),
    ("cause", r"\borgani[sz]e (.+)", "ask.organising"),
    (
        "project",
        (
            r"\b((?:re)?(?:building|launching|creating|developing|designing|migrating|opening"
            r"|establishing|replacing|setting up|working on|writing|translating|mapping|restoring"
            r"|digiti[sz]ing|filming|planning)\b .+)"
        ),
        "ask.surprised",
    ),
    ("award", r"\b(?:won|received|awarded) (.+)", "ask.possible"),
    (
        "interest",
        (
            r"\b(?:passionate about|fascinated by|keen on|(?:fan|lover) of|love|adore|interested in"
            r"|hobby of mine is|hobby is|care (?:deeply|a lot|very much) about)"
            r" (.+)|(?:['’]m|\bam) (?:\w+ )?into (.+)|\benjoy (\w+ing .+)"
        ),
        "ask.got_into",
    ),
) + _leads(
    "de",
    ("challenge", r"\b(?:suchen?|auf der Suche)\b", "ask.looked"),
    ("challenge", r"\b(?:schwer|schwierigkeiten|mühe|kämpfen?)\b", "ask.tried_to"),
    ("cause", r"\bgegründet\b", "ask.made_start"),
    ("cause", r"\b(?:ehrenamtlich|engagiere)\b", "ask.volunteer"),
    ("cause", r"\b(?:organisieren?|leiten?)\b", "ask.organising"),
    ("project", r"\b(?:bau|entwickl|entwickel|gründ)(?:e|en)?\b", "ask.surprised"),
    ("award", r"\b(?:gewonnen|erhalten)\b", "ask.possible"),
    ("interest", r"\b(?:interessiere|begeistere) mich\b", "ask.got_into"),
)

#: When the mail itself answers the question, the next thing is asked, if there is one.
FURTHER = {"ask.made_start": "ask.in_a_year"}
#: Right behind their words.
REASON = when_used(r"\W{0,3}(?:because|since|so that|as i|in order|weil|da|seit|damit|um)\b")
#: Questions to which a reason is an answer.
ASKS_WHY = frozenset({"ask.made_start", "ask.volunteer", "ask.got_into"})


def _said(*wordings: str) -> re.Pattern[str]:
    return when_used(rf"\b(?:{'|'.join(wordings)})\b")


_TRIED = _said(
    r"(?:we|i)(?:['’]ve| have)?(?: already| even)? (?:tried|asked|posted|advertised)",
    r"(?:we|i)(?:['’]ve| have)?(?: already| even)? (?:looked|searched)",
    r"(?:wir|ich) haben?\b.{0,60}\b(?:versucht|probiert|gefragt|ausgeschrieben|gesucht|inseriert)",
)
_BEGAN = _said(
    r"it (?:all )?(?:began|started)|i (?:got into|came to|began|started) (?:it|this|with it)",
    r"since (?:i was|my)|as a child|when i was|introduced me to|grew up|got me (?:into|hooked)",
    r"(?:angefangen|begonnen) (?:hat|habe)|fing (?:es|das|alles) an|als kind|seit ich|seit meiner",
)
_LIKED = _said(
    r"(?:best|nicest|favou?rite|most fun) (?:part|thing|moment)|what i (?:like|enjoy|love)",
    r"i (?:love|enjoy) (?:it|that|this)|am (?:liebsten|schönsten|meisten)",
    r"macht (?:\w+ )?(?:freude|spaß)",
)
#: What in the mail answers a question.
ANSWERS = {
    "ask.tried_to": _TRIED,
    "ask.tried_with": _TRIED,
    "ask.looked": _TRIED,
    "ask.made_start": _BEGAN,
    "ask.volunteer": _BEGAN,
    "ask.got_into": _BEGAN,
    "ask.running": _LIKED,
    "ask.hosting": _LIKED,
    "ask.organising": _LIKED,
    "ask.in_a_year": _said(
        r"in a year|next year|by 20\d\d|(?:our|my) (?:goal|plan|dream) is|in einem jahr"
        r"|nächstes jahr"
    ),
    "ask.surprised": _said(
        r"surpris\w+|unexpected\w*|(?:never|had not|hadn['’]t) (?:thought|expected)|turned out",
        r"überrasch\w+|unerwartet\w*|nicht (?:gedacht|erwartet)",
    ),
    "ask.possible": _said(
        r"(?:allows?|lets|enables?|means) (?:us|me)|(?:now|so) (?:we|i) can|with (?:it|the \w+) we",
        r"made (?:it )?possible|ermöglicht|(?:damit|dadurch|jetzt) können wir",
        r"können wir (?:jetzt|nun)",
    ),
}

#: Where and when it happens, and what else there is to say, is no part of the thing.
AROUND = when_used(
    r"\s(?:until|till|by|next|every|since|in the|at the moment|right now|as an?|together"
    r"|this (?:year|week|month|term|season|spring|summer|autumn|winter|morning|afternoon|time)"
    r"|with us|so far|a lot|these days|nowadays|lately|at last|as well|too|again|at all|here"
    r"|but|although|though|because|while|when|whenever|if|before|after|so|even|just|anyway"
    r"|(?:more|less|longer|better|faster) than|for (?:us|me|now|a while|(?:\w+ )?(?:years|months))"
    r"|(?:\w+|\d+) (?:years?|months?|weeks?) ago|last \w+|in (?:19|20)\d\d|over the (?:last|past)"
    r"|on (?:\w+days?|weekends|the side|(?:my|our) own)|all on (?:my|our) own|by (?:my|our)sel\w+"
    r"|with (?:an? |my |our |some |two |three )?(?:\w+ )?(?:friends?|colleagues?|others"
    r"|neighbou?rs?)"
    r"|and (?:would|will|can|could|should|may|might|must|am|are|is|has|have|had|was|were|do|did"
    r"|hope|want|need|plan|look|looking|wonder|try|trying|like|love|also|now|then|so|hoping"
    r"|wondering|thinking|not|that|this|it|there))\b.*"
    r"|\s(?:[–—-]|\().*",
)
#: What describes the thing further; of what is sought it is the heart.
WHICH = when_used(r"\s(?:that|which)\b.*")
#: ``maps, trams and old books``: commas that part no clause.
_ITEM = r"[\w'’-]+(?: [\w'’-]+){0,2}"
LIST = when_used(rf"{_ITEM}(?:, {_ITEM})+,? (?:and|or) {_ITEM}$", 0)
OURS = when_used(r"\b(?:our|my)\b")
#: Words that only the mail explains.
UNCLEAR = when_used(
    r"\b(?:i|we|me|us|you|yours?|mine|it|its|that|which|they|them|their|theirs|these|those|this|he"
    r"|she|him|her|his|there|ourselves|myself|(?:the|an?)other|others|one|ones|something|things?"
    r"|stuff)\b|[\"“”„«»…?]",
)
#: The same in German; "es ist schwer" means nothing that came before.
UNCLEAR_GERMAN = when_used(
    r"\b(?<!fällt )(?<!ist )(?<!fehlt )es\b(?! (?:ist|fällt|fehlt)\b)"
    r"|\b(?:sie|ihn|ihm|ihnen|dies\w*|davon|dafür|damit|daran|dort|darüber|dazu)\b"
    r"|\bdas\b(?! [A-ZÄÖÜ]| \w+e [A-ZÄÖÜ])|…",
    0,
)
