"""How reading the accounts went, and how seldom that is written down."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from syncd.store import Store, open_store
from syncd.store.accounts import KEPT_EVERY, LAST_ROUND, Standing
from tests.builders import TEN

MINUTE = timedelta(minutes=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "syncd.sqlite", TEN)
    yield opened
    opened.close()


@pytest.fixture
def commits(store: Store) -> list[object]:
    """Grows with each commit."""
    seen: list[object] = []
    event.listen(store.engine, "commit", seen.append)
    return seen


def well(minutes: int) -> Standing:
    return Standing("files", "mailbox", last_ok=TEN + minutes * MINUTE)


def failed(minutes: int) -> Standing:
    return Standing("files", "mailbox", last_ok=TEN, failures=1, error=f"away {minutes}")


def written(path: Path) -> list[Standing]:
    """What another process sees."""
    other = open_store(path, TEN)
    try:
        return other.accounts.all()
    finally:
        other.close()


def test_an_account_that_stays_well_is_written_down_only_now_and_then(
    store: Store, commits: list[object]
):
    for minutes in range(31):
        store.accounts.note(well(minutes))
        assert store.accounts.standing("files", "mailbox") == well(minutes)
    assert len(commits) == 1 + 30 * MINUTE // KEPT_EVERY
    assert written(store.path) == [well(30)]


def test_what_the_store_says_is_never_older_than_it_promises(store: Store):
    for minutes in range(25):
        store.accounts.note(well(minutes))
        [standing] = written(store.path)
        assert TEN + minutes * MINUTE - standing.last_ok < KEPT_EVERY


def test_a_failure_and_the_end_of_it_are_written_down_at_once(store: Store):
    for standing in (well(0), failed(1), failed(2), well(3)):
        store.accounts.note(standing)
        assert written(store.path) == [standing]


def test_a_failing_account_is_asked_anew_when_another_process_forgets_its_failures(store: Store):
    store.accounts.note(failed(0))
    other = open_store(store.path, TEN)
    other.accounts.forget("files")
    other.close()
    assert store.accounts.standing("files", "mailbox").failures == 0
    assert store.accounts.failing() == []


def test_failing_accounts_are_told_also_after_a_restart(store: Store):
    store.accounts.note(failed(0))
    store.accounts.note(Standing("calendar", "calendar", last_ok=TEN))
    assert [s.account for s in store.accounts.failing()] == ["files"]
    again = open_store(store.path, TEN)
    assert [s.account for s in again.accounts.failing()] == ["files"]
    again.close()


def test_a_store_that_is_closed_knows_the_last_round_to_the_minute(store: Store):
    for minutes in range(5):
        store.accounts.note_round(TEN + minutes * MINUTE)
        store.accounts.note(well(minutes))
    store.close()
    again = open_store(store.path, TEN)
    assert again.accounts.fact(LAST_ROUND) == (TEN + 4 * MINUTE).isoformat()
    assert again.accounts.all() == [well(4)]
    again.close()


def test_a_clock_that_was_set_back_is_written_down(store: Store):
    store.accounts.note_round(TEN)
    store.accounts.note_round(TEN - timedelta(days=1))
    assert store.accounts.fact(LAST_ROUND) == (TEN - timedelta(days=1)).isoformat()
