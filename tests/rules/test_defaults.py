"""The shipped rules find networking meetings without a line of configuration."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from rules import cues, judge
from rules.cover import covers
from rules.document import document
from rules.words import words
from syncd.model import Acquaintance, Address, MeetingKey, PartStat, Status
from tests.builders import ADA, ME, TEN, a_meeting, an_attendee
from tests.quality.labelled import meetings
from tests.quality.rules import judged, scores
from tests.rules.world import facts_of, rules_of, verdict_of

JO = "jo@example.com"
MINE_DECLINED = an_attendee(ME, partstat=PartStat.DECLINED)


@pytest.mark.parametrize("half", ["tuning", "test"])
def test_f1_on_the_labelled_meetings_is_at_least_95_percent(half: str) -> None:
    *_, f1 = scores((one.wanted, verdict.networking) for one, verdict in judged(half))
    assert f1 >= 0.95


def test_labelled_meetings_are_many_and_no_two_alike() -> None:
    both = [one for half in ("tuning", "test") for one in meetings(half)]
    assert len(both) >= 400
    seen = Counter(replace(one.meeting, key=MeetingKey("")) for one in both)
    assert all(count == 1 for count in seen.values())


def test_halves_share_no_calendar_and_hardly_a_title() -> None:
    tuning, test = (list(meetings(half)) for half in ("tuning", "test"))
    owners = [{one.meeting.attendees[0].address for one in half} for half in (tuning, test)]
    assert not owners[0] & owners[1]
    titles = [{one.meeting.title.casefold() for one in half} for half in (tuning, test)]
    assert len(titles[0] & titles[1]) <= 5


def test_no_shipped_rule_is_out_of_reach() -> None:
    rules = rules_of(shipped=True).rules
    for place, later in enumerate(rules):
        assert not [earlier.name for earlier in rules[:place] if covers(earlier, later)], later.name


#: Shipped rule -> a meeting that it decides, and what is known of Ada.
DECIDES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "Cancelled": ({"status": Status.CANCELLED}, {}),
    "You declined": ({"attendees": (MINE_DECLINED, an_attendee())}, {}),
    "#nobrief in the calendar": ({"description": "#nobrief"}, {}),
    "#networking in the calendar": ({"description": "#networking", "guests": [JO]}, {}),
    "Not a meeting": ({"event_type": "outOfOffice"}, {}),
    "All-day event": ({"all_day": True}, {}),
    "Leaves your time free": ({"transparent": True}, {}),
    "Nobody is coming": ({"guests": []}, {}),
    "Only colleagues": ({"guests": [JO]}, {}),
    "Desks, not people": ({"guests": ["info@shop.example"]}, {}),
    "Many guests": ({"guests": [f"guest{n}@x.example" for n in range(13)]}, {}),
    "Called off, by its title": ({"title": "Canceled: coffee"}, {}),
    "Placeholder or reminder": ({"title": "Hold: coffee"}, {}),
    "Family": ({"guests": [an_attendee("h@gmail.com", "Helen Doe")]}, {}),
    "Career talk or advice": ({"title": "Informational interview"}, {}),
    "Mentoring": ({"title": "Mentoring", "recurring": True}, {"meetings": 9, "seen": 7}),
    "Alumni and former colleagues": ({"title": "Alumni"}, {}),
    "Job interview": ({"title": "Interview Ada"}, {}),
    "Recording or research": ({"title": "Usability test"}, {}),
    "Medical appointment": ({"title": "Dentist"}, {}),
    "Service, household, delivery": ({"title": "Plumber"}, {}),
    "Support": ({"title": "Support call"}, {}),
    "Lesson or school": ({"title": "Piano lesson"}, {}),
    "Travel": ({"title": "Carpool"}, {}),
    "Public event": ({"title": "Webinar"}, {}),
    "Sales or vendor": ({"title": "Product demo"}, {}),
    "People you see or write all the time": ({}, {"meetings": 20, "seen": 7}),
    "Coffee, lunch, a walk": ({}, {"meetings": 3, "seen": 60}),
    "Catching up": ({"title": "Catch-up"}, {"meetings": 3, "seen": 90}),
    "Project work": ({"title": "Sprint 9"}, {}),
    "One of a series": ({"title": "Ada / Robin", "recurring": True}, {}),
    "Community, conference, panel": ({"title": "Panel"}, {"mails_to": 1}),
    "Introduced by mail": ({"title": "Call"}, {"introduced_by": Address("j@x.example")}),
    "Job interview, by the mail": ({"title": "Call"}, {"thread_subject": "Your application"}),
    "Sales, by the mail": ({"title": "Call"}, {"thread_subject": "Pricing"}),
    "They write, you hardly answer": ({"title": "Call"}, {"mails_from": 4}),
    "A practice, a shop or an agency, by its domain": (
        {"title": "Call", "guests": ["ada@smiledental.example"]},
        {},
    ),
    "Introduction": ({"title": "Intro"}, {"mails_from": 1, "mails_to": 1}),
    "A transaction, by the mail": ({"title": "Call"}, {"thread_subject": "Invoice 7"}),
    "Project work, by the mail": ({"title": "Call"}, {"thread_subject": "Kick-off"}),
    "Public event, by the description": ({"title": "Ada", "description": "Please RSVP"}, {}),
    "First meeting": ({"title": "Ada / Robin"}, {"mails_from": 1, "mails_to": 1}),
    "Not seen for months": ({"title": "Ada / Robin"}, {"meetings": 4, "seen": 200}),
    "Still getting to know each other": ({"title": "Ideas"}, {"meetings": 1, "seen": 40}),
}


def test_every_shipped_rule_has_a_meeting_here() -> None:
    assert [rule.name for rule in rules_of(shipped=True).rules] == list(DECIDES)


@pytest.mark.parametrize("name", DECIDES)
def test_shipped_rule_decides_its_meeting(name: str) -> None:
    changes, known = DECIDES[name]
    history = {key: value for key, value in known.items() if key != "seen"}
    last = TEN - timedelta(days=known["seen"]) if "seen" in known else None
    ada = Acquaintance(ADA, last_meeting=last, **history)
    meeting = a_meeting(**changes)
    assert judge(meeting, facts_of(meeting, ada), rules_of(shipped=True)).rule == name


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Coffee machine repair"},
        {"title": "Networking switch maintenance"},
        {"title": "Interview (podcast recording)"},
        {"title": "Catch-up: Q3 numbers", "guests": [JO]},
        {"title": "Coffee with Jo", "guests": [JO]},
        {"title": "Dentist"},
        {"title": "Coffee", "all_day": True},
        {"title": "Coffee", "transparent": True},
        {"title": "Coffee", "guests": []},
        {"title": "Focus", "event_type": "focusTime"},
        {"title": "Coffee", "guests": [f"guest{n}@x.example" for n in range(13)]},
        {"title": "Lunch & Learn: pensions"},
        {"title": "Networking breakfast", "guests": ["events@startups.example"]},
        {"title": "Hold: coffee with Ada"},
    ],
)
def test_trap_is_not_networking(changes: dict[str, Any]) -> None:
    assert not verdict_of(a_meeting(**changes), shipped=True).networking


@pytest.mark.parametrize(
    "title",
    [
        "Ada / Robin",
        "Call",
        "30min",
        "Coffee with Ada",
        "Kaffee mit Ada",
        "Un café avec Ada",
        "Café con Ada",
        "Almoço com Ada",
        "Pranzo con Ada",
        "Koffie met Ada",
        "Kennenlerngespräch",
        "Informational interview",
        "Coffee chat about demo day",
    ],
)
def test_meeting_with_a_stranger_is_networking(title: str) -> None:
    assert verdict_of(a_meeting(title=title, guests=[ADA]), shipped=True).networking


def test_job_interviews_can_be_turned_on() -> None:
    mine = {"name": "Interviews, too", "cue": "job interview"}
    assert verdict_of(a_meeting(title="Interview Ada"), mine, shipped=True).networking


def test_phrase_of_a_cue_is_found_by_the_longest() -> None:
    assert cues.found(words("Coffee machine")) == ("service",)
    assert cues.found(words("Coffee")) == ("coffee",)
    assert cues.found(words("Repair café")) == ()
    assert cues.told(words("Catch-up & lunch")) == 'catch up: "catch up", coffee: "lunch"'


def test_every_cue_has_words_in_seven_languages() -> None:
    tables = tomllib.loads((files("rules") / "cues.toml").read_text("utf-8"))
    for name, table in tables.items():
        assert set(table) - {"domains"} == {"en", "de", "fr", "es", "pt", "it", "nl"}, name
        for language, written in table.items():
            assert len(written) == len(set(written)), (name, language)


def test_documentation_is_that_of_the_code() -> None:
    path = Path(__file__).parents[2] / "docs" / "rules.md"
    assert path.read_text("utf-8") == document(), "run python -m rules.document > docs/rules.md"


def test_scores_count_what_is_found_and_what_is_missed() -> None:
    outcomes = [(True, True)] * 6 + [(False, True)] * 2 + [(True, False)] * 4 + [(False, False)] * 9
    assert scores(outcomes) == pytest.approx((0.75, 0.6, 2 / 3))
