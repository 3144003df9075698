"""The first rule that matches decides, and says why."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from rules import Facts, Rules, gather, judge, load
from syncd.model import Acquaintance, BriefWish, FollowUpWish, Meeting, Status, Verdict, Wants
from syncd.people.guests import guests
from tests.builders import TEN, a_meeting, me

WANTS = Wants(BriefWish(timedelta(hours=4)), FollowUpWish(timedelta(hours=1)))
NOW = TEN - timedelta(days=1)


def facts_of(meeting: Meeting, *known: Acquaintance) -> Facts:
    return gather(meeting, guests(meeting, me()), me(), {a.address: a for a in known}, now=NOW)


def rules(*tables: dict[str, Any], shipped: bool = False) -> Rules:
    return load(tables, shipped=shipped, defaults=WANTS)


def verdict(meeting: Meeting, *tables: dict[str, Any], every: bool = False) -> Verdict:
    return judge(meeting, facts_of(meeting), rules(*tables), every=every)


def test_first_rule_that_matches_decides() -> None:
    decided = verdict(
        a_meeting(title="Coffee with Ada"),
        {"name": "Lunches", "title": "lunch"},
        {"name": "Coffees", "title": "coffee", "networking": False},
        {"name": "Everything"},
    )
    assert (decided.rule, decided.networking) == ("Coffees", False)
    assert decided.wants == Wants()


def test_meeting_that_no_rule_matches_is_not_networking() -> None:
    assert verdict(a_meeting(), {"name": "Lunches", "title": "lunch"}) == Verdict(networking=False)


def test_verdict_says_each_condition_and_the_value_it_saw() -> None:
    decided = verdict(
        a_meeting(title="Coffee with Ada"),
        {"name": "Coffees", "title": ["coffee", "lunch"], "external_guests": "1..3"},
    )
    assert decided.reasons == (
        "1 to 3 external guests (1)",
        'title has any of "coffee", "lunch" ("Coffee with Ada")',
    )


def test_every_rule_is_tried_when_asked_for() -> None:
    tables = [{"name": "A", "title": "lunch"}, {"name": "B"}, {"name": "C", "title": "coffee"}]
    decided = verdict(a_meeting(title="Coffee"), *tables, every=True)
    assert decided.rule == "B"
    assert [(trial.rule, trial.held) for trial in decided.trials[-3:]] == [
        ("A", False),
        ("B", True),
        ("C", True),
    ]


def test_cancelled_meeting_is_excluded_before_the_users_own_rules() -> None:
    decided = verdict(a_meeting(status=Status.CANCELLED), {"name": "Everything"})
    assert (decided.rule, decided.networking) == ("Cancelled", False)


def test_facts_of_another_meeting_are_refused() -> None:
    one, other = a_meeting(uid="one"), a_meeting(uid="other")
    with pytest.raises(ValueError, match="the facts of"):
        judge(other, facts_of(one), rules())
