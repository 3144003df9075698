"""The mailbox suite on a rich server and on a poor one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.connectors.imap.worlds import FOLDERS, Others, open_account
from tests.contracts.mailbox import TRASH, MailboxContract, World
from tests.servers import pymap as pymap_server
from tests.servers.dovecot import Dovecot
from tests.servers.fixtures import skip_when_missing
from tests.servers.imap import ImapServer


@pytest.fixture(scope="module")
def poor() -> Iterator[ImapServer]:
    with skip_when_missing(), pymap_server.start() as server:
        yield server


#: The folder that pymap calls Trash can only be read.
POOR_FOLDERS = {**FOLDERS, TRASH: "Deleted"}


class TestDovecot(MailboxContract):
    """SPECIAL-USE, CONDSTORE, QRESYNC, UIDPLUS, LIST-STATUS, over TLS."""

    @pytest.fixture
    def world(self, rich: Dovecot, tmp_path: Path) -> Iterator[World]:
        others = Others(rich)
        account = open_account(
            rich, tmp_path, host="localhost", port=rich.tls_port, security="tls", ca_file=rich.ca
        )
        assert account.mailbox
        yield World(account.mailbox, others)
        account.close()
        others.close()


class TestPymap(MailboxContract):
    """No SPECIAL-USE, no mod-sequences, no LIST-STATUS."""

    keeps_rubbish = False

    @pytest.fixture
    def world(self, poor: ImapServer, tmp_path: Path) -> Iterator[World]:
        others = Others(poor, POOR_FOLDERS)
        account = open_account(poor, tmp_path)
        assert account.mailbox
        yield World(account.mailbox, others)
        account.close()
        others.close()
