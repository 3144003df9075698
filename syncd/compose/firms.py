"""The firm of several guests, told once and not at each of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from syncd.model import Finding, Source
from syncd.model.domains import domain_of, is_free_mail
from syncd.people.dossier import Dossier


@dataclass(frozen=True, slots=True)
class Firm:
    """An organisation that several guests are of, as they sign."""

    name: str
    dossiers: tuple[Dossier, ...]
    sources: tuple[Source, ...]


def firms(dossiers: Sequence[Dossier]) -> tuple[Firm, ...]:
    """The firms of two or more guests, by their signatures and the domain they share."""
    found: defaultdict[tuple[str, str], list[Dossier]] = defaultdict(list)
    for dossier in dossiers:
        domain = domain_of(dossier.guest.address)
        organisation = organisation_of(dossier)
        if organisation and not is_free_mail(domain):
            found[domain, organisation.casefold()].append(dossier)
    return tuple(
        Firm(organisation_of(of[0]), tuple(of), tuple(_sources(of)))
        for of in found.values()
        if len(of) > 1
    )


def organisation_of(dossier: Dossier) -> str:
    """What a guest's signature names as theirs, else the address book; "" when neither does."""
    role = role_of(dossier)
    told = role.text.rpartition(", ")[2] if role and ", " in role.text else ""
    return told or dossier.acquaintance.organization


def role_of(dossier: Dossier) -> Finding | None:
    """The role by the newest signature."""
    return next((f for f in dossier.findings if f.kind == "role"), None)


def _sources(dossiers: Sequence[Dossier]) -> list[Source]:
    return [role.source for dossier in dossiers if (role := role_of(dossier))]
