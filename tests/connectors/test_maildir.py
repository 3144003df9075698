"""A Maildir keeps the promises of every mailbox, in each layout and with each way of naming."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.connectors.maildirs import FS, PLUS_PLUS, TREE, MaildirSeeder, open_maildir
from tests.contracts.mailbox import MailboxContract, World


class TestTree(MailboxContract):
    """Folders side by side, as mbsync writes them."""

    exact = True

    @pytest.fixture
    def world(self, tmp_path: Path) -> World:
        return World(open_maildir(tmp_path), MaildirSeeder(tmp_path, TREE))


class TestMaildirPlusPlus(MailboxContract):
    """Folders in the inbox, as Dovecot writes them."""

    exact = True

    @pytest.fixture
    def world(self, tmp_path: Path) -> World:
        return World(open_maildir(tmp_path), MaildirSeeder(tmp_path, PLUS_PLUS, style="dovecot"))


class TestPlainFoldersInTheInbox(MailboxContract):
    """Dovecot's LAYOUT=fs."""

    exact = True

    @pytest.fixture
    def world(self, tmp_path: Path) -> World:
        return World(open_maildir(tmp_path), MaildirSeeder(tmp_path, FS, style="dovecot"))


@pytest.mark.parametrize("separator", [";", "!"])
class TestOtherSeparators(MailboxContract):
    """File names as they are where ":" cannot be in one."""

    exact = True

    @pytest.fixture
    def world(self, tmp_path: Path, separator: str, monkeypatch: pytest.MonkeyPatch) -> World:
        monkeypatch.setattr("connectors.maildir.names._SEPARATOR", separator)
        return World(open_maildir(tmp_path), MaildirSeeder(tmp_path, TREE, separator=separator))
