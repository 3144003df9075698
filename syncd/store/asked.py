"""Of whom a mailbox that is not mirrored has been asked, and when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, Engine, delete, select
from sqlalchemy.dialects.sqlite import insert

from syncd.store.schema import asked


class AskedStore:
    """When an account was last asked for the mail with someone."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def since(self, account: str, moment: datetime) -> set[str]:
        """The addresses that were asked for since a moment."""
        query = select(asked.c.address).where(
            asked.c.account == account, asked.c.asked_at >= moment
        )
        with self._engine.connect() as connection:
            return set(connection.execute(query).scalars())

    def note(
        self, connection: Connection, account: str, addresses: Iterable[str], now: datetime
    ) -> None:
        """Keep that they were asked for, in the transaction that keeps what came of it."""
        for address in addresses:
            put = insert(asked).values(account=account, address=address, asked_at=now)
            connection.execute(put.on_conflict_do_update(set_={"asked_at": now}))

    def forget(self, account: str) -> None:
        """Ask anew for everybody: the account's mail has been read from the beginning."""
        with self._engine.begin() as connection:
            connection.execute(delete(asked).where(asked.c.account == account))
