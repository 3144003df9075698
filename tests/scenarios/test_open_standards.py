"""The same days on a Dovecot and a Radicale as on folders of files: the same letters."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from connectors.secrets import write_private
from syncd import wiring
from syncd.clock import SteppedClock
from tests.builders import TEN, a_message, an_event
from tests.scenarios.world import CONFIG, World, text_of
from tests.servers.dovecot import Dovecot
from tests.servers.radicale import Radicale

EARLY = TEN - timedelta(hours=2)
NOON = TEN + timedelta(hours=2)
MINUTE = timedelta(minutes=1)

_ACCOUNTS = """
[accounts.files]
kind = "imap"
user = "{mail.user}"
host = "localhost"
port = {mail.tls_port}
ca_file = "{mail.ca}"
password_file = "{home}/password"

[accounts.calendar]
kind = "caldav"
user = "{dav.user}"
url = "{dav.url}"
password_file = "{home}/password"
"""


@dataclass(slots=True)
class Servers:
    """A user whose mail and calendar lie on servers; the words are those of `World`."""

    home: Path
    mail: Dovecot
    dav: Radicale

    def __post_init__(self) -> None:
        self.home.mkdir()
        write_private(self.home / "password", self.mail.password)
        self.dav.make_calendar("work")
        head, _, rest = CONFIG.partition("[accounts.files]")
        tail = rest[rest.index("[store]") :]
        text = head + _ACCOUNTS.format(home=self.home, mail=self.mail, dav=self.dav) + tail
        (self.home / "config.toml").write_text(text.format(home=self.home))

    def put_event(self, text: str, name: str = "coffee") -> None:
        self.dav.put("work", f"{name}.ics", text)

    def drop_event(self, name: str = "coffee") -> None:
        self.dav.delete("work", f"{name}.ics")

    def put_mail(self, raw: bytes) -> None:
        self.mail.append("INBOX", raw, [r"\Seen"])

    def round(self, at: datetime) -> None:
        built = wiring.build(
            wiring.load(self.home / "config.toml"), SteppedClock(at), stop=threading.Event()
        )
        try:
            built.cycle.pull(at, patient=False)
            built.cycle.round(at)
        finally:
            built.close()

    def inbox(self) -> list[EmailMessage]:
        return self._letters("INBOX")

    def drafts(self) -> list[EmailMessage]:
        return self._letters("Drafts")

    def _letters(self, folder: str) -> list[EmailMessage]:
        found = [
            message_from_bytes(raw, policy=policy.default) for _, raw in self.mail.messages(folder)
        ]
        return sorted(
            (one for one in found if one["X-Syncd-Kind"]),
            key=lambda one: int(one["X-Syncd-Revision"]),
        )


@pytest.fixture
def servers(dovecot: Dovecot, radicale: Radicale, tmp_path: Path) -> Servers:
    return Servers(tmp_path / "servers", dovecot, radicale)


@pytest.fixture
def files(tmp_path: Path) -> World:
    return World(tmp_path / "files")


def told(letters: list[EmailMessage]) -> list[tuple[str, ...]]:
    """What a letter says, and where it belongs."""
    names = ("X-Syncd-Kind", "X-Syncd-Meeting", "X-Syncd-Revision", "Subject", "To", "In-Reply-To")
    return [
        (*(str(one[name] or "") for name in names), text_of(one).replace("\r\n", "\n"))
        for one in letters
    ]


def test_a_day_on_servers_gives_the_letters_of_a_day_on_files(
    servers: Servers, files: World
) -> None:
    for world in (servers, files):
        world.put_mail(a_message(subject="Coffee?", date=TEN - timedelta(days=12)))
        world.put_event(an_event())
        world.round(EARLY)
        world.round(EARLY + MINUTE)
    assert len(servers.inbox()) == 1
    assert told(servers.inbox()) == told(files.inbox())
    for world in (servers, files):
        world.round(NOON)
        world.round(NOON + MINUTE)
    assert len(servers.drafts()) == 1
    assert servers.drafts()[0]["In-Reply-To"]
    assert told(servers.drafts()) == told(files.drafts())


def test_a_meeting_that_moves_and_is_called_off_leaves_the_same_inbox(
    servers: Servers, files: World
) -> None:
    for world in (servers, files):
        world.put_event(an_event())
        world.round(EARLY)
        world.put_event(an_event(start=TEN + timedelta(hours=5)))
        world.round(EARLY + 5 * MINUTE)
    assert [one["X-Syncd-Revision"] for one in servers.inbox()] == ["2"]
    assert told(servers.inbox()) == told(files.inbox())
    for world in (servers, files):
        world.drop_event()
        world.put_event(an_event("Dentist", uid="dentist@example.com", guests=()), "dentist")
        world.round(EARLY + 10 * MINUTE)
    assert servers.inbox() == []
    assert files.inbox() == []


def test_the_brief_is_unread_and_the_draft_is_a_draft(servers: Servers) -> None:
    servers.put_event(an_event())
    servers.round(EARLY)
    (flags,) = [flags for flags, raw in servers.mail.messages("INBOX") if b"X-Syncd" in raw]
    assert r"\Seen" not in flags
    servers.round(NOON)
    ((flags, _),) = servers.mail.messages("Drafts")
    assert r"\Draft" in flags


def test_a_server_that_forgets_its_uids_gets_no_letter_twice(servers: Servers) -> None:
    servers.put_event(an_event())
    servers.round(EARLY)
    servers.mail.wipe_index()
    for minutes in range(1, 4):
        servers.round(EARLY + minutes * MINUTE)
    assert len(servers.inbox()) == 1


def test_a_server_that_is_away_delays_the_brief_and_nothing_else(servers: Servers) -> None:
    servers.put_event(an_event())
    servers.mail.stop()
    servers.round(EARLY)
    servers.mail.restart()
    assert servers.inbox() == []
    servers.round(EARLY + 10 * MINUTE)
    assert len(servers.inbox()) == 1
