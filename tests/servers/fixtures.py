"""Fixtures around the real servers and programs; what is not installed skips, saying how to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.servers import dovecot as dovecot_server
from tests.servers import pymap as pymap_server
from tests.servers import radicale as radicale_server
from tests.servers.dovecot import Dovecot
from tests.servers.mbsync import SyncedMaildir
from tests.servers.mbsync import synced_maildir as fetch_maildir
from tests.servers.process import MissingProgramError
from tests.servers.pymap import Pymap
from tests.servers.radicale import Radicale
from tests.servers.vdirsyncer import SyncedCalendar
from tests.servers.vdirsyncer import synced_calendar as fetch_calendar


@contextmanager
def skip_when_missing() -> Iterator[None]:
    """A program that is not there skips the test; where nothing may be skipped, that fails."""
    try:
        yield
    except MissingProgramError as missing:
        pytest.skip(str(missing))


@pytest.fixture
def dovecot() -> Iterator[Dovecot]:
    """A Dovecot with an empty mailbox."""
    with skip_when_missing(), dovecot_server.start() as server:
        yield server


@pytest.fixture
def pymap() -> Iterator[Pymap]:
    """A pymap with its few demo messages."""
    with skip_when_missing(), pymap_server.start() as server:
        yield server


@pytest.fixture
def radicale() -> Iterator[Radicale]:
    """A Radicale without calendars."""
    with skip_when_missing(), radicale_server.start() as server:
        yield server


@pytest.fixture
def secure_radicale() -> Iterator[Radicale]:
    """A Radicale without calendars that speaks TLS."""
    with skip_when_missing(), radicale_server.start(tls=True) as server:
        yield server


@pytest.fixture
def synced_maildir(dovecot: Dovecot, tmp_path: Path) -> Callable[[], SyncedMaildir]:
    """Call it when the Dovecot holds what you want: mbsync fetches it into a Maildir."""

    def fetch(layout: str = "Verbatim") -> SyncedMaildir:
        with skip_when_missing():
            return fetch_maildir(dovecot, tmp_path, layout)

    return fetch


@pytest.fixture
def synced_calendar(radicale: Radicale, tmp_path: Path) -> Callable[[], SyncedCalendar]:
    """Call it when the Radicale holds what you want: vdirsyncer fetches it into a folder."""

    def fetch() -> SyncedCalendar:
        with skip_when_missing():
            return fetch_calendar(radicale, tmp_path)

    return fetch
