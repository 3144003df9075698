"""One coffee from calendar to draft through the whole of syncd: on files, the fake, and emulate.

`Gap.SYNC` keeps the demo's series off emulate, so there the day is one meeting; its letters are
the same as on the others.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from connectors.google.scopes import needed
from connectors.google.settings import GoogleSettings
from syncd import wiring
from syncd.clock import SteppedClock
from tests.builders import ADA, ME, TEN, a_message
from tests.builders import an_event as an_ics_event
from tests.connectors.google.test_emulate import Browser as EmulateBrowser
from tests.connectors.google.test_emulate import an_event as an_emulated_event
from tests.connectors.google.test_emulate import connected, token_of
from tests.connectors.google.test_events import an_event
from tests.connectors.google.world import Browser, settings_for
from tests.contracts.mailbox import DRAFTS, INBOX
from tests.scenarios.world import World
from tests.servers import emulate
from tests.servers.fixtures import skip_when_missing
from tests.servers.google import GoogleServer

EARLY, NOON = TEN - timedelta(hours=2), TEN + timedelta(hours=2)
MAIL = a_message("Tuesday works, looking forward.\n\nAda\n", date=TEN - timedelta(days=12))


def lived(config: Path) -> None:
    """Two looks at everything: before the meeting and after it."""
    for at in (EARLY, NOON):
        parts = wiring.build(wiring.load(config), SteppedClock(at), stop=threading.Event())
        try:
            parts.cycle.pull(at, patient=False)
            parts.cycle.round(at)
        finally:
            parts.close()


def with_google(world: World, settings: GoogleSettings) -> Path:
    """The world's config with a Google account instead of its files."""
    kept = settings.model_dump(mode="json", exclude_defaults=True)
    account = "\n".join(f"{key} = {json.dumps(value)}" for key, value in kept.items())
    before, _, rest = world.config.read_text().partition("[accounts.files]")
    after = "[store]" + rest.partition("[store]")[2]
    world.config.write_text(f'{before}[accounts.work]\nkind = "google"\n{account}\n\n{after}')
    return world.config


def texts(letters: Iterator[bytes]) -> dict[str, str]:
    """Letters of ours by kind, without the link that only Google's calendar has."""
    found = {}
    for raw in letters:
        letter = message_from_bytes(raw, policy=policy.default)
        if letter["X-Syncd-Kind"]:
            body = letter.get_body(("plain",)).get_content().splitlines()
            kept = [line for line in body if "Open the event" not in line]
            head = [f"{name}: {letter[name]}" for name in ("Subject", "To", "In-Reply-To")]
            found[str(letter["X-Syncd-Kind"])] = "\n".join([*head, *kept])
    return found


@pytest.fixture(scope="module")
def on_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What syncd writes when the same lies in files."""
    world = World(tmp_path_factory.mktemp("files"))
    world.put_mail(MAIL)
    world.put_event(an_ics_event())
    lived(world.config)
    files = (p for p in (world.home / "mail").rglob("*") if p.is_file())
    found = texts(path.read_bytes() for path in files)
    assert set(found) == {"brief", "follow-up"}
    return found


def test_on_the_fake_the_letters_are_those_of_the_files(
    google: GoogleServer, tmp_path: Path, on_files: dict[str, str]
) -> None:
    settings = settings_for(google, tmp_path / "google")
    google.token_file(tmp_path / "google", needed(settings, drafts=True))
    Browser(google).plant(INBOX, MAIL)
    google.agenda.put(an_event())
    lived(with_google(World(tmp_path), settings))
    assert texts(m.raw for m in google.mail.messages.values()) == on_files
    (draft,) = google.mail.drafts
    (asked,) = [m for m in google.mail.messages.values() if ADA in m.addresses("From")]
    assert google.mail.draft(draft).thread_id == asked.thread_id


def test_on_emulate_the_letters_are_those_of_the_files(
    tmp_path: Path, on_files: dict[str, str]
) -> None:
    seed = {"calendars": [{"id": "primary", "summary": "Robin", "primary": True, "user_email": ME}]}
    with skip_when_missing(), emulate.start(seed) as server:
        account = connected(server, tmp_path)
        token = token_of(account)
        browser = EmulateBrowser(server, token)
        browser.plant(INBOX, MAIL)
        an_emulated_event(server, token)
        assert account.mailbox is not None
        settings = account.mailbox._account.settings  # type: ignore[attr-defined]
        lived(with_google(World(tmp_path), settings))
        assert texts(browser.raws()) == on_files
        places = [place for raw in browser.raws() for place, _ in browser.copies(_id(raw))]
        assert sorted(places) == sorted([INBOX, INBOX, DRAFTS])


def _id(raw: bytes) -> str:
    return str(message_from_bytes(raw)["Message-ID"])
