"""What rules do to many meetings: what each decides, what was nearly found, what a change does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rules.facts import Facts
from rules.rule import Rule, Rules
from syncd.model import Condition, MeetingKey, Wants


@dataclass(frozen=True, slots=True)
class Change:
    """A meeting that two sets of rules judge differently. No rule is ""."""

    key: MeetingKey
    before: str
    after: str
    networking_before: bool
    networking_after: bool

    def __str__(self) -> str:
        was = "networking" if self.networking_before else "not networking"
        now = "networking" if self.networking_after else "not networking"
        return f"{was} ({self.before or 'no rule'}) -> {now} ({self.after or 'no rule'})"


@dataclass(frozen=True, slots=True)
class Miss:
    """A meeting that is not networking although all but one condition of a rule hold."""

    key: MeetingKey
    #: The rule that nearly matches.
    rule: str
    #: The condition that does not hold, with the value seen.
    condition: Condition
    #: The rule that decided, "" for none.
    decided: str


def changes(before: Rules, after: Rules, meetings: Sequence[Facts]) -> list[Change]:
    """The meetings whose outcome a change of rules changes, in the order given.

    A meeting that another rule of the same outcome decides is not a change.
    """
    found = []
    for facts in meetings:
        old, new = before.first(facts), after.first(facts)
        if _outcome(old) != _outcome(new):
            change = Change(facts.key, _name(old), _name(new), _networking(old), _networking(new))
            found.append(change)
    return found


def totals(rules: Rules, meetings: Sequence[Facts]) -> Counter[str]:
    """How many meetings each rule decides, by its name; "" for those that none matches."""
    return Counter(_name(rules.first(facts)) for facts in meetings)


def nearest_misses(rules: Rules, meetings: Sequence[Facts], limit: int = 20) -> list[Miss]:
    """Meetings that are not networking, and the one condition that was missing.

    Rules of yours come before shipped ones, and rules of many conditions before those of few.
    """
    misses = []
    for facts in meetings:
        deciding = rules.first(facts)
        if _networking(deciding):
            continue
        nearest = min(
            (miss for rule in rules.rules if (miss := _miss(rule, facts, _name(deciding)))),
            key=lambda miss: miss[0],
            default=None,
        )
        if nearest:
            misses.append(nearest)
    return [miss for _, miss in sorted(misses, key=lambda miss: miss[0])][:limit]


def _miss(rule: Rule, facts: Facts, decided: str) -> tuple[tuple[int, int], Miss] | None:
    """How near the rule came, the smaller the nearer, and what it lacked."""
    if not rule.networking or len(rule.checks) < 2:
        return None
    failing = [check for check in rule.checks if not check.holds(facts)]
    if len(failing) != 1:
        return None
    near = (0 if rule.origin.startswith("rules[") else 1, -len(rule.checks))
    return near, Miss(facts.key, rule.name, failing[0].tried(facts), decided)


def _outcome(rule: Rule | None) -> tuple[bool, Wants]:
    return (rule.networking, rule.wants) if rule and rule.networking else (False, Wants())


def _name(rule: Rule | None) -> str:
    return rule.name if rule else ""


def _networking(rule: Rule | None) -> bool:
    return rule is not None and rule.networking
