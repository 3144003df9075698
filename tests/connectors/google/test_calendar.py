"""Series stay whole whatever an incremental answer leaves out; sync tokens come and go."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from connectors.contract import Account, Calendar
from connectors.google.places import Cursor
from syncd import calendar as reader
from syncd.errors import AccountError
from syncd.model import Meeting
from tests.builders import ADA, BERLIN, ME, TEN
from tests.connectors.google.test_events import a_series, an_event, when
from tests.connectors.google.world import an_account
from tests.contracts.calendar import Caller
from tests.contracts.mailbox import NOW
from tests.servers.google import GoogleServer

WEEK = timedelta(days=7)
LIST = "calendar.events.list"


def calendar_of(account: Account) -> Calendar:
    assert account.calendar is not None
    return account.calendar


@pytest.fixture
def calendar(google: GoogleServer, tmp_path: Path) -> Calendar:
    return calendar_of(an_account(google, tmp_path))


@pytest.fixture
def caller() -> Caller:
    return Caller()


def meetings(caller: Caller) -> list[Meeting]:
    """All that the caller holds, read as syncd reads it."""
    window = reader.Window(TEN - timedelta(days=400), TEN + timedelta(days=400))
    found = [
        m
        for item in caller.items.values()
        for m in reader.read(item.text, window=window, zone=BERLIN).meetings
    ]
    return sorted(found, key=lambda m: (m.start, m.key))


def lunch(at: datetime) -> dict[str, Any]:
    later = at + timedelta(hours=2)
    return {"summary": "Lunch", "start": when(later), "end": when(later + timedelta(hours=1))}


def test_an_exception_that_comes_alone_joins_its_series(
    google: GoogleServer, calendar: Calendar, caller: Caller
) -> None:
    google.agenda.put(a_series())
    caller.pull(calendar)
    google.agenda.change_instance("coffee", when(TEN + WEEK), **lunch(TEN + WEEK))
    (page,) = [p for p in caller.pull(calendar) if p.items]
    assert len(page.items) == 1
    assert [m.title for m in meetings(caller)] == ["Coffee with Ada", "Lunch"] + 2 * [
        "Coffee with Ada"
    ]


def test_a_series_that_changes_keeps_its_exceptions(
    google: GoogleServer, calendar: Calendar, caller: Caller
) -> None:
    google.agenda.put(a_series())
    google.agenda.change_instance("coffee", when(TEN + WEEK), **lunch(TEN + WEEK))
    google.agenda.cancel_instance("coffee", when(TEN + 2 * WEEK))
    caller.pull(calendar)
    google.agenda.put(a_series(summary="Tea with Ada"))
    caller.pull(calendar)
    found = meetings(caller)
    assert [m.title for m in found if not m.cancelled] == ["Tea with Ada", "Lunch", "Tea with Ada"]
    assert [m.start for m in found if m.cancelled] == [TEN + 2 * WEEK]


def test_a_cancelled_instance_is_told_as_cancelled_and_can_come_back(
    google: GoogleServer, calendar: Calendar, caller: Caller
) -> None:
    google.agenda.put(a_series())
    google.agenda.change_instance("coffee", when(TEN + WEEK), **lunch(TEN + WEEK))
    caller.pull(calendar)
    google.agenda.cancel_instance("coffee", when(TEN + WEEK))
    caller.pull(calendar)
    (called_off,) = [m for m in meetings(caller) if m.cancelled]
    assert called_off.title == "Lunch"
    google.agenda.change_instance("coffee", when(TEN + WEEK), status="confirmed")
    caller.pull(calendar)
    assert [m.cancelled for m in meetings(caller)] == 4 * [False]


def test_series_stay_whole_across_a_restart(google: GoogleServer, tmp_path: Path) -> None:
    caller = Caller()
    google.agenda.put(a_series())
    google.agenda.cancel_instance("coffee", when(TEN + 2 * WEEK))
    first = an_account(google, tmp_path)
    caller.pull(calendar_of(first))
    first.close()
    google.agenda.change_instance("coffee", when(TEN + WEEK), **lunch(TEN + WEEK))
    google.seen.clear()
    caller.pull(calendar_of(an_account(google, tmp_path)))
    assert [(m.title, m.cancelled) for m in meetings(caller)] == [
        ("Coffee with Ada", False),
        ("Lunch", False),
        ("Coffee with Ada", True),
        ("Coffee with Ada", False),
    ]
    assert google.methods.count(LIST) == 1


@pytest.mark.parametrize("damage", ["lost", "garbled"])
def test_a_lost_cache_means_one_full_list_and_nothing_missing(
    google: GoogleServer, tmp_path: Path, damage: str
) -> None:
    caller = Caller()
    google.agenda.put(a_series())
    google.agenda.cancel_instance("coffee", when(TEN + 2 * WEEK))
    first = an_account(google, tmp_path)
    caller.pull(calendar_of(first))
    first.close()
    if damage == "lost":
        shutil.rmtree(tmp_path / "state")
    else:
        (tmp_path / "state" / "series.sqlite3").write_bytes(b"no database at all" * 100)
    google.agenda.change_instance("coffee", when(TEN + WEEK), **lunch(TEN + WEEK))
    caller.pull(calendar_of(an_account(google, tmp_path)))
    assert [m.title for m in meetings(caller)] == ["Coffee with Ada", "Lunch"] + 2 * [
        "Coffee with Ada"
    ]
    assert sum(m.cancelled for m in meetings(caller)) == 1


def test_parts_that_come_in_any_order_on_many_pages_are_one_item(
    google: GoogleServer, calendar: Calendar, caller: Caller
) -> None:
    google.agenda.shuffles = True
    google.agenda.pages.most = 3
    for n in range(6):
        id_ = f"series{n}"
        google.agenda.put(a_series(id=id_, iCalUID=f"{id_}@google.com"))
        google.agenda.cancel_instance(id_, when(TEN + WEEK))
        google.agenda.change_instance(id_, when(TEN + 2 * WEEK), **lunch(TEN + 2 * WEEK))
    pages = caller.pull(calendar)
    told = [item.id for page in pages for item in page.items]
    assert sorted(told) == [f"series{n}" for n in range(6)]
    assert sum(m.cancelled for m in meetings(caller)) == 6
    assert [m.title for m in meetings(caller)].count("Lunch") == 6


def test_a_deleted_series_takes_its_exceptions_along(
    google: GoogleServer, calendar: Calendar, caller: Caller
) -> None:
    google.agenda.put(a_series())
    google.agenda.change_instance("coffee", when(TEN + WEEK), **lunch(TEN + WEEK))
    caller.pull(calendar)
    google.agenda.delete("coffee")
    caller.pull(calendar)
    assert caller.items == {}
    assert caller.pull(calendar)[-1].items == ()


def test_a_series_that_becomes_a_single_event_is_one(
    google: GoogleServer, calendar: Calendar, caller: Caller
) -> None:
    google.agenda.put(a_series())
    google.agenda.change_instance("coffee", when(TEN + WEEK), **lunch(TEN + WEEK))
    caller.pull(calendar)
    google.agenda.put(an_event())
    caller.pull(calendar)
    assert [m.start for m in meetings(caller)] == [TEN]


def test_an_invitation_to_one_instance_only_is_a_meeting(
    google: GoogleServer, calendar: Calendar, caller: Caller
) -> None:
    alone = an_event(
        id="x_20261124T090000Z", recurringEventId="x", originalStartTime=when(TEN), iCalUID="x@g"
    )
    google.agenda.put(alone)
    caller.pull(calendar)
    (found,) = meetings(caller)
    assert found.key == ("x@g", "20261124T090000Z")


def test_a_lost_sync_token_tells_everything_and_what_is_gone(
    google: GoogleServer, calendar: Calendar, caller: Caller
) -> None:
    google.agenda.put(a_series())
    google.agenda.change_instance("coffee", when(TEN + WEEK), **lunch(TEN + WEEK))
    google.agenda.put(an_event(id="lost", iCalUID="lost@google.com"))
    caller.pull(calendar)
    google.agenda.forget()
    del google.agenda.calendars[ME].events["lost"]  # no tombstone is left of it
    google.agenda.cancel_instance("coffee", when(TEN + 2 * WEEK))
    google.seen.clear()
    pages = caller.pull(calendar)
    assert [gone for page in pages for gone in page.gone] == [(ME, "lost")]
    assert set(caller.items) == {"coffee@google.com"}
    assert sum(m.cancelled for m in meetings(caller)) == 1
    assert google.methods == [LIST, LIST]


def test_a_list_that_is_interrupted_is_done_again_and_loses_nothing(
    google: GoogleServer, calendar: Calendar, caller: Caller
) -> None:
    google.agenda.pages.most = 2
    for n in range(5):
        google.agenda.put(an_event(id=f"event{n}", iCalUID=f"event{n}@google.com"))
    for page in calendar.changes("", caller.known):
        caller.remember(page)
        break
    google.agenda.pages.generation += 1
    caller.pull(calendar)
    assert len(caller.items) == 5


def test_without_a_sync_token_the_next_round_lists_and_tells_only_what_changed(
    google: GoogleServer, calendar: Calendar, caller: Caller
) -> None:
    google.agenda.withholds_tokens = True
    google.agenda.put(a_series())
    google.agenda.put(an_event(id="other", iCalUID="other@google.com"))
    caller.pull(calendar)
    google.agenda.put(an_event(id="other", iCalUID="other@google.com", summary="Tea"))
    pages = caller.pull(calendar)
    assert [item.id for page in pages for item in page.items] == ["other"]
    google.agenda.withholds_tokens = False
    caller.pull(calendar)
    google.seen.clear()
    caller.pull(calendar)
    assert google.methods == [LIST]


def test_a_quiet_round_is_one_call_for_each_calendar(
    google: GoogleServer, calendar: Calendar, caller: Caller
) -> None:
    google.agenda.add_calendar("family@group.calendar.google.com", "Family")
    google.agenda.put(a_series())
    caller.pull(calendar)
    google.seen.clear()
    pages = caller.pull(calendar)
    assert google.methods == [LIST, LIST]
    assert [item for page in pages for item in page.items] == []


def test_every_calendar_that_is_shown_is_read_under_its_name(
    google: GoogleServer, calendar: Calendar, caller: Caller
) -> None:
    google.agenda.add_calendar("family@group", "Family")
    google.agenda.add_calendar("hidden@group", "Hidden", selected=False)
    google.agenda.add_calendar("busy@group", "Busy", access="freeBusyReader")
    for id_ in ("family@group", "hidden@group", "busy@group"):
        google.agenda.put(an_event(id="x", iCalUID=f"x-{id_}"), id_)
    google.agenda.put(an_event())
    caller.pull(calendar)
    assert set(caller.held) == {ME, "Family"}


def test_the_same_invitation_in_two_calendars_of_one_name_is_two_items(
    google: GoogleServer, calendar: Calendar, caller: Caller
) -> None:
    google.agenda.add_calendar("one@group", "Family")
    google.agenda.add_calendar("two@group", "Family")
    google.agenda.put(an_event(), "one@group")
    google.agenda.put(an_event(), "two@group")
    caller.pull(calendar)
    assert {name: len(held) for name, held in caller.held.items()} == {
        "Family (one@group)": 1,
        "Family (two@group)": 1,
    }


def test_a_calendar_that_is_hidden_or_renamed_is_noticed_within_the_hour(
    google: GoogleServer, tmp_path: Path, caller: Caller
) -> None:
    clock = [NOW]
    calendar = calendar_of(an_account(google, tmp_path, now=lambda: clock[0]))
    google.agenda.add_calendar("a@group", "Anglers")
    google.agenda.add_calendar("b@group", "Bakers")
    google.agenda.put(a_series(), "a@group")
    google.agenda.put(an_event(), "b@group")
    caller.pull(calendar)
    google.agenda.calendars["a@group"].summary = "Fishers"
    google.agenda.calendars["b@group"].selected = False
    caller.pull(calendar)
    assert set(caller.held) == {"Anglers", "Bakers"}
    clock[0] += timedelta(hours=1)
    caller.pull(calendar)
    assert {name: len(held) for name, held in caller.held.items()} == {
        "Anglers": 0,
        "Bakers": 0,
        "Fishers": 1,
    }
    assert len(meetings(caller)) == 4


def test_calendars_are_named_in_the_settings_by_name_or_id(
    google: GoogleServer, tmp_path: Path, caller: Caller
) -> None:
    google.agenda.add_calendar("family@group", "Family", selected=False)
    google.agenda.put(an_event(), "family@group")
    google.agenda.put(an_event(id="mine", iCalUID="mine@google.com"))
    calendar = calendar_of(an_account(google, tmp_path, calendars=("primary", "FAMILY")))
    caller.pull(calendar)
    assert set(caller.held) == {ME, "Family"}


def test_ids_alone_need_no_list_of_calendars(
    google: GoogleServer, tmp_path: Path, caller: Caller
) -> None:
    google.agenda.add_calendar("family@group", "Family", selected=False)
    google.agenda.put(an_event(), "family@group")
    calendar = calendar_of(an_account(google, tmp_path, calendars=("primary", "family@group")))
    caller.pull(calendar)
    assert "calendar.calendarList.list" not in google.methods
    assert set(caller.held) == {"Family"}
    google.seen.clear()
    caller.pull(calendar)
    assert google.methods == [LIST, LIST]


def test_a_name_that_no_calendar_has_is_told_and_the_others_are_read(
    google: GoogleServer, tmp_path: Path, caller: Caller
) -> None:
    google.agenda.put(an_event())
    calendar = calendar_of(an_account(google, tmp_path, calendars=("primary", "Famly")))
    for _ in range(2):
        with pytest.raises(AccountError, match="Famly") as raised:
            caller.pull(calendar)
        assert raised.value.permanent
    assert set(caller.items) == {"coffee@google.com"}
    assert [check.ok for check in calendar.check()] == [False, True]


def test_a_calendar_that_is_gone_does_not_stop_the_others(
    google: GoogleServer, tmp_path: Path, caller: Caller
) -> None:
    google.agenda.put(an_event())
    calendar = calendar_of(an_account(google, tmp_path, calendars=("gone@group", "primary")))
    for _ in range(2):
        with pytest.raises(AccountError, match="gone@group"):
            caller.pull(calendar)
    assert set(caller.items) == {"coffee@google.com"}


def test_changing_the_settings_changes_what_is_read(google: GoogleServer, tmp_path: Path) -> None:
    caller = Caller()
    google.agenda.add_calendar("family@group", "Family")
    google.agenda.put(an_event(), "family@group")
    google.agenda.put(an_event(id="mine", iCalUID="mine@google.com"))
    caller.pull(calendar_of(an_account(google, tmp_path)))
    assert caller.uids == {"coffee@google.com", "mine@google.com"}
    caller.pull(calendar_of(an_account(google, tmp_path, calendars=("Family",))))
    assert caller.uids == {"coffee@google.com"}


def test_attendees_and_rooms_arrive_as_they_are(
    google: GoogleServer, calendar: Calendar, caller: Caller
) -> None:
    google.agenda.put(an_event(attendees=[{"email": ADA, "responseStatus": "declined"}]))
    caller.pull(calendar)
    (found,) = meetings(caller)
    assert [(a.address, a.partstat) for a in found.attendees] == [(ADA, "declined")]
    (item,) = caller.items.values()
    assert item.url == "https://www.google.com/calendar/event?eid=coffee"


def test_an_event_larger_than_allowed_is_set_aside(
    google: GoogleServer, calendar: Calendar, caller: Caller
) -> None:
    crowd = [{"email": f"guest{n}@{'x' * 300}.example"} for n in range(2000)]
    google.agenda.put(
        an_event(
            attendees=crowd, description="x" * 99_000, summary="y" * 99_000, location="z" * 99_000
        )
    )
    google.agenda.put(an_event(id="small", iCalUID="small@google.com"))
    caller.pull(calendar)
    assert caller.uids == {"small@google.com"}
    assert [bad.id for bad in caller.bad[ME].values()] == ["coffee"]


def test_a_cursor_survives_being_written_and_read() -> None:
    text = '{"places": [{"id": "a", "name": "A", "token": 5, "revision": 1}], "listed": 0}'
    assert Cursor.read(text) == Cursor()
    assert Cursor.read(Cursor().write()) == Cursor()


def test_a_deleted_series_is_gone_after_a_lost_token_too(
    google: GoogleServer, calendar: Calendar, caller: Caller
) -> None:
    google.agenda.put(a_series())
    google.agenda.change_instance("coffee", when(TEN + WEEK), **lunch(TEN + WEEK))
    caller.pull(calendar)
    google.agenda.forget()
    google.agenda.delete("coffee")
    caller.pull(calendar)
    assert caller.items == {}


def test_an_invitation_to_one_instance_that_is_taken_back_is_gone(
    google: GoogleServer, calendar: Calendar, caller: Caller
) -> None:
    google.agenda.put(
        an_event(id="x_1", recurringEventId="x", originalStartTime=when(TEN), iCalUID="x@g")
    )
    caller.pull(calendar)
    google.agenda.delete("x_1")
    caller.pull(calendar)
    assert caller.items == {}
