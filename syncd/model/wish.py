"""Whom you want to meet, and what became known about reaching them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from syncd.model.domains import domain_of
from syncd.model.finding import Source
from syncd.model.mail import Address
from syncd.model.names import Likeness, compare, key


@dataclass(frozen=True, slots=True)
class Wish:
    """One ``[[want_to_meet]]`` table: a person, or anybody at a domain."""

    name: str = ""
    #: In lower case.
    addresses: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    #: Why you want to meet them, in your words.
    why: str = ""

    @property
    def label(self) -> str:
        """What the wish is known by."""
        return self.name or next(iter((*self.addresses, *self.domains)), "")

    def means(self, person: Address) -> bool:
        """Whether somebody is whom you want to meet; by name only when the whole name is the same.

        In any order, with or without titles and middle names: "Lindqvist, Ada". With an address or
        a domain the name alone is not enough: many people share one.
        """
        if self.addresses or self.domains:
            domain = domain_of(person.address)
            return person.address in self.addresses or any(
                domain == own or domain.endswith("." + own) for own in self.domains
            )
        if key(self.name):
            return compare(self.name, person.name) is Likeness.SAME
        # Who goes by one name alone is called exactly so.
        return bool(self.name.strip()) and _plain(self.name) == _plain(person.name)


class Reach(StrEnum):
    """How somebody has come within reach."""

    #: Somebody you write with knows them.
    TIE = "tie"
    #: You are about to meet somebody who knows them.
    CONNECTOR = "connector"
    #: You are about to meet them.
    MEETING = "meeting"
    #: They have written to you.
    MAIL = "mail"


@dataclass(frozen=True, slots=True)
class WishNews:
    """Somebody you want to meet has come within reach: told once."""

    reach: Reach
    person: Address
    #: Where it shows.
    evidence: Source
    #: When syncd saw it first; aware.
    seen_at: datetime
    why: str = ""
    #: Who could bring you together.
    via: Address | None = None
    #: UID of the coming meeting, and its start.
    meeting: str = ""
    starts: datetime | None = None


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
