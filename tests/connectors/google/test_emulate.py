"""The happy path on `emulate`. Tests that it cannot carry are left out, each by the gap's name."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests

from connectors import load
from connectors.contract import Account, Surroundings
from connectors.google.settings import GoogleSettings
from syncd import calendar
from syncd.errors import AccountError
from syncd.model import Flag
from tests.builders import ADA, BERLIN, TEN
from tests.connectors.google.world import hurried_pace
from tests.contracts.calendar import Caller
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
    World,
    a_letter,
    letter_id,
    message_id_of,
)
from tests.servers import emulate
from tests.servers.emulate import USER, Emulate, Gap
from tests.servers.fixtures import skip_when_missing

_ME = "/gmail/v1/users/me"
_LABELS = {
    INBOX: {"INBOX"},
    SENT: {"SENT"},
    ARCHIVE: set[str](),
    OTHER: {"Label_7"},
    JUNK: {"SPAM"},
    TRASH: {"TRASH"},
}


@pytest.fixture(scope="module")
def server() -> Iterator[Emulate]:
    """One emulate for the module: starting it takes a second. Tests have accounts of their own."""
    seed = {
        "labels": [{"id": "Label_7", "name": "Projects", "user_email": USER}],
        "calendars": [{"id": "primary", "summary": "Robin", "primary": True, "user_email": USER}],
    }
    with skip_when_missing(), emulate.start(seed) as started:
        yield started


def connected(server: Emulate, folder: Path, **changes: Any) -> Account:
    """An account that was connected by agreeing on emulate's own consent page."""
    settings = GoogleSettings(
        client_file=server.client_file(folder),
        token_file=folder / "token.json",
        api_endpoint=server.address,
        auth_endpoint=f"{server.address}/o/oauth2/v2/auth",
        token_endpoint=f"{server.address}/oauth2/token",
        **changes,
    )
    surroundings = Surroundings(state=folder / "state", now=lambda: NOW)
    kind, said = load("google"), list[str]()
    assert kind.connect is not None
    kind.connect(
        "work",
        settings,
        surroundings,
        browser=False,
        say=said.append,
        ask=lambda _: server.agree(next(line for line in said if line.startswith("http"))),
    )
    account = kind.open("work", settings, surroundings)
    hurried_pace(account)
    return account


def token_of(account: Account) -> str:
    return str(account.mailbox._account.client._tokens.token())  # type: ignore[union-attr]


class Browser:
    """The user in a browser, by emulate's own API: the suite's seeder."""

    def __init__(self, server: Emulate, token: str) -> None:
        self._call: Callable[..., Any] = lambda *args, **query: server.call(token, *args, **query)

    def plant(
        self,
        place: str,
        raw: bytes,
        *,
        flags: Iterable[Flag] = (),
        received: datetime | None = None,
    ) -> None:
        body: dict[str, Any] = {"raw": base64.urlsafe_b64encode(raw).decode()}
        if place == DRAFTS:
            self._call("POST", f"{_ME}/drafts", {"message": body})
            return
        if received:
            body["internalDate"] = str(int(received.timestamp() * 1000))
        labels = _LABELS[place] | _labels_for(flags)
        self._call("POST", f"{_ME}/messages", body | {"labelIds": sorted(labels)})

    def flag(self, message_id: str, flags: Iterable[Flag]) -> None:
        self._modify(message_id, _labels_for(flags), {"UNREAD", "STARRED"})

    def move(self, message_id: str, place: str) -> None:
        self._modify(message_id, _LABELS[place], {"INBOX", "SPAM", "TRASH", "Label_7"})

    def delete(self, message_id: str) -> None:
        for message in self._copies(message_id):
            self._call("DELETE", f"{_ME}/messages/{message['id']}")

    def copies(self, message_id: str) -> list[tuple[str, frozenset[Flag]]]:
        return [(_place(m), _flags(m)) for m in self._copies(message_id)]

    def raws(self) -> Iterator[bytes]:
        """Every message whole."""
        for stub in self._all():
            message = self._call("GET", f"{_ME}/messages/{stub['id']}", format="raw")
            yield base64.urlsafe_b64decode(message["raw"] + "===")

    def clear(self) -> None:
        """Delete everything, for the next test."""
        for stub in self._all():
            self._call("DELETE", f"{_ME}/messages/{stub['id']}")

    def _modify(self, message_id: str, wanted: set[str], those: set[str]) -> None:
        for message in self._copies(message_id):
            body = {"addLabelIds": sorted(wanted), "removeLabelIds": sorted(those - wanted)}
            self._call("POST", f"{_ME}/messages/{message['id']}/modify", body)

    def _all(self) -> list[dict[str, Any]]:
        listed = self._call("GET", f"{_ME}/messages", includeSpamTrash="true", maxResults="500")
        return list(listed.get("messages", ()))

    def _copies(self, message_id: str) -> Iterator[dict[str, Any]]:
        for stub in self._all():
            message = self._call("GET", f"{_ME}/messages/{stub['id']}", format="raw")
            raw = base64.urlsafe_b64decode(message["raw"] + "===")
            if message_id_of(raw) == message_id:
                yield message


def _labels_for(flags: Iterable[Flag]) -> set[str]:
    flags = set(flags)
    return (set() if Flag.SEEN in flags else {"UNREAD"}) | (
        {"STARRED"} if Flag.FLAGGED in flags else set()
    )


