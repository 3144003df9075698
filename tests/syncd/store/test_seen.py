"""Whom the mail has seen, by name and by domain."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from syncd.store import Store, open_store
from syncd.store.seen import Seen
from tests.builders import ADA, ME, an_address, an_envelope

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
JONAS = an_address("jonas@weber.example", "Jonas Weber")


@pytest.fixture
def seen(tmp_path: Path) -> Iterator[Seen]:
    """Of one mail, from Ada to Robin and Jonas, and a newsletter."""
    store: Store = open_store(tmp_path / "syncd.sqlite", NOW)
    news = an_address("news@weber.example", "Weber News")
    mails = an_envelope(to=[ME, JONAS]), an_envelope(sender=news, automatic=True)
    with store.transaction() as connection:
        for place, envelope in enumerate(mails):
            store.mail.put(connection, f"files{place}", [envelope])
    yield Seen(store.engine)
    store.close()


def test_words_of_a_name_in_any_order(seen: Seen):
    assert seen.seen("weber jonas", NOW) == [JONAS]
    assert seen.seen("Weber News", NOW) == []
    assert seen.seen("jonas lindqvist", NOW) == []


def test_a_domain_and_a_domain_of_any_ending(seen: Seen):
    assert seen.at_domain("weber.example", NOW) == [JONAS]
    assert seen.at_domain("weber.", NOW) == [JONAS]
    assert seen.at_domain("eber.example", NOW) == []
    assert [address.address for address in seen.at_domain("nordwind.", NOW)] == [ADA]


def test_signs_that_mean_any_letters_mean_nothing(seen: Seen):
    assert seen.at_domain("%", NOW) == []
    assert seen.at_domain("w_ber.example", NOW) == []


def test_a_name_is_their_own_before_the_one_that_others_give(seen: Seen):
    assert seen.name(ADA) == "Ada Lindqvist"
    assert seen.name(JONAS.address) == "Jonas Weber"
    assert seen.name("x@example.org") == ""
