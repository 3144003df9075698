"""Contacts are read only when switched on, and bounded like everything from outside."""

from __future__ import annotations

from pathlib import Path

import pytest

from connectors.contract import Contact, Contacts
from connectors.google.contacts import read_person
from syncd.errors import AccountError
from tests.builders import ADA
from tests.connectors.google.world import an_account
from tests.servers.google import GoogleServer


@pytest.fixture
def contacts(google: GoogleServer, tmp_path: Path) -> Contacts:
    account = an_account(google, tmp_path, contacts=True)
    assert account.contacts is not None
    return account.contacts


def test_there_are_none_unless_switched_on(google: GoogleServer, tmp_path: Path) -> None:
    assert an_account(google, tmp_path).contacts is None


def test_everyone_with_an_address_is_told(google: GoogleServer, contacts: Contacts) -> None:
    google.people.add("Ada Lindqvist", ADA.upper(), organization="Nordwind", title="Head of Data")
    google.people.add("Nobody")
    assert list(contacts.contacts()) == [
        Contact((ADA,), "Ada Lindqvist", "Nordwind", "Head of Data")
    ]


def test_a_large_address_book_comes_in_pages(google: GoogleServer, contacts: Contacts) -> None:
    google.people.pages.most = 10
    for n in range(35):
        google.people.add(f"Guest {n}", f"guest{n}@example.org")
    assert len(list(contacts.contacts())) == 35
    assert google.methods.count("people.people.connections.list") == 4
    (check,) = contacts.check()
    assert check.ok


def test_an_account_that_is_away_is_an_error(google: GoogleServer, contacts: Contacts) -> None:
    google.stop()
    with pytest.raises(AccountError):
        list(contacts.contacts())
    (check,) = contacts.check()
    assert not check.ok
    assert check.advice


def test_texts_are_bounded_and_on_one_line() -> None:
    found = read_person(
        {
            "names": [
                {"displayName": "Second"},
                {"displayName": "A\r\nB" * 500, "metadata": {"primary": True}},
            ],
            "emailAddresses": [
                {"value": "x@y.example\r\nBcc: all"},
                {"value": ADA},
                {"value": ADA},
            ],
            "organizations": [],
        }
    )
    assert found is not None
    assert found.name.isprintable()
    assert found.name.startswith("A B")
    assert len(found.name) <= 200
    assert ADA in found.addresses
    assert all("\n" not in address for address in found.addresses)
