"""Judgement: what is a networking meeting, and what is wanted for it. Pure."""

from __future__ import annotations

from rules.facts import Facts, gather
from rules.load import check, load, schema
from rules.rule import Rule, Rules
from syncd.model import Meeting, Verdict

__all__ = ["Facts", "Rule", "Rules", "check", "gather", "judge", "load", "schema"]


def judge(meeting: Meeting, facts: Facts, rules: Rules, *, every: bool = False) -> Verdict:
    """Hold the rules against the facts of a meeting; the first that matches decides.

    The verdict's trials are the deciding rule alone, or with ``every`` all rules in order. Raises
    ValueError when the facts are another meeting's.
    """
    if facts.key != meeting.key:
        raise ValueError(f"these are the facts of {facts.key}, not of {meeting.key}")
    deciding = next((rule for rule in rules.rules if rule.matches(facts)), None)
    tried = rules.rules if every else (deciding,) if deciding else ()
    trials = tuple(rule.tried(facts) for rule in tried)
    if deciding is None:
        return Verdict(networking=False, trials=trials)
    return Verdict(deciding.networking, deciding.name, deciding.wants, trials)
