"""Where a letter ends and the signature begins, with the delimiter of RFC 3676 and without."""

from __future__ import annotations

import re
from collections.abc import Sequence

from syncd.text import phrases
from syncd.text.line import Line

#: A signature is no longer than this, in lines with something on them.
_MAX_LINES = 16
_MAX_WIDTH = 110

_DELIMITER = re.compile(r"--\s?$|—\s?$|––\s?$")
_RULE = re.compile(r"[-–—_=*~•· ]{3,}$")
_SIGN_OFF = re.compile(
    rf"(?:{phrases.SIGN_OFFS})(?:[ ,]+(?:and|und|et|y|e|en) .{{1,30}})?[\s,.!;:)-]*$", re.IGNORECASE
)
_SIGN_OFF_AND_NAME = re.compile(
    rf"(?:{phrases.SIGN_OFFS})\s*[,!.–—-]\s*[-–—]?\s*((?:[^\W\d_][\w.'’-]*\s?){{1,4}})$",
    re.IGNORECASE,
)
_POSTSCRIPT = re.compile(r"p\.?\s?s\.?\b|n\.?b\.?:|nachtrag", re.IGNORECASE)
_NAME_WORD = re.compile(r"[^\W\d_][\w.'’()-]*$")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)]?$")

PHONE = re.compile(
    r"(?:\+|\b00|\(?\b0)\d[\d\s()./–-]{5,22}\d\b|\(\d{3}\)\s?\d{3}[-. ]\d{4}\b|\b\d{3}[-.]\d{3}[-.]\d{4}\b"
)
LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>()|,]{3,300}|\b(?:linkedin|github|twitter|x|mastodon|xing|instagram|facebook|calendly|cal)\.(?:com|org|social)/[^\s<>()|,]{1,200}",
    re.IGNORECASE,
)
MAIL = re.compile(r"\b[\w.+-]{1,64}@[\w-]{1,60}(?:\.[\w-]{1,60}){1,5}\b")
_LABEL = re.compile(
    r"(?:t|m|p|e|w|f|a|tel|phone|mobile|mob|cell|office|direct|fax|e-?mail|web|website|skype|telefon|mobil|handy|téléphone|teléfono|móvil|linkedin|twitter|zoom|whatsapp|signal)\b\.?\s?[:|.]\s?\S",
    re.IGNORECASE,
)
TITLE = re.compile(
    r"\b(?:chief|head|director|manager|lead|leader|founder|co-founder|cofounder|partner|president|vp|svp|evp|ceo"
    r"|cto|cfo|coo|cmo|cpo|cio|engineer|developer|designer|consultant|analyst|scientist|researcher|professor"
    r"|prof\.?|lecturer|editor|journalist|author|writer|attorney|lawyer|counsel|advisor|adviser|associate|assistant"
    r"|coordinator|specialist|officer|owner|principal|architect|recruiter|coach|producer|teacher|student|candidate"
    r"|fellow|chair|chairman|chairwoman|secretary|treasurer|organizer|organiser|strategist|evangelist|advocate"
    r"|geschäftsführer|geschäftsführerin|leiter|leiterin|abteilungsleiter|vorstand|referent|referentin|berater|beraterin"
    r"|entwickler|entwicklerin|inhaber|inhaberin|gründer|gründerin|mitgründer|mitgründerin|prokurist|teamleiter|teamleiterin"
    r"|directeur|directrice|responsable|ingénieur|ingénieure|fondateur|fondatrice|gérant|gérante|chef|chargée?"
    r"|directora|gerente|fundador|fundadora|ingeniero|ingeniera|jefe|jefa|socio|socia|consultor|consultora"
    r"|diretor|diretora|sócio|direttore|direttrice|responsabile|fondatore|fondatrice|ingegnere|titolare"
    r"|directeur|oprichter|adviseur|medewerker|hoofd|eigenaar)\b",
    re.IGNORECASE,
)
_COMPANY = re.compile(
    r"\b(?:gmbh|ag|inc|llc|ltd|limited|corp|corporation|s\.?a\.?r?\.?l?|s\.l\.|b\.?v|plc|kg|ug|se|e\.v|oy|ab|a/s|srl|spa|foundation|university|institute|universität|université)\b\.?",
    re.IGNORECASE,
)
_PRONOUNS = re.compile(
    r"\(?(?:she|he|they|sie|er|elle|il|ella|él)\s?/\s?\w{2,6}(?:\s?/\s?\w{2,6})?\)?", re.IGNORECASE
)


def start(lines: Sequence[Line], name: str = "") -> int:
    """Index of the first line of the signature; the number of lines when there is none.

    ``name`` is the sender's, as in From. A sign-off and the name typed under it are the letter's.
    """
    end = _last_text(lines)
    first = _window(lines, end)
    for finder in (_delimited, _marked, _after_sign_off, _named):
        found = finder(lines, first, end, name)
        if found is not None:
            return found
    return len(lines)


