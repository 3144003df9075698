"""News of reaching somebody: each once, and found by whom they concern."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from syncd.model import Address, Reach, Source, WishNews
from syncd.store import Store, open_store
from tests.builders import ADA, TEN, an_envelope

HOUR = timedelta(hours=1)
PRIYA, JONAS = Address("priya@x.example", "Priya Nair"), Address("jonas@x.example", "Jonas Weber")
TIE = WishNews(
    Reach.TIE, PRIYA, Source("mail", "Hi", TEN - HOUR, "Jonas"), TEN, "how she hires", JONAS
)
MEETING = replace(TIE, reach=Reach.CONNECTOR, meeting="lunch@x", starts=TEN + HOUR)
MAIL = WishNews(Reach.MAIL, PRIYA, Source("mail", "Hello", TEN), TEN + HOUR)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "syncd.sqlite", TEN)
    yield opened
    opened.close()


def test_each_is_kept_once_as_it_was_first_seen(store: Store):
    assert store.wishes.add([TIE, MEETING, MAIL]) == 3
    assert store.wishes.add([replace(TIE, seen_at=TEN + 5 * HOUR), MEETING]) == 0
    assert set(store.wishes.since(None)) == {TIE, MEETING, MAIL}


def test_what_was_seen_after_a_moment_is_found(store: Store):
    store.wishes.add([TIE, MAIL])
    assert store.wishes.since(TEN) == (MAIL,)
    assert store.wishes.since(TEN + HOUR) == ()


def test_it_concerns_the_connector_and_the_person(store: Store):
    store.wishes.add([TIE, MAIL])
    assert store.wishes.via([JONAS.address]) == (TIE,)
    assert store.wishes.via([PRIYA.address]) == (TIE, MAIL)
    assert store.wishes.via(["nobody@x.example"]) == ()


def test_people_are_found_by_whole_names_and_domains_in_one_look(store: Store):
    mails = [
        an_envelope(sender=Address("priya@x.example", "PRIYA Nair"), date=TEN - HOUR),
        an_envelope(sender=Address("other@y.example", "Priya Nair-Shah"), date=TEN - 2 * HOUR),
        an_envelope(to=[Address("ben@deep.opendata.example", "Ben")], date=TEN - 3 * HOUR),
        an_envelope(sender="bot@opendata.example", date=TEN - 4 * HOUR, automatic=True),
    ]
    with store.transaction() as connection:
        store.mail.put(connection, "files", mails)
    found = store.wishes.meant(["Priya Nair"], ["opendata.example"], 0, TEN)
    assert {one.address for one in found} == {"priya@x.example", "ben@deep.opendata.example"}
    newest, _ = store.wishes.looked_at()
    assert store.wishes.meant(["Priya Nair"], ["opendata.example"], newest, TEN) == []
    assert store.wishes.meant([], [], 0, TEN) == []


def test_who_is_in_the_mail_since_a_place_is_told(store: Store):
    with store.transaction() as connection:
        store.mail.put(connection, "files", [an_envelope(date=TEN - 2 * HOUR)])
    first, _ = store.wishes.looked_at()
    asked = [ADA, PRIYA.address]
    assert store.wishes.in_mail(asked, 0) == {ADA}
    with store.transaction() as connection:
        fresh = an_envelope(sender=JONAS, to=[PRIYA], date=TEN - HOUR)
        store.mail.put(connection, "files", [fresh])
    assert store.wishes.in_mail(asked, first) == {PRIYA.address}
