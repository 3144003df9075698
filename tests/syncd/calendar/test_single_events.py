"""Single events: when they are, whatever way a program has of writing that."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from syncd.calendar import Window, read
from syncd.errors import ItemError
from syncd.model import MeetingKey
from tests.syncd.calendar.texts import BERLIN, NOVEMBER, reading, single, vcalendar, vevent, window

TEN = datetime(2026, 11, 24, 10, 0, tzinfo=BERLIN)


def test_a_timed_event_starts_and_ends_in_its_own_zone():
    meeting = single(
        "DTSTART;TZID=America/New_York:20261124T100000",
        "DTEND;TZID=America/New_York:20261124T103000",
        "SUMMARY:Coffee with Ada",
    )
    assert meeting.start.isoformat() == "2026-11-24T10:00:00-05:00"
    assert str(meeting.start.tzinfo) == "America/New_York"
    assert meeting.end - meeting.start == timedelta(minutes=30)
    assert (meeting.title, meeting.all_day, meeting.recurring) == ("Coffee with Ada", False, False)


def test_a_single_event_has_no_recurrence_id_and_no_place_in_a_series():
    meeting = single("DTSTART:20261124T090000Z", "DTEND:20261124T093000Z")
    assert meeting.key == MeetingKey("coffee@example.com")
    assert meeting.instance == 0


def test_an_event_that_ends_in_another_zone_ends_at_that_instant():
    meeting = single(
        "DTSTART;TZID=Europe/Berlin:20261124T100000",
        "DTEND;TZID=America/New_York:20261124T120000",
    )
    assert meeting.end == datetime(2026, 11, 24, 17, 0, tzinfo=UTC)


def test_floating_time_is_meant_in_the_users_zone():
    meeting = single("DTSTART:20261124T100000", "DTEND:20261124T103000")
    assert meeting.start == TEN
    there = single("DTSTART:20261124T100000", zone=ZoneInfo("Asia/Kolkata"))
    assert there.start.isoformat() == "2026-11-24T10:00:00+05:30"


def test_an_all_day_event_is_midnights_of_the_user_and_its_end_is_exclusive():
    meeting = single("DTSTART;VALUE=DATE:20261124", "DTEND;VALUE=DATE:20261126")
    assert meeting.all_day
    assert meeting.start.isoformat() == "2026-11-24T00:00:00+01:00"
    assert meeting.end.isoformat() == "2026-11-26T00:00:00+01:00"


@pytest.mark.parametrize(
    "ending",
    ["X-NOTHING:1", "DTEND;VALUE=DATE:20261124", "DURATION:P1D", "DURATION:PT0S", "DURATION:PT2H"],
)
def test_an_all_day_event_lasts_at_least_its_day(ending):
    meeting = single("DTSTART;VALUE=DATE:20261124", ending)
    assert meeting.end - meeting.start == timedelta(days=1)


def test_a_date_without_value_parameter_is_a_date_all_the_same():
    assert single("DTSTART:20261124").all_day


@pytest.mark.parametrize("mark", ["X-MICROSOFT-CDO-ALLDAYEVENT:TRUE", "X-FUNAMBOL-ALLDAY:1"])
def test_times_from_midnight_to_midnight_with_a_mark_are_whole_days(mark):
    meeting = single(
        "DTSTART;TZID=America/New_York:20261124T000000",
        "DTEND;TZID=America/New_York:20261125T000000",
        mark,
    )
    assert meeting.all_day
    assert meeting.start.isoformat() == "2026-11-24T00:00:00+01:00"


def test_a_mark_for_whole_days_on_other_times_is_not_believed():
    meeting = single(
        "DTSTART:20261124T090000Z", "DTEND:20261124T100000Z", "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE"
    )
    assert not meeting.all_day


@pytest.mark.parametrize(
    ("ending", "minutes"),
    [
        ("DURATION:PT45M", 45),
        ("DURATION:P0DT1H30M0S", 90),
        ("DURATION:P1W", 7 * 24 * 60),
        ("DURATION:+PT15M", 15),
        ("DURATION:-PT15M", 0),
        ("DTEND:20261124T090000Z", 0),
        ("X-NOTHING:1", 0),
    ],
)
def test_the_end_follows_from_whatever_is_written(ending, minutes):
    meeting = single("DTSTART:20261124T090000Z", ending)
    assert meeting.end - meeting.start == timedelta(minutes=minutes)


def test_an_event_without_length_shows_at_its_start():
    event = vevent("DTSTART:20261124T090000Z")
    at_start = window("2026-11-24T09:00", "2026-11-24T10:00")
    before = window("2026-11-24T08:00", "2026-11-24T09:00")
    assert len(reading(event, at=at_start).meetings) == 1
    assert reading(event, at=before).meetings == ()


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        ("2026-11-24T09:10", "2026-11-24T09:20", True),
        ("2026-11-24T08:00", "2026-11-24T09:01", True),
        ("2026-11-24T09:29", "2026-11-24T12:00", True),
        ("2026-11-24T08:00", "2026-11-24T09:00", False),
        ("2026-11-24T09:30", "2026-11-24T12:00", False),
    ],
)
def test_an_event_shows_when_it_overlaps_the_window(start, end, shown):
    event = vevent("DTSTART:20261124T090000Z", "DTEND:20261124T093000Z")
    assert bool(reading(event, at=window(start, end)).meetings) is shown


def test_a_date_as_end_of_a_timed_event_is_midnight_in_its_zone():
    meeting = single("DTSTART;TZID=Europe/Berlin:20261124T100000", "DTEND;VALUE=DATE:20261125")
    assert meeting.end.isoformat() == "2026-11-25T00:00:00+01:00"


def test_a_time_as_end_of_an_all_day_event_means_its_day():
    meeting = single("DTSTART;VALUE=DATE:20261124", "DTEND:20261126T000000")
    assert meeting.end.isoformat() == "2026-11-26T00:00:00+01:00"


def test_an_end_before_the_start_is_told_and_taken_as_no_length():
    found = reading(vevent("DTSTART:20261124T090000Z", "DTEND:20261124T080000Z"))
    assert found.meetings[0].end == found.meetings[0].start
    assert "ends before it starts" in found.problems[0]


def test_an_end_that_cannot_be_read_is_told_and_taken_as_no_length():
    found = reading(vevent("DTSTART:20261124T090000Z", "DTEND:tomorrow"))
    assert found.meetings[0].end == found.meetings[0].start
    assert 'Its end cannot be read: "tomorrow"' in found.problems[0]


def test_midnight_at_the_end_of_the_day_and_leap_seconds_are_understood():
    assert single("DTSTART:20261124T240000Z").start.isoformat() == "2026-11-25T00:00:00+00:00"
    assert single("DTSTART:20261124T235960Z").start.isoformat() == "2026-11-24T23:59:59+00:00"
    assert single("DTSTART:20261124T0900Z").start.isoformat() == "2026-11-24T09:00:00+00:00"


def test_first_and_last_bound_a_single_event_also_outside_the_window():
    found = reading(vevent("DTSTART:20200101T090000Z", "DTEND:20200101T093000Z"))
    assert found.meetings == ()
    assert found.first == datetime(2020, 1, 1, 9, 0, tzinfo=UTC)
    assert found.last == datetime(2020, 1, 1, 9, 30, tzinfo=UTC)
    assert not found.recurring


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no event"),
        ("nonsense", "no event"),
        (vcalendar(), "no event"),
        (vcalendar("BEGIN:VTODO\nUID:x\nEND:VTODO"), "no event"),
        (vcalendar(vevent("SUMMARY:Sometime")), "no start"),
        (vcalendar(vevent("DTSTART:whenever")), "not a date"),
        (vcalendar(vevent("DTSTART:20261341T090000Z")), "cannot be read"),
        (vcalendar("BEGIN:VEVENT\nDTSTART:20261124T090000Z\nEND:VEVENT"), "no UID"),
        (vcalendar(vevent("DTSTART:20261124T090000Z", uid="x" * 5000)), "UID cannot be used"),
        (vcalendar(vevent("DTSTART:20261124T090000Z", uid="x\x00y")), "UID cannot be used"),
    ],
)
def test_an_item_without_a_readable_event_is_an_error_in_words(text, reason):

    with pytest.raises(ItemError, match=reason):
        read(text, window=NOVEMBER, zone=BERLIN)


def test_an_unreadable_exception_is_told_and_its_series_is_read():
    series = vevent("DTSTART:20261103T090000Z", "RRULE:FREQ=WEEKLY", "SUMMARY:Coffee")
    broken = vevent("RECURRENCE-ID:20261110T090000Z", "DTSTART:whenever")
    found = reading(series, broken)
    assert len(found.meetings) == 4
    assert "It cannot be read" in found.problems[0]


def test_account_calendar_and_address_are_passed_on():

    found = read(
        vcalendar(vevent("DTSTART:20261124T090000Z", "URL:https://events.example/1")),
        window=NOVEMBER,
        zone=BERLIN,
        account="work",
        calendar="Team",
        url="https://calendar.example/1",
    )
    meeting = found.meetings[0]
    assert (meeting.account, meeting.calendar) == ("work", "Team")
    assert meeting.url == "https://calendar.example/1"


def test_a_window_refuses_times_without_a_zone_and_an_end_before_its_start():

    with pytest.raises(ValueError, match="zone"):
        Window(TEN.replace(tzinfo=None), TEN)
    with pytest.raises(ValueError, match="ends after"):
        Window(datetime(2026, 1, 2, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC))
