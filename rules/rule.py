"""A rule made ready, and rules in their order."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from rules.check import Check
from rules.facts import Facts
from rules.index import Index
from syncd.model import Trial, Wants


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its conditions, and what is wanted when all of them hold."""

    name: str
    checks: tuple[Check, ...]
    networking: bool = True
    wants: Wants = field(default_factory=Wants)
    #: Where it was written: ``rules[2]``, or ``shipped``.
    origin: str = ""

    def matches(self, facts: Facts) -> bool:
        """Whether every condition holds."""
        return all(check.holds(facts) for check in self.checks)

    def tried(self, facts: Facts) -> Trial:
        """Every condition of it, held against the facts."""
        conditions = tuple(check.tried(facts) for check in self.checks)
        return Trial(self.name, all(c.held for c in conditions), conditions)


@dataclass(frozen=True, slots=True)
class Adjustment:
    """Changes what is wanted for networking meetings with certain people."""

    name: str
    checks: tuple[Check, ...]
    lead: timedelta

    def matches(self, facts: Facts) -> bool:
        """Whether every condition holds."""
        return all(check.holds(facts) for check in self.checks)


@dataclass(frozen=True, slots=True)
class Rules:
    """Rules in the order in which they are tried."""

    rules: tuple[Rule, ...] = ()
    #: The first that matches counts; what the calendar says wins over it.
    adjustments: tuple[Adjustment, ...] = ()
    _index: Index = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        index = Index([rule.checks for rule in self.rules])
        object.__setattr__(self, "_index", index)

    def first(self, facts: Facts) -> Rule | None:
        """The first rule that matches."""
        place = self._index.first(facts)
        return None if place is None else self.rules[place]
