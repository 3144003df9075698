"""Series over the days on which the clocks change, in zones that change them differently."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.syncd.calendar.texts import reading, vevent, window

#: Zone, the day in question in 2026, the UTC offsets of 10:00 on the day before and after.
CHANGES = [
    ("Europe/Berlin", "03-29", "+01:00", "+02:00"),
    ("Europe/Berlin", "10-25", "+02:00", "+01:00"),
    ("America/New_York", "03-08", "-05:00", "-04:00"),
    ("America/New_York", "11-01", "-04:00", "-05:00"),
    # Half an hour, and in the southern half of the year.
    ("Australia/Lord_Howe", "04-05", "+11:00", "+10:30"),
    ("Australia/Lord_Howe", "10-04", "+10:30", "+11:00"),
    # At midnight, so that a day begins an hour late.
    ("America/Santiago", "04-05", "-03:00", "-04:00"),
    ("America/Santiago", "09-06", "-04:00", "-03:00"),
    ("Asia/Kolkata", "03-29", "+05:30", "+05:30"),
    ("UTC", "03-29", "+00:00", "+00:00"),
]


def days_around(zone: str, day: str, time: str, *lines: str, rule: str = "FREQ=DAILY;COUNT=3"):
    """A series of three days around the change, at a time of day in its zone."""
    middle = datetime.fromisoformat(f"2026-{day}")
    start = f"{middle - timedelta(days=1):%Y%m%d}T{time}"
    begin = f"DTSTART;TZID={zone}:{start}" if zone != "UTC" else f"DTSTART:{start}Z"
    series = vevent(begin, f"RRULE:{rule}", *lines)
    return reading(series, at=window("2026-01-01", "2027-01-01")).meetings


@pytest.mark.parametrize(("zone", "day", "before", "after"), CHANGES)
def test_a_series_keeps_its_time_of_day(zone, day, before, after):
    first, _, last = days_around(zone, day, "100000", "DURATION:PT30M")
    assert [f"{m.start:%H:%M}" for m in (first, last)] == ["10:00", "10:00"]
    assert (first.start.isoformat()[-6:], last.start.isoformat()[-6:]) == (before, after)
    assert all(m.end - m.start == timedelta(minutes=30) for m in (first, last))


@pytest.mark.parametrize(("zone", "day", "before", "after"), CHANGES)
def test_keys_are_the_same_moments_as_the_starts(zone, day, before, after):
    for meeting in days_around(zone, day, "100000"):
        in_utc = meeting.start.astimezone(UTC)
        assert meeting.key.recurrence_id == f"{in_utc:%Y%m%dT%H%M%SZ}"


@pytest.mark.parametrize(("zone", "day", "before", "after"), CHANGES)
def test_exceptions_and_exclusions_in_utc_find_their_slots_on_both_sides(zone, day, before, after):
    plain = days_around(zone, day, "100000")
    first, last = (f"{plain[i].start.astimezone(UTC):%Y%m%dT%H%M%SZ}" for i in (0, 2))
    middle = datetime.fromisoformat(f"2026-{day}")
    start = f"{middle - timedelta(days=1):%Y%m%d}T100000"
    begin = f"DTSTART;TZID={zone}:{start}" if zone != "UTC" else f"DTSTART:{start}Z"
    series = vevent(begin, "RRULE:FREQ=DAILY;COUNT=3", f"EXDATE:{first}")
    moved = vevent(f"RECURRENCE-ID:{last}", f"DTSTART:{last}", "SUMMARY:Moved")
    found = reading(series, moved, at=window("2026-01-01", "2027-01-01")).meetings
    assert [m.title for m in found] == ["", "Moved"]


def test_a_time_that_the_clocks_skip_is_an_hour_later():
    meetings = days_around("Europe/Berlin", "03-29", "023000", "DURATION:PT1H")
    assert [m.start.isoformat()[11:] for m in meetings] == [
        "02:30:00+01:00",
        "03:30:00+02:00",
        "02:30:00+02:00",
    ]
    single = days_around("Europe/Berlin", "03-30", "023000", rule="FREQ=DAILY;COUNT=1")
    assert single[0].start.isoformat() == "2026-03-29T03:30:00+02:00"


def test_a_time_that_comes_twice_is_the_first_of_the_two():
    meetings = days_around("Europe/Berlin", "10-25", "023000")
    assert [m.start.isoformat()[11:] for m in meetings] == [
        "02:30:00+02:00",
        "02:30:00+02:00",
        "02:30:00+01:00",
    ]


def test_a_meeting_over_the_change_lasts_as_long_as_always():
    meetings = days_around("Europe/Berlin", "10-25", "013000", "DURATION:PT3H")
    assert {(m.end.astimezone(UTC) - m.start.astimezone(UTC)) for m in meetings} == {
        timedelta(hours=3)
    }
    assert meetings[1].end.isoformat()[11:] == "03:30:00+01:00"


def test_a_day_is_a_day_also_when_it_has_other_than_24_hours():
    meetings = days_around("Europe/Berlin", "10-25", "120000", "DURATION:P1D")
    assert [f"{m.end:%d %H:%M}" for m in meetings] == ["25 12:00", "26 12:00", "27 12:00"]


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/Berlin", "20260329", 23),
        ("Europe/Berlin", "20261025", 25),
        ("America/Santiago", "20260906", 23),
        ("Asia/Kolkata", "20260329", 24),
    ],
)
def test_a_whole_day_lasts_from_midnight_to_midnight_of_the_user(zone, day, hours):
    event = vevent(f"DTSTART;VALUE=DATE:{day}")
    found = reading(event, at=window("2026-01-01", "2027-01-01"), zone=ZoneInfo(zone))
    meeting = found.meetings[0]
    length = meeting.end.astimezone(UTC) - meeting.start.astimezone(UTC)
    assert length == timedelta(hours=hours)


def test_the_end_of_a_rule_in_utc_is_compared_on_both_sides_of_the_change():
    for until, count in (("20261026T085959Z", 2), ("20261026T090000Z", 3)):
        meetings = days_around("Europe/Berlin", "10-25", "100000", rule=f"FREQ=DAILY;UNTIL={until}")
        assert len(meetings) == count


def test_this_and_future_is_moved_on_the_wall_clock():
    series = vevent("DTSTART;TZID=Europe/Berlin:20261023T100000", "RRULE:FREQ=DAILY;COUNT=5")
    later = vevent(
        "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20261024T100000",
        "DTSTART;TZID=Europe/Berlin:20261024T113000",
    )
    found = reading(series, later, at=window("2026-01-01", "2027-01-01"))
    assert [f"{m.start:%H:%M}" for m in found.meetings] == ["10:00", *["11:30"] * 4]
    assert [m.key.recurrence_id[9:] for m in found.meetings] == [
        "080000Z",
        "080000Z",
        "090000Z",
        "090000Z",
        "090000Z",
    ]
