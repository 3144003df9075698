"""Asking a mailbox that is not mirrored: for the person, without a limit in time, and in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from connectors.contract import Account
from connectors.memory import MemoryMailbox
from syncd.correspondence import Correspondence
from syncd.people.history import Past
from syncd.store import Store, open_store
from syncd.store.forgetting import forget
from tests.builders import ADA, TEN, a_message, an_address, me

HOME = "ada.lindqvist@gmail.com"
TEN_YEARS = timedelta(days=3650)


class Remote(MemoryMailbox):
    """A mailbox that tells only what it is asked for."""

    mirrors = False


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "syncd.sqlite", TEN)
    yield opened
    opened.close()


@pytest.fixture
def remote() -> Remote:
    return Remote(lambda: TEN)


@pytest.fixture
def correspondence(store: Store, remote: Remote) -> Correspondence:
    return Correspondence(store, (Account("gmail", "google", mailbox=remote),))


def put(remote: Remote, sender: str, age: timedelta) -> None:
    mail = a_message(sender=an_address(sender, "Ada Lindqvist"), date=TEN - age)
    remote.add(mail, received=TEN - age)


def test_a_friend_of_ten_years_ago_is_not_new(store: Store, remote, correspondence):
    put(remote, ADA, TEN_YEARS)
    assert correspondence.ask([ADA], TEN) == {ADA}
    known = Past(store, me()).acquaintance(ADA, TEN)
    assert known.first_contact == TEN - TEN_YEARS


def test_all_addresses_of_a_person_are_asked_for(store: Store, remote, correspondence):
    put(remote, HOME, TEN_YEARS)
    store.persons.merge([ADA, HOME], TEN)
    assert correspondence.ask([ADA], TEN) == {ADA, HOME}
    assert not Past(store, me()).acquaintance(ADA, TEN).new


def test_who_is_forgotten_is_not_asked_for(store: Store, remote, correspondence):
    put(remote, ADA, TEN_YEARS)
    forget(store.engine, [ADA], [], me().is_me, TEN)
    assert correspondence.ask([ADA, HOME], TEN) == {HOME}


def test_whether_somebody_is_yet_to_be_asked_for_is_known(store: Store, remote, correspondence):
    assert correspondence.unasked([ADA], TEN)
    correspondence.ask([ADA], TEN)
    assert not correspondence.unasked([ADA], TEN)
    store.persons.merge([ADA, HOME], TEN)
    assert correspondence.unasked([ADA], TEN)


def test_an_account_that_is_away_holds_up_nothing(store: Store, remote, correspondence):
    remote.away = True
    correspondence.ask([ADA], TEN)
    assert not correspondence.unasked([ADA], TEN)
