"""Series and their exceptions. Unless they say otherwise: Tuesdays at 10:00 in Berlin, from
3 November 2026, looked at in November."""

from datetime import UTC, datetime, timedelta

import pytest

from syncd.model import Status
from tests.syncd.calendar.texts import reading, slots, starts, vevent, window

TUESDAYS = (
    "DTSTART;TZID=Europe/Berlin:20261103T100000",
    "DTEND;TZID=Europe/Berlin:20261103T103000",
    "RRULE:FREQ=WEEKLY",
    "SUMMARY:Coffee",
)
SERIES = vevent(*TUESDAYS)
EVERY_TUESDAY = ["11-03 10:00", "11-10 10:00", "11-17 10:00", "11-24 10:00"]
DAYS = vevent("DTSTART;VALUE=DATE:20261103", "RRULE:FREQ=WEEKLY", "SUMMARY:Day off")


def an_exception(slot: str, *lines: str, uid: str = "coffee@example.com") -> str:
    return vevent(f"RECURRENCE-ID{slot}", *lines, uid=uid)


def test_a_series_takes_place_again_and_again():
    found = reading(SERIES)
    assert starts(found) == EVERY_TUESDAY
    assert found.recurring
    assert all(meeting.recurring for meeting in found.meetings)
    assert all(m.end - m.start == timedelta(minutes=30) for m in found.meetings)


def test_an_instance_is_known_by_its_original_start_in_utc():
    assert slots(reading(SERIES))[0] == "20261103T090000Z"
    assert slots(reading(DAYS))[0] == "20261103"


def test_instances_are_numbered_from_the_first_also_where_only_later_ones_are_looked_at():
    assert [m.instance for m in reading(SERIES).meetings] == [1, 2, 3, 4]
    later = reading(SERIES, at=window("2027-11-01", "2027-11-20"))
    assert [m.instance for m in later.meetings] == [53, 54, 55]


def test_a_moved_instance_stays_itself_at_its_new_time():
    moved = an_exception(
        ";TZID=Europe/Berlin:20261110T100000",
        "DTSTART;TZID=Europe/Berlin:20261111T150000",
        "DTEND;TZID=Europe/Berlin:20261111T160000",
        "SUMMARY:Coffee, moved",
    )
    found = reading(SERIES, moved)
    assert starts(found) == ["11-03 10:00", "11-11 15:00", "11-17 10:00", "11-24 10:00"]
    assert slots(found)[1] == "20261110T090000Z"
    assert found.meetings[1].title == "Coffee, moved"
    assert found.meetings[1].instance == 2
    assert found.meetings[2].title == "Coffee"


@pytest.mark.parametrize(
    "slot",
    [
        ":20261110T090000Z",
        ";TZID=America/New_York:20261110T040000",
        ";TZID=Europe/Berlin:20261110T100000",
        ";VALUE=DATE:20261110",
        ":20261110T100000",
    ],
)
def test_an_exception_finds_its_slot_however_that_is_written(slot):
    retitled = an_exception(slot, "DTSTART:20261110T090000Z", "SUMMARY:Lunch")
    found = reading(SERIES, retitled)
    assert [m.title for m in found.meetings] == ["Coffee", "Lunch", "Coffee", "Coffee"]
    assert slots(found)[1] == "20261110T090000Z"


def test_a_cancelled_instance_is_reported_as_cancelled():
    cancelled = an_exception(
        ":20261110T090000Z",
        "DTSTART:20261110T090000Z",
        "DTEND:20261110T093000Z",
        "STATUS:CANCELLED",
        "SUMMARY:Coffee",
    )
    found = reading(SERIES, cancelled)
    assert [m.status for m in found.meetings] == [
        Status.CONFIRMED,
        Status.CANCELLED,
        Status.CONFIRMED,
        Status.CONFIRMED,
    ]


def test_a_cancelled_instance_that_says_nothing_else_is_still_that_meeting():
    series = vevent(*TUESDAYS, "ATTENDEE:mailto:ada@nordwind.example", "LOCATION:Café Einstein")
    found = reading(series, an_exception(":20261110T090000Z", "STATUS:CANCELLED"))
    cancelled = found.meetings[1]
    assert (cancelled.title, cancelled.location) == ("Coffee", "Café Einstein")
    assert [a.address for a in cancelled.attendees] == ["ada@nordwind.example"]
    assert cancelled.start == datetime(2026, 11, 10, 9, 0, tzinfo=UTC)


