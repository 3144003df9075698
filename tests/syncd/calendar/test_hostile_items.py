"""Items made to hold up or fool whoever reads them: each is read in a moment, and told in words.

What is counted is processor time, with much room for slow machines; bench/calendar.py measures.
"""

import time

import pytest

from syncd.calendar import Reading, read
from syncd.calendar.attendees import MAX_ATTENDEES
from syncd.calendar.expansion import MAX_INSTANCES
from syncd.errors import ItemError
from tests.syncd.calendar.texts import BERLIN, NOVEMBER, reading, starts, vcalendar, vevent, window

#: Ten times what the slowest takes on an idle machine; unbounded, each takes longer.
SECONDS = 3.0


def in_a_moment(*components: str, at=NOVEMBER) -> Reading:
    begin = time.process_time()
    found = reading(*components, at=at)
    assert time.process_time() - begin < SECONDS
    return found


def up_to(end: int) -> str:
    return ",".join(map(str, range(end)))


def a_series(start: str, rule: str, *lines: str) -> str:
    return vevent(f"DTSTART{start}", "DURATION:PT30M", f"RRULE:{rule}", "SUMMARY:Coffee", *lines)


@pytest.mark.parametrize(
    ("start", "rule", "words"),
    [
        (":20000101T000000Z", "FREQ=SECONDLY", "more often than every hour"),
        (":19700101T000000Z", "FREQ=MINUTELY", "more often than every hour"),
        (":20261103T090000Z", "FREQ=SECONDLY;COUNT=10000000", "more often than every hour"),
        (":20261103T090000Z", "FREQ=HOURLY;BYMINUTE=0,10,20,30,40,50", "more often"),
        (
            ":20261103T090000Z",
            f"FREQ=DAILY;BYHOUR={up_to(24)};BYMINUTE={up_to(60)};BYSECOND={up_to(60)}",
            "more often than every hour",
        ),
        (":20261103T090000Z", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "a date that never comes"),
        (":20261103T090000Z", "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=31", "a date that never comes"),
        (":20261103T090000Z", "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=31", "a date that never comes"),
        (":20261103T090000Z", "FREQ=YEARLY;BYYEARDAY=366;BYMONTH=1", "a date that never comes"),
        (":20261103T090000Z", "FREQ=DAILY;INTERVAL=7;BYDAY=WE", "a date that never comes"),
        (":20261103T090000Z", "FREQ=WEEKLY;BYDAY=TU;BYSETPOS=2", "a date that never comes"),
        (":20261103T090000Z", "FREQ=MONTHLY;INTERVAL=12;BYMONTH=5", "a date that never comes"),
        (
            ":20261103T090000Z",
            "FREQ=SECONDLY;INTERVAL=3600;BYMONTH=2;BYMONTHDAY=30",
            "a date that never comes",
        ),
        (":20000101T000000Z", "FREQ=HOURLY;COUNT=10000000", "goes back to 2000"),
        (":16010101T000000Z", "FREQ=DAILY;COUNT=10000000", "goes back to 1601"),
        (":20261103T090000Z", "FREQ=DAILY;INTERVAL=0", 'INTERVAL is "0"'),
        (":20261103T090000Z", "FREQ=DAILY;COUNT=-1", 'COUNT is "-1"'),
        (":20261103T090000Z", "FREQ=DAILY;COUNT=" + "9" * 5000, "not a number"),
        (":20261103T090000Z", "FREQ=YEARLY;BYEASTER=0", "BYEASTER is not a part"),
        (":20261103T090000Z", "FREQ=DAILY;BYHOUR=25", 'BYHOUR cannot be "25"'),
        (":20261103T090000Z", "FREQ=MONTHLY;BYDAY=99MO", 'BYDAY cannot be "99MO"'),
        (":20261103T090000Z", "FREQ=DAILY;FREQ=WEEKLY", "FREQ twice"),
        (":20261103T090000Z", "FREQ=HOURLY;BYSETPOS=2", "BYSETPOS picks from"),
        (":20261103T090000Z", "FREQ=MONTHLY;BYDAY=9MO", "no month has 9MO"),
        (":20261103T090000Z", "FREQ=HOURLY;INTERVAL=24;BYHOUR=5", "a date that never comes"),
        (":20261103T090000Z", "FREQ=DAILY;UNTIL=never", '"NEVER" is not a date'),
        (":20261103T090000Z", "RSCALE=HEBREW;FREQ=YEARLY", "another calendar"),
        (":20261103T090000Z", "", "not a frequency"),
        (":20261103T090000Z", ";=;=;", "twice"),
    ],
)
def test_a_rule_that_no_meeting_has_is_left_out_and_told(start, rule, words):
    found = in_a_moment(a_series(start, rule))
    assert starts(found) == (["11-03 09:00"] if "20261103" in start else [])
    assert len(found.problems) == 1, found.problems
    assert words in found.problems[0]
    assert found.problems[0].startswith("Its repetition is left out: ")
    assert len(found.problems[0]) < 200


