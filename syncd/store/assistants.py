"""Who arranges meetings for whom, as mail has shown it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Engine, Row, bindparam, func, select
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

    def add(self, found: Iterable[Assistance]) -> set[str]:
        """Keep what mail shows, the newest of each pair; the addresses for which that is new."""
        told = {(one.address, one.boss): one for one in found}
        known = self.of_all(address for address, _ in told)
        new = [one for one in told.values() if one not in known.get(one.address, ())]
        with self._engine.begin() as connection:
            marks = forgotten.marks(connection) if new else None
            kept = [one for one in new if marks and not marks.has(one.address)]
            if kept:
                connection.execute(_PUT, [_row(one) for one in kept])
        return {one.address for one in kept}


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
