"""A Dovecot that the tests of a module share, emptied for each; and a link to it that can break."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from connectors.imap.mailbox import ImapMailbox
from tests.connectors.imap.worlds import Others, open_mailbox
from tests.servers import dovecot as dovecot_server
from tests.servers import proxy
from tests.servers.dovecot import Dovecot
from tests.servers.fixtures import skip_when_missing
from tests.servers.proxy import Link


@pytest.fixture(scope="module")
def rich() -> Iterator[Dovecot]:
    with skip_when_missing(), dovecot_server.start() as server:
        yield server


@pytest.fixture
def others(rich: Dovecot) -> Iterator[Others]:
    others = Others(rich)
    yield others
    others.close()


@pytest.fixture
def link(rich: Dovecot) -> Iterator[Link]:
    with proxy.start(rich.port) as link:
        yield link


@pytest.fixture
def mailbox(others: Others, rich: Dovecot, link: Link, tmp_path: Path) -> Iterator[ImapMailbox]:
    """An account on the shared Dovecot, emptied, reached over the link."""
    mailbox = open_mailbox(rich, tmp_path, port=link.port)
    yield mailbox
    mailbox.close()
