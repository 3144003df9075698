"""What acquaintances wrote of themselves: kept in the place of what was, and forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from syncd.model import Finding, Source
from syncd.store import Store, open_store
from syncd.store.findings import Acquainted
from tests.builders import ADA

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
PRIYA = "priya@tidemark.example"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "syncd.sqlite", NOW)
    yield opened
    opened.close()


def a_finding(text: str, about: str = PRIYA, *, kind: str = "done", days: float = 3) -> Finding:
    at = NOW - timedelta(days=days)
    return Finding(about, kind, text, Source("mail", "News", at, "Priya Nair"))


def keep(store: Store, *found: Finding, about: str = PRIYA) -> None:
    store.findings.keep(Acquainted(about, 2.5, ("<1@x>", "<2@x>")), [(f, "<1@x>") for f in found])


def texts(store: Store, *kinds: str, before: datetime = NOW) -> list[str]:
    return [finding.text for finding in store.findings.of_kinds(kinds or ("done",), before)]


def test_what_is_kept_comes_back_whole_and_the_newest_first(store: Store):
    old, new = a_finding("We built a map", days=9), a_finding("We hired two people")
    keep(store, old, new)
    assert store.findings.of_kinds(("done",), NOW) == (new, old)
    assert store.findings.acquainted() == {PRIYA: Acquainted(PRIYA, 2.5, ("<1@x>", "<2@x>"))}


def test_only_the_kinds_that_were_asked_for_up_to_the_moment(store: Store):
    keep(store, a_finding("One"), a_finding("Two", kind="project"), a_finding("Three", days=-1))
    assert texts(store) == ["One"]
    assert texts(store, "project") == ["Two"]
    assert texts(store, before=NOW - timedelta(days=4)) == []


def test_what_is_known_of_someone_is_replaced_and_that_of_others_stays(store: Store):
    keep(store, a_finding("One"))
    keep(store, a_finding("Ada's", ADA), about=ADA)
    keep(store, a_finding("Two"))
    assert set(texts(store)) == {"Ada's", "Two"}
    store.findings.keep(Acquainted(PRIYA, 0, ()), [])
    assert texts(store) == ["Ada's"]
    assert store.findings.acquainted()[PRIYA].read == ()


def test_the_forgotten_and_those_you_no_longer_know_are_gone(store: Store):
    for about in (ADA, PRIYA, "jonas@weber.example"):
        keep(store, a_finding(f"Of {about}", about), about=about)
    store.findings.forget([PRIYA, "nobody@example.org"])
    assert PRIYA not in store.findings.acquainted()
    store.findings.keep_only([ADA])
    assert texts(store) == [f"Of {ADA}"]
    assert list(store.findings.acquainted()) == [ADA]
    store.findings.keep_only([])
    assert texts(store) == []
