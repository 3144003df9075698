"""A rule made ready, and rules in their order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from rules.check import Check
from rules.facts import Facts
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
    tests: tuple[Callable[[Facts], bool], ...] = field(default=(), compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "tests", tuple(check.holds for check in self.checks))

    def matches(self, facts: Facts) -> bool:
        """Whether every condition holds; stops at the first that does not."""
        for test in self.tests:  # noqa: SIM110 (a generator would double the time)
            if not test(facts):
                return False
        return True

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
