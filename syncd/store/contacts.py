"""What address books say of people: names, organizations, titles."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Engine, bindparam, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from connectors.contract import Contact
from syncd.store.schema import contacts

_asked = func.json_each(bindparam("addresses")).table_valued("value")
_BY_ADDRESS = (
    select(contacts).join(_asked, contacts.c.address == _asked.c.value).order_by(contacts.c.account)
)


class ContactStore:
    """The address books as they were last read, one row for each address."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def replace(self, account: str, found: Iterable[Contact]) -> set[str]:
        """Keep an address book in the place of what was kept of it; the addresses that changed."""
        rows = {address: _row(account, address, c) for c in found for address in c.addresses}
        with self._engine.begin() as connection:
            query = select(contacts).where(contacts.c.account == account)
            before = {row["address"]: dict(row) for row in connection.execute(query).mappings()}
            changed = {a for a in rows.keys() | before.keys() if rows.get(a) != before.get(a)}
            if changed:
                connection.execute(delete(contacts).where(contacts.c.account == account))
            if changed and rows:
                connection.execute(insert(contacts), list(rows.values()))
        return changed

    def of(self, address: str) -> Contact | None:
        """What the first address book that knows an address says; None when none does."""
        return self.of_all([address]).get(address)

    def of_all(self, addresses: Iterable[str]) -> dict[str, Contact]:
        """What the first address book that knows each address says of it."""
        asked = {"addresses": json.dumps(sorted(set(addresses)))}
        with self._engine.connect() as connection:
            rows = connection.execute(_BY_ADDRESS, asked).all()
        return {
            row.address: Contact((row.address,), row.name, row.organization, row.title)
            for row in reversed(rows)
        }

    def of_organization(self, words: str, limit: int = 50) -> list[Contact]:
        """The entries whose organization has some words in it, each address once."""
        query = (
            select(contacts)
            .where(contacts.c.organization.contains(words, autoescape=True))
            .order_by(contacts.c.address, contacts.c.account)
            .limit(limit)
        )
        with self._engine.connect() as connection:
            rows = {row.address: row for row in connection.execute(query)}
        return [Contact((a,), row.name, row.organization, row.title) for a, row in rows.items()]


def _row(account: str, address: str, contact: Contact) -> dict[str, Any]:
    return {
        "account": account,
        "address": address.lower(),
        "name": contact.name,
        "organization": contact.organization,
        "title": contact.title,
    }
