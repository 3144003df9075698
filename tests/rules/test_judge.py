"""The first rule that matches decides, and says why."""

from __future__ import annotations

import subprocess
import sys

import pytest

from rules import judge
from syncd.model import Status, Verdict, Wants
from tests.builders import a_meeting
from tests.rules.world import facts_of, rules_of, verdict_of


def test_first_rule_that_matches_decides() -> None:
    decided = verdict_of(
        a_meeting(title="Coffee with Ada"),
        {"name": "Lunches", "title": "lunch"},
        {"name": "Coffees", "title": "coffee", "networking": False},
        {"name": "Everything"},
    )
    assert (decided.rule, decided.networking) == ("Coffees", False)
    assert decided.wants == Wants()


def test_meeting_that_no_rule_matches_is_not_networking() -> None:
    assert verdict_of(a_meeting(), {"name": "L", "title": "lunch"}) == Verdict(networking=False)


def test_verdict_says_each_condition_and_the_value_it_saw() -> None:
    decided = verdict_of(
        a_meeting(title="Coffee with Ada"),
        {"name": "Coffees", "title": ["coffee", "lunch"], "external_guests": "1..3"},
    )
    assert decided.reasons == (
        "guests from outside: 1 to 3 (1)",
        'title has any of "coffee", "lunch" ("Coffee with Ada")',
    )


def test_cue_is_told_with_the_word_that_gave_it() -> None:
    decided = verdict_of(a_meeting(title="Mittagessen Ada"), {"name": "A", "cue": "coffee"})
    assert decided.reasons == ('title hints at coffee (coffee: "mittagessen")',)


def test_every_rule_is_tried_when_asked_for() -> None:
    tables = [{"name": "A", "title": "lunch"}, {"name": "B", "guests": 1}, {"name": "C"}]
    decided = verdict_of(a_meeting(title="Coffee"), *tables, every=True)
    assert decided.rule == "B"
    assert [(trial.rule, trial.held) for trial in decided.trials[-3:]] == [
        ("A", False),
        ("B", True),
        ("C", True),
    ]


def test_only_the_deciding_rule_is_told_otherwise() -> None:
    decided = verdict_of(a_meeting(), {"name": "A", "title": "lunch"}, {"name": "B"})
    assert [trial.rule for trial in decided.trials] == ["B"]


def test_seen_values_from_outside_are_bounded() -> None:
    long = a_meeting(title="coffee " + "x" * 10_000)
    decided = verdict_of(long, {"name": "A", "title": "coffee"})
    assert all(len(c.seen) <= 80 for trial in decided.trials for c in trial.conditions)


def test_cancelled_meeting_is_excluded_before_the_users_own_rules() -> None:
    decided = verdict_of(a_meeting(status=Status.CANCELLED), {"name": "Everything"})
    assert (decided.rule, decided.networking) == ("Cancelled", False)


def test_guard_can_be_replaced_by_a_rule_of_its_name() -> None:
    cancelled = a_meeting(status=Status.CANCELLED)
    assert verdict_of(cancelled, {"name": "Cancelled", "status": "cancelled"}).networking


def test_shipped_rule_can_be_replaced_by_one_of_its_name() -> None:
    mine = {"name": "Job interview", "cue": "job interview", "networking": True}
    assert verdict_of(a_meeting(title="Interview"), mine, shipped=True).networking
    assert not verdict_of(a_meeting(title="Interview"), shipped=True).networking


def test_facts_of_another_meeting_are_refused() -> None:
    one, other = a_meeting(uid="one"), a_meeting(uid="other")
    with pytest.raises(ValueError, match="the facts of"):
        judge(other, facts_of(one), rules_of())


def test_rule_engine_is_loaded_only_when_a_rule_has_an_expression() -> None:
    code = (
        "import sys, datetime\n"
        "from rules import load\n"
        "from syncd.model import Wants\n"
        "load([{'name': 'a', 'title': 'x'}], defaults=Wants())\n"
        "assert 'rule_engine' not in sys.modules\n"
        "load([{'name': 'a', 'when': 'guests > 1'}], defaults=Wants())\n"
        "assert 'rule_engine' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
