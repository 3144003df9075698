"""What is odd about rules, and what a change of rules changes."""

from __future__ import annotations

from typing import Any

import pytest

from rules import Facts
from rules.compare import changes, nearest_misses, totals
from rules.cover import covers, impossible
from rules.lint import lint
from syncd.model import MeetingKey
from tests.builders import ADA, a_meeting
from tests.rules.world import facts_of, rules_of

JO = "jo@example.com"


def rule(**conditions: Any) -> Any:
    return rules_of({"name": "it", **conditions}).rules[-1]


def history(*titles: str) -> list[Facts]:
    return [facts_of(a_meeting(title=title, uid=title)) for title in titles]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ({}, {"title": "coffee"}),
        ({"title": ["coffee", "lunch"]}, {"title": "lunch", "guests": 1}),
        ({"guests": "1.."}, {"guests": "2..3"}),
        ({"organizer": ["me", "external"]}, {"organizer": "me"}),
        ({"any": [{"title": "coffee"}, {"guests": 1}]}, {"guests": 1}),
        ({"title": "coffee"}, {"all": [{"title": "coffee"}, {"guests": 1}]}),
        ({"guests": "1.."}, {"any": [{"guests": 1}, {"guests": 2}]}),
        ({"not": {"title": "a"}}, {"not": {"title": "a"}, "guests": 1}),
        ({"when": "guests > 1"}, {"when": "guests > 1", "title": "a"}),
        ({"title": "kennen*"}, {"title": "kennen*", "recurring": True}),
    ],
)
def test_rule_covers_a_narrower_one(earlier: dict[str, Any], later: dict[str, Any]) -> None:
    assert covers(rule(**earlier), rule(**later))


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ({"title": "coffee"}, {}),
        ({"title": "coffee"}, {"title": ["coffee", "lunch"]}),
        ({"title": "coffee"}, {"description": "coffee"}),
        ({"guests": "2..3"}, {"guests": "1.."}),
        ({"recurring": True}, {"recurring": False}),
        ({"guests": 1}, {"any": [{"guests": 1}, {"title": "x"}]}),
        ({"all": [{"title": "coffee"}, {"guests": 1}]}, {"title": "coffee"}),
        ({"not": {"title": "a"}}, {"not": {"title": "b"}}),
        ({"when": "guests > 1"}, {"when": "guests > 2"}),
    ],
)
def test_rule_does_not_cover_another(earlier: dict[str, Any], later: dict[str, Any]) -> None:
    assert not covers(rule(**earlier), rule(**later))


def test_conditions_that_may_hold_together_are_no_contradiction() -> None:
    assert impossible(rule(guests="2..", external_guests="..2", first_meeting=True).checks) == ""


def test_rule_that_a_persons_rule_leaves_nothing_to_is_told() -> None:
    rules = rules_of({"name": "All", "networking": False}, shipped=True)
    told = lint(rules, [])
    assert any(line.startswith('"Coffee, lunch, a walk" is never reached: "All"') for line in told)


def test_shipped_rules_by_themselves_are_clean() -> None:
    assert lint(rules_of(shipped=True), history("Coffee", "Stand-up")) == []


def test_rule_that_matches_nothing_in_history_is_told() -> None:
    told = lint(rules_of({"name": "Golf", "title": "golf"}), history("Coffee", "Lunch"))
    assert told == ['"Golf" matches none of 2 meetings.']


def test_rule_that_never_decides_is_told_with_what_comes_first() -> None:
    rules = rules_of({"name": "Ones", "guests": 1}, {"name": "Coffee", "title": "coffee"})
    told = lint(rules, history("Coffee", "Coffee with Ada", "Lunch"))
    assert '"Coffee" matches 2 of 3 meetings but never decides: "Ones" came first.' in told


def test_rules_that_want_different_things_of_the_same_meetings_are_told() -> None:
    rules = rules_of(
        {"name": "Coffee", "title": "coffee"}, {"name": "Ada", "guest": ADA, "brief": False}
    )
    (told,) = lint(rules, history("Coffee", "Lunch"))
    assert told.startswith('"Coffee" and "Ada" both match 1 of your meetings')
    assert told.endswith('"Coffee" decides because it comes first.')


def test_change_of_rules_changes_only_what_has_another_outcome() -> None:
    before = rules_of({"name": "Coffee", "title": "coffee"})
    after = rules_of({"name": "Drinks", "title": ["coffee", "tea"]})
    found = changes(before, after, history("Coffee", "Tea", "Golf"))
    assert [(change.key, str(change)) for change in found] == [
        (MeetingKey("Tea"), "not networking (no rule) -> networking (Drinks)")
    ]


def test_change_of_what_is_wanted_is_a_change() -> None:
    before = rules_of({"name": "Coffee", "title": "coffee"})
    after = rules_of({"name": "Coffee", "title": "coffee", "brief": {"lead": "1d"}})
    assert len(changes(before, after, history("Coffee", "Tea"))) == 1


def test_totals_count_what_each_rule_decides() -> None:
    rules = rules_of({"name": "Coffee", "title": "coffee"})
    assert totals(rules, history("Coffee", "Coffee?", "Tea")) == {"Coffee": 2, "": 1}


def test_nearest_miss_tells_the_condition_that_was_missing() -> None:
    rules = rules_of({"name": "Big coffee", "title": "coffee", "guests": "2.."})
    (miss,) = nearest_misses(rules, history("Coffee", "Tea"))
    assert (miss.key, miss.rule, miss.decided) == (MeetingKey("Coffee"), "Big coffee", "")
    assert str(miss.condition) == "guests: at least 2 (1)"


def test_misses_of_your_rules_come_before_shipped_ones() -> None:
    rules = rules_of({"name": "Mine", "title": "review", "guests": 2}, shipped=True)
    meetings = [
        facts_of(a_meeting(title="Coffee", guests=[ADA], uid="one", all_day=True)),
        facts_of(a_meeting(title="Sprint review", uid="two")),
    ]
    assert nearest_misses(rules, meetings)[0].rule == "Mine"
