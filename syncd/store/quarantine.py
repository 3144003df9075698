"""Items and messages that could not be read: set aside with their reason, the rest goes on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, delete, select
from sqlalchemy.dialects.sqlite import insert

from syncd.store.schema import quarantine

_MAX_REASON_CHARS = 500


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

    def put(self, connection: Connection, entry: Quarantined) -> None:
        """Set something aside; the same thing again keeps the date it was first seen."""
        row = {name: getattr(entry, name) for name in quarantine.c.keys()}  # noqa: SIM118
        row["reason"] = entry.reason[:_MAX_REASON_CHARS]
        update = {"etag": row["etag"], "reason": row["reason"]}
        connection.execute(insert(quarantine).values(row).on_conflict_do_update(set_=update))

    def clear(self, connection: Connection, account: str, what: str, place: str, id_: str) -> None:
        """It can be read by now, or it is gone."""
        connection.execute(
            delete(quarantine).where(
                quarantine.c.account == account,
                quarantine.c.what == what,
                quarantine.c.place == place,
                quarantine.c.id == id_,
            )
        )

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
