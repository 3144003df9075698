"""Whom you and a guest both know, and how well."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from syncd.model import Ref
from syncd.people.ties import mutual, strength
from syncd.store import Store, open_store
from syncd.store.circles import Exchanged
from tests.builders import ADA, ME, TEN, an_envelope, me

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
JONAS = "jonas@weber.example"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "syncd.sqlite", NOW)
    yield opened
    opened.close()


def keep(store: Store, *mails: tuple[str, list[str], float], **changes: object) -> None:
    envelopes = [
        an_envelope(
            f"Mail {place}",
            sender=sender,
            to=to,
            date=TEN - timedelta(days=days),
            ref=Ref("INBOX", f"{place}.{sender}.{days}"),
            **changes,
        )
        for place, (sender, to, days) in enumerate(mails)
    ]
    with store.transaction() as connection:
        store.mail.put(connection, "files", envelopes)


def known(store: Store) -> list[str]:
    return [tie.who.address for tie in mutual(store, me(), ADA, NOW)]


def test_someone_who_wrote_to_both_and_whom_you_write_with_is_known_to_both(store: Store):
    keep(store, (JONAS, [ADA, ME], 20), (ME, [JONAS], 19))
    (tie,) = mutual(store, me(), ADA, NOW)
    assert tie.who.address == JONAS
    assert tie.evidence[0].title == "Mail 0"
    assert (tie.yours.mails_from, tie.yours.mails_to) == (1, 1)
    assert tie.reach > 0


def test_someone_who_never_answered_you_is_not(store: Store):
    keep(store, (JONAS, [ADA, ME], 20))
    assert known(store) == []


def test_a_big_round_shows_no_tie(store: Store):
    crowd = [f"p{n}@example.org" for n in range(8)]
    keep(store, (JONAS, [ADA, ME, *crowd], 20), (ME, [JONAS], 19))
    assert known(store) == []


def test_a_newsletter_shows_no_tie(store: Store):
    keep(store, (JONAS, [ADA, ME], 20), automatic=True)
    keep(store, (ME, [JONAS], 19), (JONAS, [ME], 18))
    assert known(store) == []


def test_you_are_never_between_yourself_and_them(store: Store):
    keep(store, ("robin.doe@gmail.com", [ADA, ME], 20), (ADA, [ME], 19))
    assert known(store) == []


def test_what_is_yet_to_come_does_not_count(store: Store):
    keep(store, (JONAS, [ADA, ME], -5), (ME, [JONAS], 19), (JONAS, [ME], 18))
    assert known(store) == []


def test_the_better_known_and_more_recent_comes_first(store: Store):
    old, near = "old@example.org", "near@example.org"
    keep(store, (old, [ADA, ME], 900), (ME, [old], 899), (near, [ADA, ME], 9), (ME, [near], 8))
    assert known(store) == [near, old]


def test_a_tie_is_two_way_and_fades():
    lately, ago = NOW - timedelta(days=3), NOW - timedelta(days=1000)
    assert strength(Exchanged(JONAS, "", 40, 0, lately), NOW) == 0
    assert strength(Exchanged(JONAS, "", 5, 5, lately), NOW) > strength(
        Exchanged(JONAS, "", 5, 5, ago), NOW
    )
    assert strength(Exchanged(JONAS), NOW) == 0
    assert strength(Exchanged(JONAS, "", 10**6, 10**6, lately), NOW) < 50
