"""Which zone a name means, and that no name ever becomes floating time in silence."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from syncd.calendar import read
from tests.syncd.calendar.texts import BERLIN, reading, vcalendar, vevent, window

KOLKATA = ZoneInfo("Asia/Kolkata")


def a_zone(tzid: str, standard: str = "+0100", daylight: str = "+0200", *lines: str) -> str:
    """A VTIMEZONE whose clocks change as in Berlin, whatever its name and offsets."""
    return "\n".join(
        (
            "BEGIN:VTIMEZONE",
            f"TZID:{tzid}",
            *lines,
            "BEGIN:STANDARD",
            "DTSTART:16010101T030000",
            "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
            f"TZOFFSETFROM:{daylight}",
            f"TZOFFSETTO:{standard}",
            "END:STANDARD",
            "BEGIN:DAYLIGHT",
            "DTSTART:16010101T020000",
            "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
            f"TZOFFSETFROM:{standard}",
            f"TZOFFSETTO:{daylight}",
            "END:DAYLIGHT",
            "END:VTIMEZONE",
        )
    )


def start_in(tzid: str, *components: str, zone: ZoneInfo = KOLKATA, day: str = "20261124"):
    """(start, problems) of an event at 10:00 in a zone, for a user in Kolkata."""
    quoted = f'"{tzid}"' if set(tzid) & set(":;,") else tzid
    event = vevent(f"DTSTART;TZID={quoted}:{day}T100000")
    found = reading(*components, event, zone=zone, at=window("2026-01-01", "2027-01-01"))
    return found.meetings[0].start, found.problems


@pytest.mark.parametrize(
    "tzid",
    [
        "Europe/Berlin",
        "europe/berlin",
        "/freeassociation.sourceforge.net/Tzfile/Europe/Berlin",
        "/freeassociation.sourceforge.net/Europe/Berlin",
        "/softwarestudio.org/Olson_20011030_5/Europe/Berlin",
        "/mozilla.org/20050126_1/Europe/Berlin",
        "/citadel.org/20211207_1/Europe/Berlin",
        "Olson/Europe/Berlin",
        "W. Europe Standard Time",
        "w. europe standard time",
        '"W. Europe Standard Time"',
    ],
)
def test_a_known_name_means_its_zone_with_and_without_a_prefix(tzid):
    start, problems = start_in(tzid)
    assert start == datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    assert str(start.tzinfo) == "Europe/Berlin"
    assert problems == ()


@pytest.mark.parametrize(
    ("tzid", "offset"),
    [
        ("Eastern Standard Time", "-05:00"),
        ("India Standard Time", "+05:30"),
        ("AUS Eastern Standard Time", "+11:00"),
        ("America/Argentina/Buenos_Aires", "-03:00"),
        ("/mozilla.org/20070129_1/America/Argentina/Buenos_Aires", "-03:00"),
        ("Etc/GMT+5", "-05:00"),
        ("GMT+0530", "+05:30"),
        ("UTC-5", "-05:00"),
        ("(UTC+01:00)", "+05:30"),
        ("UTC", "+00:00"),
        ("tzone://Microsoft/Utc", "+00:00"),
    ],
)
def test_other_names_have_their_offsets(tzid, offset):
    start, _ = start_in(tzid)
    assert start.isoformat() == f"2026-11-24T10:00:00{offset}"


def test_a_known_name_counts_more_than_the_rules_that_came_along():
    start, problems = start_in("Europe/Berlin", a_zone("Europe/Berlin", "-0800", "-0700"))
    assert start.isoformat() == "2026-11-24T10:00:00+01:00"
    assert problems == ()


def test_a_windows_name_counts_more_than_the_rules_that_came_along():
    zone = a_zone("W. Europe Standard Time", "-0800", "-0700")
    assert start_in("W. Europe Standard Time", zone)[0].isoformat() == "2026-11-24T10:00:00+01:00"


@pytest.mark.parametrize(
    ("day", "offset"), [("20261124", "+03:00"), ("20260624", "+04:00"), ("20260329", "+04:00")]
)
def test_an_unknown_name_goes_by_the_rules_that_came_along(day, offset):
    zone = a_zone("Customized Time Zone", "+0300", "+0400")
    start, problems = start_in("Customized Time Zone", zone, day=day)
    assert start.isoformat()[-6:] == offset
    assert str(start.tzinfo) == "Customized Time Zone"
    assert problems == ()


def test_the_same_custom_name_can_mean_another_zone_in_the_next_item():
    one, _ = start_in("Customized Time Zone", a_zone("Customized Time Zone", "+0300", "+0400"))
    two, _ = start_in("Customized Time Zone", a_zone("Customized Time Zone", "-0600", "-0500"))
    assert (one.isoformat()[-6:], two.isoformat()[-6:]) == ("+03:00", "-06:00")


def test_the_place_that_a_vtimezone_names_counts_more_than_its_rules():
    zone = a_zone("Custom", "-0800", "-0700", "X-LIC-LOCATION:Europe/Berlin")
    assert str(start_in("Custom", zone)[0].tzinfo) == "Europe/Berlin"


def test_an_unknown_name_without_rules_means_the_calendars_zone_and_is_told():
    start, problems = start_in("Middle-earth/Shire", "X-WR-TIMEZONE:America/New_York")
    assert start.isoformat() == "2026-11-24T10:00:00-05:00"
    assert problems == (
        'Its time zone "Middle-earth/Shire" is not known; America/New_York is taken instead.',
    )


def test_an_unknown_name_without_anything_means_the_users_zone_and_is_told():
    start, problems = start_in("Middle-earth/Shire")
    assert start.isoformat() == "2026-11-24T10:00:00+05:30"
    assert "Asia/Kolkata is taken instead" in problems[0]


def test_an_unknown_name_is_told_once_for_an_item():
    event = vevent("DTSTART;TZID=Nowhere:20261124T100000", "DTEND;TZID=Nowhere:20261124T110000")
    assert len(reading(event).problems) == 1


@pytest.mark.parametrize(
    "broken",
    [
        "TZOFFSETTO:nonsense",
        "TZOFFSETTO:+9900",
        "RRULE:FREQ=SECONDLY",
        "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "RRULE:FREQ=NEVER",
        "DTSTART:soon",
    ],
)
def test_rules_that_make_no_sense_are_told_and_the_users_zone_is_taken(broken):
    name = broken.partition(":")[0]
    lines = a_zone("Odd").split("\n")
    place = next(i for i, line in enumerate(lines) if line.startswith(name))
    lines[place] = broken
    start, problems = start_in("Odd", "\n".join(lines))
    assert start.isoformat() == "2026-11-24T10:00:00+05:30"
    assert 'The rules of its time zone "Odd" are wrong' in problems[0]


def test_a_vtimezone_without_rules_keeps_its_one_offset():
    zone = "\n".join(line for line in a_zone("Fixed").split("\n") if not line.startswith("RRULE"))
    # Both changes in 1601, the later of the two on the first of January at 03:00 sets the offset.
    assert start_in("Fixed", zone)[0].utcoffset() is not None


def test_a_vtimezone_may_list_its_changes():
    zone = "\n".join(
        [
            "BEGIN:VTIMEZONE",
            "TZID:Listed",
            "BEGIN:DAYLIGHT",
            "DTSTART:20260401T020000",
            "RDATE:20270401T020000",
            "TZOFFSETFROM:+0000",
            "TZOFFSETTO:+0100",
            "END:DAYLIGHT",
            "BEGIN:STANDARD",
            "DTSTART:20261001T020000",
            "TZOFFSETFROM:+0100",
            "TZOFFSETTO:+0000",
            "END:STANDARD",
            "END:VTIMEZONE",
        ]
    )
    offsets = [
        start_in("Listed", zone, day=f"2026{d}")[0].isoformat()[-6:] for d in ("0331", "0601")
    ]
    assert offsets == ["+00:00", "+01:00"]
    assert start_in("Listed", zone, day="20261124")[0].isoformat()[-6:] == "+00:00"


def test_a_custom_zone_carries_a_series_over_its_change():
    zone = a_zone("Customized Time Zone", "+0300", "+0400")
    series = vevent("DTSTART;TZID=Customized Time Zone:20261024T100000", "RRULE:FREQ=DAILY;COUNT=3")
    found = reading(zone, series, at=window("2026-10-01", "2026-12-01"))
    assert [m.start.isoformat()[5:] for m in found.meetings] == [
        "10-24T10:00:00+04:00",
        "10-25T10:00:00+03:00",
        "10-26T10:00:00+03:00",
    ]


def test_a_name_with_a_colon_is_understood_without_its_quotes():
    zone = a_zone("(UTC+03:00) Somewhere", "+0300", "+0400")
    series = vevent(
        "DTSTART;TZID=(UTC+03:00) Somewhere:20261124T100000",
        "RRULE:FREQ=DAILY;COUNT=3",
        "EXDATE;TZID=(UTC+03:00) Somewhere:20261125T100000,20261126T100000",
    )
    found = reading(zone, series)
    assert [m.start.isoformat() for m in found.meetings] == ["2026-11-24T10:00:00+03:00"]
    assert found.problems == ()


def test_a_zone_parameter_on_a_time_in_utc_does_not_count():
    found = reading(vevent("DTSTART;TZID=America/New_York:20261124T090000Z"))
    assert found.meetings[0].start == datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "tzid", ["../../../etc/passwd", "/etc/localtime", "Europe", "\x00", "x" * 9999]
)
def test_a_name_is_never_a_path(tzid):
    start, problems = start_in(tzid)
    assert start.tzinfo == KOLKATA
    assert len(problems[0]) < 200


def test_the_zone_of_a_text_is_that_of_its_own_calendar():
    one = vcalendar(
        a_zone("Custom", "+0300", "+0400"), vevent("DTSTART;TZID=Custom:20261124T100000")
    )
    two = vcalendar(
        a_zone("Custom", "-0600", "-0500"), vevent("DTSTART;TZID=Custom:20261125T100000", uid="2")
    )
    found = read(one + two, window=window("2026-11-01", "2026-12-01"), zone=BERLIN)
    assert [m.start.isoformat()[-6:] for m in found.meetings] == ["+03:00", "-06:00"]