def test_an_exception_that_leaves_something_out_means_that():
    series = vevent(*TUESDAYS, "LOCATION:Café Einstein")
    found = reading(series, an_exception(":20261110T090000Z", "DTSTART:20261110T090000Z"))
    assert [m.location for m in found.meetings][:2] == ["Café Einstein", ""]


def test_a_cancelled_series_takes_along_its_older_exceptions():
    series = vevent(*TUESDAYS, "STATUS:CANCELLED", "SEQUENCE:3")
    older = an_exception(":20261110T090000Z", "DTSTART:20261110T100000Z", "SEQUENCE:2")
    newer = an_exception(":20261117T090000Z", "DTSTART:20261117T100000Z", "SEQUENCE:4")
    found = reading(series, older, newer)
    assert [m.cancelled for m in found.meetings] == [True, True, False, True]


def test_a_message_that_cancels_cancels_everything_in_it():
    assert all(m.cancelled for m in reading("METHOD:CANCEL", SERIES).meetings)


def test_an_excluded_instance_is_simply_not_there():
    found = reading(vevent(*TUESDAYS, "EXDATE;TZID=Europe/Berlin:20261110T100000,20261124T100000"))
    assert starts(found) == ["11-03 10:00", "11-17 10:00"]


@pytest.mark.parametrize(
    "exdate",
    [
        "EXDATE:20261110T090000Z",
        "EXDATE;VALUE=DATE:20261110",
        "EXDATE;TZID=America/New_York:20261110T040000",
        "EXDATE:20261110T100000",
    ],
)
def test_an_exclusion_is_understood_however_it_is_written(exdate):
    found = reading(vevent(*TUESDAYS, exdate, "EXDATE;VALUE=DATE:20261124"))
    assert starts(found) == ["11-03 10:00", "11-17 10:00"]


def test_excluded_days_of_an_all_day_series_may_be_written_as_times():
    series = vevent(
        "DTSTART;VALUE=DATE:20261103",
        "RRULE:FREQ=WEEKLY",
        "EXDATE:20261110T000000Z",
        "EXDATE;TZID=Europe/Berlin:20261117T000000",
    )
    assert slots(reading(series)) == ["20261103", "20261124"]


def test_an_exclusion_of_another_hour_excludes_nothing():
    hourly = vevent("DTSTART;TZID=Europe/Berlin:20261103T080000", "RRULE:FREQ=HOURLY;COUNT=4")
    utc = vevent(
        "DTSTART;TZID=Europe/Berlin:20261103T080000",
        "RRULE:FREQ=HOURLY;COUNT=4",
        "EXDATE:20261103T090000Z",
    )
    assert starts(reading(hourly)) == [
        "11-03 08:00",
        "11-03 09:00",
        "11-03 10:00",
        "11-03 11:00",
    ]
    assert starts(reading(utc)) == ["11-03 08:00", "11-03 09:00", "11-03 11:00"]


def test_an_exception_for_another_hour_leaves_the_others_alone():
    series = vevent("DTSTART;TZID=Europe/Berlin:20261103T080000", "RRULE:FREQ=HOURLY;COUNT=4")
    moved = an_exception(":20261103T090000Z", "DTSTART:20261103T093000Z")
    assert starts(reading(series, moved)) == [
        "11-03 08:00",
        "11-03 09:00",
        "11-03 09:30",
        "11-03 11:00",
    ]


def test_an_instance_moved_into_the_window_shows():
    moved = an_exception(":20270105T090000Z", "DTSTART:20261120T090000Z", "SUMMARY:Early")
    found = reading(SERIES, moved)
    assert [m.title for m in found.meetings] == ["Coffee", "Coffee", "Coffee", "Early", "Coffee"]
    assert slots(found)[3] == "20270105T090000Z"


def test_an_instance_moved_out_of_the_window_does_not_show():
    moved = an_exception(":20261110T090000Z", "DTSTART:20270120T090000Z")
    assert starts(reading(SERIES, moved)) == ["11-03 10:00", "11-17 10:00", "11-24 10:00"]
    january = reading(SERIES, moved, at=window("2027-01-20", "2027-01-21"))
    assert slots(january) == ["20261110T090000Z"]


def test_an_exception_may_come_before_its_series_in_the_text():
    moved = an_exception(":20261110T090000Z", "DTSTART:20261110T110000Z")
    assert starts(reading(moved, SERIES))[1] == "11-10 11:00"


def test_of_two_exceptions_for_one_slot_the_newer_counts():
    old = an_exception(":20261110T090000Z", "DTSTART:20261110T110000Z", "SEQUENCE:2", "SUMMARY:B")
    new = an_exception(":20261110T090000Z", "DTSTART:20261110T120000Z", "SEQUENCE:3", "SUMMARY:A")
    for order in ((old, new), (new, old)):
        assert [m.title for m in reading(SERIES, *order).meetings][1] == "A"


