"""Robin's desk: accounts on real servers, fetched by real mbsync and vdirsyncer, syncd beside them.

The servers are filled over IMAP and CalDAV with the demo's sample as it stands early on its day;
syncd gets a config of its own and is only ever run through its command line.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from imaplib import IMAP4, Time2Internaldate
from pathlib import Path
from typing import Any

from syncd.demo.dates import ZONE, Days
from syncd.demo.events import EventSource, sources, standing
from syncd.demo.ics import calendar_text
from syncd.demo.letters import render
from syncd.demo.mails import Mail, mails
from tests.servers import dovecot as dovecot_server
from tests.servers import radicale as radicale_server
from tests.servers.dovecot import Dovecot
from tests.servers.mbsync import SyncedMaildir, synced_maildir
from tests.servers.radicale import Radicale
from tests.servers.vdirsyncer import SyncedCalendar, synced_calendar

#: The sample's day, a Tuesday, and its first hour.
DAYS = Days(datetime(2026, 11, 24, tzinfo=ZONE).date())
DAWN = DAYS.moment("0d 06:00")
_FOLDERS = {"inbox": "INBOX"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What one call of syncd said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Its output for programs."""
        return json.loads(self.out)


@dataclass(frozen=True, slots=True)
class Desk:
    """Two servers, the two folders that are kept in step with them, and syncd."""

    home: Path
    dovecot: Dovecot
    radicale: Radicale
    mail: SyncedMaildir
    calendar: SyncedCalendar

    @property
    def config(self) -> Path:
        """syncd's config."""
        return self.home / "config.toml"

    def syncd(self, *words: str, at: datetime | None = None) -> Answer:
        """Call the command line, with nothing of this machine's user in its environment."""
        command = [sys.executable, "-m", "syncd", "--config", str(self.config), *words]
        if at:
            command += ["--at", at.isoformat()]
        environment = {"PATH": os.environ["PATH"], "HOME": str(self.home), "LANG": "C.UTF-8"}
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=300, check=False, env=environment
        )
        return Answer(done.returncode, done.stdout, done.stderr)

    def round(self, at: datetime) -> Any:
        """One round; what it did. Nothing may have failed."""
        done = self.syncd("run", "--once", "--json", at=at)
        assert done.code == 0, done.out + done.err
        return done.json

    def agenda(self, at: datetime) -> dict[str, Any]:
        """The meetings as programs are told of them, by uid and, in a series, instance."""
        done = self.syncd("agenda", "--json", at=at)
        assert done.code == 0, done.err
        return {uid_of(entry): entry for entry in done.json}

    def sync(self) -> None:
        """Let the two programs carry everything to and from the servers."""
        self.mail.sync()
        self.calendar.sync()

    def put(self, slug: str, **changes: object) -> None:
        """Write an event on the server, in the place of the one of that name."""
        put_event(self.radicale, changed(slug, **changes), sequence=1)

    def on_server(self, folder: str, kind: str) -> list[tuple[str, EmailMessage]]:
        """(flags, letter) of each letter of a kind that a folder on the server holds."""
        return [
            (flags, message)
            for flags, message in parsed(self.dovecot, folder)
            if message["X-Syncd-Kind"] == kind
        ]

    def flag(self, folder: str, message: EmailMessage, flags: str) -> None:
        """Do on the server as another mail program does."""
        with self.dovecot.session() as imap:
            imap.select(folder)
            _, (found,) = imap.search(None, "HEADER", "Message-ID", message["Message-ID"])
            imap.store(found.decode(), "+FLAGS", flags)
            imap.expunge()


@contextmanager
def laid_out(base: Path, *, about: tuple[str, ...] = ("",)) -> Iterator[Desk]:
    """A desk with the whole sample on it, or with the mail and events of these words only.

    Raises MissingProgramError.
    """
    with dovecot_server.start() as dovecot, radicale_server.start() as radicale:
        fill_mailbox(dovecot, [m for m in mails(DAYS) if _among(about, m.slug)])
        fill_calendars(radicale, [e for e in sources() if _among(about, e.slug)])
        desk = Desk(
            base, dovecot, radicale, synced_maildir(dovecot, base), synced_calendar(radicale, base)
        )
        _write_config(desk)
        yield desk


def fill_mailbox(server: Dovecot, sample: list[Mail]) -> None:
    """Everything that is in the sample's mailbox at dawn, over IMAP."""
    with server.session() as imap:
        for mail in sample:
            if mail.date <= DAWN:
                _append(imap, mail)


def fill_calendars(server: Radicale, sample: list[EventSource]) -> None:
    """Everything that is in the sample's calendars at dawn, over CalDAV."""
    for calendar in ("work", "private"):
        server.make_calendar(calendar, calendar.title())
    for event in sample:
        put_event(server, event)


def put_event(server: Radicale, event: EventSource, sequence: int = 0) -> None:
    """One event as it stands at dawn; nothing when it is not yet in the calendar."""
    if found := standing(event, DAYS, DAWN):
        found = found.model_copy(update={"sequence": sequence})
        server.put(event.calendar, f"{event.uid}.ics", calendar_text(found, DAYS))


def changed(slug: str, **changes: object) -> EventSource:
    """An event of the sample, with some of it different."""
    (event,) = (event for event in sources() if event.slug == slug)
    return event.model_copy(update=changes)


def parsed(server: Dovecot, folder: str) -> list[tuple[str, EmailMessage]]:
    """(flags, message) of each message of a folder on the server."""
    return [(flags, parse(raw)) for flags, raw in server.messages(folder)]


def parse(raw: bytes) -> EmailMessage:
    """A message with decoded headers."""
    message = message_from_bytes(raw, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def text_of(message: EmailMessage) -> str:
    """The text part of a letter."""
    part = message.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def uid_of(entry: Any) -> str:
    """The uid of an entry of the agenda; for an instance of a series with its start behind it."""
    tail = f" {entry['recurrence_id']}" if entry["recurrence_id"] else ""
    return f"{entry['uid']}{tail}"


def _among(words: tuple[str, ...], slug: str) -> bool:
    return any(word in slug for word in words)


def _append(imap: IMAP4, mail: Mail) -> None:
    folder = _FOLDERS.get(mail.folder, mail.folder.title())
    flags = {
        "\\Seen": not mail.source.unread,
        "\\Flagged": mail.source.flagged,
        "\\Draft": mail.source.draft,
    }
    flagged = f"({' '.join(name for name, on in flags.items() if on)})"
    raw = render(mail, DAYS).replace(b"\n", b"\r\n")
    status, why = imap.append(folder, flagged, Time2Internaldate(mail.date), raw)
    assert status == "OK", why


def _write_config(desk: Desk) -> None:
    """As a new user does."""
    words = ["init", "--name", "Robin Doe", "--timezone", "Europe/Berlin", "--kind", "files"]
    for address in ("robin@example.com", "robin@robindoe.example"):
        words += ["--address", address]
    words += ["--mail", str(desk.mail.folder), "--calendar", str(desk.calendar.folder)]
    done = desk.syncd(*words)
    assert done.code == 0, done.err
