"""Items and messages that could not be read: set aside with their reason, the rest goes on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from syncd.store.schema import quarantine

_MAX_REASON_CHARS = 500

_PUT = insert(quarantine)
_PUT = _PUT.on_conflict_do_update(
    set_={name: _PUT.excluded[name] for name in ("etag", "reason")},
)
_CLEAR = delete(quarantine).where(
    quarantine.c.account == bindparam("of_account"),
    quarantine.c.what == bindparam("of_what"),
    quarantine.c.place == bindparam("of_place"),
    quarantine.c.id == bindparam("of_id"),
)


@dataclass(frozen=True, slots=True)
class Quarantined:
    """One thing that could not be read."""

    account: str
    #: "calendar" or "mailbox".
    what: str
    #: Calendar or folder.
    place: str
    id: str
    etag: str
    reason: str
    since: datetime


class Quarantine:
    """What is set aside until it changes or goes away."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def put(self, connection: Connection, entries: Iterable[Quarantined]) -> None:
        """Set things aside; the same thing again keeps the date it was first seen."""
        rows = [
            {name: getattr(entry, name) for name in quarantine.c.keys()}  # noqa: SIM118
            | {"reason": entry.reason[:_MAX_REASON_CHARS]}
            for entry in entries
        ]
        if rows:
            connection.execute(_PUT, rows)

    def clear(
        self, connection: Connection, account: str, what: str, read: Iterable[tuple[str, str]]
    ) -> None:
        """These, each a place and an id, can be read by now, or they are gone."""
        names = ("of_account", "of_what", "of_place", "of_id")
        cleared = [dict(zip(names, (account, what, *one), strict=True)) for one in read]
        if cleared:
            connection.execute(_CLEAR, cleared)

    def known(self, account: str, what: str, place: str) -> dict[str, str]:
        """id -> etag of what is set aside in one place."""
        query = select(quarantine.c.id, quarantine.c.etag).where(
            quarantine.c.account == account,
            quarantine.c.what == what,
            quarantine.c.place == place,
        )
        with self._engine.connect() as connection:
            return {row.id: row.etag for row in connection.execute(query)}

    def all(self) -> list[Quarantined]:
        """Everything that is set aside, oldest first."""
        query = select(quarantine).order_by(quarantine.c.since)
        with self._engine.connect() as connection:
            return [Quarantined(**row) for row in connection.execute(query).mappings()]
