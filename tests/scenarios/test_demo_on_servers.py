"""The demo's day on a Dovecot and a Radicale: the same agenda and the same letters as on files.

The Dovecot serves the very Maildir that the day happens in; calendars are carried over to the
Radicale whenever something happened to them.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from connectors.secrets import write_private
from syncd.cli import cli
from syncd.demo.play import Day, evening, prepare
from tests.servers import dovecot, radicale
from tests.servers.dovecot import Dovecot
from tests.servers.fixtures import skip_when_missing
from tests.servers.radicale import Radicale

pytestmark = pytest.mark.timeout(900)

NOW = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)

_ACCOUNTS = """[accounts.files]
kind = "imap"
user = "{mail.user}"
host = "localhost"
port = {mail.tls_port}
ca_file = "{mail.ca}"
password_file = "{folder}/password"

[accounts.calendar]
kind = "caldav"
user = "{dav.user}"
url = "{dav.url}"
password_file = "{folder}/password"

"""


@dataclass(slots=True)
class Servers:
    """What serves the files of a day."""

    folder: Path
    mail: Dovecot
    dav: Radicale
    #: What the Radicale holds: (calendar, item) -> text.
    _held: dict[tuple[str, str], str] = field(default_factory=dict)

    def follow(self, apply: Callable[[], object]) -> Callable[[], object]:
        """What happens to the files also happens to the servers."""

        def both() -> None:
            apply()
            self.carry()

        return both

    def carry(self) -> None:
        """Give the mail to the Dovecot's user, and bring the Radicale up to date."""
        dovecot._give(self.folder / "mail")
        files = {
            (path.parent.name, path.name): path.read_text()
            for path in (self.folder / "calendar").rglob("*.ics")
        }
        for calendar in {name for name, _ in files} - {name for name, _ in self._held}:
            self.dav.make_calendar(calendar)
        for (calendar, item), text in files.items():
            if self._held.get((calendar, item)) != text:
                self.dav.put(calendar, item, text)
        for calendar, item in self._held.keys() - files.keys():
            self.dav.delete(calendar, item)
        self._held = files


@pytest.fixture(scope="module")
def on_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The day as `syncd demo` plays it."""
    folder = tmp_path_factory.mktemp("files")
    play(prepare(folder, NOW, lambda *_: None))
    return folder


@pytest.fixture(scope="module")
def on_servers() -> Iterator[Path]:
    """The same day with accounts on servers."""
    folder = Path(tempfile.mkdtemp(prefix="syncd-day-"))
    folder.chmod(0o755)  # the Dovecot's user is another
    location = f"maildir:{folder}/mail"
    try:
        with skip_when_missing(), dovecot.start(location=location) as mail, radicale.start() as dav:
            day = prepare(folder, NOW, lambda *_: None)
            servers = Servers(folder, mail, dav)
            servers.carry()
            use(servers, day.sample.config)
            day.to_come = [replace(c, apply=servers.follow(c.apply)) for c in day.to_come]
            play(day)
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def play(day: Day) -> None:
    day.play(evening(day))


def use(servers: Servers, config: Path) -> None:
    """Put the accounts on the servers into the place of the folders."""
    write_private(servers.folder / "password", servers.mail.password)
    accounts = _ACCOUNTS.format(folder=servers.folder, mail=servers.mail, dav=servers.dav)
    folders = re.compile(r"\[accounts\.files\].*?(?=\[deliver\])", re.DOTALL)
    config.write_text(folders.sub(lambda _: accounts, config.read_text()))


def letters(folder: Path) -> dict[tuple[str, ...], str]:
    """Every letter of ours by kind, meeting and revision, with its folder: people and text."""
    found = {}
    for path in (folder / "mail").rglob("*"):
        if path.parent.name not in {"new", "cur"}:
            continue
        letter = message_from_bytes(path.read_bytes(), policy=policy.default)
        if letter["X-Syncd-Kind"]:
            place = path.parent.parent.name.removeprefix("mail")
            key = (place, *(str(letter[f"X-Syncd-{n}"]) for n in ("Kind", "Meeting", "Revision")))
            text = letter.get_body(("plain",)).get_content().replace("\r\n", "\n")
            head = [str(letter[name]) for name in ("Subject", "To", "In-Reply-To")]
            found[key] = "\n".join([*head, text])
    return found


def agenda(folder: Path) -> list[dict[str, Any]]:
    """What syncd shows of the week; the simulated clocks are some seconds apart."""
    config = str(folder / "config.toml")
    asked = ["--config", config, "agenda", "--offline", "--json", "--at", "2026-11-24T22:00:00Z"]
    done = CliRunner().invoke(cli, asked)
    assert done.exit_code == 0, done.output
    shown = json.loads(done.stdout)
    for entry in shown:
        for name in ("brief_due", "follow_up_due"):
            at = entry[name]
            entry[name] = at and round(datetime.fromisoformat(at).timestamp() / 300)
    return sorted(shown, key=lambda entry: (entry["start"], entry["uid"]))


def test_the_letters_are_the_same(on_files: Path, on_servers: Path) -> None:
    expected, found = letters(on_files), letters(on_servers)
    assert len(expected) >= 6
    assert found.keys() == expected.keys()
    assert found == expected


def test_the_agenda_is_the_same(on_files: Path, on_servers: Path) -> None:
    expected, found = agenda(on_files), agenda(on_servers)
    assert len(expected) > 30
    assert found == expected


def test_the_briefs_are_unread_unless_robin_answered_them(on_files: Path, on_servers: Path) -> None:
    def unread(folder: Path) -> set[str]:
        found = set()
        for path in (folder / "mail").rglob("*"):
            flags = path.name.rpartition(":2,")[2] if ":2," in path.name else ""
            if path.parent.parent.name == "mail" and "S" not in flags and path.is_file():
                raw = path.read_bytes()
                if b"X-Syncd-Kind: brief" in raw and path.parent.name in {"new", "cur"}:
                    found.add(str(message_from_bytes(raw)["Message-ID"]))
        return found

    assert unread(on_servers) == unread(on_files)
    assert unread(on_servers)