def test_of_two_versions_of_a_series_the_newer_counts():
    new = vevent(*TUESDAYS[:3], "SUMMARY:New", "SEQUENCE:2")
    for order in ((SERIES, new), (new, SERIES)):
        assert {m.title for m in reading(*order).meetings} == {"New"}


def test_this_and_future_moves_everything_after():
    later = an_exception(
        ";RANGE=THISANDFUTURE;TZID=Europe/Berlin:20261117T100000",
        "DTSTART;TZID=Europe/Berlin:20261118T110000",
        "DTEND;TZID=Europe/Berlin:20261118T120000",
        "SUMMARY:New time",
    )
    found = reading(SERIES, later)
    assert starts(found) == ["11-03 10:00", "11-10 10:00", "11-18 11:00", "11-25 11:00"]
    assert slots(found)[2:] == ["20261117T090000Z", "20261124T090000Z"]
    assert [m.title for m in found.meetings] == ["Coffee", "Coffee", "New time", "New time"]
    assert [(m.end - m.start) for m in found.meetings][3] == timedelta(hours=1)


def test_this_and_future_that_moves_ahead_shows_what_comes_into_the_window():
    ahead = an_exception(
        ";RANGE=THISANDFUTURE;TZID=Europe/Berlin:20261117T100000",
        "DTSTART;TZID=Europe/Berlin:20261115T100000",
    )
    found = reading(SERIES, ahead, at=window("2026-11-22", "2026-11-23"))
    assert slots(found) == ["20261124T090000Z"]
    far = reading(SERIES, ahead, at=window("2029-01-01", "2029-01-31"))
    assert {f"{m.start:%a}" for m in far.meetings} == {"Sun"}


def test_an_exception_after_this_and_future_counts_for_its_own_slot():
    later = an_exception(
        ";RANGE=THISANDFUTURE:20261110T090000Z", "DTSTART:20261110T110000Z", "SUMMARY:Later"
    )
    once = an_exception(":20261117T090000Z", "DTSTART:20261117T140000Z", "SUMMARY:Once")
    found = reading(SERIES, later, once)
    assert [m.title for m in found.meetings] == ["Coffee", "Later", "Once", "Later"]


def test_additional_dates_belong_to_the_series():
    series = vevent(
        *TUESDAYS, "RDATE;TZID=Europe/Berlin:20261105T100000", "RDATE;VALUE=DATE:20261106"
    )
    found = reading(series)
    assert starts(found)[:3] == ["11-03 10:00", "11-05 10:00", "11-06 10:00"]
    assert slots(found)[1] == "20261105T090000Z"


def test_dates_alone_make_a_series():
    found = reading(vevent("DTSTART:20261103T090000Z", "RDATE:20261105T090000Z,20261207T090000Z"))
    assert starts(found) == ["11-03 09:00", "11-05 09:00"]
    assert found.last == datetime(2026, 12, 7, 9, 0, tzinfo=UTC)


def test_a_period_has_a_length_of_its_own():
    series = vevent(
        *TUESDAYS,
        "RDATE;VALUE=PERIOD:20261105T090000Z/PT2H,20261106T090000Z/20261106T120000Z",
    )
    lengths = [m.end - m.start for m in reading(series).meetings]
    assert lengths[:3] == [timedelta(minutes=30), timedelta(hours=2), timedelta(hours=3)]


def test_a_date_that_cannot_be_read_is_told_and_the_others_count():
    found = reading(vevent(*TUESDAYS, "EXDATE:soon,20261110T090000Z", "RDATE:99991231T000000Z"))
    assert starts(found) == ["11-03 10:00", "11-17 10:00", "11-24 10:00"]
    assert "EXDATE" in found.problems[0] or "EXDATE" in found.problems[1]
    assert any("the year 9999" in problem for problem in found.problems)


@pytest.mark.parametrize(
    "until",
    [
        "20261117",
        "20261117T090000Z",
        "20261117T100000",
        "20261117T235959",
        "20261117T225959Z",
    ],
)
def test_the_end_of_a_rule_belongs_to_it(until):
    series = vevent(*TUESDAYS[:2], f"RRULE:FREQ=WEEKLY;UNTIL={until}")
    found = reading(series)
    assert starts(found) == ["11-03 10:00", "11-10 10:00", "11-17 10:00"]
    assert found.last is not None
    assert found.meetings[-1].end <= found.last <= found.meetings[-1].end + timedelta(days=1)


