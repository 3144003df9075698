"""Address books in the store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from connectors.contract import Contact
from syncd.people.history import Past
from syncd.store import Store, open_store
from tests.builders import ADA, TEN, me


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "syncd.sqlite", TEN)
    yield opened
    opened.close()


CARD = Contact((ADA, "ada@home.example"), "Ada Lindqvist", "Nordwind", "Head of Data")


def test_a_card_is_found_under_each_of_its_addresses(store: Store):
    assert store.contacts.replace("book", [CARD]) == {ADA, "ada@home.example"}
    assert store.contacts.of("ada@home.example").title == "Head of Data"


def test_only_what_changed_is_told(store: Store):
    store.contacts.replace("book", [CARD])
    assert store.contacts.replace("book", [CARD]) == set()
    assert store.contacts.replace("book", [Contact((ADA,), "Ada")]) == {ADA, "ada@home.example"}
    assert store.contacts.of("ada@home.example") is None


def test_an_acquaintance_has_the_name_and_title_of_the_card(store: Store):
    store.contacts.replace("book", [CARD])
    known = Past(store, me()).acquaintance(ADA, TEN)
    assert (known.name, known.organization, known.title) == (
        "Ada Lindqvist",
        "Nordwind",
        "Head of Data",
    )
