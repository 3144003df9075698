"""Judgement: what is a networking meeting, and what is wanted for it. Pure."""

from __future__ import annotations

from rules.facts import Facts, gather
from rules.load import check, load, schema
from rules.marks import Setting, adjust, with_lead
from rules.rule import Rule, Rules
from syncd.model import Condition, Meeting, Trial, Verdict, Wants

__all__ = ["Facts", "Rule", "Rules", "check", "gather", "judge", "load", "schema"]

CALENDAR_SETTINGS = "Settings in the calendar"


def judge(meeting: Meeting, facts: Facts, rules: Rules, *, every: bool = False) -> Verdict:
    """Hold the rules against the facts of a meeting; the first that matches decides.

    The verdict's trials are the deciding rule alone, or with ``every`` all rules in order; after
    them what `[[people]]` and the calendar change. Raises ValueError when the facts are another
    meeting's.
    """
    if facts.key != meeting.key:
        raise ValueError(f"these are the facts of {facts.key}, not of {meeting.key}")
    deciding = rules.first(facts)
    tried = rules.rules if every else (deciding,) if deciding else ()
    trials = tuple(rule.tried(facts) for rule in tried)
    if deciding is None or not deciding.networking:
        return Verdict(networking=False, rule=deciding.name if deciding else "", trials=trials)
    wants, changes = _adjusted(deciding.wants, facts, rules)
    return Verdict(True, deciding.name, wants, trials + changes)


def _adjusted(wants: Wants, facts: Facts, rules: Rules) -> tuple[Wants, tuple[Trial, ...]]:
    """What is wanted once people and calendar have had their say, and what they said."""
    changes: tuple[Trial, ...] = ()
    by_person = next((a for a in rules.adjustments if a.matches(facts)), None)
    if by_person and wants.brief:
        wants = with_lead(wants, by_person.lead)
        changes += (Trial(by_person.name, True, tuple(c.tried(facts) for c in by_person.checks)),)
    if facts.settings:
        for setting in facts.settings:
            wants = adjust(wants, setting)
        changes += (Trial(CALENDAR_SETTINGS, True, tuple(map(_told, facts.settings))),)
    return wants, changes


def _told(setting: Setting) -> Condition:
    return Condition(f'setting "{setting}"', setting.problem, not setting.problem)
