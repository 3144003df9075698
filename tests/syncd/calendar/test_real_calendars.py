"""Calendars as Google, Outlook, Exchange, Apple, Nextcloud and Fastmail write them, from the file
to the meetings: tests/data/calendars."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from connectors.vcalendar import split
from syncd.calendar import Reading, read
from syncd.model import Address, Attendee, CalendarUserType, Link, Meeting, PartStat, Status
from tests.syncd.calendar.texts import BERLIN, NOVEMBER

DATA = Path(__file__).parents[2] / "data" / "calendars"


def readings(name: str) -> Iterator[Reading]:
    cut = split((DATA / f"{name}.ics").read_bytes().decode())
    assert cut.malformed == ()
    for item in cut.items("Calendar"):
        yield read(item.text, window=NOVEMBER, zone=BERLIN, calendar=item.calendar)


def meetings(name: str) -> list[Meeting]:
    found = [meeting for reading in readings(name) for meeting in reading.meetings]
    return sorted(found, key=lambda meeting: meeting.start)


def titled(name: str, title: str) -> Meeting:
    return next(meeting for meeting in meetings(name) if meeting.title == title)


def agenda(name: str) -> list[str]:
    return [
        f"{m.start.astimezone(BERLIN):%d %H:%M} {m.title}{' (off)' if m.cancelled else ''}"
        for m in meetings(name)
    ]


@pytest.mark.parametrize("name", sorted(path.stem for path in DATA.glob("*.ics")))
def test_nothing_in_a_real_calendar_is_a_problem(name):
    assert [reading.problems for reading in readings(name) if reading.problems] == []


@pytest.mark.parametrize("name", sorted(path.stem for path in DATA.glob("*.ics")))
def test_a_calendar_read_whole_holds_what_its_items_hold(name):
    text = (DATA / f"{name}.ics").read_bytes().decode()
    whole = read(text, window=NOVEMBER, zone=BERLIN, calendar="Calendar")
    assert sorted(m.key for m in whole.meetings) == sorted(m.key for m in meetings(name))


def test_google():
    assert agenda("google") == [
        "02 09:30 Stand-up",
        "04 09:30 Stand-up",
        "06 09:30 Stand-up",
        "09 09:30 Stand-up",
        "11 09:30 Stand-up",
        "13 09:30 Stand-up",
        "16 09:30 Stand-up",
        "18 09:30 Stand-up",
        "23 15:00 Stand-up (afternoon)",
        "24 10:00 Coffee: Ada / Robin",
        "25 09:30 Stand-up",
        "26 00:00 Grandma's birthday",
        "27 09:30 Stand-up",
        "30 09:30 Stand-up",
    ]
    coffee = titled("google", "Coffee: Ada / Robin")
    assert coffee.conference_url == "https://meet.google.com/abc-defg-hij"
    assert coffee.organizer == Address("robin.doe@gmail.com")
    assert coffee.attendees == (
        Attendee("robin.doe@gmail.com", "", PartStat.ACCEPTED),
        Attendee("ada@nordwind.example", "Ada Lindqvist", PartStat.ACCEPTED),
        Attendee(
            "c_188abc@resource.calendar.google.com",
            "Berlin-2-Kreuzberg (8)",
            PartStat.ACCEPTED,
            CalendarUserType.RESOURCE,
        ),
    )
    assert coffee.description.startswith(
        "Looking forward to it!\n- Kids Code\n- hiring & onboarding\n"
    )
    assert "Kids Code (https://nordwind.example/kids-code)" in coffee.description
    assert coffee.attachments == (
        Link(
            "https://docs.google.com/document/d/1AbC/edit?usp=meet_tnfm_calendar", "Notes - Coffee"
        ),
    )
    assert coffee.location == "Café Einstein, Kurfürstenstraße 58, 10785 Berlin, Germany"
    birthday = titled("google", "Grandma's birthday")
    assert (birthday.all_day, birthday.transparent, birthday.visibility) == (True, True, "private")
    moved = titled("google", "Stand-up (afternoon)")
    assert moved.key.recurrence_id == "20261123T083000Z"


def test_outlook():
    assert agenda("outlook") == [
        "05 10:00 Jour fixe",
        "19 10:00 Jour fixe",
        "25 14:00 Austausch Nordwind",
        "27 12:00 Jour fixe (Freitag)",
    ]
    exchange = titled("outlook", "Austausch Nordwind")
    assert str(exchange.start.tzinfo) == "Europe/Berlin"
    assert exchange.conference_url == (
        "https://teams.microsoft.com/l/meetup-join/19%3ameeting_MjU0%40thread.v2/0"
        "?context=%7b%22Tid%22%3a%22aaaa%22%2c%22Oid%22%3a%22bbbb%22%7d"
    )
    assert exchange.categories == ("Networking", "Blaue Kategorie")
    assert [(a.address, a.name, a.optional, a.cutype) for a in exchange.attendees] == [
        (
            "ada.lindqvist@nordwind.example",
            "Lindqvist, Ada",
            False,
            CalendarUserType.INDIVIDUAL,
        ),
        ("jonas@weber.example", "Weber, Jonas", True, CalendarUserType.INDIVIDUAL),
        ("raum.sued@example.com", "Konferenzraum Süd", True, CalendarUserType.RESOURCE),
    ]
    assert exchange.description.startswith("Hallo zusammen,")
    assert "MsoNormal" not in exchange.description
    friday = titled("outlook", "Jour fixe (Freitag)")
    assert friday.key.recurrence_id == "20261126T090000Z"
    assert friday.organizer is None


def test_exchange():
    assert agenda("exchange") == [
        "10 16:00 Nordwind monthly",
        "16 00:00 Urlaub",
        "19 12:30 Canceled: Lunch (off)",
    ]
    monthly = titled("exchange", "Nordwind monthly")
    assert monthly.start.isoformat() == "2026-11-10T10:00:00-05:00"
    assert str(monthly.start.tzinfo) == "Customized Time Zone"
    assert monthly.conference_url == "https://us02web.zoom.us/j/81234567890?pwd=UkZ6"
    holiday = titled("exchange", "Urlaub")
    assert holiday.all_day
    assert holiday.end.isoformat() == "2026-11-18T00:00:00+01:00"


def test_apple():
    assert agenda("apple") == [
        "22 07:30 Joggen",
        "24 17:00 Tee mit Åsa",
        "27 00:00 Geburtstag Jonas",
    ]
    tea = titled("apple", "Tee mit Åsa")
    assert tea.organizer == Address("robin@example.com", "Robin Doe")
    assert tea.attendees == (
        Attendee("robin@example.com", "Robin Doe", PartStat.ACCEPTED),
        Attendee("asa@oberg.example", "Öberg, Åsa", PartStat.NEEDS_ACTION),
    )
    assert tea.location == "Café Einstein Kurfürstenstraße 58, 10785 Berlin"
    assert tea.key.uid == "6B1B0E2C-5A1C-4A7E-8C39-0D9F5E3E7A11"


def test_nextcloud():
    assert agenda("nextcloud") == [
        "04 16:00 Open-Data-Runde",
        "25 16:00 Open-Data-Runde (off)",
        "26 11:00 Open-Data-Runde (verschoben)",
    ]
    circle = titled("nextcloud", "Open-Data-Runde")
    assert [(a.address, a.partstat, a.cutype) for a in circle.attendees] == [
        ("robin@example.com", PartStat.ACCEPTED, CalendarUserType.INDIVIDUAL),
        ("jonas@weber.example", PartStat.TENTATIVE, CalendarUserType.INDIVIDUAL),
        ("datenkreis@lists.example.org", PartStat.NEEDS_ACTION, CalendarUserType.GROUP),
    ]
    assert circle.attachments == (Link("https://cloud.example.com/f/4711", "/Talk/agenda.md"),)
    assert circle.instance == 1


def test_fastmail():
    assert agenda("fastmail") == [
        "13 15:00 Mentoring",
        "17 18:30 Partner lunch (guest: you)",
        "27 15:00 Mentoring",
    ]
    mentoring = titled("fastmail", "Mentoring")
    assert mentoring.start.isoformat() == "2026-11-13T09:00:00-05:00"
    assert (mentoring.end - mentoring.start).total_seconds() == 45 * 60
    assert mentoring.conference_url == "https://whereby.com/robin-doe"
    assert mentoring.attendees[1] == Attendee("priya@nair.example", "Priya Nair", PartStat.DECLINED)
    lunch = titled("fastmail", "Partner lunch (guest: you)")
    assert lunch.key.recurrence_id == "20261117T170000Z"
    assert lunch.status is Status.TENTATIVE
    assert lunch.recurring
