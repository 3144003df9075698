"""The ledger of promises between you and the people you meet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Engine, Row, select, update
from sqlalchemy.dialects.sqlite import insert

from syncd.model import Promise, PromiseState, Source
from syncd.store import forgotten
from syncd.store.schema import promises


class PromiseStore:
    """Promises, each once; what was settled by hand stays settled."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, found: Iterable[Promise]) -> None:
        """Keep promises; those that are there already stay as they are."""
        rows = [_row(promise) for promise in found]
        if not rows:
            return
        with self._engine.begin() as connection:
            marks = forgotten.marks(connection)
            kept = [row for row in rows if not marks.has(row["person"])]
            if kept:
                connection.execute(insert(promises).on_conflict_do_nothing(), kept)

    def of(self, *addresses: str) -> tuple[Promise, ...]:
        """The promises between you and one person, under any of their addresses, oldest first."""
        return self._read(promises.c.person.in_(addresses))

    def all(self, *states: PromiseState) -> tuple[Promise, ...]:
        """The promises in any of some states, oldest first; all of them when none is named."""
        if not states:
            return self._read()
        return self._read(promises.c.state.in_([state.value for state in states]))

    def numbered(self, number: int) -> Promise | None:
        """The promise of that number."""
        found = self._read(promises.c.id == number)
        return found[0] if found else None

    def note(self, number: int, state: PromiseState, at: datetime | None) -> None:
        """What the mail shows by now; it does not overrule what was said by hand."""
        by_mail = (PromiseState.OPEN.value, PromiseState.KEPT.value)
        self._set(number, state, at, promises.c.state.in_(by_mail))

    def settle(self, number: int, state: PromiseState, at: datetime) -> None:
        """Said by hand: done, or not to be done any more."""
        self._set(number, state, at)

    def _set(self, number: int, state: PromiseState, at: datetime | None, *conditions: Any) -> None:
        with self._engine.begin() as connection:
            connection.execute(
                update(promises)
                .where(promises.c.id == number, *conditions)
                .values(state=state.value, settled_at=at)
            )

    def _read(self, *conditions: Any) -> tuple[Promise, ...]:
        query = select(promises).where(*conditions).order_by(promises.c.made_at, promises.c.id)
        with self._engine.connect() as connection:
            return tuple(_promise(row) for row in connection.execute(query))


def _row(promise: Promise) -> dict[str, Any]:
    return {
        "person": promise.person,
        "by_me": promise.by_me,
        "text": promise.text,
        "made_at": promise.made_at,
        "due": promise.due.isoformat() if promise.due else None,
        "kind": promise.source.kind,
        "source": promise.origin,
        "title": promise.source.title,
        "author": promise.source.author,
        "state": promise.state.value,
        "settled_at": promise.settled_at,
    }


def _promise(row: Row[Any]) -> Promise:
    return Promise(
        person=row.person,
        by_me=row.by_me,
        text=row.text,
        made_at=row.made_at,
        source=Source(row.kind, row.title, row.made_at, row.author, origin=row.source),
        origin=row.source,
        due=date.fromisoformat(row.due) if row.due else None,
        state=PromiseState(row.state),
        settled_at=row.settled_at,
        number=row.id,
    )
