"""What is odd about rules, seen by themselves and against meetings that have been."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

from rules.cover import covers
from rules.facts import Facts
from rules.rule import Rule, Rules

_SHOWN_OVERLAPS = 20


def lint(rules: Rules, history: Sequence[Facts]) -> list[str]:
    """Sentences on rules that are never reached, never match, or contradict each other.

    ``history`` are the facts of past and coming meetings. Of the shipped rules only what your own
    rules do to them is told.
    """
    return [
        *_unreachable(rules),
        *(_unused(rules, history) if history else ()),
        *_overlaps(rules, history),
    ]


def _unreachable(rules: Rules) -> Iterator[str]:
    for place, later in enumerate(rules.rules):
        for earlier in rules.rules[:place]:
            if covers(earlier, later) and (_yours(earlier) or _yours(later)):
                yield (
                    f'"{later.name}" is never reached: "{earlier.name}" before it matches'
                    " everything that it matches."
                )
                break


def _unused(rules: Rules, history: Sequence[Facts]) -> Iterator[str]:
    deciding = Counter(rule.name for facts in history if (rule := rules.first(facts)))
    for rule in filter(_yours, rules.rules):
        if deciding[rule.name]:
            continue
        matching = [facts for facts in history if rule.matches(facts)]
        if not matching:
            yield f'"{rule.name}" matches none of {len(history)} meetings.'
            continue
        before = Counter(first.name for facts in matching if (first := rules.first(facts)))
        names = ", ".join(f'"{name}"' for name, _ in before.most_common(3))
        yield (
            f'"{rule.name}" matches {len(matching)} of {len(history)} meetings but never decides:'
            f" {names} came first."
        )


def _overlaps(rules: Rules, history: Sequence[Facts]) -> Iterator[str]:
    """Pairs of your rules that match the same meetings and want different things."""
    yours = [rule for rule in rules.rules if _yours(rule)]
    matched = {rule.name: {f.key for f in history if rule.matches(f)} for rule in yours}
    told = 0
    for first, second in combinations(yours, 2):
        both = len(matched[first.name] & matched[second.name])
        if both and _differ(first, second) and told < _SHOWN_OVERLAPS:
            told += 1
            yield (
                f'"{first.name}" and "{second.name}" both match {both} of your meetings and want'
                f' different things; "{first.name}" decides because it comes first.'
            )


def _differ(first: Rule, second: Rule) -> bool:
    return (first.networking, first.wants) != (second.networking, second.wants)


def _yours(rule: Rule) -> bool:
    return rule.origin.startswith("rules[")
