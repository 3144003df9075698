"""The index finds the rule that trying one after the other finds, and nothing else counts."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from rules import Facts, Rule, Rules, judge
from rules.conditions import checks
from rules.table import ConditionTable
from syncd.model import Acquaintance, Link, Meeting
from tests.builders import ADA, TEN, a_meeting
from tests.rules.world import facts_of, rules_of

WORDS = ["coffee", "catch-up", "demo", "ada", "Kennenlernen", "roadmap", "#networking", "hold"]
PEOPLE = [ADA, "jo@example.com", "info@shop.example", "rui@gmail.com"]
ORGANIZERS = st.sampled_from(["me", "colleague", "external", "booking page"])
TITLES = st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)

RANGES = st.tuples(st.integers(0, 3), st.integers(0, 3)).map(
    lambda ends: f"{min(ends)}..{max(ends)}"
)
CONDITIONS = st.fixed_dictionaries(
    {},
    optional={
        "title": st.lists(st.sampled_from(["coffee", "catch up", "kennen*", "ada"]), min_size=1),
        "external_guests": RANGES,
        "guests": RANGES,
        "past_meetings": RANGES,
        "days_since_met": st.sampled_from(["90..", "..90", "5..30"]),
        "recurring": st.booleans(),
        "first_meeting": st.booleans(),
        "organizer": st.lists(ORGANIZERS, min_size=1),
        "cue": st.sampled_from(["coffee", "introduction", "sales"]),
        "duration": st.sampled_from(["..30m", "30m..1h", "1h.."]),
    },
)
TABLES = st.lists(
    st.one_of(
        CONDITIONS,
        st.builds(lambda one, two: {"any": [one, two]}, CONDITIONS, CONDITIONS),
        st.builds(lambda one, two: {**one, "not": two}, CONDITIONS, CONDITIONS),
    ),
    max_size=12,
)
MEETINGS = st.builds(
    a_meeting,
    title=TITLES,
    minutes=st.sampled_from([15, 30, 60, 120]),
    guests=st.lists(st.sampled_from(PEOPLE), unique=True),
    recurring=st.booleans(),
    description=st.sampled_from(["", "https://calendly.com/x", "syncd: lead=2h"]),
)
HISTORIES = st.builds(
    Acquaintance,
    st.just(ADA),
    meetings=st.integers(0, 8),
    mails_from=st.integers(0, 20),
    last_meeting=st.sampled_from([TEN - timedelta(days=d) for d in (2, 20, 200)]),
    first_contact=st.just(TEN - timedelta(days=300)),
    last_contact=st.just(TEN - timedelta(days=2)),
)


def rules_from(tables: list[dict[str, Any]]) -> Rules:
    """Rules that may repeat or contradict each other, as loading would not allow."""
    read = [ConditionTable.model_validate(table) for table in tables]
    return Rules(tuple(Rule(f"rule {n}", tuple(checks(table))) for n, table in enumerate(read)))


def one_by_one(rules: Rules, facts: Facts) -> Rule | None:
    return next((rule for rule in rules.rules if rule.matches(facts)), None)


@settings(max_examples=200, deadline=None)
@given(TABLES, MEETINGS, HISTORIES)
def test_index_finds_the_first_rule_that_matches(
    tables: list[dict[str, Any]], meeting: Meeting, ada: Acquaintance
) -> None:
    rules, facts = rules_from(tables), facts_of(meeting, ada)
    assert rules.first(facts) == one_by_one(rules, facts)


@settings(max_examples=100, deadline=None)
@given(st.lists(MEETINGS, min_size=2, max_size=6), HISTORIES, st.randoms(use_true_random=False))
def test_verdict_depends_on_its_facts_and_the_rules_alone(
    meetings: list[Meeting], ada: Acquaintance, chance: random.Random
) -> None:
    meetings = [replace(m, key=m.key._replace(uid=f"m{n}")) for n, m in enumerate(meetings)]
    rules = rules_of(shipped=True)
    alone = {m.key: judge(m, facts_of(m, ada), rules_of(shipped=True)) for m in meetings}
    chance.shuffle(meetings)
    assert {m.key: judge(m, facts_of(m, ada), rules) for m in meetings} == alone


@settings(max_examples=100, deadline=None)
@given(MEETINGS, HISTORIES)
def test_what_is_no_fact_changes_no_verdict(meeting: Meeting, ada: Acquaintance) -> None:
    rules = rules_of(shipped=True)
    other = replace(
        meeting,
        url="https://elsewhere.example",
        sequence=7,
        attachments=(Link("https://n.example"),),
    )
    assert facts_of(other, ada) == facts_of(meeting, ada)
    assert judge(other, facts_of(other, ada), rules) == judge(
        meeting, facts_of(meeting, ada), rules
    )


@settings(max_examples=100, deadline=None)
@given(MEETINGS, MEETINGS, HISTORIES)
def test_two_verdicts_differ_only_when_the_facts_do(
    one: Meeting, two: Meeting, ada: Acquaintance
) -> None:
    rules = rules_of(shipped=True)
    first, second = facts_of(one, ada), facts_of(two, ada)
    if judge(one, first, rules) != judge(two, second, rules):
        assert first != second
