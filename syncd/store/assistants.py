"""Who arranges meetings for whom, as mail has shown it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Engine, Row, bindparam, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from syncd.model import Source
from syncd.model.person import Assistance
from syncd.store import forgotten
from syncd.store.schema import assistants

_asked = func.json_each(bindparam("asked")).table_valued("value")
_OF = select(assistants).join(_asked, assistants.c.address == _asked.c.value)
_PUT = insert(assistants)
_PUT = _PUT.on_conflict_do_update(
    set_={c.name: _PUT.excluded[c.name] for c in assistants.c if not c.primary_key}
)


class AssistantStore:
    """Assistants by their own address."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of_all(self, addresses: Iterable[str]) -> dict[str, tuple[Assistance, ...]]:
        """For whom each of them arranges; who arranges for nobody is left out."""
        found: dict[str, tuple[Assistance, ...]] = {}
        asked = {"asked": json.dumps(sorted(set(addresses)))}
        with self._engine.connect() as connection:
            for row in connection.execute(_OF, asked):
                found[row.address] = (*found.get(row.address, ()), _assistance(row))
        return found

    def all(self) -> tuple[Assistance, ...]:
        """Everybody who arranges for somebody."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(assistants).order_by(assistants.c.address))
            return tuple(map(_assistance, rows))

    def keep(self, address: str, found: Iterable[Assistance]) -> bool:
        """Keep what their mail shows in the place of what was kept; whether that is new."""
        told = {one.boss: one for one in found}
        before = {one.boss: one for one in self.of_all([address]).get(address, ())}
        if told == before:
            return False
        with self._engine.begin() as connection:
            if forgotten.marks(connection).has(address):
                return False
            connection.execute(delete(assistants).where(assistants.c.address == address))
            if told:
                connection.execute(_PUT, [_row(one) for one in told.values()])
        return True


def _row(one: Assistance) -> dict[str, Any]:
    return {
        "address": one.address,
        "boss": one.boss,
        "reason": one.reason,
        "source": one.source.kind,
        "title": one.source.title,
        "author": one.source.author,
        "dated": one.source.date,
    }


def _assistance(row: Row[Any]) -> Assistance:
    source = Source(row.source, row.title, row.dated, row.author)
    return Assistance(row.address, row.boss, row.reason, source)
