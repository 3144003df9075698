"""``[[people]]``: a word of yours on one person or one domain, before any rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from pydantic import Field, StrictBool, ValidationError, model_validator

from rules.check import Check, quoted
from rules.facts import Facts
from rules.rule import Adjustment, Rule
from rules.values import Addresses, Domains
from syncd.errors import Problem
from syncd.model import Wants
from syncd.model.domains import domain_of
from syncd.model.validation import Duration, Table, dotted, problems

ALWAYS = "People you always want a brief for"
NEVER = "People you never want a brief for"


class PersonTable(Table):
    """One ``[[people]]`` table."""

    address: Addresses | None = Field(None, description="an address, or several of one person")
    domain: Domains | None = Field(None, description="or everybody at a domain and below it")
    always: StrictBool = Field(False, description="meetings with them are networking")
    never: StrictBool = Field(
        False, description="meetings with nobody else from outside are not networking"
    )
    lead: Duration | None = Field(None, description="how long before the start the brief comes")

    @model_validator(mode="after")
    def _says_who_and_what(self) -> PersonTable:
        if not self.address and not self.domain:
            raise ValueError("say who: address or domain")
        if self.always and self.never:
            raise ValueError("always or never, not both")
        return self


@dataclass(frozen=True, slots=True)
class Circle:
    """Some people, by address and by domain."""

    addresses: frozenset[str]
    domains: frozenset[str]

    def has(self, address: str) -> bool:
        """Whether someone belongs to it."""
        domain = domain_of(address)
        return address in self.addresses or any(
            domain == own or domain.endswith("." + own) for own in self.domains
        )

    def __str__(self) -> str:
        listed = sorted(self.addresses | self.domains)
        more = f" and {len(listed) - 6} more" if len(listed) > 6 else ""
        return " or ".join(listed[:6]) + more


def read(
    tables: Sequence[Mapping[str, Any]], defaults: Wants
) -> tuple[tuple[Rule, ...], tuple[Adjustment, ...], list[Problem]]:
    """The rules and the leads that ``[[people]]`` asks for, and its mistakes."""
    people, mistakes = [], []
    for place, table in enumerate(tables):
        try:
            people.append(PersonTable.model_validate(table))
        except ValidationError as error:
            mistakes += problems(error, dotted("people", place), PersonTable)
    rules = (
        *_rule(ALWAYS, _some, [p for p in people if p.always], defaults),
        *_rule(NEVER, _only, [p for p in people if p.never], None),
    )
    leads = tuple(_lead(_circle([p]), p.lead) for p in people if p.lead is not None)
    return rules, leads, mistakes


def one_person(tables: Sequence[Mapping[str, Any]]) -> tuple[tuple[str, ...], ...]:
    """The addresses that are one person's, as ``[[people]]`` says; tables with mistakes say none.

    An address in two tables makes one person of both.
    """
    groups: list[dict[str, None]] = []
    for table in tables:
        try:
            addresses = dict.fromkeys(PersonTable.model_validate(table).address or ())
        except ValidationError:
            continue
        for known in [group for group in groups if group.keys() & addresses.keys()]:
            groups.remove(known)
            addresses = known | addresses
        groups.append(addresses)
    return tuple(tuple(group) for group in groups if len(group) > 1)


def _rule(
    name: str, check: Any, people: list[PersonTable], wants: Wants | None
) -> tuple[Rule, ...]:
    if not people:
        return ()
    return (Rule(name, (check(_circle(people)),), wants is not None, wants or Wants(), "people"),)


def _lead(circle: Circle, lead: timedelta) -> Adjustment:
    return Adjustment(f"Lead for {circle}", (_some(circle),), lead)


def _circle(people: list[PersonTable]) -> Circle:
    return Circle(
        frozenset(address for p in people for address in p.address or ()),
        frozenset(domain for p in people for domain in p.domain or ()),
    )


def _some(circle: Circle) -> Check:
    return Check(
        "people",
        str(circle),
        f"a guest is {circle}",
        lambda facts: any(circle.has(address) for address in facts.guest_addresses),
        lambda facts: quoted(facts.guest_addresses),
    )


def _only(circle: Circle) -> Check:
    return Check(
        "people",
        str(circle),
        f"nobody comes from outside but {circle}",
        lambda facts: _all_in(circle, facts),
        lambda facts: quoted(facts.external_addresses or facts.guest_addresses),
    )


def _all_in(circle: Circle, facts: Facts) -> bool:
    counted = facts.external_addresses or facts.guest_addresses
    return bool(counted) and all(circle.has(address) for address in counted)
