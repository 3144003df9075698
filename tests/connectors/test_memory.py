"""The account in memory keeps the promises that every account keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

import pytest

import connectors
from connectors.contract import MAX_MESSAGE_BYTES, Surroundings
from connectors.memory import MemoryCalendar, MemoryMailbox
from syncd.errors import AccountError
from syncd.model import Flag, Ref, Role
from tests.contracts.calendar import CalendarContract
from tests.contracts.mailbox import (
    ARCHIVE,
    DRAFTS,
    INBOX,
    JUNK,
    NOW,
    OTHER,
    SENT,
    TRASH,
    MailboxContract,
    Mirror,
    World,
    a_letter,
    a_mail,
    letter_id,
    mail_id,
    message_id_of,
)

FOLDERS = {
    INBOX: "INBOX",
    SENT: "Sent",
    DRAFTS: "Drafts",
    ARCHIVE: "Archive",
    OTHER: "Projects",
    JUNK: "Junk",
    TRASH: "Trash",
}


class MemorySeeder:
    """Everybody else, for a mailbox in memory."""

    def __init__(self, mailbox: MemoryMailbox) -> None:
        self.mailbox = mailbox

    def plant(
        self,
        place: str,
        raw: bytes,
        *,
        flags: Iterable[Flag] = (),
        received: datetime | None = None,
    ) -> None:
        self.mailbox.add(raw, folder=FOLDERS[place], flags=flags, received=received)

    def flag(self, message_id: str, flags: Iterable[Flag]) -> None:
        for ref in self._refs(message_id):
            self.mailbox.flag(ref, flags)

    def move(self, message_id: str, place: str) -> None:
        for ref in self._refs(message_id):
            self.mailbox.move(ref, FOLDERS[place])

    def delete(self, message_id: str) -> None:
        for ref in self._refs(message_id):
            self.mailbox.delete(ref)

    def copies(self, message_id: str) -> list[tuple[str, frozenset[Flag]]]:
        places = {folder: place for place, folder in FOLDERS.items()}
        return [(places[ref.folder], self.mailbox.flags(ref)) for ref in self._refs(message_id)]

    def _refs(self, message_id: str) -> list[Ref]:
        refs = self.mailbox.refs()
        return [r for r in refs if message_id_of(self.mailbox.message(r)) == message_id]


class TestMemoryMailbox(MailboxContract):
    """The whole suite."""

    exact = True

    @pytest.fixture
    def world(self) -> World:
        mailbox = MemoryMailbox(now=lambda: NOW)
        return World(mailbox, MemorySeeder(mailbox))

    def test_a_message_that_is_too_large_is_set_aside(self) -> None:
        mailbox = MemoryMailbox(now=lambda: NOW)
        mailbox.add(a_mail("huge") + b"x" * MAX_MESSAGE_BYTES)
        mailbox.add(a_mail("one"))
        mirror = Mirror(mailbox).read()
        mirror.one(mail_id("one"))
        assert [bad.reason for bad in mirror.bad.values()] == [
            "This message is too large to be read."
        ]


class CalendarSeeder:
    """Everybody else, for a calendar in memory."""

    def __init__(self, calendar: MemoryCalendar) -> None:
        self.calendar = calendar

    def put(self, uid: str, text: str) -> None:
        self.calendar.put(text, id=uid)

    def delete(self, uid: str) -> None:
        self.calendar.delete(uid)

    def spoil(self, uid: str) -> None:
        self.calendar.put("BEGIN:VCALENDAR\r\nnothing that ends", id=uid)

    def forget(self) -> str:
        return "of-another-life.3"

    def lose(self) -> None:
        self.calendar.away = True


class TestMemoryCalendar(CalendarContract):
    """The whole suite."""

    @pytest.fixture
    def seeder(self) -> CalendarSeeder:
        return CalendarSeeder(MemoryCalendar())

    @pytest.fixture
    def calendar(self, seeder: CalendarSeeder) -> MemoryCalendar:
        return seeder.calendar


def test_an_account_that_is_away_says_so_whatever_is_asked_of_it() -> None:
    mailbox = MemoryMailbox(now=lambda: NOW)
    ref = mailbox.add(a_mail("one"))
    mailbox.away = True
    asked: list[Callable[[], object]] = [
        lambda: list(mailbox.changes("", lambda _: {})),
        lambda: mailbox.correspondence(["ada@nordwind.example"]),
        lambda: mailbox.message(ref),
        lambda: mailbox.deliver(Role.INBOX, a_letter("brief-1")),
        lambda: mailbox.find(letter_id("brief-1")),
        lambda: mailbox.replace(ref, a_letter("brief-2"), message_id=letter_id("brief-1")),
        lambda: mailbox.remove(ref, message_id=letter_id("brief-1")),
    ]
    for ask in asked:
        with pytest.raises(AccountError):
            ask()
    assert [line.ok for line in mailbox.check()] == [False]
    mailbox.away = False
    assert mailbox.message(ref)


def test_the_account_opens_empty_with_a_calendar_and_a_mailbox(tmp_path: Path) -> None:
    kind = connectors.load("memory")
    account = kind.open("rehearsal", kind.settings(), Surroundings(tmp_path, lambda: NOW))
    assert account.mailbox is not None
    assert account.calendar is not None
    assert kind.offers == {"calendar", "mailbox"}
    assert Mirror(account.mailbox).read().envelopes == {}


def test_many_messages_come_in_pages_that_say_how_many_are_left() -> None:
    mailbox = MemoryMailbox(now=lambda: NOW)
    for number in range(1200):
        mailbox.add(a_mail(f"mail-{number}"))
    pages = list(mailbox.changes("", lambda _: {}))
    assert [(len(page.envelopes), page.left) for page in pages] == [
        (500, 700),
        (500, 200),
        (200, 0),
    ]


def test_a_cursor_of_an_earlier_life_is_a_forgotten_one() -> None:
    earlier = MemoryMailbox(now=lambda: NOW)
    for number in range(3):
        earlier.add(a_mail(f"mail-{number}"))
    mirror = Mirror(earlier).read()
    mirror.mailbox = MemoryMailbox(now=lambda: NOW)
    mirror.mailbox.add(a_mail("new"))
    assert [e.message_id for e in mirror.read().news] == [mail_id("new")]
