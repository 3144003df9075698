"""How far each account has been read, and how reading it last went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, delete, select
from sqlalchemy.dialects.sqlite import insert

from syncd.store.schema import accounts, cursors, facts


@dataclass(frozen=True, slots=True)
class Standing:
    """How reading one half of an account ("calendar" or "mailbox") last went."""

    account: str
    what: str
    last_ok: datetime | None = None
    #: Failures in a row.
    failures: int = 0
    error: str = ""
    #: Not asked again before this moment.
    next_try: datetime | None = None
    #: When the failures in a row began.
    failing_since: datetime | None = None
    #: Only the user can end them.
    permanent: bool = False


class AccountLog:
    """Cursors, and the standing of each account."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def cursor(self, account: str, what: str) -> str:
        """Where reading goes on; "" is the beginning."""
        query = select(cursors.c.cursor).where(cursors.c.account == account, cursors.c.what == what)
        with self._engine.connect() as connection:
            return connection.execute(query).scalar() or ""

    def set_cursor(self, connection: Connection, account: str, what: str, cursor: str) -> None:
        """Note how far has been read, in the transaction that keeps what was read."""
        row = {"account": account, "what": what, "cursor": cursor}
        put = insert(cursors).values(row)
        connection.execute(put.on_conflict_do_update(set_={"cursor": cursor}))

    def standing(self, account: str, what: str) -> Standing:
        """How reading last went; all empty for an account that was never read."""
        found = [s for s in self.all() if (s.account, s.what) == (account, what)]
        return found[0] if found else Standing(account, what)

    def all(self) -> list[Standing]:
        """Every account that was ever read, by name."""
        query = select(accounts).order_by(accounts.c.account, accounts.c.what)
        with self._engine.connect() as connection:
            return [Standing(**row) for row in connection.execute(query).mappings()]

    def note(self, standing: Standing) -> None:
        """Keep how it went this time."""
        row = {name: getattr(standing, name) for name in accounts.c.keys()}  # noqa: SIM118
        put = insert(accounts).values(row)
        with self._engine.begin() as connection:
            connection.execute(put.on_conflict_do_update(set_=row))

    def forget(self, account: str) -> None:
        """Drop the standing of an account that is no longer in the config."""
        with self._engine.begin() as connection:
            connection.execute(delete(accounts).where(accounts.c.account == account))

    def fact(self, name: str) -> str:
        """A small fact about the daemon; "" when never set."""
        with self._engine.connect() as connection:
            query = select(facts.c.value).where(facts.c.name == name)
            return connection.execute(query).scalar() or ""

    def set_fact(self, name: str, value: str) -> None:
        """Keep a small fact about the daemon."""
        put = insert(facts).values(name=name, value=value)
        with self._engine.begin() as connection:
            connection.execute(put.on_conflict_do_update(set_={"value": value}))
