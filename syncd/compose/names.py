"""What a guest is called in a letter: in full at first, then as one says it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from syncd.compose.words import first_name
from syncd.people.dossier import Dossier
from syncd.text.snippet import shorten

_FULL_CHARS = 80
_CALLED_CHARS = 40


def full_name(dossier: Dossier) -> str:
    """The whole name, or the address of someone who gave none."""
    known = dossier.guest.name or dossier.acquaintance.name or dossier.guest.address
    return shorten(known, _FULL_CHARS)


def called(dossier: Dossier) -> str:
    """The first name; the whole one where another guest has the same."""
    if dossier.called:
        return dossier.called
    known = dossier.guest.name or dossier.acquaintance.name
    return shorten(first_name(known, dossier.guest.address), _CALLED_CHARS)


def told_apart(dossiers: Sequence[Dossier]) -> tuple[Dossier, ...]:
    """The dossiers with what each guest is called, so that nobody is taken for another."""
    firsts = [called(dossier) for dossier in dossiers]
    often = Counter(first.casefold() for first in firsts)
    return tuple(
        replace(d, called=first if often[first.casefold()] == 1 else full_name(d))
        for d, first in zip(dossiers, firsts, strict=True)
    )
