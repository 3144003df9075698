"""The sample's calendar is one that vdirsyncer could have written."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import icalendar
import pytest
import recurring_ical_events

from syncd.demo import ZONE, Sample, write
from tests.syncd.demo.worlds import MOMENTS, MORNING


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return write(tmp_path_factory.mktemp("sample"), MORNING)


@pytest.fixture(params=MOMENTS, ids=str, scope="module")
def at_any_moment(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Sample, datetime]:
    return write(tmp_path_factory.mktemp("sample"), request.param), request.param


def test_there_are_two_calendars_with_a_name_and_a_colour(sample: Sample) -> None:
    assert {home.name for home in sample.calendar.iterdir()} == {"work", "private"}
    for home in sample.calendar.iterdir():
        assert (home / "displayname").read_text() == home.name.title()
        assert (home / "color").read_text().startswith("#")
        assert len(list(home.glob("*.ics"))) >= 10


def test_every_file_holds_one_event_and_is_named_after_it(
    at_any_moment: tuple[Sample, datetime],
) -> None:
    files = _files(at_any_moment[0])
    assert 40 <= len(files) <= 60
    for file in files:
        assert {str(event["UID"]) for event in _events(file)} == {file.stem}


def test_no_event_was_made_or_changed_after_now(at_any_moment: tuple[Sample, datetime]) -> None:
    sample, now = at_any_moment
    for file in _files(sample):
        for event in _events(file):
            assert event["CREATED"].dt <= event["LAST-MODIFIED"].dt <= now
            assert event["CREATED"].dt <= _start(event)


def test_what_is_left_out_or_moved_is_an_instance_of_its_series(
    at_any_moment: tuple[Sample, datetime],
) -> None:
    checked = 0
    for file in _files(at_any_moment[0]):
        events = _events(file)
        exceptions = [e["RECURRENCE-ID"].dt for e in events[1:]] + _exdates(events[0])
        for moment in exceptions:
            assert moment in _instances_without_exceptions(file, moment), (file.name, moment)
            checked += 1
    assert checked == 4


def test_work_is_on_working_days_but_for_yesterdays_drinks(
    at_any_moment: tuple[Sample, datetime],
) -> None:
    for file in _files(at_any_moment[0]):
        starts = [_start(event) for event in _events(file)]
        if file.parent.name == "work" and "drinks" not in file.name:
            assert all(start.weekday() < 5 for start in starts), file.name


def test_the_day_holds_what_a_day_holds(sample: Sample) -> None:
    titles = [f"{start:%H:%M} {title}" for start, _, title in _day(sample, sample.today)]
    assert titles == [
        "00:00 Mum's birthday",
        "08:00 Focus time",
        "09:00 Stand-up",
        "10:30 Coffee Ada / Robin",
        "11:30 1:1 Mara / Robin",
        "12:30 Lunch with Tomás",
        "14:00 Dentist",
        "15:00 Interview: Inês Duarte (Data Engineer)",
        "16:30 Intro call Milan / Robin",
        "17:00 Coffee? Exciting Head of Analytics role",
    ]


def test_robin_is_never_in_two_places_on_the_day(at_any_moment: tuple[Sample, datetime]) -> None:
    sample, _ = at_any_moment
    day = [entry for entry in _day(sample, sample.today) if _takes_robins_time(entry[2])]
    for (_, end, title), (start, _, after) in pairwise(day):
        assert end <= start, f"{title} runs into {after}"


def test_tomorrow_begins_with_coffee(at_any_moment: tuple[Sample, datetime]) -> None:
    sample, _ = at_any_moment
    tomorrow = _day(sample, sample.today + timedelta(days=1))
    coffee = next(start for start, _, title in tomorrow if title == "Alumni coffee with Lena")
    assert coffee.hour in {8, 9}


def test_one_program_names_its_zones_as_windows_does(sample: Sample) -> None:
    (event,) = _events(sample.calendar / "work" / "coffee-kyle@example.com.ics")
    assert event["DTSTART"].params["TZID"] == "W. Europe Standard Time"
    assert _start(event) == MORNING.replace(hour=17)


def test_rooms_and_groups_are_told_from_people(sample: Sample) -> None:
    kinds = {
        attendee.params["CUTYPE"]
        for file in _files(sample)
        for event in _events(file)
        for attendee in _attendees(event)
    }
    assert kinds == {"INDIVIDUAL", "ROOM", "GROUP"}


def test_all_answers_and_states_occur(sample: Sample) -> None:
    events = [event for file in _files(sample) for event in _events(file)]
    answers = {a.params["PARTSTAT"] for event in events for a in _attendees(event)}
    assert answers == {"ACCEPTED", "TENTATIVE", "DECLINED", "NEEDS-ACTION"}
    assert {str(e["STATUS"]) for e in events} == {"CONFIRMED", "TENTATIVE", "CANCELLED"}


def _takes_robins_time(title: str) -> bool:
    return not title.startswith(("Mum's birthday", "Coffee?"))


def _files(sample: Sample) -> list[Path]:
    return sorted(sample.calendar.glob("*/*.ics"))


def _events(file: Path) -> list[Any]:
    return icalendar.Calendar.from_ical(file.read_bytes()).walk("VEVENT")


def _start(event: Any) -> datetime:
    start: date = event["DTSTART"].dt
    if isinstance(start, datetime):
        return start
    return datetime(start.year, start.month, start.day, tzinfo=ZONE)


def _exdates(event: Any) -> list[datetime]:
    found = event.get("EXDATE", [])
    lists = found if isinstance(found, list) else [found]
    return [entry.dt for each in lists for entry in each.dts]


def _attendees(event: Any) -> list[Any]:
    found = event.get("ATTENDEE", [])
    return found if isinstance(found, list) else [found]


def _instances_without_exceptions(file: Path, around: datetime) -> list[datetime]:
    calendar = icalendar.Calendar.from_ical(file.read_bytes())
    series, *overrides = calendar.walk("VEVENT")
    series.pop("EXDATE", None)
    calendar.subcomponents = [c for c in calendar.subcomponents if c not in overrides]
    day = timedelta(days=1)
    found = recurring_ical_events.of(calendar).between(around - day, around + day)
    return [event["DTSTART"].dt for event in found]


def _day(sample: Sample, day: date) -> list[tuple[datetime, datetime, str]]:
    midnight = datetime(day.year, day.month, day.day, tzinfo=ZONE)
    found = []
    for file in _files(sample):
        calendar = icalendar.Calendar.from_ical(file.read_bytes())
        found += recurring_ical_events.of(calendar).between(midnight, timedelta(days=1))
    shown = [(_start(e), _end(e), str(e["SUMMARY"])) for e in found if e["STATUS"] != "CANCELLED"]
    return sorted(shown)


def _end(event: Any) -> datetime:
    end: date = event["DTEND"].dt
    if isinstance(end, datetime):
        return end
    return datetime(end.year, end.month, end.day, tzinfo=ZONE)
