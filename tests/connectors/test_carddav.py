"""Address books on a real Radicale."""

from __future__ import annotations

from pathlib import Path

import pytest

from connectors.carddav import KIND, CardDavContacts
from connectors.contract import Surroundings
from syncd.errors import AccountError
from tests.connectors.caldav.worlds import settings_for
from tests.servers.radicale import Radicale

_MKCOL = """<?xml version="1.0"?><D:mkcol xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:carddav">
<D:set><D:prop><D:resourcetype><D:collection/><C:addressbook/></D:resourcetype>
<D:displayname>People</D:displayname></D:prop></D:set></D:mkcol>"""


@pytest.fixture
def book(radicale: Radicale, tmp_path: Path) -> CardDavContacts:
    radicale.request("MKCOL", radicale.calendar_url("people"), data=_MKCOL.encode())
    radicale.make_calendar("work")
    around = Surroundings(state=tmp_path / "state", now=None)  # type: ignore[arg-type]
    account = KIND.open("people", settings_for(radicale, tmp_path), around)
    assert isinstance(account.contacts, CardDavContacts)
    return account.contacts


def put(radicale: Radicale, name: str, address: str) -> None:
    card = f"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:{name}\r\nFN:{name}\r\nN:{name};;;;\r\n"
    card += f"EMAIL:{address}\r\nEND:VCARD\r\n"
    url = radicale.calendar_url("people") + f"{name}.vcf"
    radicale.request("PUT", url, data=card.encode(), headers={"Content-Type": "text/vcard"})


def test_everyone_with_an_address_is_read(radicale: Radicale, book: CardDavContacts) -> None:
    for number in range(60):
        put(radicale, f"Person {number}", f"p{number}@x.example")
    found = {contact.name: contact.addresses for contact in book.contacts()}
    assert found == {f"Person {n}": (f"p{n}@x.example",) for n in range(60)}


def test_cards_that_did_not_change_are_not_asked_for_again(
    radicale: Radicale, book: CardDavContacts
) -> None:
    put(radicale, "Ada", "ada@x.example")
    put(radicale, "Bob", "bob@x.example")
    list(book.contacts())
    before = book._dav.requests
    assert len(list(book.contacts())) == 2
    assert book._dav.requests - before == 2
    put(radicale, "Ada", "ada@new.example")
    radicale.delete("people", "Bob.vcf")
    assert [contact.addresses for contact in book.contacts()] == [("ada@new.example",)]


def test_an_address_book_that_is_away_is_an_error_and_not_empty(
    radicale: Radicale, book: CardDavContacts
) -> None:
    put(radicale, "Ada", "ada@x.example")
    assert all(line.ok for line in book.check())
    radicale.stop()
    with pytest.raises(AccountError):
        list(book.contacts())
    assert not all(line.ok for line in book.check())
