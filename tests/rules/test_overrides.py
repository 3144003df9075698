"""People and the calendar itself have the last word, and a guest can do no harm with it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from rules import check, judge
from syncd.model import Address, BriefWish, FollowUpWish, Meeting, Status, Verdict
from tests.builders import ADA, a_meeting
from tests.rules.world import WANTS, facts_of, rules_of

JO = "jo@example.com"
EXCLUDED = {"name": "Nothing", "networking": False}


def verdict(meeting: Meeting, *people: dict[str, Any], rules: tuple[Any, ...] = ()) -> Verdict:
    return judge(meeting, facts_of(meeting), rules_of(*rules, people=people))


def test_person_you_always_want_a_brief_for() -> None:
    decided = verdict(a_meeting(), {"address": ADA, "always": True}, rules=(EXCLUDED,))
    assert (decided.networking, decided.rule) == (True, "People you always want a brief for")


def test_domain_you_never_want_a_brief_for() -> None:
    never = {"domain": "nordwind.example", "never": True}
    assert not verdict(a_meeting(), never, rules=({"name": "All"},)).networking


def test_never_counts_only_when_nobody_else_comes_from_outside() -> None:
    never = {"address": ADA, "never": True}
    with_rui = a_meeting(guests=[ADA, "rui@gmail.com"])
    with_jo = a_meeting(guests=[ADA, JO])
    assert verdict(with_rui, never, rules=({"name": "All"},)).networking
    assert not verdict(with_jo, never, rules=({"name": "All"},)).networking


def test_several_people_you_never_want_a_brief_for_may_come_together() -> None:
    nevers = ({"address": ADA, "never": True}, {"domain": "gmail.com", "never": True})
    meeting = a_meeting(guests=[ADA, "rui@gmail.com"])
    assert not verdict(meeting, *nevers, rules=({"name": "All"},)).networking


def test_always_wins_over_never_of_another_guest() -> None:
    people = ({"address": ADA, "never": True}, {"address": "rui@gmail.com", "always": True})
    assert verdict(a_meeting(guests=[ADA, "rui@gmail.com"]), *people).networking


def test_lead_of_a_person_is_told_and_counts_over_the_rule() -> None:
    table = {"name": "All", "brief": {"lead": ["1d", "1h"]}}
    decided = verdict(a_meeting(), {"address": ADA, "lead": "2h"}, rules=(table,))
    assert decided.wants.brief == BriefWish(timedelta(hours=2))
    assert decided.trials[-1].rule == f"Lead for {ADA}"


def test_lead_of_a_person_makes_no_brief_where_none_is_wanted() -> None:
    table = {"name": "All", "brief": False}
    decided = verdict(a_meeting(), {"address": ADA, "lead": "2h"}, rules=(table,))
    assert decided.wants.brief is None


@pytest.mark.parametrize(
    ("person", "told"),
    [
        ({}, "people[1] = {…}: say who: address or domain"),
        ({"address": ADA, "always": True, "never": True}, "always or never, not both"),
        ({"adress": ADA}, 'people[1].adress = "ada@nordwind.example": no such key. Did you mean'),
        ({"address": "ada"}, 'people[1].address = "ada": "ada" is not an address'),
        ({"address": ADA, "lead": "soon"}, 'people[1].lead = "soon": a duration is'),
    ],
)
def test_mistake_in_people_is_told_with_its_place(person: dict[str, Any], told: str) -> None:
    loaded, mistakes = check([], people=[person], defaults=WANTS)
    assert loaded is None
    assert told in str(mistakes[0])


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Stand-up #networking"},
        {"title": "Stand-up", "description": "for syncd: <b>#Networking</b>"},
        {"title": "Stand-up", "description": "notes\nsyncd: networking=yes"},
    ],
)
def test_calendar_can_ask_for_a_brief(changes: dict[str, Any]) -> None:
    decided = verdict(a_meeting(guests=[JO], **changes), rules=(EXCLUDED,))
    assert (decided.networking, decided.rule) == (True, "#networking in the calendar")


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Coffee #nobrief"},
        {"description": "#nobrief"},
        {"description": "<p>hello</p><p>#NoBrief</p>"},
        {"description": "SYNCD: networking=no"},
        {"title": "#networking", "description": "#nobrief"},
    ],
)
def test_calendar_can_say_no(changes: dict[str, Any]) -> None:
    decided = verdict(a_meeting(**changes), rules=({"name": "All"},))
    assert (decided.networking, decided.rule) == (False, "#nobrief in the calendar")


def test_calendar_says_nothing_for_a_cancelled_meeting() -> None:
    meeting = a_meeting(title="#networking", status=Status.CANCELLED)
    assert verdict(meeting).rule == "Cancelled"


@pytest.mark.parametrize(
    "text",
    [
        "issue #networking-2",
        "a#networking",
        "https://x.example/#networking",
        "networking",
        "##networking",
    ],
)
def test_only_the_tag_itself_counts(text: str) -> None:
    assert facts_of(a_meeting(title=text, description=text)).marks == ()


def test_hashtags_of_a_public_invitation_force_nothing() -> None:
    outside = Address("events@startups.example")
    public = a_meeting(description="Join 200 founders! #networking #berlin", organizer=outside)
    plain = a_meeting(description="#networking", organizer=outside)
    assert facts_of(public).marks == ()
    assert facts_of(plain).marks == ("networking",)


def test_settings_in_the_calendar_win() -> None:
    meeting = a_meeting(description="Agenda\n syncd: lead=2h, delay=30m; tone=formal\nbye")
    decided = verdict(meeting, {"address": ADA, "lead": "3h"}, rules=({"name": "All"},))
    assert decided.wants.brief == BriefWish(timedelta(hours=2))
    assert decided.wants.follow_up == FollowUpWish(timedelta(minutes=30), tone="formal")
    settings = decided.trials[-1]
    assert settings.rule == "Settings in the calendar"
    assert [str(c) for c in settings.conditions] == [
        'setting "lead=2h"',
        'setting "delay=30m"',
        'setting "tone=formal"',
    ]


def test_settings_can_drop_or_ask_for_a_letter() -> None:
    meeting = a_meeting(description="syncd: brief=no, follow-up=yes")
    decided = verdict(meeting, rules=({"name": "All", "follow_up": False},))
    assert decided.wants.brief is None
    assert decided.wants.follow_up == FollowUpWish(timedelta(hours=1))


@pytest.mark.parametrize(
    "written",
    [
        "lead=999d",
        "lead=x",
        "deliver=evil",
        "template=../../etc",
        "to=a@b",
        "tone=rude",
        "brief=maybe",
    ],
)
def test_setting_that_does_not_count_is_told_and_changes_nothing(written: str) -> None:
    decided = verdict(a_meeting(description=f"syncd: {written}"), rules=({"name": "All"},))
    assert decided.wants == WANTS
    (condition,) = decided.trials[-1].conditions
    assert not condition.held
    assert condition.seen


def test_settings_of_a_hostile_description_are_bounded() -> None:
    hostile = "\n".join(f"syncd: lead={n}m" for n in range(2000)) + "syncd:" * 5000 + "<" * 5000
    facts = facts_of(a_meeting(description=hostile))
    assert len(facts.settings) <= 12
