"""How far each account has been read, and how reading it last went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from syncd.store.schema import accounts, cursors, facts

#: So old may be what the store says of accounts that are well, and of the last round.
KEPT_EVERY = timedelta(minutes=10)
LAST_ROUND = "last round"

_CURSOR = select(cursors.c.cursor).where(
    cursors.c.account == bindparam("of_account"), cursors.c.what == bindparam("of_what")
)
_PUT_CURSOR = insert(cursors)
_PUT_CURSOR = _PUT_CURSOR.on_conflict_do_update(set_={"cursor": _PUT_CURSOR.excluded.cursor})
_STANDINGS = select(accounts).order_by(accounts.c.account, accounts.c.what)
_PUT_STANDING = insert(accounts)
_PUT_STANDING = _PUT_STANDING.on_conflict_do_update(
    set_={c.name: _PUT_STANDING.excluded[c.name] for c in accounts.c if not c.primary_key}
)


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
    """Cursors, and the standing of each account.

    That all is still well is kept in memory and written down every `KEPT_EVERY`, so that a quiet
    daemon leaves the disk alone; what changes is written at once. One process writes: the one that
    holds the store's lock.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        #: The standings of accounts that are well, as they are and as they were written down.
        self._well: dict[tuple[str, str], Standing] = {}
        self._written: dict[tuple[str, str], datetime | None] = {}
        #: Those whose last reading failed; None when the store has not been asked yet.
        self._failing: set[tuple[str, str]] | None = None
        self._round: datetime | None = None
        self._round_written: datetime | None = None

    def cursor(self, account: str, what: str) -> str:
        """Where reading goes on; "" is the beginning."""
        with self._engine.connect() as connection:
            asked = {"of_account": account, "of_what": what}
            return connection.execute(_CURSOR, asked).scalar() or ""

    def set_cursor(self, connection: Connection, account: str, what: str, cursor: str) -> None:
        """Note how far has been read, in the transaction that keeps what was read."""
        connection.execute(_PUT_CURSOR, {"account": account, "what": what, "cursor": cursor})

    def standing(self, account: str, what: str) -> Standing:
        """How reading last went; all empty for an account that was never read."""
        if well := self._well.get((account, what)):
            return well
        found = [s for s in self.all() if (s.account, s.what) == (account, what)]
        return found[0] if found else Standing(account, what)

    def all(self) -> list[Standing]:
        """Every account that was ever read, by name, as it was last written down."""
        with self._engine.connect() as connection:
            return [Standing(**row) for row in connection.execute(_STANDINGS).mappings()]

    def failing(self) -> list[Standing]:
        """The accounts whose last reading failed."""
        if self._failing is not None and not self._failing:
            return []
        found = [standing for standing in self.all() if standing.failures]
        self._failing = {(standing.account, standing.what) for standing in found}
        return found

    def note(self, standing: Standing) -> None:
        """Keep how it went this time."""
        key = standing.account, standing.what
        still_well = key in self._well and not standing.failures
        if still_well and _is_recent(self._written.get(key), standing.last_ok):
            self._well[key] = standing
            return
        self._write(standing)

    def forget(self, account: str) -> None:
        """Drop the standing of an account that is gone from the config or is to be asked anew."""
        for key in [key for key in self._well if key[0] == account]:
            del self._well[key]
        with self._engine.begin() as connection:
            connection.execute(delete(accounts).where(accounts.c.account == account))

    def note_round(self, now: datetime) -> None:
        """Keep when the last round ended."""
        self._round = now
        if not _is_recent(self._round_written, now):
            self._write_round(now)

    def flush(self) -> None:
        """Write down what is only in memory."""
        for key, standing in list(self._well.items()):
            if standing.last_ok != self._written.get(key):
                self._write(standing)
        if self._round and self._round != self._round_written:
            self._write_round(self._round)

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

    def _write(self, standing: Standing) -> None:
        row = {name: getattr(standing, name) for name in accounts.c.keys()}  # noqa: SIM118
        with self._engine.begin() as connection:
            connection.execute(_PUT_STANDING, row)
        key = standing.account, standing.what
        self._written[key] = standing.last_ok
        if standing.failures:
            self._well.pop(key, None)
            self._failing = None
        else:
            self._well[key] = standing

    def _write_round(self, now: datetime) -> None:
        self.set_fact(LAST_ROUND, now.isoformat())
        self._round_written = now


def _is_recent(written: datetime | None, now: datetime | None) -> bool:
    return written is not None and now is not None and timedelta() <= now - written < KEPT_EVERY
