"""Keeps a folder of mail and calendars and the fake the same, as mbsync and vdirsyncer would.

So a world that is written in files can be lived on Google: what happens in the files happens in
Gmail and in Google Calendar, and what syncd puts into Gmail comes to the files.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from tests.servers.google.ics import events_of
from tests.servers.google.server import GoogleServer
from tests.servers.google.store import Message

_FOLDERS = {
    "": {"INBOX"},
    ".Sent": {"SENT"},
    ".Drafts": {"DRAFT"},
    ".Archive": set[str](),
    ".Junk": {"SPAM"},
    ".Trash": {"TRASH"},
}
_PLACING = {"INBOX", "SPAM", "TRASH"}


class Twin:
    """A Maildir (``mail``), a folder of calendars (``calendar``) and a fake Google."""

    def __init__(self, folder: Path, google: GoogleServer) -> None:
        self._mail = folder / "mail"
        self._calendars = folder / "calendar"
        self._google = google
        #: A file's unique name -> the message in Gmail.
        self._messages: dict[str, str] = {}

        self._events: dict[Path, tuple[str, list[str]]] = {}

    def to_google(self) -> None:
        """What the files hold now."""
        self._mail_to_google()
        for folder in sorted(p for p in self._calendars.iterdir() if p.is_dir()):
            self._calendar_to_google(folder)

    def to_files(self) -> None:
        """Letters of ours in Gmail that are not in the files yet, and those that went again."""
        store = self._google.mail
        held = set(self._messages.values())
        for message in list(store.messages.values()):
            if message.id not in held and message.header("X-Syncd-Kind"):
                draft = "DRAFT" in message.labels
                folder, part, info = (".Drafts", "cur", ":2,DS") if draft else ("", "new", "")
                name = f"{message.internal_date // 1000}.{message.id}.google"
                (self._mail / folder / part / (name + info)).write_bytes(message.raw)
                self._messages[name] = message.id
        for name, id_ in list(self._messages.items()):
            message = store.messages.get(id_)
            if message is None or "TRASH" in message.labels:
                for path in self._paths(name):
                    path.unlink()
                del self._messages[name]

    def _mail_to_google(self) -> None:
        there: set[str] = set()
        for labels, path in self._files():
            name, _, flags = path.name.partition(":2,")
            there.add(name)
            seen = path.parent.name == "cur" and "S" in flags
            wanted = labels | (set() if seen else {"UNREAD"})
            wanted |= {"STARRED"} if "F" in flags else set()
            if name not in self._messages:
                self._messages[name] = self._arrive(path, wanted).id
            elif message := self._google.mail.messages.get(self._messages[name]):
                changing = {"UNREAD", "STARRED", *_PLACING}
                if "DRAFT" not in message.labels:
                    self._google.mail.relabel(message, wanted - {"SENT"}, changing - wanted)
        for name in set(self._messages) - there:
            if message := self._google.mail.messages.get(self._messages.pop(name)):
                self._google.mail.delete(message)

    def _arrive(self, path: Path, labels: set[str]) -> Message:
        received = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        raw = path.read_bytes()
        if "DRAFT" in labels:
            return self._google.mail.draft(self._google.mail.new_draft(raw))
        return self._google.mail.add(raw, labels, received=received)

    def _calendar_to_google(self, folder: Path) -> None:
        agenda = self._google.agenda
        id_ = f"{folder.name}@group.calendar.google.com"
        if id_ not in agenda.calendars:
            agenda.add_calendar(id_, folder.name)
        for path in sorted(folder.glob("*.ics")):
            text = path.read_text(encoding="utf-8")
            digest = hashlib.sha256(text.encode()).hexdigest()
            if self._events.get(path, ("", []))[0] != digest:
                events = events_of(text)
                for event in events:
                    agenda.put(event, id_)
                self._events[path] = digest, [str(event["id"]) for event in events]
        for path in [p for p in self._events if p.parent == folder and not p.exists()]:
            for event in self._events.pop(path)[1]:
                agenda.delete(event, id_)

    def _files(self) -> Iterator[tuple[set[str], Path]]:
        for folder, labels in _FOLDERS.items():
            for part in ("new", "cur"):
                place = self._mail / folder / part
                if place.is_dir():
                    for path in sorted(place.iterdir()):
                        yield labels, path

    def _paths(self, name: str) -> list[Path]:
        return [path for _, path in self._files() if path.name.partition(":2,")[0] == name]
