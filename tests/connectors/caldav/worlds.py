"""The calendar suite's world on a real Radicale: an account, and the user's other programs."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from connectors.caldav import KIND
from connectors.caldav.settings import DavSettings
from connectors.contract import Account, Surroundings
from connectors.secrets import write_private
from tests.contracts.calendar import an_event
from tests.servers.radicale import Radicale


def settings_for(server: Radicale, tmp_path: Path, **changes: object) -> DavSettings:
    """Settings of an account on a server on this machine."""
    password = tmp_path / "password"
    if not password.exists():
        write_private(password, server.password + "\n")
    given = {"user": server.user, "url": server.url, "password_file": password}
    return DavSettings.model_validate({**given, "ca_file": server.ca, **changes})


def open_account(
    server: Radicale,
    tmp_path: Path,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    **changes: object,
) -> Account:
    """An account on a server, opened as the daemon opens it; nothing is connected yet."""
    around = Surroundings(state=tmp_path / "state", now=now)
    return KIND.open("family", settings_for(server, tmp_path, **changes), around)


class Others:
    """See `tests.contracts.calendar.Seeder`: other programs of the same user."""

    def __init__(self, server: Radicale, calendar: str = "work") -> None:
        self._server = server
        self._calendar = calendar
        server.make_calendar(calendar)

    def put(self, uid: str, text: str) -> None:
        self._server.put(self._calendar, f"{uid}.ics", text)

    def delete(self, uid: str) -> None:
        self._server.delete(self._calendar, f"{uid}.ics")

    def spoil(self, uid: str) -> None:
        long = "DESCRIPTION:" + "x" * 1_100_000
        self.put(uid, an_event(uid, extra=[long]))

    def forget(self) -> str:
        self._server.wipe_index()
        path = f"/{self._server.user}/{self._calendar}/"
        token = "http://radicale.org/ns/sync/" + "0" * 64
        return json.dumps({path: [self._calendar, token]})

    def lose(self) -> None:
        self._server.stop()
