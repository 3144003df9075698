"""What every calendar connector must do, whatever it reaches.

To hold a connector against it, inherit `CalendarContract` and give it two fixtures: ``seeder``,
which changes the account as the user's other programs would, and ``calendar``, the connector
opened on that account.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

import pytest

from connectors.contract import Bad, Calendar, CalendarPage, Item
from syncd.errors import AccountError


class Seeder(Protocol):
    """Changes an account behind the connector's back."""

    def put(self, uid: str, text: str) -> None:
        """Add an item, or replace the one of that UID. ``text`` is a whole VCALENDAR."""

    def delete(self, uid: str) -> None:
        """Delete the item of that UID."""

    def spoil(self, uid: str) -> None:
        """Put an item that cannot be read into the place of that UID."""

    def forget(self) -> str:
        """Make the account forget what it handed out; a cursor that it does not know any more."""

    def lose(self) -> None:
        """Make the account unreachable: a folder that is away, a server that is down."""


@dataclass
class Caller:
    """Plays the part of syncd: asks for changes and remembers what it was told."""

    cursor: str = ""
    #: calendar -> id -> item.
    held: dict[str, dict[str, Item]] = field(default_factory=dict)
    #: calendar -> id -> what was wrong with it.
    bad: dict[str, dict[str, Bad]] = field(default_factory=dict)

    def known(self, calendar: str) -> Mapping[str, str]:
        """What is remembered of a calendar, the unreadable included."""
        bad = {bad.id: bad.etag for bad in self.bad.get(calendar, {}).values()}
        return bad | {item.id: item.etag for item in self.held.get(calendar, {}).values()}

    def pull(self, calendar: Calendar) -> list[CalendarPage]:
        """One round of reading, as the mirror does it."""
        pages = []
        for page in calendar.changes(self.cursor, self.known):
            self.remember(page)
            pages.append(page)
        return pages

    def remember(self, page: CalendarPage) -> None:
        """Store one page and the cursor that came with it."""
        for item in page.items:
            self.bad.get(item.calendar, {}).pop(item.id, None)
            self.held.setdefault(item.calendar, {})[item.id] = item
        for bad in page.bad:
            self.held.get(bad.where, {}).pop(bad.id, None)
            self.bad.setdefault(bad.where, {})[bad.id] = bad
        for name, gone in page.gone:
            self.held.get(name, {}).pop(gone, None)
            self.bad.get(name, {}).pop(gone, None)
        self.cursor = page.cursor

    @property
    def items(self) -> dict[str, Item]:
        """Everything held, by UID."""
        return {uid_of(item): item for held in self.held.values() for item in held.values()}

    @property
    def uids(self) -> set[str]:
        """UIDs of everything held."""
        return set(self.items)


def uid_of(item: Item) -> str:
    """The UID an item's text names."""
    found = re.search(r"^UID(?:;[^:\r\n]*)?:(.*?)\r?$", item.text, re.MULTILINE)
    assert found, item.text
    return found.group(1)


