"""The user's Google contacts: names, organizations and titles, read only when switched on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from connectors.contract import Check, Contact
from connectors.envelope import addresses, text
from connectors.google.account import GoogleAccount
from syncd.errors import AccountError

_FIELDS = "names,emailAddresses,organizations"
_A_PAGE = 1000
_MAX_CHARS = 200


class GoogleContacts:
    """The contacts of one account, as `connectors.contract.Contacts`."""

    def __init__(self, account: GoogleAccount) -> None:
        self._account = account

    def contacts(self) -> Iterable[Contact]:
        """Everyone who has an address."""
        return (
            contact for person in self._people() if (contact := read_person(person)) is not None
        )

    def check(self) -> Iterator[Check]:
        """Whether contacts can be read."""
        try:
            count = sum(1 for _ in self.contacts())
            yield Check(True, "contacts", f"{count} with an address")
        except AccountError as error:
            yield Check(False, "contacts", error.message, error.advice or "Try again later.")

    def _people(self) -> Iterator[Mapping[str, Any]]:
        token: dict[str, str] = {}
        while True:
            page = self._account.call(
                "people.people.connections.list",
                resourceName="people/me",
                personFields=_FIELDS,
                pageSize=_A_PAGE,
                **token,
            )
            yield from page.get("connections", ())
            if not page.get("nextPageToken"):
                return
            token = {"pageToken": str(page["nextPageToken"])}


def read_person(person: Mapping[str, Any]) -> Contact | None:
    """A contact from its JSON; None without an address. Texts are bounded, on one line."""
    written = [str(e.get("value", "")) for e in person.get("emailAddresses") or ()]
    found = tuple(a.address for value in written for a in addresses([value]))
    if not found:
        return None
    name = _first(person.get("names"))
    work = _first(person.get("organizations"))
    return Contact(
        addresses=tuple(dict.fromkeys(found)),
        name=_plain(name.get("displayName")),
        organization=_plain(work.get("name")),
        title=_plain(work.get("title")),
    )


def _first(entries: Any) -> Mapping[str, Any]:
    """The primary one of several, else the first."""
    listed = list(entries or ({},))
    primary = (e for e in listed if (e.get("metadata") or {}).get("primary"))
    chosen: Mapping[str, Any] = next(primary, listed[0])
    return chosen


def _plain(value: Any) -> str:
    return text(str(value or ""), _MAX_CHARS)
