"""The outbox over Gmail: whatever answer is lost, every letter arrives, and none twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from connectors.google.mailbox import GmailMailbox
from syncd.model import Delivery, DeliveryKey, Kind, MeetingKey, State
from syncd.outbox import Outbox
from syncd.store import Store, open_store
from tests.connectors.google.test_guard import gmail_of
from tests.connectors.google.world import an_account
from tests.contracts.mailbox import NOW, a_letter, a_mail, letter_id
from tests.servers.google import GoogleServer

INSERT = "gmail.users.messages.insert"
CREATE = "gmail.users.drafts.create"
LOST = ["cut before", "cut after", "reset before", "reset after", "500", "503"]
_AT_MOST = 12


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "syncd.sqlite", NOW)
    yield opened
    opened.close()


def a_delivery(kind: Kind = Kind.BRIEF, name: str = "one") -> Delivery:
    return Delivery(
        key=DeliveryKey(kind, f"{name}@example.com"),
        state=State.READY,
        account="work",
        message_id=letter_id(name),
        letter=a_letter(name, kind),
        created=NOW,
        meeting=MeetingKey(f"{name}@example.com"),
    )


def restarted(google: GoogleServer, folder: Path, store: Store) -> tuple[Outbox, GmailMailbox]:
    """A process that has just begun: nothing is remembered but the store and the state folder."""
    mailbox = gmail_of(an_account(google, folder))
    return Outbox(store, {"work": mailbox}, sleep=lambda _: None), mailbox


def deliver_until_done(google: GoogleServer, folder: Path, store: Store) -> int:
    """Rounds and restarts until nothing waits; how many it took."""
    for count in range(1, _AT_MOST):
        outbox, mailbox = restarted(google, folder, store)
        outbox.deliver_all(NOW + count * timedelta(hours=2))
        mailbox._account.close()
        if not store.deliveries.in_state(State.READY, State.SENDING, State.FAILED):
            return count
    raise AssertionError("it is never delivered")


def copies(google: GoogleServer, name: str = "one") -> int:
    return sum(m.message_id == letter_id(name) for m in google.mail.messages.values())


@pytest.mark.parametrize("lags", [False, True], ids=["", "index lags"])
@pytest.mark.parametrize("lost", LOST)
@pytest.mark.parametrize(("kind", "method"), [(Kind.BRIEF, INSERT), (Kind.FOLLOW_UP, CREATE)])
def test_a_letter_whose_answer_is_lost_arrives_once(
    google: GoogleServer,
    tmp_path: Path,
    store: Store,
    kind: Kind,
    method: str,
    lost: str,
    lags: bool,
) -> None:
    google.mail.index_lags = lags
    google.faults.add(method, lost)
    store.deliveries.add(a_delivery(kind))
    deliver_until_done(google, tmp_path, store)
    assert copies(google) == 1


@pytest.mark.parametrize("lost", LOST)
def test_it_arrives_once_when_every_answer_is_lost_for_a_while(
    google: GoogleServer, tmp_path: Path, store: Store, lost: str
) -> None:
    google.mail.index_lags = True
    google.faults.add(INSERT, lost, times=3)
    google.faults.add("gmail.users.history.list", "503", times=5)
    store.deliveries.add(a_delivery())
    deliver_until_done(google, tmp_path, store)
    assert copies(google) == 1


def test_letters_among_other_mail_arrive_once_each(
    google: GoogleServer, tmp_path: Path, store: Store
) -> None:
    google.mail.index_lags = True
    names = [f"letter-{n}" for n in range(6)]
    for number, name in enumerate(names):
        store.deliveries.add(a_delivery(name=name))
        google.arrive(a_mail(f"mail-{number}"))
        google.faults.add(INSERT, LOST[number])
    deliver_until_done(google, tmp_path, store)
    assert [copies(google, name) for name in names] == [1] * 6


def test_a_letter_that_the_user_moved_or_deleted_at_once_is_not_written_again(
    google: GoogleServer, tmp_path: Path, store: Store
) -> None:
    google.faults.add(INSERT, "cut after")
    store.deliveries.add(a_delivery())
    outbox, _ = restarted(google, tmp_path, store)
    outbox.deliver_all(NOW)
    (message,) = google.mail.messages.values()
    google.mail.relabel(message, ["TRASH"], ["INBOX"])
    deliver_until_done(google, tmp_path, store)
    assert copies(google) == 1


def test_a_dead_permission_keeps_the_letter_and_delivers_it_after_reconnecting(
    google: GoogleServer, tmp_path: Path, store: Store
) -> None:
    store.deliveries.add(a_delivery())
    an_account(google, tmp_path).close()
    google.oauth.expire_refresh_tokens()
    outbox, _ = restarted(google, tmp_path, store)
    assert outbox.deliver_all(NOW) == []
    (waiting,) = store.deliveries.in_state(State.FAILED)
    assert "syncd connect work" in waiting.reason
    (tmp_path / "token.json").unlink()
    deliver_until_done(google, tmp_path, store)
    assert copies(google) == 1