def evidence(text: str) -> int:
    """How strongly a line speaks of a signature: 0 not at all, 2 clearly."""
    text = text[:300]
    strong = (
        PHONE.search(text) or LINK.search(text) or MAIL.search(text) or _LABEL.match(text.strip())
    )
    if strong and len(text) <= _MAX_WIDTH + 60:
        return 2
    return int(
        bool(
            len(text) <= _MAX_WIDTH
            and not _SENTENCE_END.search(text)
            and (
                TITLE.search(text)
                or _COMPANY.search(text)
                or _PRONOUNS.search(text)
                or " | " in text
                or " · " in text
            )
        )
    )


def is_sign_off(text: str) -> bool:
    """Whether a line is nothing but the words before a name: "Warm regards,"."""
    return len(text) <= 60 and bool(_SIGN_OFF.match(text.strip()))


def is_name(text: str, name: str = "") -> bool:
    """Whether a line can be a person's name; the sender's own certainly is."""
    text = text.strip().strip("-–—*, ").rstrip(".,!")
    if not text or len(text) > 60:
        return False
    if name and _same_name(text, name):
        return True
    words = text.split()
    return (
        len(words) <= 4
        and all(_NAME_WORD.match(w) for w in words)
        and (any(w[0].isupper() for w in words) or len(words) == 1)
        and not evidence(text)
    )


def _same_name(text: str, name: str) -> bool:
    words = {w.strip(".,()").lower() for w in text.split()}
    known = {w.strip(".,()").lower() for w in name.replace(",", " ").split()}
    return bool(words) and words <= known


def _last_text(lines: Sequence[Line]) -> int:
    end = len(lines)
    while end and lines[end - 1].blank:
        end -= 1
    return end


def _window(lines: Sequence[Line], end: int) -> int:
    """Where to begin looking: so many lines with text from the end."""
    seen = 0
    at = end
    while at and seen < _MAX_LINES + 6:
        at -= 1
        seen += not lines[at].blank
    return at


def _delimited(lines: Sequence[Line], first: int, end: int, name: str) -> int | None:
    for at in range(len(lines)):
        if lines[at].text.rstrip() == "--" and not lines[at].depth:
            return at
    for at in range(first, end):
        text = lines[at].head
        rest = [line.head for line in lines[at + 1 : end] if not line.blank]
        if (_DELIMITER.match(text) or _RULE.match(text)) and rest and _like_signature(rest, name):
            return at
    return None


def _marked(lines: Sequence[Line], first: int, end: int, name: str) -> int | None:
    marked = [i for i in range(end) if lines[i].signature and not lines[i].blank]
    plain = any(not lines[i].signature and not lines[i].blank for i in range(end))
    return marked[0] if marked and plain and marked[-1] == end - 1 else None


def _after_sign_off(lines: Sequence[Line], first: int, end: int, name: str) -> int | None:
    for at in range(first, end):
        text = lines[at].head
        signed = _SIGN_OFF_AND_NAME.match(text)
        if not signed and not is_sign_off(text):
            continue
        after = at + 1 if signed else _past_name(lines, at + 1, end, name)
        rest = [line.head for line in lines[after:end] if not line.blank]
        if rest and _like_signature(rest, name):
            return after
    return None


def _past_name(lines: Sequence[Line], at: int, end: int, name: str) -> int:
    """The index after the name that stands under a sign-off."""
    while at < end and lines[at].blank:
        at += 1
    return at + 1 if at < end and is_name(lines[at].head, name) else at


def _named(lines: Sequence[Line], first: int, end: int, name: str) -> int | None:
    """A last block that begins with the sender's name, or is nothing but ways to reach them."""
    for at in range(max(first, 1), end):
        opens = lines[at - 1].blank or (name and _same_name(lines[at].head, name))
        rest = [line.head for line in lines[at:end] if not line.blank]
        if not opens or not rest or not _like_signature(rest, name):
            continue
        proof = sum(evidence(text) for text in rest)
        known = bool(name) and _same_name(rest[0].split(",")[0].split("|")[0], name)
        if (known and proof >= 1 and len(rest) > 1) or proof >= 4:
            return at
    return None


def _like_signature(rest: Sequence[str], name: str) -> bool:
    """Short lines, at least one of which speaks of a signature, and no sentences."""
    if len(rest) > _MAX_LINES or any(_POSTSCRIPT.match(text) for text in rest):
        return False
    prose = sum(_is_prose(text) for text in rest)
    proof = sum(evidence(text) for text in rest)
    named = bool(name) and any(_same_name(text, name) for text in rest[:2])
    return prose == 0 and (proof > 0 or named)


def _is_prose(text: str) -> bool:
    words = text.split()
    return (len(words) > 6 and bool(_SENTENCE_END.search(text)) and evidence(text) < 2) or (
        len(text) > _MAX_WIDTH and evidence(text) < 2
    )
