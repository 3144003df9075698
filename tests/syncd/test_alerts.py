"""An account that only the user can mend is told of once, in another mailbox."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from connectors.memory import MemoryMailbox
from syncd.alerts import Alerts
from syncd.compose.language import shipped
from syncd.outbox import Outbox
from syncd.store import Store, open_store
from syncd.store.accounts import Standing
from tests.builders import TEN, me


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "syncd.sqlite", TEN)
    yield opened
    opened.close()


def failing(store: Store, *, permanent: bool = True, since=TEN) -> None:
    store.accounts.note(
        Standing("work", "mailbox", None, 1, "The token is dead.", since, since, permanent)
    )


def rounds(store: Store, *names: str) -> MemoryMailbox:
    """Three rounds with these mailboxes; the last of them."""
    mailboxes = {name: MemoryMailbox(lambda: TEN) for name in names}
    outbox = Outbox(store, mailboxes, sleep=lambda _seconds: None)
    for minutes in (0, 1, 2):
        Alerts(store, me(), outbox, shipped("en")).raise_new(TEN + timedelta(minutes=minutes))
        outbox.deliver_all(TEN + timedelta(minutes=minutes))
    return mailboxes[names[-1]]


def test_it_is_told_once_in_another_mailbox(store: Store):
    failing(store)
    box = rounds(store, "work", "home")
    (ref,) = box.refs()
    letter = box.message(ref)
    assert b"X-Syncd-Kind: alert" in letter
    assert b"The token is dead." in letter


def test_the_next_outage_is_told_again(store: Store):
    failing(store)
    rounds(store, "work", "home")
    failing(store, since=TEN + timedelta(days=3))
    assert len(rounds(store, "work", "home").refs()) == 1


def test_what_mends_itself_is_not_worth_a_letter(store: Store):
    failing(store, permanent=False)
    assert rounds(store, "work", "home").refs() == ()


def test_without_another_mailbox_there_is_nowhere_to_tell(store: Store):
    failing(store)
    assert rounds(store, "work").refs() == ()
