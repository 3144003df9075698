"""Splitting a written text into sentences, as far as mail needs it.

A line of its own (a greeting, a bullet, a sign-off) is a sentence; lines that only wrap are joined.
"""

from __future__ import annotations

import re

from syncd.text import phrases
from syncd.text.line import MAX_CHARS, clean

#: Nobody ends a sentence after this long; what is longer is cut there.
MAX_SENTENCE_CHARS = 1_000

_END = re.compile(r"[.!?…]{1,10}[\"'”’»)\]]{0,3}(?=\s)")
_BULLET = re.compile(r"\s{0,8}(?:[-*•–·‣▪○]|\(?\d{1,2}[.)]|[a-z]\))\s+")
_GREETING = re.compile(rf"(?:{phrases.GREETINGS})\b[^.!?:;]{{0,60}}[,!:]?$", re.IGNORECASE)
_SIGN_OFF = re.compile(rf"(?:{phrases.SIGN_OFFS})[\s,.!]*$", re.IGNORECASE)
_LAST_WORD = re.compile(r"([\w.&/’'-]{1,30})$")
_WRAP_WIDTH = 45

#: Words that end in a full stop and go on.
_ABBREVIATIONS = frozenset(
    """
    mr mrs ms dr prof st mt no nr vs etc e.g i.e eg ie cf al approx dept est ext fig inc ltd co corp
    jr sr rev gen sen rep gov capt lt col sgt hon messrs mme mlle jan feb mar apr jun jul aug sep
    sept oct nov dec mon tue tues wed thu thur thurs fri sat sun a.m p.m u.s u.k ph.d b.a m.a vol pp
    z.b d.h u.a u.u i.d.r ggf bzw ca evtl inkl exkl tel str usw vgl zzgl abs art bd geb gest hr fr
    ing dipl mag min max mind mio mrd od s.o s.u v.a z.t z.hd i.a i.v p.a sog insb bspw mo di mi do
    sa so p.ex env av boul janv févr avr juil déc sr sra srta dra d.h ud uds ej p.ej núm pág aprox
    sig.ra sig dott avv geom dhr mevr bijv o.a m.b.t d.w.z
    """.split()
)
#: Of those, the ones that also end sentences; the next word decides.
_ENDING_TOO = frozenset(
    {
        "etc",
        "usw",
        "a.m",
        "p.m",
        "inc",
        "ltd",
        "co",
        "corp",
        "u.s",
        "u.k",
        "no",
        "so",
        "do",
        "sun",
        "sat",
        "al",
        "art",
        "max",
        "min",
        "mar",
        "fr",
        "di",
        "mi",
    }
)


def split(text: str) -> list[str]:
    """The sentences of a text in order, each on one line, without bullets' marks."""
    return [
        sentence
        for block in _blocks(clean(text[:MAX_CHARS]))
        for sentence in _sentences(block)
        if sentence
    ]


def _blocks(text: str) -> list[str]:
    """Paragraphs, list items and lines that stand for themselves, each on one line."""
    blocks: list[list[str]] = []
    previous = ""
    for row in text.split("\n"):
        line = row.strip()
        if line and previous and _continues(previous, row):
            blocks[-1].append(line)
        elif line:
            blocks.append([_unmarked(row) or line])
        previous = line
    return [" ".join(block) for block in blocks]


def _unmarked(row: str) -> str:
    mark = _BULLET.match(row)
    return row[mark.end() :].strip() if mark else row.strip()


def _continues(previous: str, row: str) -> bool:
    """Whether a line only goes on because the one before was full."""
    line = row.strip()
    if _BULLET.match(row) or (len(previous) < 400 and _stands_alone(previous)):
        return False
    if line[0].islower():
        return True
    return len(previous) >= _WRAP_WIDTH


def _stands_alone(line: str) -> bool:
    return bool(_GREETING.match(line) or _SIGN_OFF.match(line))


def _sentences(block: str) -> list[str]:
    sentences: list[str] = []
    start = 0
    for match in _END.finditer(block):
        if match.end() - start > MAX_SENTENCE_CHARS or _ends(block, match):
            sentences.append(block[start : match.end()].strip()[:MAX_SENTENCE_CHARS])
            start = match.end()
    sentences.append(block[start:].strip()[:MAX_SENTENCE_CHARS])
    return sentences


def _ends(block: str, match: re.Match[str]) -> bool:
    """Whether the punctuation ends a sentence, and not an abbreviation, ordinal or initial."""
    after = block[match.end() : match.end() + 40].lstrip()
    if after[:1].islower():
        return False
    if match.group() != ".":
        return True
    word = _LAST_WORD.search(block, max(0, match.start() - 30), match.start())
    last = word.group(1) if word else ""
    if last.lower() in _ABBREVIATIONS:
        return last.lower() in _ENDING_TOO and not after[:1].isdigit()
    if last.isdigit() and len(last) <= 2:
        return not after[:1].isalpha() or not _ordinal(block, match.start())
    return not (len(last) == 1 and last.isupper() and last != "I")


def _ordinal(block: str, dot: int) -> bool:
    """A number before a full stop that another word follows: "am 3. November"."""
    before = block[max(0, dot - 20) : dot].rsplit(None, 2)
    return len(before) > 1 and before[-2].lower() in {
        "am",
        "den",
        "der",
        "dem",
        "des",
        "zum",
        "vom",
        "bis",
        "ab",
        "im",
        "die",
        "das",
        "und",
        "mo.,",
        "di.,",
        "mi.,",
        "do.,",
        "fr.,",
        "sa.,",
        "so.,",
        "the",
        "montag,",
        "dienstag,",
        "mittwoch,",
        "donnerstag,",
        "freitag,",
        "samstag,",
        "sonntag,",
    }
