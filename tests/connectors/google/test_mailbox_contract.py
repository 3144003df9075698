"""Gmail keeps the promises of a mailbox, on the strict fake."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.connectors.google.world import Browser, an_account
from tests.contracts.mailbox import MailboxContract, World
from tests.servers.google import GoogleServer


class TestGmail(MailboxContract):
    """With ``withdraw``, for only then may a brief be taken away again."""

    keeps_rubbish = False

    @pytest.fixture
    def world(self, google: GoogleServer, tmp_path: Path) -> World:
        account = an_account(google, tmp_path, withdraw=True)
        assert account.mailbox is not None
        return World(account.mailbox, Browser(google))


class TestGmailWithTerseHistory(TestGmail):
    """History may name a message without its labels; then more is fetched, and no less told."""

    @pytest.fixture
    def world(self, google: GoogleServer, tmp_path: Path) -> World:
        google.gmail.terse = True
        account = an_account(google, tmp_path, withdraw=True)
        assert account.mailbox is not None
        return World(account.mailbox, Browser(google))
