"""Why a brief says what it says: each of its lines with the originals it was read in. Pure.

What is handed in: the page, and what the store has under the origins of its sources. What comes out
is data; a command puts it into words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from syncd.compose.language import Language
from syncd.compose.page import Line, Page, Section
from syncd.model import Acquaintance, Address, Meeting, Source
from syncd.model.person import Joined
from syncd.people.dossier import Dossier
from syncd.people.private_matters import PRIVATE
from syncd.text import greeting, sentences
from syncd.text.snippet import shorten

#: Of an original so much is shown around what was quoted.
EXCERPT_CHARS = 400
_SIGNATURE_CHARS = 160
#: A sentence may be long, but no longer than this is compared.
_SENTENCE_CHARS = 2_000
_QUOTED = re.compile('["“„«]([^"“”„«»]+)["”“»]')
_MARKS = str.maketrans(dict.fromkeys("\"'“”„‘’\u201a«»", "'"))
_COUNTED = ("guest.know_each_other", "guest.new")


@dataclass(frozen=True, slots=True)
class Original:
    """A source as the store has it. Everything in it is text from outside."""

    #: Message-ID, or the meeting's key as in `Source.origin`.
    origin: str
    account: str
    #: The mailbox's folder, or the calendar.
    place: str
    #: Aware.
    at: datetime
    #: Who wrote it, or invited to it.
    author: Address | None = None
    #: Who was written to, or invited.
    to: tuple[Address, ...] = ()
    #: What was written in it, and the end of it with the signature.
    text: str = ""
    signed: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One source of a line, found again."""

    source: Source
    #: None for an address book, a note, and for what the store no longer has.
    original: Original | None = None
    #: What stands around the words that were taken from it; "" when it was not for its words.
    excerpt: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """How ``Seven mails, met twice`` was counted."""

    name: str
    #: All addresses under which mail and meetings count.
    addresses: tuple[str, ...]
    known: Acquaintance
    #: The newest of the meetings, newest first.
    meetings: tuple[Meeting, ...] = ()


@dataclass(frozen=True, slots=True)
class Behind:
    """One guest's dossier, and what was inferred to make it."""

    dossier: Dossier
    addresses: tuple[str, ...]
    #: Why those addresses are one person's.
    joined: tuple[Joined, ...] = ()
    #: Whom you both know, each with all that shows it, newest first.
    ties: tuple[tuple[Address, tuple[Source, ...]], ...] = ()

    @property
    def name(self) -> str:
        """What the guest is called."""
        guest = self.dossier.guest
        return shorten(guest.name or self.dossier.acquaintance.name or guest.address, 80)

    @property
    def count(self) -> Count:
        """How you know each other, in numbers."""
        dossier = self.dossier
        return Count(self.name, self.addresses, dossier.acquaintance, dossier.meetings)


@dataclass(frozen=True, slots=True)
class Because:
    """One line of the brief, and all that it stands on."""

    line: Line
    evidence: tuple[Evidence, ...] = ()
    counts: tuple[Count, ...] = ()
    joined: tuple[Joined, ...] = ()
    ties: tuple[tuple[Address, tuple[Source, ...]], ...] = ()
    #: That a line without sources is from your own style, held against the event.
    by_style: bool = False


@dataclass(frozen=True, slots=True)
class Explained:
    """One section of the brief, line by line; the first lines stand under no heading."""

    heading: Because
    lines: tuple[Because, ...]


@dataclass(slots=True)
class _Told:
    """Whose count was told of already."""

    counted: set[str] = field(default_factory=set)

    def fresh(self, guests: Sequence[Behind]) -> tuple[Behind, ...]:
        """Those of whom it was not, each once."""
        new = tuple(one for one in guests if one.dossier.guest.address not in self.counted)
        self.counted |= {one.dossier.guest.address for one in new}
        return new


def explain(
    page: Page,
    guests: Sequence[Behind],
    originals: Mapping[Source, Original],
    language: Language,
) -> tuple[Explained, ...]:
    """Every line of a page, which is in ``language``, with its evidence."""
    told = _Told()
    labels = {language.say(name) for name in _COUNTED}
    by_style = language.say("format.heading")

    def cited(line: Line) -> tuple[Evidence, ...]:
        return tuple(_evidence(source, line, guests, originals) for source in line.sources)

    def because(line: Line, section: Section) -> Because:
        counted = told.fresh(_whose(section, line, guests)) if line.label in labels else ()
        return Because(
            line,
            cited(line),
            counts=tuple(one.count for one in counted),
            joined=tuple(joined for one in counted for joined in one.joined),
            ties=() if counted else tuple(_ties(line, guests)),
            by_style=section.heading == by_style,
        )

    first = Section("", tuple(line for line in page.details if line.sources))
    return tuple(
        Explained(
            Because(section.title, cited(section.title)),
            tuple(because(line, section) for line in section.lines),
        )
        for section in ([first] if first.lines else []) + list(page.sections)
    )


