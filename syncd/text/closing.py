"""Where a letter ends and the signature begins, with the delimiter of RFC 3676 and without."""

from __future__ import annotations

from collections.abc import Sequence

from syncd.text import contact, phrases
from syncd.text.line import Line
from syncd.text.pattern import when_used

#: A signature is no longer than this, in lines with something on them.
_MAX_LINES = 16
_MAX_WIDTH = 110

_DELIMITER = when_used(r"--\s?$|—\s?$|––\s?$", 0)
_RULE = when_used(r"[-–—_=*~•· ]{3,}$", 0)
_SIGN_OFF = when_used(
    rf"(?:{phrases.SIGN_OFFS})(?:[ ,]+(?:and|und|et|y|e|en) .{{1,30}})?[\s,.!;:)-]*$"
)
_SIGN_OFF_AND_NAME = when_used(
    rf"(?:{phrases.SIGN_OFFS})\s*[,!.–—-]\s*[-–—]?\s*((?:[^\W\d_][\w.'’-]*\s?){{1,4}})$",
)
_POSTSCRIPT = when_used(r"p\.?\s?s\.?\b|n\.?b\.?:|nachtrag")
_NAME_WORD = when_used(r"[^\W\d_][\w.'’()-]*$", 0)
_SENTENCE_END = when_used(r"[.!?…][\"'”’)]?$", 0)


def start(lines: Sequence[Line], name: str = "") -> int:
    """Index of the first line of the signature; the number of lines when there is none.

    ``name`` is the sender's, as in From. A sign-off and the name typed under it are the letter's.
    """
    end = _last_text(lines)
    first = _window(lines, end)
    for finder in (_delimited, _after_sign_off, _named):
        found = finder(lines, first, end, name)
        if found is not None:
            return found
    return len(lines)


def letter(lines: Sequence[Line], name: str = "") -> list[Line]:
    """The lines up to the signature, without the delimiter or rule above it."""
    own = without_marked(lines)
    own = own[: start(own, name)]
    while own and (own[-1].blank or _DELIMITER.match(own[-1].head) or _RULE.match(own[-1].head)):
        own.pop()
    return own


def without_marked(lines: Sequence[Line]) -> list[Line]:
    """Without what the mail program itself marked as signature, unless that is all there is."""
    unmarked = [line for line in lines if not line.signature]
    return unmarked if any(not line.blank for line in unmarked) else list(lines)


def evidence(text: str) -> int:
    """How strongly a line speaks of a signature: 0 not at all, 2 clearly."""
    text = text[: _MAX_WIDTH + 190]
    if len(text) > _MAX_WIDTH and _SENTENCE_END.search(text):
        return 0
    labelled = contact.LABEL.match(text.strip())
    if contact.PHONE.search(text) or (labelled and _reachable(text)):
        return 2
    if _reachable(text):
        return 2 if len(text.split()) <= 6 else 0
    return int(len(text) <= _MAX_WIDTH and not _SENTENCE_END.search(text) and _describes(text))


def _reachable(text: str) -> bool:
    return bool(contact.LINK.search(text) or contact.MAIL.search(text))


def _describes(text: str) -> bool:
    """A role, a company, a place, pronouns: short, and not a sentence."""
    if len(text.split()) > 12:
        return False
    return bool(
        contact.TITLE.search(text)
        or contact.COMPANY.search(text)
        or contact.PRONOUNS.search(text)
        or contact.PLACE.match(text)
        or contact.ADDRESS.match(text)
        or any(mark in text for mark in (" | ", " · ", " • ", " // "))
    )


def is_sign_off(text: str) -> bool:
    """Whether a line is nothing but the words before a name: "Warm regards,"."""
    return len(text) <= 60 and bool(_SIGN_OFF.match(text.strip()))


def is_name(text: str, name: str = "") -> bool:
    """Whether a line can be a person's name; the sender's own certainly is."""
    text = text.strip().strip("-–—*, ").rstrip(".,!")
    if not text or len(text) > 60:
        return False
    if name and same_name(text, name):
        return True
    words = text.split()
    return (
        len(words) <= 4
        and all(_NAME_WORD.match(w) for w in words)
        and (any(w[0].isupper() for w in words) or len(words) == 1)
        and not evidence(text)
    )


def same_name(text: str, name: str) -> bool:
    """Whether all words of a text are of the name."""
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
    """RFC 3676's "-- " is certain; a rule, or a "--" without its blank, needs a signature."""
    for at in range(end):
        if lines[at].text == "-- ":
            return at
    for at in range(first, end):
        text = lines[at].head
        rest = [line.head for line in lines[at + 1 : end] if not line.blank]
        if (_DELIMITER.match(text) or _RULE.match(text)) and rest and is_signature(rest, name):
            return at
    return None


def _after_sign_off(lines: Sequence[Line], first: int, end: int, name: str) -> int | None:
    for at in range(first, end):
        text = lines[at].head
        signed = _SIGN_OFF_AND_NAME.match(text)
        if not signed and not is_sign_off(text):
            continue
        after = at + 1 if signed else _past_name(lines, at + 1, end, name)
        rest = [line.head for line in lines[after:end] if not line.blank]
        if rest and not is_sign_off(rest[0]) and is_signature(rest, name):
            return after
    return None


def _past_name(lines: Sequence[Line], at: int, end: int, name: str) -> int:
    """The index after the name that stands under a sign-off."""
    while at < end and lines[at].blank:
        at += 1
    named = at < end and is_name(lines[at].head, name) and not is_sign_off(lines[at].head)
    return at + 1 if named else at


def _named(lines: Sequence[Line], first: int, end: int, name: str) -> int | None:
    """A last block that begins with the sender's name, or is nothing but ways to reach them."""
    for at in range(max(first, 1), end):
        opens = lines[at - 1].blank or (name and same_name(lines[at].head, name))
        rest = [line.head for line in lines[at:end] if not line.blank]
        if not opens or not rest or not is_signature(rest, name):
            continue
        proof = sum(evidence(text) for text in rest)
        known = bool(name) and same_name(rest[0].split(",")[0].split("|")[0], name)
        if known and len(rest) > 1 and same_name(rest[1], name):
            continue
        if (known and proof >= 1 and len(rest) > 1) or proof >= 4:
            return at
    return None


def is_signature(rest: Sequence[str], name: str) -> bool:
    """Whether lines are those of a signature: short, no sentences, and one at least is telling."""
    if len(rest) > _MAX_LINES or any(_POSTSCRIPT.match(text) for text in rest):
        return False
    prose = sum(_is_prose(text) for text in rest)
    proof = sum(evidence(text) for text in rest)
    named = bool(name) and any(same_name(text, name) for text in rest[:2])
    return prose == 0 and (proof > 0 or named)


def _is_prose(text: str) -> bool:
    """A sentence, which a signature does not hold; a slogan of three words may pass."""
    if evidence(text) > 1:
        return len(text.split()) > 8 and bool(_SENTENCE_END.search(text))
    return len(text) > _MAX_WIDTH or (
        len(text.split()) > 3 and bool(_SENTENCE_END.search(text)) and not _describes(text)
    )
