"""Contacts over CardDAV (RFC 6352). Read only."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from connectors.caldav.calendar import check_collections, chosen
from connectors.caldav.client import Dav
from connectors.caldav.collections import ADDRESS_BOOKS, Collection, Finder
from connectors.caldav.connect import access, connect_contacts, forget
from connectors.caldav.multistatus import CARDDAV, DAV, multiget, path_of, propfind
from connectors.caldav.settings import DavSettings
from connectors.contract import Account, AccountKind, Check, Contact, Surroundings
from connectors.vcard import read_cards

_ETAG = f"{DAV}getetag"
_DATA = f"{CARDDAV}address-data"
#: Cards asked for in one request; photos make some of them large.
BATCH = 50


class CardDavContacts:
    """See `connectors.contract.Contacts`. Cards that did not change are not asked for again."""

    def __init__(self, dav: Dav, settings: DavSettings) -> None:
        self._dav = dav
        self._settings = settings
        self._finder = Finder(dav, ADDRESS_BOOKS)
        #: Path -> (ETag, who is on the card).
        self._cards: dict[str, tuple[str, tuple[Contact, ...]]] = {}

    def contacts(self) -> Iterator[Contact]:
        """See `connectors.contract.Contacts`."""
        for book in chosen(self._finder.collections(), self._settings):
            yield from self._read(book)

    def check(self) -> Iterator[Check]:
        """See `connectors.contract.Checkable`."""
        yield from check_collections(self._finder, self._settings, ADDRESS_BOOKS)

    def close(self) -> None:
        """Close the connections; the next use opens them again."""
        self._dav.close()

    def _read(self, book: Collection) -> Iterator[Contact]:
        listed = self._dav.ask("PROPFIND", book.url, propfind(_ETAG), depth=1)
        etags = {
            urlsplit(one.url).path: one.text(_ETAG)
            for one in listed.resources
            if one.status < 300 and path_of(one.url).rstrip("/") != book.path.rstrip("/")
        }
        stale = [
            path
            for path, etag in etags.items()
            if path not in self._cards or not etag or self._cards[path][0] != etag
        ]
        for start in range(0, len(stale), BATCH):
            self._fetch(book, stale[start : start + BATCH])
        for path in etags:
            yield from self._cards.get(path, ("", ()))[1]

    def _fetch(self, book: Collection, paths: list[str]) -> None:
        body = multiget(paths, CARDDAV, _ETAG, _DATA)
        for one in self._dav.ask("REPORT", book.url, body).resources:
            if one.status < 300:
                contacts = tuple(read_cards(one.text(_DATA)))
                self._cards[urlsplit(one.url).path] = (one.text(_ETAG), contacts)


def _open(name: str, settings: DavSettings, around: Surroundings) -> Account:
    dav = Dav(name, access(name, settings, around, ADDRESS_BOOKS))
    book = CardDavContacts(dav, settings)
    return Account(name, "carddav", contacts=book, close=book.close)


KIND = AccountKind(
    settings=DavSettings,
    open=_open,
    offers=frozenset({"contacts"}),
    connect=connect_contacts,
    revoke=forget,
)
