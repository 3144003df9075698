"""What the ledger remembers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from syncd.model import Promise, PromiseState, Source
from syncd.store import Store, open_store
from tests.builders import ADA, TEN

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
MADE = (TEN - timedelta(days=5)).astimezone(UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "syncd.sqlite", NOW)
    yield opened
    opened.close()


def a_promise(**changes: Any) -> Promise:
    defaults: dict[str, Any] = {
        "person": ADA,
        "by_me": True,
        "text": "I will send you the checklist",
        "made_at": MADE,
        "source": Source("mail", "Coffee?", MADE, "you"),
        "origin": "<a@example.com>",
        "due": date(2026, 11, 27),
    }
    return Promise(**(defaults | changes))


def test_a_promise_comes_back_as_it_went_in_with_a_number(store: Store):
    store.promises.add([a_promise()])
    (found,) = store.promises.of(ADA)
    assert found == a_promise(number=found.number)
    assert store.promises.numbered(found.number) == found


def test_the_same_promise_is_kept_once(store: Store):
    store.promises.add([a_promise(), a_promise()])
    store.promises.add([a_promise()])
    assert len(store.promises.all()) == 1


def test_what_is_settled_by_hand_is_not_overruled_by_the_mail(store: Store):
    store.promises.add([a_promise()])
    (number,) = (promise.number for promise in store.promises.all())
    store.promises.settle(number, PromiseState.DROPPED, NOW)
    store.promises.note(number, PromiseState.KEPT, NOW)
    store.promises.add([a_promise()])
    assert store.promises.all(PromiseState.OPEN) == ()
    (dropped,) = store.promises.all(PromiseState.DROPPED)
    assert dropped.settled_at == NOW


def test_what_the_mail_shows_is_noted(store: Store):
    store.promises.add([a_promise()])
    (number,) = (promise.number for promise in store.promises.all())
    store.promises.note(number, PromiseState.KEPT, NOW)
    assert [p.settled_at for p in store.promises.all(PromiseState.KEPT)] == [NOW]


def test_a_number_that_is_not_there_is_none(store: Store):
    assert store.promises.numbered(99) is None
