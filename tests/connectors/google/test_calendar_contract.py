"""Google Calendar keeps the promises of a calendar, on the strict fake."""

from __future__ import annotations

from pathlib import Path

import pytest

from connectors.contract import Calendar
from tests.connectors.google.world import an_account
from tests.contracts.calendar import CalendarContract, Caller, an_event, told
from tests.servers.google import GoogleServer
from tests.servers.google.ics import events_of, id_of


class Planner:
    """The user in Google Calendar: the suite's seeder."""

    def __init__(self, server: GoogleServer, calendar: Calendar) -> None:
        self._server = server
        self._calendar = calendar

    def put(self, uid: str, text: str) -> None:
        for event in events_of(text):
            self._server.agenda.put(event)

    def delete(self, uid: str) -> None:
        self._server.agenda.delete(id_of(uid))

    def spoil(self, uid: str) -> None:
        self._server.agenda.put({"id": id_of(uid), "iCalUID": uid, "summary": "?", "start": {}})

    def forget(self) -> str:
        *_, last = self._calendar.changes("", lambda _: {})
        self._server.agenda.forget()
        return last.cursor

    def lose(self) -> None:
        self._server.stop()


class TestGoogleCalendar(CalendarContract):
    """The whole suite."""

    @pytest.fixture
    def opened(self, google: GoogleServer, tmp_path: Path) -> Calendar:
        account = an_account(google, tmp_path)
        assert account.calendar is not None
        return account.calendar

    @pytest.fixture
    def seeder(self, google: GoogleServer, opened: Calendar) -> Planner:
        return Planner(google, opened)

    @pytest.fixture
    def calendar(self, opened: Calendar) -> Calendar:
        return opened


class TestGoogleCalendarWithoutSyncTokens(TestGoogleCalendar):
    """Google may leave out the token; then every round lists and compares."""

    @pytest.fixture
    def opened(self, google: GoogleServer, tmp_path: Path) -> Calendar:
        google.agenda.withholds_tokens = True
        account = an_account(google, tmp_path)
        assert account.calendar is not None
        return account.calendar

    def test_a_forgotten_cursor_lists_everything_and_what_went_in_between(
        self, google: GoogleServer, calendar: Calendar, caller: Caller
    ) -> None:
        """There is no token to forget: what is told is what is new, and what is gone."""
        for name in ("one", "two", "three"):
            google.agenda.put(events_of(an_event(f"{name}@example.com"))[0])
        caller.pull(calendar)
        google.agenda.forget()
        google.agenda.delete(id_of("one@example.com"))
        google.agenda.put(events_of(an_event("four@example.com"))[0])
        pages = caller.pull(calendar)
        assert caller.uids == {"two@example.com", "three@example.com", "four@example.com"}
        assert told(pages) == {"four@example.com"}
