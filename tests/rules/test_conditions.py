"""Each condition holds when it should, and only then."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from rules.table import ConditionTable
from syncd.model import Acquaintance, Address, PartStat, Status
from tests.builders import ADA, ME, TEN, a_meeting, an_attendee
from tests.rules.world import matches

JO = "jo@example.com"
SERIES = {"recurring": True, "instance": 3}
OLD = Acquaintance(
    ADA,
    first_contact=TEN - timedelta(days=400),
    last_contact=TEN - timedelta(days=101),
    mails_from=4,
    mails_to=2,
    wrote_first="me",
    meetings=2,
    last_meeting=TEN - timedelta(days=201),
    introduced_by=Address("jonas@x.example", "Jonas"),
    thread_subject="Re: Contract",
)

#: Condition -> (a meeting and history where it holds, the value; a value that does not hold).
CASES: dict[str, tuple[dict[str, Any], Any, Any]] = {
    "title": ({}, "coffee", "lunch"),
    "description": ({"description": "bring the slides"}, "slides", "notes"),
    "location": ({"location": "Café Einstein"}, "einstein", "zoom"),
    "calendar": ({"calendar": "Work stuff"}, "work", "home"),
    "tag": ({"categories": ("VIP guest",)}, "vip", "client"),
    "thread": ({}, "contract", "coffee"),
    "mark": ({"title": "Ada #networking"}, "networking", "nobrief"),
    "cue": ({}, ["coffee", "sales"], "sales"),
    "thread_cue": ({}, "paperwork", "coffee"),
    "domain_cue": ({"guests": ["ada@smiledental.example"]}, "medical", "service"),
    "plain_title": ({"title": "Ada / Robin"}, True, False),
    "guests": ({"guests": [ADA, JO]}, 2, "3.."),
    "external_guests": ({"guests": [ADA, JO]}, 1, 2),
    "external_people": ({"guests": [ADA, "info@x.example"]}, 1, 2),
    "colleagues": ({"guests": [ADA, JO]}, 1, 0),
    "groups": ({}, 0, 1),
    "rooms": ({}, 0, 1),
    "free_mail": ({"guests": ["ada@gmail.com"]}, 1, 0),
    "role_addresses": ({"guests": [ADA, "info@x.example"]}, 1, 0),
    "guest": ({}, ADA.upper(), "jonas@x.example"),
    "domain": ({"guests": ["ada@eu.nordwind.example"]}, "nordwind.example", "wind.example"),
    "family": ({"guests": [an_attendee("h@gmail.com", "Helen Doe")]}, True, False),
    "first_meeting": ({}, False, True),
    "new_guests": ({"guests": [ADA, "new@x.example"]}, 1, 0),
    "unmet_guests": ({"guests": [ADA, "new@x.example"]}, 1, 0),
    "past_meetings": ({}, "1..2", "3.."),
    "days_since_met": ({}, "200..", "..100"),
    "guest_days_since_contact": ({}, "90..120", "..90"),
    "days_known": ({}, "399..", "..100"),
    "mails": ({}, 6, "7.."),
    "mails_sent": ({}, 2, 4),
    "mails_received": ({}, 4, 2),
    "wrote_first": ({}, "me", "them"),
    "introduced": ({}, True, False),
    "organizer": ({}, ["me", "colleague"], "external"),
    "my_response": ({}, "accepted", "tentative"),
    "accepted_guests": ({}, 1, 0),
    "declined_guests": ({"guests": [ADA, an_attendee(JO, partstat=PartStat.DECLINED)]}, 1, 0),
    "booked": ({"description": "https://calendly.com/x"}, True, False),
    "status": ({"status": Status.TENTATIVE}, "tentative", "confirmed"),
    "visibility": ({"visibility": "private"}, "private", "public"),
    "free": ({"transparent": True}, True, False),
    "event_type": ({"event_type": "default"}, "default", "focusTime"),
    "recurring": (SERIES, True, False),
    "instance": (SERIES, 3, "4.."),
    "duration": ({"minutes": 90}, "1h..90m", "..1h"),
    "weekday": ({}, ["monday", "tuesday"], "friday"),
    "hour": ({}, "10..11", 9),
    "all_day": ({}, False, True),
    "format": ({"location": "Café"}, "in person", ["video", "phone"]),
    "service": ({"location": "https://zoom.us/j/1"}, "zoom", "webex"),
    "any": ({}, [{"title": "x"}, {"guests": 1}], [{"title": "x"}, {"guests": 2}]),
    "all": ({}, [{"title": "coffee"}, {"guests": 1}], [{"title": "coffee"}, {"guests": 2}]),
    "not": ({}, {"title": "coffee", "guests": 2}, {"title": "coffee", "guests": 1}),
    "when": ({}, "mails > 5 and 'coffee' in title.as_lower", "mails > 6"),
}


def test_every_condition_has_a_case() -> None:
    keys = {field.alias or name for name, field in ConditionTable.model_fields.items()}
    assert keys == set(CASES)


@pytest.mark.parametrize("key", CASES)
def test_condition_holds_for_its_value(key: str) -> None:
    changes, value, _ = CASES[key]
    assert matches(a_meeting(**changes), OLD, **{key: value})


@pytest.mark.parametrize("key", CASES)
def test_condition_does_not_hold_for_another(key: str) -> None:
    changes, _, value = CASES[key]
    assert not matches(a_meeting(**changes), OLD, **{key: value})


def test_all_conditions_of_a_rule_must_hold() -> None:
    assert matches(a_meeting(), title="coffee", guests=1)
    assert not matches(a_meeting(), title="coffee", guests=2)


def test_rule_without_conditions_matches_everything() -> None:
    assert matches(a_meeting(guests=[], organizer=Address(ME)))
