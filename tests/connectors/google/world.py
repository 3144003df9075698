"""A Google account opened on the fake, and the user who works with it in a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from connectors import load
from connectors.contract import Account, Surroundings
from connectors.google.mailbox import GmailMailbox
from connectors.google.pace import Pace
from connectors.google.scopes import needed
from connectors.google.settings import GoogleSettings
from syncd.model import Flag
from tests.contracts.mailbox import (
    ARCHIVE,
    DRAFTS,
    INBOX,
    JUNK,
    NOW,
    OTHER,
    SENT,
    TRASH,
)
from tests.servers.google import GoogleServer
from tests.servers.google.store import Message, date_of

#: A label of the user's own.
PROJECTS = "Label_7"
_LABELS = {
    INBOX: {"INBOX"},
    SENT: {"SENT"},
    DRAFTS: {"DRAFT"},
    ARCHIVE: set[str](),
    OTHER: {PROJECTS},
    JUNK: {"SPAM"},
    TRASH: {"TRASH"},
}
_PLACING = {"INBOX", "SPAM", "TRASH", PROJECTS}


def settings_for(server: GoogleServer, folder: Path, **changes: Any) -> GoogleSettings:
    """Settings of an account on the fake, its client file in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    given: dict[str, Any] = {
        "client_file": server.client_file(folder),
        "token_file": folder / "token.json",
        "api_endpoint": server.address,
        "auth_endpoint": f"{server.address}/o/oauth2/v2/auth",
        "token_endpoint": f"{server.address}/token",
    }
    return GoogleSettings(**(given | changes))


def surroundings_in(
    folder: Path, *, drafts: bool = True, now: Callable[[], datetime] = lambda: NOW
) -> Surroundings:
    """A state folder below the folder, on the evening before the usual meeting."""
    return Surroundings(state=folder / "state", now=now, drafts=drafts)


def an_account(
    server: GoogleServer,
    folder: Path,
    *,
    drafts: bool = True,
    now: Callable[[], datetime] = lambda: NOW,
    **changes: Any,
) -> Account:
    """An account on the fake whose user has agreed to all that it asks for."""
    settings = settings_for(server, folder, **changes)
    if settings.token_file and not settings.token_file.exists():
        server.token_file(settings.token_file.parent, needed(settings, drafts=drafts))
    return load("google").open("work", settings, surroundings_in(folder, drafts=drafts, now=now))


def hurry(server: GoogleServer, mailbox: GmailMailbox) -> None:
    """Let nobody wait: the account's clock jumps, and the fake lets everything through."""
    server.quota.per_minute["gmail"] = 10**9
    mailbox._account.client.transport._pace = jumping()


def hurried_pace(account: Account) -> None:
    """Let an account on a server without a quota not wait."""
    assert isinstance(account.mailbox, GmailMailbox)
    account.mailbox._account.client.transport._pace = jumping()


def jumping() -> Pace:
    """A pace whose sleep takes no time."""
    now = [0.0]

    def sleep(seconds: float) -> None:
        now[0] += seconds + 1e-6

    return Pace(clock=lambda: now[0], sleep=sleep)


class Browser:
    """The user in Gmail's web pages, and the servers that bring mail: the suite's seeder."""

    def __init__(self, server: GoogleServer) -> None:
        self._mail = server.mail
        self._mail.labels.setdefault(PROJECTS, "Projects")

    def plant(
        self,
        place: str,
        raw: bytes,
        *,
        flags: Iterable[Flag] = (),
        received: datetime | None = None,
    ) -> None:
        if place == DRAFTS:
            self._mail.new_draft(raw)
            return
        labels = _LABELS[place] | _labels_for(flags)
        self._mail.add(raw, labels, received=received or date_of(raw) or NOW)

    def flag(self, message_id: str, flags: Iterable[Flag]) -> None:
        wanted = _labels_for(flags)
        for message in self._copies(message_id):
            self._mail.relabel(message, wanted, {"UNREAD", "STARRED"} - wanted)

    def move(self, message_id: str, place: str) -> None:
        for message in self._copies(message_id):
            self._mail.relabel(message, _LABELS[place], _PLACING - _LABELS[place])

    def delete(self, message_id: str) -> None:
        for message in self._copies(message_id):
            self._mail.delete(message)

    def copies(self, message_id: str) -> list[tuple[str, frozenset[Flag]]]:
        return [(_place(m), _flags(m)) for m in self._copies(message_id)]

    def _copies(self, message_id: str) -> list[Message]:
        return [m for m in self._mail.messages.values() if m.message_id == message_id]


def _labels_for(flags: Iterable[Flag]) -> set[str]:
    flags = set(flags)
    labels = set() if Flag.SEEN in flags else {"UNREAD"}
    return labels | ({"STARRED"} if Flag.FLAGGED in flags else set())


def _place(message: Message) -> str:
    for place in (TRASH, JUNK, DRAFTS, INBOX, OTHER, SENT):
        if _LABELS[place] & message.labels:
            return place
    return ARCHIVE


def _flags(message: Message) -> frozenset[Flag]:
    found = set() if "UNREAD" in message.labels else {Flag.SEEN}
    if "STARRED" in message.labels:
        found.add(Flag.FLAGGED)
    return frozenset(found | ({Flag.DRAFT} if "DRAFT" in message.labels else set()))