def test_a_time_just_after_the_end_of_a_rule_does_not():
    series = vevent(*TUESDAYS[:2], "RRULE:FREQ=WEEKLY;UNTIL=20261117T085959Z")
    assert starts(reading(series)) == ["11-03 10:00", "11-10 10:00"]


@pytest.mark.parametrize("until", ["20261117", "20261117T000000Z", "20261116T230000Z"])
def test_the_end_of_an_all_day_series_may_be_written_as_a_time(until):
    series = vevent("DTSTART;VALUE=DATE:20261103", f"RRULE:FREQ=WEEKLY;UNTIL={until}")
    assert slots(reading(series)) == ["20261103", "20261110", "20261117"]


def test_a_count_ends_a_series():
    series = vevent(*TUESDAYS[:2], "RRULE:FREQ=WEEKLY;COUNT=3")
    found = reading(series)
    assert starts(found) == ["11-03 10:00", "11-10 10:00", "11-17 10:00"]
    assert found.last is not None
    assert found.last >= found.meetings[-1].end


def test_excluded_instances_are_counted():
    series = vevent(*TUESDAYS[:2], "RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE:20261110T090000Z")
    found = reading(series)
    assert starts(found) == ["11-03 10:00", "11-17 10:00"]
    assert [m.instance for m in found.meetings] == [1, 3]


def test_an_endless_series_has_no_last():
    found = reading(SERIES)
    assert found.first == datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
    assert found.last is None


def test_first_and_last_take_in_moved_instances():
    series = vevent(*TUESDAYS[:2], "RRULE:FREQ=WEEKLY;COUNT=3")
    early = an_exception(":20261110T090000Z", "DTSTART:20260110T090000Z")
    late = an_exception(":20261117T090000Z", "DTSTART:20280110T090000Z", "DURATION:PT1H")
    found = reading(series, early, late)
    assert found.first == datetime(2026, 1, 10, 9, 0, tzinfo=UTC)
    assert found.last == datetime(2028, 1, 10, 10, 0, tzinfo=UTC)


def test_an_all_day_series_shows_days_and_keeps_them_through_a_move():
    moved = an_exception(";VALUE=DATE:20261110", "DTSTART;VALUE=DATE:20261112")
    found = reading(DAYS, moved)
    assert [f"{m.start:%m-%d}" for m in found.meetings] == ["11-03", "11-12", "11-17", "11-24"]
    assert slots(found) == ["20261103", "20261110", "20261117", "20261124"]
    assert all(m.all_day for m in found.meetings)


def test_an_instance_of_an_all_day_series_can_become_a_timed_one():
    timed = an_exception(";VALUE=DATE:20261110", "DTSTART:20261110T130000Z", "DURATION:PT1H")
    meeting = reading(DAYS, timed).meetings[1]
    assert not meeting.all_day
    assert meeting.key.recurrence_id == "20261110"
    assert meeting.start == datetime(2026, 11, 10, 13, 0, tzinfo=UTC)


def test_an_instance_of_a_timed_series_can_become_a_whole_day():
    whole = an_exception(":20261110T090000Z", "DTSTART;VALUE=DATE:20261110")
    meeting = reading(SERIES, whole).meetings[1]
    assert meeting.all_day
    assert meeting.key.recurrence_id == "20261110T090000Z"


def test_whole_days_of_exchange_are_a_series_of_days():
    series = vevent(
        "DTSTART;TZID=Europe/Berlin:20261103T000000",
        "DTEND;TZID=Europe/Berlin:20261104T000000",
        "RRULE:FREQ=WEEKLY;UNTIL=20261116T230000Z",
        "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE",
        "EXDATE;TZID=Europe/Berlin:20261110T000000",
    )
    assert slots(reading(series)) == ["20261103", "20261117"]


def test_an_invitation_to_one_instance_only_is_that_instance():
    alone = an_exception(
        ";TZID=Europe/Berlin:20261110T100000",
        "DTSTART;TZID=Europe/Berlin:20261110T110000",
        "DTEND;TZID=Europe/Berlin:20261110T113000",
        "SUMMARY:Coffee",
    )
    found = reading(alone)
    assert slots(found) == ["20261110T090000Z"]
    assert starts(found) == ["11-10 11:00"]
    assert found.recurring
    assert found.last == datetime(2026, 11, 10, 10, 30, tzinfo=UTC)


def test_an_invitation_to_some_instances_only_is_those():
    one, two = (
        an_exception(f":202611{day}T090000Z", f"DTSTART:202611{day}T090000Z") for day in (10, 24)
    )
    assert starts(reading(one, two)) == ["11-10 09:00", "11-24 09:00"]


