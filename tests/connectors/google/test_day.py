"""The whole day of the demo, lived on Google: the same agenda and the same letters as on files."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from connectors.google.scopes import needed
from connectors.google.settings import GoogleSettings
from syncd.cli import cli
from syncd.demo.play import Day, evening, prepare
from tests.builders import ME
from tests.connectors.google.world import settings_for
from tests.servers.google import GoogleServer
from tests.servers.google.twin import Twin

#: Two whole days of rounds are some 25 seconds of work, and other tests run beside.
pytestmark = pytest.mark.timeout(900)

NOW = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
#: What only Google can know: where an event opens.
_LINK = re.compile(r"^Open the event.*$\n?|https://www\.google\.com/calendar/\S*", re.MULTILINE)


@pytest.fixture(scope="module")
def on_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The day as it is played by `syncd demo`."""
    folder = tmp_path_factory.mktemp("files")
    play(prepare(folder, NOW, lambda *_: None))
    return folder


@pytest.fixture(scope="module")
def on_google(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, GoogleServer]]:
    """The same day with a Google account instead."""
    folder = tmp_path_factory.mktemp("google")
    with GoogleServer(user=ME) as google:
        google.quota.per_minute["gmail"] = 10**9  # a day passes in seconds
        google.quota.per_minute["calendar"] = 10**9
        day = prepare(folder, NOW, lambda *_: None)
        settings = settings_for(google, folder / "google", withdraw=True)
        google.token_file(folder / "google", needed(settings, drafts=True))
        use_google(day.sample.config, settings)
        twin = Twin(folder, google)
        twin.to_google()
        day.to_come = [replace(c, apply=lived(twin, c.apply)) for c in day.to_come]
        play(day)
        twin.to_files()
        yield folder, google


def lived(twin: Twin, apply: Callable[[], object]) -> Callable[[], object]:
    """What happens in the files happens on Google, and first the files know what Google holds."""

    def both() -> None:
        twin.to_files()
        apply()
        twin.to_google()

    return both


def play(day: Day) -> None:
    day.play(evening(day))


def use_google(config: Path, settings: GoogleSettings) -> None:
    """Put the Google account into the place of the Maildir and the folder of calendars."""
    kept = settings.model_dump(mode="json", exclude_defaults=True)
    account = "\n".join(f"{key} = {json.dumps(value)}" for key, value in kept.items())
    text = re.sub(r"\[accounts\.files\].*?(?=\[deliver\])", "", config.read_text(), flags=re.DOTALL)
    text = text.replace("[deliver]", f'[accounts.work]\nkind = "google"\n{account}\n\n[deliver]')
    config.write_text(text.replace('"files"', '"work"'))


def letters(folder: Path) -> dict[tuple[str, str, str], str]:
    """Every letter of ours in the files by kind, meeting and revision: subject, people and text."""
    found = {}
    for path in (p for p in (folder / "mail").rglob("*") if p.is_file()):
        letter = message_from_bytes(path.read_bytes(), policy=policy.default)
        if letter["X-Syncd-Kind"]:
            key = tuple(str(letter[f"X-Syncd-{n}"]) for n in ("Kind", "Meeting", "Revision"))
            text = letter.get_body(("plain",)).get_content().replace("\r\n", "\n")
            head = [str(letter[name]) for name in ("Subject", "To", "In-Reply-To")]
            found[key] = _LINK.sub("", "\n".join([*head, text]))
    return found  # type: ignore[return-value]


def agenda(folder: Path) -> dict[tuple[str, str], dict[str, Any]]:
    """What syncd shows of the week, by uid and instance.

    Google has no single event that was called off: it is deleted. It does not say of an attendee
    that it is a group. And the simulated clock is some seconds apart.
    """
    config = str(folder / "config.toml")
    asked = ["--config", config, "agenda", "--offline", "--json", "--at", "2026-11-24T22:00:00Z"]
    done = CliRunner().invoke(cli, asked)
    assert done.exit_code == 0, done.output
    shown = {}
    for entry in json.loads(done.stdout):
        entry["guests"] = [g for g in entry["guests"] if g["address"] != "data-team@example.com"]
        entry["moments"] = [
            at and round(datetime.fromisoformat(at).timestamp() / 300)
            for at in (entry.pop("brief_due"), entry.pop("follow_up_due"))
        ]
        shown[entry["uid"], entry["recurrence_id"]] = entry
    return shown


def test_the_letters_are_the_same(on_files: Path, on_google: tuple[Path, GoogleServer]) -> None:
    expected, found = letters(on_files), letters(on_google[0])
    assert len(expected) >= 6
    assert found.keys() == expected.keys()
    assert found == expected


def test_the_agenda_is_the_same(on_files: Path, on_google: tuple[Path, GoogleServer]) -> None:
    expected, found = agenda(on_files), agenda(on_google[0])
    assert len(expected) > 30
    called_off = {key for key in expected.keys() - found.keys() if key[1] is None}
    assert called_off == {("call-milan@example.com", None), ("coffee-anouk@example.com", None)}
    assert found == {key: entry for key, entry in expected.items() if key not in called_off}


def test_no_call_but_those_of_the_short_list_was_made(
    on_google: tuple[Path, GoogleServer],
) -> None:
    calls = on_google[1].quota.calls
    assert set(calls) <= {
        "calendar.calendarList.list",
        "calendar.events.list",
        "gmail.users.getProfile",
        "gmail.users.history.list",
        "gmail.users.messages.list",
        "gmail.users.messages.get",
        "gmail.users.messages.insert",
        "gmail.users.messages.trash",
        "gmail.users.threads.get",
        "gmail.users.drafts.list",
        "gmail.users.drafts.get",
        "gmail.users.drafts.create",
        "gmail.users.drafts.update",
    }
    assert all(seen.method or seen.path == "/token" for seen in on_google[1].seen)
