"""Who arranges meetings for somebody else, by what they write and how they sign. Pure.

What an assistant writes are not the words of the one they write for, whichever address it comes
from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from syncd.model import Address, Assistance, Guest, Source
from syncd.model.names import Likeness, compare
from syncd.people import assistant_words as say
from syncd.people.guests import is_shared
from syncd.text import sentences
from syncd.text.snippet import shorten

_MOST_SENTENCES = 60
_MOST_ROWS = 40
_MAX_QUOTE = 100


def read(text: str, signed: str, sender: Address, source: Source) -> Assistance | None:
    """For whom the writer of a mail arranges, by what is written and by the signature."""
    found = next(_found(text, signed), None)
    if found is None or compare(found[0], sender.name) >= Likeness.LIKE:
        return None
    return Assistance(sender.address, found[0], found[1], source)


def written_for(text: str, signed: str, sender: Address) -> bool:
    """Whether somebody else wrote it from the sender's own mailbox: "Ada's assistant here"."""
    return any(compare(boss, sender.name) >= Likeness.LIKE for boss, _ in _found(text, signed))


def named(
    text: str, sender: Address, people: Iterable[Address], source: Source
) -> tuple[Assistance, ...]:
    """The assistants whom somebody names as theirs and has in the same mail."""
    listed = [person for person in people if person.address != sender.address and person.name]
    found = []
    for sentence in sentences.split(text)[:_MOST_SENTENCES]:
        for match in say.MINE.finditer(sentence):
            told = f'{sender.label} wrote "{shorten(sentence, _MAX_QUOTE)}"'
            found += [
                Assistance(person.address, sender.name, told, source)
                for person in listed
                if sender.name and compare(match["assistant"], person.name) >= Likeness.LIKE
            ]
    return tuple({one.address: one for one in reversed(found)}.values())


def bosses(guests: Iterable[Guest], known: Mapping[str, Iterable[Assistance]]) -> dict[str, str]:
    """Address of an assistant -> that of the one among the guests whom they arrange for.

    An assistant who comes without the one they work for is a guest as any other.
    """
    invited = list(guests)
    found = {}
    for guest in invited:
        names = [one.boss for one in known.get(guest.address, ())]
        for other in invited:
            fits = [compare(name, other.name) for name in names]
            if other is not guest and fits and max(fits) >= Likeness.LIKE:
                found[guest.address] = other.address
    return found


def prepared_for(guests: tuple[Guest, ...], assisting: Iterable[str]) -> tuple[Guest, ...]:
    """Those whom a meeting is about: without assistants and offices, unless nobody else comes."""
    aside = set(assisting)
    kept = [guest for guest in guests if guest.address not in aside]
    return tuple(guest for guest in kept if not is_shared(guest.address)) or tuple(kept) or guests


def _found(text: str, signed: str) -> Iterator[tuple[str, str]]:
    """(name of the boss, reason in words)"""
    rows = [row.strip()[:200] for row in signed.split("\n") if row.strip()][-_MOST_ROWS:]
    body = {line.strip() for line in text.split("\n")}
    for row in rows:
        match = say.SIGNED.search(row) if row not in body or len(row.split()) < 8 else None
        if match:
            yield _trimmed(match), f'the signature says "{shorten(row, _MAX_QUOTE)}"'
    for sentence in sentences.split(text)[:_MOST_SENTENCES]:
        for pattern in say.SAYS:
            match = pattern.search(sentence)
            if match:
                yield _trimmed(match), f'they wrote "{shorten(sentence, _MAX_QUOTE)}"'
                break


def _trimmed(match: re.Match[str]) -> str:
    return shorten(re.sub(r"['’]s?$", "", match["boss"]), 60)
