"""What Google says of an event is what every other part reads in its iCalendar text."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from connectors.google.events import vcalendar
from syncd import calendar
from syncd.errors import ItemError
from syncd.model import CalendarUserType, Meeting, PartStat, Status
from tests.builders import ADA, BERLIN, ME, TEN

WINDOW = calendar.Window(TEN - timedelta(days=60), TEN + timedelta(days=60))
WEEK = timedelta(days=7)


def an_event(**changes: Any) -> dict[str, Any]:
    """The usual coffee as the API gives it."""
    event: dict[str, Any] = {
        "kind": "calendar#event",
        "id": "coffee",
        "etag": '"3"',
        "status": "confirmed",
        "iCalUID": "coffee@google.com",
        "htmlLink": "https://www.google.com/calendar/event?eid=coffee",
        "summary": "Coffee with Ada",
        "updated": "2026-11-12T09:00:00.000Z",
        "sequence": 0,
        "start": when(TEN),
        "end": when(TEN + timedelta(minutes=30)),
        "organizer": {"email": ME, "self": True},
        "attendees": [
            {"email": ME, "self": True, "organizer": True, "responseStatus": "accepted"},
            {"email": ADA, "displayName": "Ada Lindqvist", "responseStatus": "accepted"},
        ],
    }
    return event | changes


def a_series(**changes: Any) -> dict[str, Any]:
    """The coffee, every week."""
    return an_event(recurrence=["RRULE:FREQ=WEEKLY;COUNT=4"], **changes)


def an_exception(original: datetime, **changes: Any) -> dict[str, Any]:
    """One instance of `a_series` that is otherwise."""
    own = {
        "id": f"coffee_{original.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        "recurringEventId": "coffee",
        "originalStartTime": when(original),
        "start": when(original),
        "end": when(original + timedelta(minutes=30)),
    }
    return an_event(**(own | changes))


def when(at: datetime, zone: str = "Europe/Berlin") -> dict[str, str]:
    return {"dateTime": at.isoformat(), "timeZone": zone}


def meetings(*events: dict[str, Any]) -> list[Meeting]:
    text = vcalendar(events, "Europe/Berlin")
    found = calendar.read(text, window=WINDOW, zone=BERLIN)
    assert found.problems == ()
    return sorted(found.meetings, key=lambda m: m.key)


def meeting(**changes: Any) -> Meeting:
    (only,) = meetings(an_event(**changes))
    return only


def test_a_single_event_is_a_meeting_in_its_own_zone() -> None:
    found = meeting()
    assert found.key == ("coffee@google.com", "")
    assert found.title == "Coffee with Ada"
    assert (found.start, found.end) == (TEN, TEN + timedelta(minutes=30))
    assert found.start.tzinfo == BERLIN
    assert found.status is Status.CONFIRMED
    assert found.updated == datetime(2026, 11, 12, 9, tzinfo=UTC)
    assert found.organizer is not None
    assert found.organizer.address == ME


def test_a_time_given_in_another_offset_than_its_zone_is_the_same_moment() -> None:
    at = TEN.astimezone(UTC)
    found = meeting(start=when(at), end=when(at + timedelta(hours=1)))
    assert found.start == TEN
    assert found.start.tzinfo == BERLIN


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../../etc/passwd", "", "GMT+01:00"])
def test_a_zone_that_nobody_knows_leaves_the_moment_as_it_is(zone: str) -> None:
    assert meeting(start=when(TEN, zone)).start == TEN


def test_a_time_without_an_offset_is_in_the_zone_that_is_named() -> None:
    found = meeting(start={"dateTime": "2026-11-24T10:00:00", "timeZone": "Europe/Berlin"})
    assert found.start == TEN


def test_an_all_day_event_is_a_day() -> None:
    found = meeting(start={"date": "2026-11-24"}, end={"date": "2026-11-25"})
    assert found.all_day
    assert found.start == datetime(2026, 11, 24, tzinfo=BERLIN)


def test_attendees_keep_their_answers_and_what_they_are() -> None:
    found = meeting(
        attendees=[
            {"email": ME, "self": True, "responseStatus": "tentative"},
            {"email": ADA, "displayName": 'Ada "The" Lindqvist; CEO', "responseStatus": "declined"},
            {"email": "jonas@weber.example", "optional": True, "responseStatus": "needsAction"},
            {"email": "room@resource.calendar.google.com", "resource": True},
            {"email": "team@example.com", "asyncOperation": "inProgress"},
            {"displayName": "somebody without an address"},
        ]
    )
    by_address = {a.address: a for a in found.attendees}
    assert len(by_address) == 5
    assert by_address[ME].partstat is PartStat.TENTATIVE
    assert by_address[ADA].partstat is PartStat.DECLINED
    assert by_address[ADA].name == 'Ada "The" Lindqvist; CEO'
    assert by_address["jonas@weber.example"].optional
    room = by_address["room@resource.calendar.google.com"]
    assert room.cutype is CalendarUserType.RESOURCE
    assert by_address["team@example.com"].cutype is CalendarUserType.GROUP


def test_left_out_attendees_are_said_to_be() -> None:
    assert "X-SYNCD-ATTENDEES-OMITTED:TRUE" in vcalendar([an_event(attendeesOmitted=True)], "UTC")
    assert "OMITTED" not in vcalendar([an_event()], "UTC")


@pytest.mark.parametrize(
    "kind", ["workingLocation", "focusTime", "outOfOffice", "birthday", "fromGmail"]
)
def test_kinds_of_events_are_told_apart(kind: str) -> None:
    assert meeting(eventType=kind).event_type == kind
    assert meeting(eventType="default").event_type == ""


def test_links_are_kept_as_links() -> None:
    found = meeting(
        location="Café Einstein",
        conferenceData={
            "entryPoints": [
                {"entryPointType": "phone", "uri": "tel:+49-30-1"},
                {"entryPointType": "video", "uri": "https://meet.google.com/abc-defg-hij"},
            ]
        },
        attachments=[
            {
                "fileUrl": "https://docs.google.com/d/1",
                "title": "Notes – Coffee",
                "mimeType": "a/b",
            },
            {"fileUrl": "javascript:alert(1)", "title": "Evil"},
        ],
    )
    assert found.location == "Café Einstein"
    assert found.conference_url == "https://meet.google.com/abc-defg-hij"
    assert [(a.url, a.title) for a in found.attachments] == [
        ("https://docs.google.com/d/1", "Notes – Coffee")
    ]


def test_a_hangout_is_a_conference_too() -> None:
    found = meeting(hangoutLink="https://meet.google.com/old")
    assert found.conference_url == "https://meet.google.com/old"


def test_visibility_and_transparency_are_kept() -> None:
    found = meeting(visibility="private", transparency="transparent", status="tentative")
    assert found.visibility == "private"
    assert found.transparent
    assert found.status is Status.TENTATIVE


def test_a_series_is_expanded_from_its_rule() -> None:
    found = meetings(a_series())
    assert [m.start for m in found] == [TEN + n * WEEK for n in range(4)]
    assert all(m.recurring for m in found)


def test_a_moved_instance_is_where_it_was_moved_under_the_key_it_had() -> None:
    later = TEN + WEEK + timedelta(hours=3)
    end = when(later + timedelta(hours=1))
    lunch = an_exception(TEN + WEEK, start=when(later), end=end, summary="Lunch")
    found = meetings(a_series(), lunch)
    assert [m.title for m in found] == ["Coffee with Ada", "Lunch"] + 2 * ["Coffee with Ada"]
    assert found[1].start == later
    assert found[1].key.recurrence_id == f"{(TEN + WEEK).astimezone(UTC):%Y%m%dT%H%M%SZ}"


def test_a_cancelled_instance_that_says_nothing_else_is_cancelled() -> None:
    bare = {
        "id": "coffee_20261201T090000Z",
        "status": "cancelled",
        "recurringEventId": "coffee",
        "originalStartTime": when(TEN + WEEK),
    }
    found = meetings(a_series(), bare)
    assert [m.cancelled for m in found] == [False, True, False, False]
    assert found[1].title == "Coffee with Ada"
    assert found[1].end - found[1].start == timedelta(minutes=30)


def test_an_original_start_in_another_zone_is_still_the_same_instance() -> None:
    moved = an_exception(TEN + WEEK, summary="Lunch")
    moved["originalStartTime"] = when(
        (TEN + WEEK).astimezone(ZoneInfo("America/New_York")), "America/New_York"
    )
    assert [m.title for m in meetings(a_series(), moved)].count("Lunch") == 1
    assert len(meetings(a_series(), moved)) == 4


def test_an_exception_of_an_all_day_series_is_found_by_its_day() -> None:
    days = {"start": {"date": "2026-11-24"}, "end": {"date": "2026-11-25"}}
    bare = {
        "id": "coffee_20261201",
        "status": "cancelled",
        "recurringEventId": "coffee",
        "originalStartTime": {"date": "2026-12-01"},
    }
    found = meetings(a_series(**days), bare)
    assert [m.cancelled for m in found] == [False, True, False, False]


def test_instances_without_their_series_are_meetings_of_their_own() -> None:
    found = meetings(an_exception(TEN + WEEK), an_exception(TEN + 2 * WEEK))
    assert [m.start for m in found] == [TEN + WEEK, TEN + 2 * WEEK]


def test_exdates_and_rdates_are_kept() -> None:
    series = an_event(
        recurrence=[
            "RRULE:FREQ=WEEKLY;COUNT=3",
            "EXDATE;TZID=Europe/Berlin:20261201T100000",
            "RDATE;TZID=Europe/Berlin:20261203T100000",
        ]
    )
    found = sorted(m.start for m in meetings(series) if not m.cancelled)
    assert found == [TEN, TEN + timedelta(days=9), TEN + 2 * WEEK]


@pytest.mark.parametrize(
    "text",
    ["a\r\nATTENDEE:mailto:evil@x.example", "x\x00y\x1bz", "semi;colon, comma\\n", "Größe 漢"],
)
def test_text_of_strangers_stays_text(text: str) -> None:
    found = meeting(summary=text, description=text, location=text)
    assert [a.address for a in found.attendees] == [ME, ADA]
    assert found.title.isprintable()


@pytest.mark.parametrize(
    "address", ["a@b\r\nX-EVIL:1", "a b@c.example", "<x@y.example>", "no address", "a;b@c"]
)
def test_what_is_no_address_is_no_attendee(address: str) -> None:
    found = meeting(attendees=[{"email": address}, {"email": ADA}])
    assert [a.address for a in found.attendees] == [ADA]


def test_a_name_cannot_break_out_of_its_parameter() -> None:
    name = 'Ada";PARTSTAT=DECLINED:mailto:evil@x.example\r\nATTENDEE:mailto:evil@x.example'
    found = meeting(attendees=[{"email": ADA, "displayName": name, "responseStatus": "accepted"}])
    assert [(a.address, a.partstat) for a in found.attendees] == [(ADA, PartStat.ACCEPTED)]


@pytest.mark.parametrize(
    "changes",
    [
        {"start": {}},
        {"start": {"dateTime": "yesterday"}},
        {"start": {"date": "2026-13-40"}},
        {"start": "2026-11-24"},
        {"attendees": ["ada"]},
        {"recurrence": ["RRULE:FREQ=DAILY\r\nATTENDEE:mailto:evil@x.example"]},
        {"recurrence": ["DTSTART:20260101T000000Z"]},
        {"sequence": "many"},
    ],
)
def test_an_event_that_makes_no_sense_is_set_aside(changes: dict[str, Any]) -> None:
    with pytest.raises(ItemError):
        vcalendar([an_event(**changes)], "UTC")


def test_an_event_without_a_uid_gets_the_one_google_would_give_it() -> None:
    event = an_event()
    del event["iCalUID"]
    (found,) = meetings(event)
    assert found.key.uid == "coffee@google.com"


def test_the_same_event_is_always_the_same_text() -> None:
    events = [a_series(), an_exception(TEN + WEEK)]
    assert vcalendar(events, "UTC") == vcalendar(events, "UTC")
