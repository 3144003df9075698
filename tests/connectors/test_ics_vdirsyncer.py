"""A folder that vdirsyncer keeps in step with a Radicale, as people have it."""

from __future__ import annotations

from datetime import UTC, datetime

from connectors.ics import FolderCalendar, IcsSettings
from syncd.calendar import Window, read
from tests.builders import BERLIN
from tests.contracts.calendar import Caller, an_event, told

NOVEMBER = Window(datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC))


def test_what_vdirsyncer_writes_is_read_and_followed(radicale, synced_calendar):
    radicale.make_calendar("a1b2c3", "Arbeit")
    radicale.make_calendar("d4e5f6", "Privat")
    radicale.put("a1b2c3", "coffee.ics", an_event("coffee@example.com"))
    radicale.put("a1b2c3", "lunch.ics", an_event("lunch@example.com", title="Lunch"))
    radicale.put("d4e5f6", "yoga.ics", an_event("yoga@example.com", title="Yoga"))
    synced = synced_calendar()
    caller, calendar = Caller(), FolderCalendar("files", IcsSettings(path=str(synced.folder)))
    caller.pull(calendar)
    assert {name: len(held) for name, held in caller.held.items()} == {"Arbeit": 2, "Privat": 1}

    radicale.put("a1b2c3", "lunch.ics", an_event("lunch@example.com", title="Late lunch"))
    radicale.delete("a1b2c3", "coffee.ics")
    synced.sync()
    pages = caller.pull(calendar)
    assert told(pages) == {"lunch@example.com"}
    assert caller.uids == {"yoga@example.com", "lunch@example.com"}
    lunch = read(caller.items["lunch@example.com"].text, window=NOVEMBER, zone=BERLIN)
    assert [meeting.title for meeting in lunch.meetings] == ["Late lunch"]

    synced.sync()
    assert told(caller.pull(calendar)) == set()
