"""What is read off a meeting, the people in it, and your history with them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from rules import gather
from rules.facts import VOCABULARY, Facts
from syncd.model import Acquaintance, Address, CalendarUserType, PartStat
from syncd.people.guests import guests
from tests.builders import ADA, TEN, a_meeting, an_attendee, me
from tests.rules.world import NOW, facts_of

JO = "jo@example.com"
ZOOM = "https://us02web.zoom.us/j/812345"


def test_people_are_counted_without_rooms_you_and_those_who_declined() -> None:
    invited = [
        an_attendee(ADA),
        an_attendee(JO, "Jo Berg"),
        an_attendee("rui@gmail.com", partstat=PartStat.DECLINED),
        an_attendee("room-1@resource.calendar.google.com", cutype=CalendarUserType.ROOM),
        an_attendee("all@nordwind.example", cutype=CalendarUserType.GROUP),
    ]
    facts = facts_of(a_meeting(guests=invited))
    assert (facts.guests, facts.external_guests, facts.colleagues) == (2, 1, 1)
    assert (facts.rooms, facts.groups, facts.declined_guests, facts.accepted_guests) == (1, 1, 1, 2)
    assert facts.domains == ("nordwind.example",)
    assert facts.responses == ("accepted", "accepted", "declined")


def test_desk_is_not_a_person() -> None:
    desks = ["reception@smile.example", "support+7@x.example", "hr-berlin@y.example"]
    facts = facts_of(a_meeting(guests=[*desks, ADA, "joao.sales@z.example"]))
    assert (facts.external_guests, facts.external_people, facts.role_addresses) == (5, 2, 3)


def test_two_free_mail_users_are_not_colleagues() -> None:
    user = replace(me(), domains=frozenset())
    facts = facts_of(a_meeting(guests=["ada@gmail.com"]), user=user)
    assert (facts.external_guests, facts.colleagues, facts.free_mail) == (1, 0, 1)


def test_weekday_and_hour_are_in_your_zone() -> None:
    late = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    facts = facts_of(a_meeting(start=late))
    assert (facts.weekday, facts.hour, facts.minutes) == ("tuesday", 0, 30)
    there = replace(me(), timezone=ZoneInfo("America/New_York"))
    assert facts_of(a_meeting(start=late), user=there).weekday == "monday"


def test_days_are_counted_to_now_but_never_beyond_the_start() -> None:
    ada = Acquaintance(
        ADA, last_contact=TEN - timedelta(days=10), first_contact=TEN - timedelta(days=40)
    )
    meeting = a_meeting()
    known = {ADA: ada}
    day_before = gather(meeting, guests(meeting, me()), me(), known, now=NOW)
    long_after = gather(meeting, guests(meeting, me()), me(), known, now=TEN + timedelta(days=300))
    assert day_before.guest_days_since_contact == 9
    assert (long_after.guest_days_since_contact, long_after.days_known) == (10, 40)


def test_naive_now_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        gather(a_meeting(), (), me(), {}, now=datetime(2026, 1, 1))


def test_stranger_is_new_and_was_never_met() -> None:
    facts = facts_of(a_meeting())
    assert (facts.new_guests, facts.first_meeting, facts.mails) == (1, True, 0)
    assert facts.days_since_met == facts.guest_days_since_contact == float("inf")


def test_history_is_that_of_the_external_guests() -> None:
    ada = Acquaintance(
        ADA,
        first_contact=TEN - timedelta(days=90),
        last_contact=TEN - timedelta(days=4),
        mails_from=3,
        mails_to=2,
        wrote_first="them",
        introduced_by=Address("jonas@friends.example", "Jonas Weber"),
        thread_subject="Intro: Ada <> Robin",
    )
    jo = Acquaintance(JO, meetings=80, mails_from=900, last_meeting=TEN - timedelta(days=2))
    facts = facts_of(a_meeting(guests=[ADA, JO]), ada, jo)
    assert facts.first_meeting
    assert (facts.mails, facts.mails_received, facts.mails_sent) == (5, 3, 2)
    assert (facts.wrote_first, facts.introduced_by) == ("them", "Jonas Weber")
    assert facts.thread_cues == ("introduction",)
    assert facts_of(a_meeting(guests=[JO]), jo).past_meetings == 80


@pytest.mark.parametrize(
    ("changes", "format_", "service"),
    [
        ({"conference_url": ZOOM}, "video", "Zoom"),
        ({"location": "https://meet.google.com/abc"}, "video", "Google Meet"),
        ({"location": "Microsoft Teams Meeting"}, "video", "Microsoft Teams"),
        ({"description": f"Join Zoom Meeting\n{ZOOM}"}, "video", "Zoom"),
        ({"location": "Café Einstein", "description": ZOOM}, "in person", "Zoom"),
        ({"location": "+49 30 1234567"}, "phone", ""),
        ({"location": "Telefon"}, "phone", ""),
        ({"location": "https://video.corp.example/room"}, "video", ""),
        ({"location": "12 rue des Arts, Lyon"}, "in person", ""),
        ({"title": "Phone call with Ada"}, "phone", ""),
        ({"description": "my notzoom.us.example site"}, "", ""),
        ({}, "", ""),
    ],
)
def test_format_and_service(changes: dict[str, str], format_: str, service: str) -> None:
    facts = facts_of(a_meeting(**changes))
    assert (facts.format, facts.service) == (format_, service)


@pytest.mark.parametrize(
    ("changes", "page"),
    [
        ({"description": "Powered by https://calendly.com/x"}, "Calendly"),
        ({"description": "Reschedule: https://cal.com/booking/1"}, "cal.com"),
        ({"description": "https://savvycal.com/a/b"}, "SavvyCal"),
        ({"description": "https://calendar.app.google/AbC"}, "Google appointment schedule"),
        ({"description": "https://zcal.co/i/1"}, "Zcal"),
        ({"uid": "4711@calendly.com"}, "Calendly"),
        ({"organizer": Address("invites@mail.savvycal.com")}, "SavvyCal"),
        ({"description": "I work at medical.com and typical.com"}, ""),
        ({"description": "no page at all"}, ""),
    ],
)
def test_booking_page_is_known_by_its_traces(changes: dict[str, str], page: str) -> None:
    facts = facts_of(a_meeting(**changes))
    assert (facts.booked_with, facts.booked) == (page, bool(page))


@pytest.mark.parametrize(
    ("organizer", "description", "told"),
    [
        (Address("robin@example.com"), "", "me"),
        (None, "", "me"),
        (Address(JO), "", "colleague"),
        (Address("jo@eu.example.com"), "", "colleague"),
        (Address(ADA), "", "external"),
        (Address("robin@example.com"), "https://calendly.com/x", "booking page"),
    ],
)
def test_organizer(organizer: Address | None, description: str, told: str) -> None:
    assert facts_of(a_meeting(organizer=organizer, description=description)).organizer == told


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("Ada / Robin", True),
        ("Call", True),
        ("30min", True),
        ("30 Minute Meeting between Robin Doe and Ada Lindqvist", True),
        ("", True),
        ("Nordwind x Robin", True),
        ("Gespräch mit Ada", True),
        ("RDV Ada", True),
        ("Ada: roadmap", False),
        ("Dentist", False),
    ],
)
def test_title_that_says_no_more_than_names_is_plain(title: str, plain: bool) -> None:
    assert facts_of(a_meeting(title=title)).plain_title is plain


def test_guest_with_your_last_name_is_family() -> None:
    assert facts_of(a_meeting(guests=[an_attendee("h@gmail.com", "Helen Doe")])).family
    assert not facts_of(a_meeting(guests=[an_attendee("r@gmail.com", "Robin Doe")])).family
    assert not facts_of(a_meeting()).family


def test_texts_from_outside_are_bounded() -> None:
    huge = "coffee " * 100_000
    facts = facts_of(
        a_meeting(title=huge, description=huge, location=huge, categories=tuple([huge] * 500))
    )
    assert len(facts.title) <= 300
    assert len(facts.description) <= 4000
    assert len(facts.tags) <= 40
    assert max(map(len, facts.tags)) <= 80


def test_every_fact_is_documented() -> None:
    undocumented = set(Facts.__dataclass_fields__) - set(VOCABULARY)
    assert undocumented == {"key", "settings"}
    assert all(VOCABULARY.values())