@pytest.mark.parametrize(
    ("start", "rule", "count"),
    [
        (":20261103T090000Z", "FREQ=DAILY;COUNT=10000000", 28),
        (":20261103T090000Z", "FREQ=DAILY;INTERVAL=999999999", 1),
        (":20261103T090000Z", "FREQ=SECONDLY;INTERVAL=999999999999", 1),
        (":20261103T090000Z", "FREQ=YEARLY;INTERVAL=999999", 1),
        (":16010101T090000Z", "FREQ=DAILY", 30),
        (":16010101T090000Z", "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=5", 1),
        (":19000101T090000Z", "FREQ=HOURLY", 24 * 30),
        (":20261103T090000Z", "FREQ=DAILY;UNTIL=23991231T000000Z", 28),
        (":20261103T090000Z", "FREQ=DAILY;BYMONTHDAY=" + ",".join(map(str, range(1, 32))), 28),
        (":20261103T090000Z", "FREQ=YEARLY;BYYEARDAY=" + ",".join(map(str, range(1, 367))), 28),
        (":20261103T090000Z", "FREQ=DAILY;BYMONTHDAY=" + ",".join(["3"] * 1000), 1),
        (":20280229T090000Z", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=TU", 0),
        (";VALUE=DATE:16040229", "FREQ=YEARLY", 0),
    ],
)
def test_a_rule_that_is_only_old_long_or_rare_is_followed(start, rule, count):
    found = in_a_moment(a_series(start, rule))
    assert len(found.meetings) == count
    assert found.problems == ()


def test_a_birthday_without_its_year_comes_every_year():
    birthday = vevent("DTSTART;VALUE=DATE:16041124", "RRULE:FREQ=YEARLY", "SUMMARY:Ada")
    found = in_a_moment(birthday)
    assert [m.key.recurrence_id for m in found.meetings] == ["20261124"]


def test_an_end_of_time_in_a_rule_means_endless():
    found = in_a_moment(a_series(":20261103T090000Z", "FREQ=WEEKLY;UNTIL=99991231T235959Z"))
    assert len(found.meetings) == 4
    assert found.last is None
    assert found.problems == ()


@pytest.mark.parametrize("year", ["0001", "0000", "9999", "2999"])
def test_a_year_that_no_meeting_is_in_is_an_error_in_words(year):
    with pytest.raises(ItemError, match="not one that a meeting can be in"):
        in_a_moment(vevent(f"DTSTART:{year}0101T000000Z"))


@pytest.mark.parametrize(
    "ending",
    [
        "DURATION:P3650000D",
        "DURATION:P999999999W",
        "DURATION:PT999999999H999999999M999999999S",
        "DTEND:23000101T000000Z",
    ],
)
@pytest.mark.parametrize("rule", ["X-NOTHING:1", "RRULE:FREQ=DAILY"])
def test_a_length_of_years_is_cut_and_told(ending, rule):
    found = in_a_moment(vevent("DTSTART:20261103T090000Z", ending, rule))
    assert found.meetings
    assert found.problems == ("It lasts longer than 366 days; it is cut there.",)


def test_a_length_that_is_no_number_is_told():
    found = in_a_moment(vevent("DTSTART:20261103T090000Z", f"DURATION:P{'9' * 5000}D"))
    assert "is not a duration" in found.problems[0]
    assert len(found.problems[0]) < 200


def test_twenty_thousand_alarms_are_passed_over():
    alarm = "BEGIN:VALARM\nACTION:DISPLAY\nDESCRIPTION:x\nTRIGGER:-PT10M\nEND:VALARM"
    found = in_a_moment(vevent("DTSTART:20261103T090000Z", *[alarm] * 10_000, "SUMMARY:Coffee"))
    assert [m.title for m in found.meetings] == ["Coffee"]


def test_a_megabyte_of_folded_line_is_cut():
    folded = "\n ".join(["x" * 70] * 14_000)
    found = in_a_moment(
        vevent("DTSTART:20261103T090000Z", f"DESCRIPTION:{folded}", f"SUMMARY:{folded}")
    )
    assert len(found.meetings[0].description) == 20_000
    assert len(found.meetings[0].title) == 500


@pytest.mark.parametrize("character", ["\\", '"', ";", ",", "<", "&", "^", " ", "<a href=", "\\n"])
@pytest.mark.parametrize("name", ["DESCRIPTION", "SUMMARY;X", "ATTENDEE;CN", "LOCATION", "EXDATE"])
def test_a_megabyte_of_one_character_is_read_in_a_moment(name, character):
    text = character * (900_000 // len(character))
    separator = "=" if ";" in name else ":"
    in_a_moment(a_series(":20261103T090000Z", "FREQ=DAILY", f"{name}{separator}{text}"))


def test_components_nested_deeply_are_passed_over():
    deep = "BEGIN:X-BOX\n" * 30_000 + "END:X-BOX\n" * 30_000
    found = in_a_moment(vevent("DTSTART:20261103T090000Z", deep + "SUMMARY:Coffee"))
    assert [m.title for m in found.meetings] == ["Coffee"]


def test_components_that_never_end_are_read_as_far_as_they_go():
    open_box = "BEGIN:X-BOX\n" * 60_000
    found = in_a_moment(vevent("DTSTART:20261103T090000Z", open_box))
    assert len(found.meetings) == 1


@pytest.mark.parametrize("name", ["EXDATE", "RDATE"])
@pytest.mark.parametrize("separator", [",", "\n{name}:"])
def test_a_hundred_thousand_dates_are_read_in_a_moment(name, separator):
    dates = [
        f"2026{m:02}{d:02}T{h:02}{i:02}00Z"
        for m in range(1, 13)
        for d in range(1, 29)
        for h in range(24)
        for i in range(0, 60, 10)
    ][:50_000]
    found = in_a_moment(
        a_series(
            ":20261103T090000Z",
            "FREQ=DAILY",
            f"{name}:" + separator.format(name=name).join(dates),
        )
    )
    assert len(found.meetings) <= MAX_INSTANCES
    if name == "RDATE":
        assert found.problems == () or "Only the last 5,000" in found.problems[0]


def test_a_hundred_thousand_dates_that_cannot_be_read_are_told_briefly():
    found = in_a_moment(a_series(":20261103T090000Z", "FREQ=DAILY", "EXDATE:" + "x," * 100_000))
    assert len(found.meetings) == 28
    assert len(found.problems) == 1


def test_more_instances_than_anyone_meets_are_left_out_and_told():
    found = in_a_moment(
        a_series(":20261103T090000Z", "FREQ=HOURLY"), at=window("2026-01-01", "2036-01-01")
    )
    assert MAX_INSTANCES - 100 <= len(found.meetings) <= MAX_INSTANCES + 100
    assert starts(found)[-1] == "12-31 23:00"
    assert "Only the last 5,000 of its instances are shown." in found.problems


def test_thousands_of_exceptions_are_read_in_a_moment():
    exceptions = [
        vevent(f"RECURRENCE-ID:2026{m:02}{d:02}T{h:02}0000Z", "DTSTART:20261124T100000Z")
        for m in range(1, 13)
        for d in range(1, 28)
        for h in range(8)
    ]
    found = in_a_moment(a_series(":20260101T000000Z", "FREQ=HOURLY"), *exceptions)
    assert found.meetings


def test_a_thousand_changes_for_all_that_follows_are_read_in_a_moment():
    changes = [
        vevent(
            f"RECURRENCE-ID;RANGE=THISANDFUTURE:{year}{m:02}{d:02}T000000Z",
            f"DTSTART:{year}{m:02}{d:02}T003000Z",
        )
        for year in (2022, 2023, 2024, 2025)
        for m in range(1, 13)
        for d in range(1, 28)
    ]
    found = in_a_moment(
        a_series(":20220101T000000Z", "FREQ=HOURLY"),
        *changes,
        at=window("2022-01-01", "2027-01-01"),
    )
    assert found.meetings


def test_an_exception_over_centuries_is_no_trouble():
    far = vevent("RECURRENCE-ID;RANGE=THISANDFUTURE:16000101T000000Z", "DTSTART:24000101T000000Z")
    found = in_a_moment(a_series(":20261103T090000Z", "FREQ=DAILY"), far)
    assert found.first is not None


def test_an_end_near_the_end_of_the_calendar_is_no_end():
    found = in_a_moment(a_series(":20261103T090000Z", "FREQ=DAILY;COUNT=2911000", "DURATION:P366D"))
    assert found.last is None


def test_half_a_character_does_not_reach_a_meeting():
    found = reading(vevent("DTSTART:20261103T090000Z", "SUMMARY:a\ud800b", "DESCRIPTION:<p>\udfff"))
    assert found.meetings[0].title == "a?b"


def test_thousands_of_guests_are_cut_off():
    guests = [f"ATTENDEE;CN=Guest {n}:mailto:guest{n}@example.com" for n in range(15_000)]
    found = in_a_moment(a_series(":20261103T090000Z", "FREQ=DAILY", *guests))
    assert len(found.meetings[0].attendees) == MAX_ATTENDEES


def test_thousands_of_zones_are_read_in_a_moment():
    zones = [
        f"BEGIN:VTIMEZONE\nTZID:Z{n}\nBEGIN:STANDARD\nDTSTART:16010101T000000\n"
        "TZOFFSETFROM:+0000\nTZOFFSETTO:+0100\nRRULE:FREQ=YEARLY;BYMONTH=1,2,3,4;BYDAY=MO\n"
        "END:STANDARD\nEND:VTIMEZONE"
        for n in range(3_000)
    ]
    exdates = [f"EXDATE;TZID=Z{n}:20261110T090000" for n in range(3_000)]
    in_a_moment(*zones, a_series(":20261103T090000Z", "FREQ=DAILY", *exdates))


def test_control_characters_and_turned_writing_do_not_reach_a_meeting():
    found = reading(
        vevent(
            "DTSTART:20261103T090000Z",
            "SUMMARY:Cof\x07fee\x1b[31m \u202egnp.exe\u200b",
            "LOCATION:Café\x00\\nEinstein",
            "DESCRIPTION:one\x00\\ntwo\x85",
            "CATEGORIES:a\x01b",
            "ATTENDEE;CN=Ada\x00 L:mailto:ada@nordwind.example",
        )
    )
    meeting = found.meetings[0]
    assert meeting.title == "Coffee[31m gnp.exe"
    assert meeting.location == "Café Einstein"
    assert meeting.description == "one\ntwo"
    assert meeting.categories == ("ab",)
    assert meeting.attendees[0].name == "Ada L"


@pytest.mark.parametrize("cut", range(0, 400, 7))
def test_a_text_cut_off_anywhere_is_read_or_refused_in_words(cut):
    text = vcalendar(
        vevent(
            "DTSTART;TZID=Europe/Berlin:20261103T100000",
            "RRULE:FREQ=WEEKLY;BYDAY=TU",
            "EXDATE;TZID=Europe/Berlin:20261110T100000",
            'ATTENDEE;CN="Lindqvist, Ada":mailto:ada@nordwind.example',
            "SUMMARY:Coffee",
        )
    )
    try:
        found = read(text[:cut], window=NOVEMBER, zone=BERLIN)
    except ItemError as error:
        found = None
        reason = str(error)
    assert found or reason.endswith(".")