def _place(message: dict[str, Any]) -> str:
    labels = set(message["labelIds"])
    if "DRAFT" in labels:
        return DRAFTS
    found = (p for p in (TRASH, JUNK, INBOX, OTHER, SENT) if _LABELS[p] & labels)
    return next(found, ARCHIVE)


def _flags(message: dict[str, Any]) -> frozenset[Flag]:
    labels = set(message["labelIds"])
    found = set() if "UNREAD" in labels else {Flag.SEEN}
    if "STARRED" in labels:
        found.add(Flag.FLAGGED)
    return frozenset(found | ({Flag.DRAFT} if "DRAFT" in labels else set()))


def left_out(gap: Gap) -> Callable[[Any], Any]:
    """Take a test of the suite's place, because emulate cannot carry it."""

    def wrap(test: Any) -> Any:
        test.__doc__ = f"Left out on emulate: {gap.value}."
        test.__test__ = False
        return test

    return wrap


class TestMailboxOnEmulate(MailboxContract):
    """The whole suite but what emulate cannot carry."""

    keeps_rubbish = False
    keeps_received = False

    @pytest.fixture
    def world(self, server: Emulate, tmp_path: Path) -> Iterator[World]:
        account = connected(server, tmp_path, withdraw=True)
        browser = Browser(server, token_of(account))
        browser.clear()
        assert account.mailbox is not None
        yield World(account.mailbox, browser)
        account.close()

    @left_out(Gap.RUBBISH)
    def test_what_is_no_mail_is_set_aside_and_the_rest_goes_on(self) -> None: ...

    @left_out(Gap.RUBBISH)
    def test_what_was_set_aside_is_not_tried_again_each_round(self) -> None: ...

    @left_out(Gap.SIZE)
    def test_a_header_of_a_megabyte_is_bounded_or_set_aside(self) -> None: ...

    @left_out(Gap.EDITS)
    def test_a_replaced_draft_is_one_draft(self) -> None: ...


def an_event(server: Emulate, token: str, title: str = "Coffee with Ada") -> str:
    """The user makes an event; returns its id."""
    body = {
        "summary": title,
        "start": {"dateTime": TEN.isoformat()},
        "end": {"dateTime": (TEN + timedelta(minutes=30)).isoformat()},
        "attendees": [
            {"email": USER, "self": True, "organizer": True, "responseStatus": "accepted"},
            {"email": ADA, "displayName": "Ada Lindqvist", "responseStatus": "accepted"},
        ],
    }
    return str(server.call(token, "POST", "/calendar/v3/calendars/primary/events", body)["id"])


def test_the_calendar_is_read_listed_anew_each_time_and_told_only_what_changed(
    server: Emulate, tmp_path: Path
) -> None:
    """`Gap.SYNC`: there is no sync token, so this is also the way without one."""
    account = connected(server, tmp_path)
    token, caller = token_of(account), Caller()
    assert account.calendar is not None
    assert all(check.ok for check in account.calendar.check())
    coffee = an_event(server, token)
    caller.pull(account.calendar)
    window = calendar.Window(TEN - timedelta(days=1), TEN + timedelta(days=1))
    text = caller.held["Robin"][coffee].text
    (meeting,) = calendar.read(text, window=window, zone=BERLIN).meetings
    assert (meeting.title, meeting.start) == ("Coffee with Ada", TEN)
    assert [a.address for a in meeting.attendees] == [USER, ADA]
    assert caller.held["Robin"][coffee].url.startswith("https://calendar.google.com/")

    assert [item for page in caller.pull(account.calendar) for item in page.items] == []
    lunch = an_event(server, token, "Lunch")
    server.call(token, "DELETE", f"/calendar/v3/calendars/primary/events/{coffee}")
    pages = caller.pull(account.calendar)
    assert [item.id for page in pages for item in page.items] == [lunch]
    assert [gone for page in pages for gone in page.gone] == [("Robin", coffee)]


def test_revoking_ends_the_permission(server: Emulate, tmp_path: Path) -> None:
    account = connected(server, tmp_path)
    assert account.mailbox is not None
    kind, google = load("google"), account.mailbox._account  # type: ignore[attr-defined]
    assert kind.revoke is not None
    assert "Revoked" in kind.revoke("work", google.settings, google.surroundings)
    with pytest.raises(AccountError, match="syncd connect work"):
        list(kind.open("work", google.settings, google.surroundings).mailbox.changes("", dict))


def test_the_gaps_that_the_gateway_fills_are_emulates_own(server: Emulate, tmp_path: Path) -> None:
    """When emulate learns one of these, this says so, and the gateway can be smaller."""
    token = token_of(connected(server, tmp_path))
    with pytest.raises(requests.HTTPError, match="404"):
        server.call(token, "GET", f"{_ME}/profile")
    browser = Browser(server, token)
    browser.clear()
    browser.plant(INBOX, a_letter("gap"))

    def found(query: str) -> int:
        return len(server.call(token, "GET", f"{_ME}/messages", q=query).get("messages", ()))

    assert found(f"from:{ADA}") + found(f"from:{USER}") == 1
    assert found(f"{{from:{ADA} from:{USER}}}") == 0
    assert found(f"rfc822msgid:{letter_id('gap').strip('<>')}") == 0
    (stub,) = server.call(token, "GET", f"{_ME}/messages")["messages"]
    shown = server.call(
        token,
        "GET",
        f"{_ME}/messages/{stub['id']}",
        format="metadata",
        metadataHeaders="X-Syncd-Kind",
    )
    assert shown["payload"]["headers"] == []
