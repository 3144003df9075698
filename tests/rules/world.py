"""Shorthand for tests of rules: facts of a meeting, rules from tables, a verdict at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from rules import Facts, Rules, gather, judge, load
from syncd.model import Acquaintance, BriefWish, FollowUpWish, Me, Meeting, Verdict, Wants
from syncd.people.guests import guests
from tests.builders import TEN, me

WANTS = Wants(BriefWish(timedelta(hours=4)), FollowUpWish(timedelta(hours=1)))
NOW = TEN - timedelta(days=1)


def facts_of(meeting: Meeting, *known: Acquaintance, user: Me | None = None) -> Facts:
    """What is known the day before."""
    user = user or me()
    return gather(meeting, guests(meeting, user), user, {a.address: a for a in known}, now=NOW)


def rules_of(*tables: Mapping[str, Any], shipped: bool = False, **more: Any) -> Rules:
    """The rules, without the shipped ones."""
    return load(tables, shipped=shipped, defaults=WANTS, **more)


def verdict_of(meeting: Meeting, *tables: Mapping[str, Any], **more: Any) -> Verdict:
    """The verdict of such rules on a meeting with strangers."""
    every = more.pop("every", False)
    return judge(meeting, facts_of(meeting), rules_of(*tables, **more), every=every)


def matches(meeting: Meeting, *known: Acquaintance, **conditions: Any) -> bool:
    """Whether a rule with these conditions matches."""
    *_, rule = rules_of({"name": "it", **conditions}).rules
    return rule.matches(facts_of(meeting, *known))