def test_an_exception_of_a_single_event_replaces_it():
    single = vevent("DTSTART:20261110T090000Z", "SUMMARY:Coffee")
    moved = an_exception(":20261110T090000Z", "DTSTART:20261111T090000Z", "SUMMARY:Moved")
    found = reading(single, moved)
    assert [m.title for m in found.meetings] == ["Moved"]


def test_a_series_begins_with_its_start_also_where_the_rule_does_not_name_it():
    series = vevent("DTSTART:20261104T090000Z", "RRULE:FREQ=WEEKLY;BYDAY=TU")
    assert starts(reading(series)) == ["11-04 09:00", "11-10 09:00", "11-17 09:00", "11-24 09:00"]


def test_a_long_instance_that_began_before_the_window_shows():
    series = vevent("DTSTART:20261003T090000Z", "DURATION:P5D", "RRULE:FREQ=MONTHLY;BYMONTHDAY=30")
    assert starts(reading(series)) == ["10-30 09:00", "11-30 09:00"]


def test_a_long_instance_of_an_old_series_shows_on_its_last_day():
    series = vevent("DTSTART:20200107T090000Z", "DURATION:P6D", "RRULE:FREQ=WEEKLY")
    last_day = window("2026-11-09T08:00", "2026-11-09T08:30")
    assert starts(reading(series, at=last_day)) == ["11-03 09:00"]


def test_two_rules_are_both_followed():
    series = vevent(
        "DTSTART:20261103T090000Z", "RRULE:FREQ=WEEKLY;COUNT=2", "RRULE:FREQ=MONTHLY;COUNT=2"
    )
    assert starts(reading(series, at=window("2026-11-01", "2027-01-01"))) == [
        "11-03 09:00",
        "11-10 09:00",
        "12-03 09:00",
    ]


def test_a_rule_that_cannot_be_read_leaves_the_first_time_and_says_so():
    found = reading(vevent(*TUESDAYS[:2], "RRULE:FREQ=FORTNIGHTLY"))
    assert starts(found) == ["11-03 10:00"]
    assert 'Its repetition is left out: "FORTNIGHTLY" is not a frequency.' in found.problems


def test_an_exrule_is_told():
    found = reading(vevent(*TUESDAYS, "EXRULE:FREQ=WEEKLY;INTERVAL=2"))
    assert "EXRULE" in found.problems[0]


@pytest.mark.parametrize(
    ("start", "rule", "expected"),
    [
        ("1103", "FREQ=DAILY;INTERVAL=20", "11-03 11-23 12-13"),
        ("1113", "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR;COUNT=4", "11-13 11-16 11-17 11-18"),
        ("1110", "FREQ=MONTHLY;BYDAY=2TU", "11-10 12-08"),
        ("1124", "FREQ=MONTHLY;BYDAY=TU;BYSETPOS=-1", "11-24 12-29"),
        ("1102", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1", "11-02 12-01"),
        ("1130", "FREQ=MONTHLY;BYMONTHDAY=-1", "11-30 12-31"),
        ("1031", "FREQ=MONTHLY", "12-31"),
        ("1103", "RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=OMIT", "11-03 12-03"),
        ("1104", "freq=monthly;byday=+1we", "11-04 12-02"),
        ("1227", "FREQ=YEARLY;BYMONTH=12;BYDAY=4SU", "12-27"),
        ("1117", "FREQ=YEARLY;BYWEEKNO=47;BYDAY=TU", "11-17"),
        # RFC 5545 section 3.8.5.3: the first day of the week makes a difference.
        ("1103", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "11-03 11-08 11-17 11-22"),
        ("1103", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "11-03 11-15 11-17 11-29"),
    ],
)
def test_the_rules_that_people_use_are_followed(start, rule, expected):
    series = vevent(f"DTSTART:2026{start}T090000Z", f"RRULE:{rule}")
    found = reading(series, at=window("2026-11-01", "2027-01-01"))
    assert " ".join(f"{meeting.start:%m-%d}" for meeting in found.meetings) == expected


def test_a_series_without_exceptions_has_as_many_places_as_instances():
    for rule in ("DAILY;INTERVAL=3", "WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU", "WEEKLY;BYDAY=TU,WE"):
        found = reading(
            vevent("DTSTART:20251104T090000Z", f"RRULE:FREQ={rule}"),
            at=window("2025-11-01", "2027-01-01"),
        )
        places = [meeting.instance for meeting in found.meetings]
        assert places == list(range(1, len(places) + 1)), rule
