"""Finding the collections of an account (RFC 4791 section 6, RFC 5397, RFC 6764 section 6)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit

from connectors.caldav.client import Answer, Dav, NotThereError
from connectors.caldav.multistatus import CALDAV, CARDDAV, DAV, SERVER, Resource, path_of, propfind
from syncd.errors import AccountError

_PRINCIPAL = f"{DAV}current-user-principal"
_RESOURCE_TYPE = f"{DAV}resourcetype"
_COMPONENTS = f"{CALDAV}supported-calendar-component-set"
_LISTED = (
    _RESOURCE_TYPE,
    f"{DAV}displayname",
    f"{DAV}sync-token",
    f"{DAV}supported-report-set",
    f"{SERVER}getctag",
    _COMPONENTS,
)
_MAX_NAME_CHARS = 200


@dataclass(frozen=True, slots=True)
class Kind:
    """What is looked for."""

    name: str
    home: str
    type: str
    well_known: str


CALENDARS = Kind("calendar", f"{CALDAV}calendar-home-set", f"{CALDAV}calendar", "caldav")
ADDRESS_BOOKS = Kind(
    "address book", f"{CARDDAV}addressbook-home-set", f"{CARDDAV}addressbook", "carddav"
)


@dataclass(frozen=True, slots=True)
class Collection:
    """One calendar or address book, and where it stands."""

    url: str
    #: As people see it; unique in its account.
    name: str
    #: "" where the server gives none.
    sync_token: str = ""
    ctag: str = ""
    #: Tells changes since a token (RFC 6578).
    syncs: bool = False

    @property
    def path(self) -> str:
        """What it is known by, however its address is spelled."""
        return path_of(self.url)


class Finder:
    """Finds the collections of one kind; the home is remembered while the process lives."""

    def __init__(self, dav: Dav, kind: Kind) -> None:
        self._dav = dav
        self._kind = kind
        self._homes: list[str] = []

    def collections(self) -> list[Collection]:
        """All of them. Raises AccountError, also when there is none at all."""
        if not self._homes:
            self._homes = self._find_homes(self._dav.start)
        found: list[Collection] = []
        for home in self._homes:
            answer = self._dav.ask("PROPFIND", home, propfind(*_LISTED), depth=1)
            found += [self._read(one) for one in answer.resources if self._is_one(one)]
        if not found:
            self._homes = []
            raise AccountError(
                self._dav.account,
                f"No {self._kind.name} was found at {self._dav.start}.",
                advice="Check the url of the account, or make one there first.",
            )
        return _named_apart({one.path: one for one in found}.values())

    def _find_homes(self, start: str) -> list[str]:
        """Homes of the user, or the collection itself when the address is one."""
        host = urlsplit(start)
        root = f"{host.scheme}://{host.netloc}"
        places = [start, f"{root}/.well-known/{self._kind.well_known}", f"{root}/"]
        missing: NotThereError | None = None
        for place in dict.fromkeys(places):
            try:
                answer = self._look(place)
            except NotThereError as error:
                missing = missing or error
                continue
            if homes := self._homes_in(answer):
                return homes
        if missing:
            raise missing
        raise AccountError(
            self._dav.account,
            f"{start} does not say where your {self._kind.name}s are.",
            advice="Check the url of the account.",
        )

    def _look(self, place: str) -> Answer:
        wanted = propfind(_PRINCIPAL, self._kind.home, _RESOURCE_TYPE)
        return self._dav.ask("PROPFIND", place, wanted, depth=0)

    def _homes_in(self, answer: Answer) -> list[str]:
        for one in answer.resources[:1]:
            if self._is_one(one):
                return [one.url]
            if homes := one.links(self._kind.home):
                return homes
            for principal in one.links(_PRINCIPAL)[:1]:
                return [
                    home
                    for found in self._look(principal).resources
                    for home in found.links(self._kind.home)
                ]
        return []

    def _is_one(self, one: Resource) -> bool:
        if one.status >= 300 or self._kind.type not in one.tags(_RESOURCE_TYPE):
            return False
        components = one.properties.get(_COMPONENTS)
        if components is None:
            return True
        names = {str(part.get("name", "")).upper() for part in components}
        return not names or "VEVENT" in names

    def _read(self, one: Resource) -> Collection:
        shown = " ".join(one.text(f"{DAV}displayname").split())
        token = one.text(f"{DAV}sync-token")
        reports = one.tags(f"{DAV}supported-report-set")
        return Collection(
            urljoin(one.url, path_ended(one.url)),
            "".join(c for c in shown if c.isprintable())[:_MAX_NAME_CHARS] or _last(one.url),
            token,
            one.text(f"{SERVER}getctag"),
            bool(token) or f"{DAV}sync-collection" in reports,
        )


def path_ended(url: str) -> str:
    """The path of a collection with the slash at its end that relative addresses need."""
    path = urlsplit(url).path
    return path if path.endswith("/") else path + "/"


def _last(url: str) -> str:
    return path_of(url).rstrip("/").rpartition("/")[2] or "calendar"


def _named_apart(found: Iterable[Collection]) -> list[Collection]:
    """Two of the same name also show the last part of their addresses."""
    listed = list(found)
    names = [one.name for one in listed]
    return [
        one if names.count(one.name) == 1 else replace(one, name=f"{one.name} ({_last(one.url)})")
        for one in listed
    ]