def excerpt(original: Original, line: Line) -> str:
    """What stands in an original around the words that a line took from it."""
    words = [said for quote in _QUOTED.findall(line.text) if (said := _folded(quote).strip(" …"))]
    return _around(original.text, words) or _in_signature(original.signed, line)


def _evidence(
    source: Source, line: Line, guests: Sequence[Behind], originals: Mapping[Source, Original]
) -> Evidence:
    original = originals.get(source)
    if original is None:
        return Evidence(source)
    dossiers = [one.dossier for one in guests]
    found = excerpt(original, line) or _around(original.text, _grounds(original, line, dossiers))
    intros = {d.introduction.message_id for d in dossiers if d.introduction}
    if not found and original.origin in intros:
        found = shorten(original.text, EXCERPT_CHARS)
    return Evidence(source, original, found)


def _grounds(original: Original, line: Line, dossiers: Sequence[Dossier]) -> list[str]:
    """What was found in a source, that with the most words of the line first: of a question."""
    asked = set(_folded(line.text).split())
    found = [f for d in dossiers for f in d.findings if f.source.origin == original.origin]
    common = {f.text: len(asked & set(_folded(f.text).split())) for f in found}
    best = sorted((text for text in common if common[text]), key=lambda text: -common[text])
    return [_folded(text).strip(" …") for text in best]


def _around(text: str, words: Sequence[str]) -> str:
    """The sentences that hold one of some words, and their neighbours if there is room."""
    manners = greeting.read(text)
    said = text.strip().removeprefix(manners.greeting).removesuffix(manners.sign_off)
    # A quote may be of the greeting or the sign-off itself.
    for split in (sentences.split(said), sentences.split(text)):
        told = [shorten(one, _SENTENCE_CHARS) for one in split]
        folded = [_folded(one) for one in told]
        found = (places for quote in words if (places := _places(folded, quote)))
        first = next(found, None)
        if first:
            return _with_neighbours(told, first)
    return ""


def _with_neighbours(told: Sequence[str], places: range) -> str:
    wide = range(max(0, places.start - 1), min(len(told), places.stop + 1))
    kept = [at for at in wide if at in places or not PRIVATE.search(told[at])]
    whole = " ".join(told[at] for at in kept)
    if len(whole) <= EXCERPT_CHARS:
        return whole
    return shorten(" ".join(told[at] for at in places), EXCERPT_CHARS)


def _places(folded: Sequence[str], said: str) -> range:
    """Which sentences, joined by blanks, hold some words; an empty range when none do."""
    at = " ".join(folded).find(said)
    if at < 0:
        return range(0)
    first, end = None, 0
    for place, sentence in enumerate(folded):
        start, end = end, end + len(sentence) + 1
        if first is None and at < end:
            first = place
        if first is not None and at + len(said) < end and start <= at + len(said):
            return range(first, place + 1)
    return range(first or 0, len(folded))


def _in_signature(signed: str, line: Line) -> str:
    """The lines of a signature that a role was read from."""
    rows = [shorten(row, _SIGNATURE_CHARS) for row in signed.splitlines() if row.strip()]
    parts = [part for part in _folded(line.text).split(", ") if len(part) > 2]
    held = [row for row in rows if any(part in _folded(row) for part in parts)]
    return shorten(" / ".join(dict.fromkeys(held)), EXCERPT_CHARS)


def _folded(text: str) -> str:
    return " ".join(text.translate(_MARKS).lower().split())


def _whose(section: Section, line: Line, guests: Sequence[Behind]) -> list[Behind]:
    """The guests whom a line about how you know each other is about."""
    about = f"{section.heading} {section.note} {line.text}"
    named = [one for one in guests if one.name in about or one.dossier.guest.address in about]
    return named or list(guests)


def _ties(line: Line, guests: Sequence[Behind]) -> Iterator[tuple[Address, tuple[Source, ...]]]:
    """Those whom you both know and whom a line names by one of the sources that show it."""
    for one in guests:
        for who, shown in one.ties:
            if who.label in line.text and any(source in shown for source in line.sources):
                yield who, shown
