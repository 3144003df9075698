"""Whom an address, a name, a domain or a company means, and the ways to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from connectors.contract import Contact
from syncd.model import Ref
from syncd.people.reach import reach, targets
from syncd.store import Store, open_store
from tests.builders import ADA, ME, TEN, an_address, an_envelope, me

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
JONAS, HOME = "jonas@weber.example", "ada.lindqvist@posteo.de"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "syncd.sqlite", NOW)
    yield opened
    opened.close()


def keep(store: Store, *mails: tuple[str, list[str], float], name: str | None = None) -> None:
    with store.transaction() as connection:
        for place, (sender, to, days) in enumerate(mails):
            envelope = an_envelope(
                f"Mail {place}",
                sender=an_address(sender, name),
                to=to,
                date=TEN - timedelta(days=days),
                ref=Ref("INBOX", f"{place}.{sender}.{days}"),
            )
            store.mail.put(connection, "files", [envelope])


def persons(addresses: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Ada has two addresses."""
    both = (ADA, HOME)
    return {address: both if address in both else (address,) for address in addresses}


def test_the_ways_come_with_what_there_is_between_you_and_them(store: Store):
    keep(store, (JONAS, [ADA, ME], 20), (ME, [JONAS], 19), (JONAS, [ME], 18))
    (way,) = reach(store, me(), ADA, NOW)
    assert (way.tie.who.address, way.target.who.address) == (JONAS, ADA)
    assert (way.yours.mails_from, way.yours.mails_to) == (2, 1)
    assert way.yours.last == (TEN - timedelta(days=18)).astimezone(UTC)
    assert not way.target.known.personally


def test_the_best_way_to_any_of_a_company_comes_first(store: Store):
    near, far = "near@example.org", "far@example.org"
    bo = "bo@nordwind.example"
    keep(store, (far, [ADA, ME], 900), (ME, [far], 899), (near, [bo, ME], 9), (ME, [near], 8))
    found = reach(store, me(), "nordwind.example", NOW)
    assert [(way.tie.who.address, way.target.who.address) for way in found] == [
        (near, bo),
        (far, ADA),
    ]


def test_one_person_with_two_addresses_is_one_target(store: Store):
    keep(store, (ADA, [ME], 30), (ME, [HOME], 29), name="Ada Lindqvist")
    keep(store, (JONAS, [HOME, ME], 20), (ME, [JONAS], 19))
    assert len(targets(store, me(), "Lindqvist", NOW)) == 2
    (target,) = targets(store, me(), "Lindqvist", NOW, persons=persons)
    assert set(target.addresses) == {ADA, HOME}
    assert target.known.personally
    assert reach(store, me(), ADA, NOW) == []
    assert [way.tie.who.address for way in reach(store, me(), ADA, NOW, persons=persons)] == [JONAS]


def test_who_only_wrote_to_you_is_not_known_yet(store: Store):
    keep(store, (ADA, [ME], 30))
    (target,) = targets(store, me(), ADA, NOW)
    assert not target.known.personally
    assert target.known.who.name == "Ada Lindqvist"


def test_you_are_no_target_and_neither_is_a_robot(store: Store):
    keep(store, ("no-reply@nordwind.example", [ME, ADA], 30))
    assert [t.who.address for t in targets(store, me(), "nordwind.example", NOW)] == [ADA]
    assert targets(store, me(), "example.com", NOW) == ()


def test_a_subdomain_is_another_domain_and_a_company_is_any_ending(store: Store):
    keep(store, ("bo@nordwind.example.org", [ME], 30), ("cy@nordwind.de", [ME], 30))
    keep(store, ("di@nordwinde.example", [ME], 30))
    assert [t.who.address for t in targets(store, me(), "nordwind.de", NOW)] == ["cy@nordwind.de"]
    found = {t.who.address for t in targets(store, me(), "Nordwind", NOW)}
    assert found == {"bo@nordwind.example.org", "cy@nordwind.de"}


def test_everybody_writes_from_a_free_mail_domain_and_is_not_of_it(store: Store):
    store.contacts.replace("book", [Contact(("bo@example.org",), "Bo", "Gmail", "")])
    assert targets(store, me(), "gmail.com", NOW) == ()


def test_an_address_nobody_has_seen_is_still_somebody(store: Store):
    (target,) = targets(store, me(), "New@Example.ORG", NOW)
    assert target.who.address == "new@example.org"
    assert reach(store, me(), "New@Example.ORG", NOW) == []
