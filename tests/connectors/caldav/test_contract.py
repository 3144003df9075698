"""The calendar suite on Radicale."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from connectors.contract import Calendar
from tests.connectors.caldav.worlds import Others, open_account
from tests.contracts.calendar import CalendarContract, Seeder
from tests.servers import radicale as radicale_server
from tests.servers.fixtures import skip_when_missing
from tests.servers.radicale import Radicale


@pytest.fixture(scope="module")
def shared() -> Iterator[Radicale]:
    with skip_when_missing(), radicale_server.start(tls=True) as server:
        yield server


class TestRadicale(CalendarContract):
    """Sync tokens, over TLS."""

    @pytest.fixture
    def seeder(self, shared: Radicale) -> Iterator[Seeder]:
        if not shared.process.alive:
            shared.restart()
        yield Others(shared)
        if not shared.process.alive:
            shared.restart()
        shared.delete("work")

    @pytest.fixture
    def calendar(self, seeder: Seeder, shared: Radicale, tmp_path: Path) -> Iterator[Calendar]:
        account = open_account(shared, tmp_path)
        assert account.calendar
        yield account.calendar
        account.close()