def an_event(uid: str, *, title: str = "Coffee with Ada", extra: Iterable[str] = ()) -> str:
    """A VCALENDAR with one event, as a program would write it."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Example//Example//EN",
        "BEGIN:VEVENT",
        f"UID:{uid}",
        "DTSTAMP:20261101T080000Z",
        "DTSTART:20261124T090000Z",
        "DTEND:20261124T093000Z",
        f"SUMMARY:{title}",
        *extra,
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "\r\n".join(lines) + "\r\n"


def told(pages: Iterable[CalendarPage]) -> set[str]:
    """UIDs of the items that pages carry."""
    return {uid_of(item) for page in pages for item in page.items}


class CalendarContract:
    """Inherit, and give it `seeder` and `calendar`."""

    @pytest.fixture
    def seeder(self) -> Seeder:
        """Changes the account that `calendar` is opened on."""
        raise NotImplementedError

    @pytest.fixture
    def calendar(self, seeder: Seeder) -> Calendar:
        """The connector, opened on the seeder's account."""
        raise NotImplementedError

    @pytest.fixture
    def caller(self) -> Caller:
        """Asks and remembers."""
        return Caller()

    def test_first_reading_lists_everything(self, seeder, calendar, caller):
        seeder.put("one@example.com", an_event("one@example.com"))
        seeder.put("two@example.com", an_event("two@example.com"))
        caller.pull(calendar)
        assert caller.uids == {"one@example.com", "two@example.com"}

    def test_empty_account_still_gives_a_cursor(self, calendar, caller):
        pages = caller.pull(calendar)
        assert pages
        assert pages[-1].cursor
        assert caller.uids == set()

    def test_an_item_is_whole_icalendar_text_of_a_named_calendar(self, seeder, calendar, caller):
        seeder.put("one@example.com", an_event("one@example.com", title="Grüße, an alle"))
        caller.pull(calendar)
        item = caller.items["one@example.com"]
        assert item.text.startswith("BEGIN:VCALENDAR")
        assert item.text.rstrip().endswith("END:VCALENDAR")
        assert "Grüße" in item.text
        assert item.calendar
        assert item.id
        assert item.etag

    def test_nothing_is_told_when_nothing_changed(self, seeder, calendar, caller):
        seeder.put("one@example.com", an_event("one@example.com"))
        caller.pull(calendar)
        pages = caller.pull(calendar)
        assert told(pages) == set()
        assert [gone for page in pages for gone in page.gone] == []

    def test_only_the_new_item_is_told(self, seeder, calendar, caller):
        seeder.put("one@example.com", an_event("one@example.com"))
        caller.pull(calendar)
        seeder.put("two@example.com", an_event("two@example.com"))
        assert told(caller.pull(calendar)) == {"two@example.com"}
        assert caller.uids == {"one@example.com", "two@example.com"}

    def test_a_changed_item_is_told_under_its_id_with_another_etag(self, seeder, calendar, caller):
        seeder.put("one@example.com", an_event("one@example.com"))
        seeder.put("two@example.com", an_event("two@example.com"))
        caller.pull(calendar)
        before = caller.items["one@example.com"]
        seeder.put("one@example.com", an_event("one@example.com", title="Lunch with Ada"))
        assert told(caller.pull(calendar)) == {"one@example.com"}
        after = caller.items["one@example.com"]
        assert (after.calendar, after.id) == (before.calendar, before.id)
        assert after.etag != before.etag
        assert "Lunch with Ada" in after.text

    def test_a_deleted_item_is_gone(self, seeder, calendar, caller):
        seeder.put("one@example.com", an_event("one@example.com"))
        seeder.put("two@example.com", an_event("two@example.com"))
        caller.pull(calendar)
        one = caller.items["one@example.com"]
        seeder.delete("one@example.com")
        pages = caller.pull(calendar)
        assert [gone for page in pages for gone in page.gone] == [(one.calendar, one.id)]
        assert caller.uids == {"two@example.com"}

    def test_the_last_item_can_be_deleted(self, seeder, calendar, caller):
        seeder.put("one@example.com", an_event("one@example.com"))
        caller.pull(calendar)
        seeder.delete("one@example.com")
        caller.pull(calendar)
        assert caller.uids == set()

    def test_a_deleted_item_can_come_back(self, seeder, calendar, caller):
        seeder.put("one@example.com", an_event("one@example.com"))
        caller.pull(calendar)
        seeder.delete("one@example.com")
        caller.pull(calendar)
        seeder.put("one@example.com", an_event("one@example.com"))
        caller.pull(calendar)
        assert caller.uids == {"one@example.com"}

    def test_a_forgotten_cursor_lists_everything_and_what_went_in_between(
        self, seeder, calendar, caller
    ):
        for name in ("one", "two", "three"):
            seeder.put(f"{name}@example.com", an_event(f"{name}@example.com"))
        caller.pull(calendar)
        seeder.delete("one@example.com")
        seeder.put("four@example.com", an_event("four@example.com"))
        caller.cursor = seeder.forget()
        pages = caller.pull(calendar)
        assert caller.uids == {"two@example.com", "three@example.com", "four@example.com"}
        assert told(pages) == caller.uids

    @pytest.mark.parametrize("cursor", ["nonsense", "{}", "[1, 2]", "\x00", '{"version": 99}'])
    def test_a_cursor_of_somebody_else_lists_everything(self, seeder, calendar, caller, cursor):
        seeder.put("one@example.com", an_event("one@example.com"))
        seeder.put("two@example.com", an_event("two@example.com"))
        caller.pull(calendar)
        seeder.delete("two@example.com")
        caller.cursor = cursor
        caller.pull(calendar)
        assert caller.uids == {"one@example.com"}
        assert told(caller.pull(calendar)) == set()

    def test_changes_after_a_forgotten_cursor_are_incremental_again(self, seeder, calendar, caller):
        seeder.put("one@example.com", an_event("one@example.com"))
        caller.pull(calendar)
        caller.cursor = seeder.forget()
        caller.pull(calendar)
        seeder.put("two@example.com", an_event("two@example.com"))
        assert told(caller.pull(calendar)) == {"two@example.com"}

    def test_being_interrupted_after_a_page_loses_nothing(self, seeder, calendar, caller):
        uids = {f"{number}@example.com" for number in range(30)}
        for uid in uids:
            seeder.put(uid, an_event(uid))
        caller.remember(next(iter(calendar.changes(caller.cursor, caller.known))))
        caller.pull(calendar)
        assert caller.uids == uids

    def test_an_unreadable_item_is_set_aside_and_the_rest_goes_on(self, seeder, calendar, caller):
        seeder.put("one@example.com", an_event("one@example.com"))
        seeder.spoil("spoiled@example.com")
        seeder.put("two@example.com", an_event("two@example.com"))
        pages = caller.pull(calendar)
        assert caller.uids == {"one@example.com", "two@example.com"}
        bad = [bad for page in pages for bad in page.bad]
        assert len(bad) == 1
        assert bad[0].reason.strip()
        assert bad[0].id
        assert bad[0].etag

    def test_an_unreadable_item_that_is_mended_comes_back(self, seeder, calendar, caller):
        seeder.spoil("one@example.com")
        caller.pull(calendar)
        seeder.put("one@example.com", an_event("one@example.com"))
        caller.pull(calendar)
        assert caller.uids == {"one@example.com"}
        assert [bad for held in caller.bad.values() for bad in held] == []

    def test_an_item_that_becomes_unreadable_is_told_as_such(self, seeder, calendar, caller):
        seeder.put("one@example.com", an_event("one@example.com"))
        seeder.put("two@example.com", an_event("two@example.com"))
        caller.pull(calendar)
        seeder.spoil("one@example.com")
        pages = caller.pull(calendar)
        assert len([bad for page in pages for bad in page.bad]) == 1
        assert "two@example.com" in caller.uids

    def test_unchanged_unreadable_items_keep_their_etag(self, seeder, calendar, caller):
        seeder.spoil("one@example.com")
        caller.pull(calendar)
        first = caller.bad.copy()
        caller.cursor = ""
        caller.pull(calendar)
        assert caller.bad == first

    def test_an_account_that_is_away_is_an_error_and_not_empty(self, seeder, calendar, caller):
        seeder.put("one@example.com", an_event("one@example.com"))
        caller.pull(calendar)
        seeder.lose()
        with pytest.raises(AccountError) as error:
            caller.pull(calendar)
        assert error.value.message
        assert caller.uids == {"one@example.com"}

    def test_an_account_that_is_away_at_first_is_an_error_and_not_empty(
        self, seeder, calendar, caller
    ):
        seeder.lose()
        with pytest.raises(AccountError):
            caller.pull(calendar)

    def test_check_is_content_with_an_account_that_works(self, seeder, calendar):
        seeder.put("one@example.com", an_event("one@example.com"))
        lines = list(calendar.check())
        assert lines
        assert all(line.ok for line in lines), lines

    def test_check_says_what_to_do_when_the_account_is_away(self, seeder, calendar):
        seeder.lose()
        failed = [line for line in calendar.check() if not line.ok]
        assert failed
        assert all(line.advice for line in failed)
