"""Who promised or asked for what in a text, and by when, from the wording of each sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache

from syncd.text import dates, promise_english, promise_french, promise_german, promise_spanish
from syncd.text.promise_grammar import Grammar
from syncd.text.sentences import split

#: What is read of a text; and of a sentence: a longer one is no promise but a paste.
MAX_TEXT_CHARS = 50_000
MAX_SENTENCE_CHARS = 500
MAX_PROMISES = 100
#: The same mails are read again, for each round and letter about somebody: some megabytes at most.
_SENTENCES_KEPT = 2_048

_GRAMMARS = (
    promise_english.GRAMMAR,
    promise_german.GRAMMAR,
    promise_french.GRAMMAR,
    promise_spanish.GRAMMAR,
)

#: Where one clause ends and another with its own verb begins.
_CLAUSE = re.compile(
    r"\s*(?:[;:]|\s[–—-]\s|,? (?:but|however|aber|mais|pero)\b,?"
    r"|,? (?:and|und|et|y) (?=(?:i|we|you|could|can|would|will|please|let|ich|wir|bitte|je|vous"
    r"|te|le)\b)"
    r"|, (?=(?:could|can|would|will) you|please |let me |i['’]?ll |i will |so |then ))\s*",
    re.IGNORECASE,
)
#: A sentence that begins so promises nothing yet.
_CONDITIONAL = re.compile(
    r"(?:and |but |or |so |und |aber |oder |et |mais |y |pero |o )?"
    r"(?:even |only |just |auch |même |incluso )?"
    r"(?:if|unless|should (?:you|i|we|it|this|that)|in case|provided|assuming|wenn|falls|sofern"
    r"|sollten?|si|s['’]il)\b",
    re.IGNORECASE,
)
#: What stands before the words of somebody else.
_REPORTED = re.compile(
    r"\b(?:he|she|they|who|it|er|il|elle|on|ella|él) (?:has |had |hat |a )?"
    r"(?:said|says|told|thinks|wrote|promised|asked|sagte|meinte|schrieb|versprach|gesagt|dit|dijo)\b"
    r"|\b(?:told|asked|promised) (?:him|her|them|everyone|everybody)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“„«][^\"”“»]{3,300}[\"”“»]")
_MARKS = re.compile(r"^[>|\s*_~-]+")
#: A date after one of these says when the deadline is; after one of those it is something else's.
_DUE = re.compile(
    r"(?:\bby|\bbefore|\buntil|\btill|\bno later than|\bdue|\bbis|\bvor|\bspätestens"
    r"|\bd['’]ici|\bavant|\bpour|\bantes del?|\bpara el|\ba más tardar)\s*"
    r"(?:the|end of|le|la|el|am|zum|den)?\s*$",
    re.IGNORECASE,
)
_NOT_DUE = re.compile(
    r"(?:\bfrom|\bsince|\bof|\bfor|\bduring|\babout|\bvom|\bseit|\bzum thema"
    r"|\bfür|\bvon|\bdepuis|\bdu"
    r"|\bdesde|\bdel|\blast|\bour|\byour|\bthe|\bthis|\bmy)\s+(?:the|our|my|your|den|das|die)?\s*$",
    re.IGNORECASE,
)


class PromiseKind(StrEnum):
    """Whose turn it is after the sentence: the writer's, or the reader's."""

    COMMITMENT = "commitment"
    REQUEST = "request"


@dataclass(frozen=True, slots=True)
class Promise:
    """One sentence in which the writer promises something or asks for it."""

    kind: PromiseKind
    sentence: str
    #: The day it is due, in the writer's zone; None when the sentence names none.
    due: date | None = None


def find(text: str, *, sent: datetime | None = None) -> list[Promise]:
    """The promises and requests in a written text (as `body.written` gives it), in its order.

    ``sent`` is when it was sent, in the sender's own zone; without it only dates with a year
    become due dates. Quoted lines do not count. English, and German, French and Spanish.
    """
    own = "\n".join(line for line in text[:MAX_TEXT_CHARS].split("\n") if not line.startswith(">"))
    found = (read(sentence, sent) for sentence in split(own))
    return [promise for promise in found if promise][:MAX_PROMISES]


@lru_cache(maxsize=_SENTENCES_KEPT)
def read(sentence: str, sent: datetime | None) -> Promise | None:
    """What one sentence promises or asks for; None when it does neither."""
    if len(sentence) > MAX_SENTENCE_CHARS:
        return None
    said = _QUOTED.sub('""', _MARKS.sub("", sentence))
    due = _due(said, sent)
    kind = _kind(said, dated=due is not None)
    return Promise(kind, sentence, due) if kind else None


def _kind(said: str, *, dated: bool) -> PromiseKind | None:
    """What a sentence is: a commitment counts before a request in the same breath."""
    clauses = [clause for clause in _CLAUSE.split(said) if clause and clause.strip()]
    open_yet = said.rstrip().endswith("?") or _CONDITIONAL.match(said)
    for grammar in () if open_yet else _GRAMMARS:
        if any(_commits(clause, grammar, dated=dated) for clause in clauses):
            return PromiseKind.COMMITMENT
    for grammar in _GRAMMARS:
        if any(_requests(clause, grammar) for clause in clauses):
            return PromiseKind.REQUEST
    return None


def _commits(clause: str, grammar: Grammar, *, dated: bool) -> bool:
    said = grammar.commitment.search(clause) or (
        dated and grammar.dated_commitment and grammar.dated_commitment.search(clause)
    )
    if not said or _REPORTED.search(clause, 0, said.start() + 1):
        return False
    return not grammar.no_commitment.search(clause)


def _requests(clause: str, grammar: Grammar) -> bool:
    asked = grammar.request.search(clause) or (
        grammar is promise_english.GRAMMAR and promise_english.IMPERATIVE.match(clause)
    )
    return bool(asked) and not grammar.no_request.search(clause)


def _due(said: str, sent: datetime | None) -> date | None:
    """The day after "by" when there is one, else the first that is not something else's."""
    today = sent.date() if sent else None
    coming = [
        (day, said[: span[0]], said[slice(*span)])
        for day, span in dates.find(said, sent)
        if today is None or day >= today
    ]
    for day, before, words in coming:
        if _DUE.search(before) or words.lower().startswith(("by ", "before ", "until ", "bis ")):
            return day
    free = [day for day, before, words in coming if not _other(before, words)]
    return free[0] if free else None


def _other(before: str, words: str) -> bool:
    return bool(_NOT_DUE.search(before)) or words.endswith(("'s", "’s"))
