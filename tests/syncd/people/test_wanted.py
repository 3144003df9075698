"""Whom the wishes mean: few, never yourself or a robot, and new mail is enough to look at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from syncd.model import Address, Joined, Source, Wish
from syncd.people.wanted import Wanted
from syncd.store import Store, open_store
from syncd.store.persons import FOUND
from tests.builders import ME, TEN, an_envelope, me

HOUR = timedelta(hours=1)
PRIYA, JONAS = Address("priya@x.example", "Priya Nair"), Address("jonas@w.example", "Jonas Weber")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "syncd.sqlite", TEN)
    yield opened
    opened.close()


def put(store: Store, *envelopes: object) -> None:
    with store.transaction() as connection:
        store.mail.put(connection, "files", envelopes)  # type: ignore[arg-type]


def wanted(store: Store, *wishes: Wish) -> Wanted:
    return Wanted(store, me(), wishes)


def test_of_a_whole_domain_a_few_are_looked_out_for(store: Store):
    put(
        store, *(an_envelope(sender=f"p{n}@big.example", date=TEN - n * HOUR) for n in range(1, 20))
    )
    people, _ = wanted(store, Wish(domains=("big.example",))).look([], TEN, anew=True)
    assert len(people) == 5


def test_you_robots_and_rooms_are_nobody_to_meet(store: Store):
    put(store, an_envelope(sender="no-reply@example.com", date=TEN - HOUR))
    wish = Wish(domains=("example.com", "resource.calendar.google.com"))
    invited = [Address(ME, "Robin Doe"), Address("room@resource.calendar.google.com")]
    assert wanted(store, wish).look(invited, TEN, anew=True) == ([], [])


def test_somebody_invited_is_meant_though_no_mail_has_them(store: Store):
    people, fresh = wanted(store, Wish(name="Priya Nair")).look([PRIYA], TEN, anew=True)
    assert people == fresh == [PRIYA]


def test_between_two_looks_only_new_mail_is_read(store: Store):
    both = [Address(ME), PRIYA]
    put(
        store,
        an_envelope("Lunch", sender=JONAS, date=TEN - 9 * HOUR),
        an_envelope("Lunch", sender=ME, to=[JONAS], date=TEN - 8 * HOUR),
        an_envelope("Hi", sender=Address("kim@x.example"), to=both, date=TEN - 7 * HOUR),
    )
    looking = wanted(store, Wish(name="Priya Nair"))
    assert looking.look([], TEN, anew=True) == ([PRIYA], [PRIYA])
    assert looking.ties(PRIYA.address) == ()
    assert looking.look([], TEN, anew=False) == ([PRIYA], [])
    put(store, an_envelope("Intro", sender=JONAS, to=both, date=TEN - HOUR))
    assert looking.look([], TEN, anew=False) == ([PRIYA], [PRIYA])
    assert [tie.who.address for tie in looking.ties(PRIYA.address)] == [JONAS.address]


def test_a_name_is_found_as_the_directory_spells_it(store: Store):
    spelled = Address("priya@x.example", "Nair, Dr. Priya")
    other = Address("priya.n@y.example", "Priya Nairobi")
    put(
        store,
        an_envelope(sender=spelled, date=TEN - HOUR),
        an_envelope(sender=other, date=TEN - 2 * HOUR),
    )
    people, _ = wanted(store, Wish(name="Priya Nair")).look([], TEN, anew=True)
    assert people == [spelled]


def test_whom_you_write_with_at_another_address_needs_no_introduction(store: Store):
    home, both = Address("priya.nair@gmail.com", "Priya"), [Address(ME), PRIYA]
    put(
        store,
        an_envelope("Lunch", sender=JONAS, date=TEN - 9 * HOUR),
        an_envelope("Lunch", sender=ME, to=[JONAS], date=TEN - 8 * HOUR),
        an_envelope("Intro", sender=JONAS, to=both, date=TEN - 7 * HOUR),
    )
    looking = wanted(store, Wish(addresses=(PRIYA.address,)))
    looking.look([], TEN, anew=True)
    assert len(looking.ties(PRIYA.address)) == 1
    joined = Joined(PRIYA.address, home.address, FOUND, "one card", Source("contact", ""))
    store.persons.found([(PRIYA.address, home.address, joined)])
    put(
        store,
        an_envelope("Hi", sender=home, date=TEN - 6 * HOUR),
        an_envelope("Hi", sender=ME, to=[home], date=TEN - 5 * HOUR),
    )
    _, fresh = looking.look([], TEN, anew=False)
    assert [person.address for person in fresh] == [PRIYA.address]
    assert looking.ties(PRIYA.address) == ()
