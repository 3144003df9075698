"""Letters and where they stand. The primary key keeps each from existing twice."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Engine, Row, bindparam, exists, func, select, update
from sqlalchemy.dialects.sqlite import insert

from syncd.model import Delivery, DeliveryKey, Kind, MeetingKey, Ref, Role, State, Told
from syncd.model.steps import step
from syncd.store.records import dump_told, load_told
from syncd.store.schema import deliveries, messages

T = TypeVar("T")

#: One row for each meeting that is asked for: a JSON list of [uid, recurrence id].
_asked = func.json_each(bindparam("meetings")).table_valued("value")
_ids = func.json_each(bindparam("ids")).table_valued("value")
_OURS = select(deliveries.c.message_id).join(_ids, deliveries.c.message_id == _ids.c.value)
_ABOUT = (
    select(deliveries)
    .join(
        _asked,
        (deliveries.c.uid == func.json_extract(_asked.c.value, "$[0]"))
        & (deliveries.c.recurrence_id == func.json_extract(_asked.c.value, "$[1]")),
    )
    .order_by(deliveries.c.created, deliveries.c.revision)
)


class DeliveryStore:
    """Deliveries. Each change is a transaction of its own, and guarded by the state before it.

    What each round asks is remembered until something is written: here, or by another process,
    such as a command that leaves a letter for the daemon to deliver.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        #: SQLite's word for what others have written: it changes with each commit of theirs.
        self._version = 0
        #: What is asked -> the question in full, and the answer.
        self._remembered: dict[str, tuple[Hashable, Any]] = {}

    def add(self, delivery: Delivery) -> bool:
        """Keep a letter that is ready; False when the key is taken."""
        put = insert(deliveries).values(_row(delivery)).on_conflict_do_nothing()
        return self._write(f"{delivery.key.kind} noted", put) > 0

    def rewrite(self, delivery: Delivery) -> bool:
        """Put a newer letter in the place of one that was never sent; False when it was."""
        row = _row(delivery)
        change = {
            name: row[name]
            for name in ("letter", "told", "starts", "account", "thread_id", "reason")
        }
        return self.move(delivery.key, (State.READY, State.FAILED), State.READY, **change)

    def move(
        self, key: DeliveryKey, before: Collection[State], after: State, **values: Any
    ) -> bool:
        """Go from one of the states to another; False when it was in none of them."""
        change = (
            update(deliveries)
            .where(*_is(key), deliveries.c.state.in_([s.value for s in before]))
            .values(state=after.value, **values)
        )
        return self._write(f"{key.kind} {after}", change) > 0

    def of_key(self, key: DeliveryKey) -> Delivery | None:
        """The letter of that key."""
        found = self._read(select(deliveries).where(*_is(key)))
        return found[0] if found else None

    def newest(self, kind: Kind) -> Delivery | None:
        """The letter of a kind that was made last, of those that were not taken back."""
        query = (
            select(deliveries)
            .where(deliveries.c.kind == kind.value, deliveries.c.state != State.WITHDRAWN.value)
            .order_by(deliveries.c.created.desc())
            .limit(1)
        )
        with self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        return _delivery(row) if row else None

    def drafts_waiting(self, since: datetime) -> tuple[Delivery, ...]:
        """Letters made since a moment that by what was last read still lie in a drafts folder."""
        lies_there = exists().where(
            messages.c.message_id == deliveries.c.message_id,
            messages.c.role == Role.DRAFTS.value,
            messages.c.syncd_kind != "",
        )
        return self._read(
            select(deliveries).where(
                deliveries.c.state == State.DELIVERED.value,
                deliveries.c.created >= since,
                lies_there,
            )
        )

    def of_meeting(self, meeting: MeetingKey, kind: Kind | None = None) -> tuple[Delivery, ...]:
        """The letters about one meeting, oldest revision first."""
        query = select(deliveries).where(
            deliveries.c.uid == meeting.uid, deliveries.c.recurrence_id == meeting.recurrence_id
        )
        if kind:
            query = query.where(deliveries.c.kind == kind.value)
        return self._read(query)

    def about(self, meetings: Iterable[MeetingKey]) -> dict[MeetingKey, tuple[Delivery, ...]]:
        """The letters about some meetings, oldest revision first; those with none are left out."""
        asked = tuple(meetings)
        return self._once("about", asked, lambda: self._about(asked))

    def in_state(self, *states: State) -> tuple[Delivery, ...]:
        """All letters in one of the states, oldest first."""
        query = select(deliveries).where(deliveries.c.state.in_([s.value for s in states]))
        return self._once("in state", states, lambda: self._read(query))

    def since(self, moment: datetime) -> tuple[Delivery, ...]:
        """All letters made since a moment, oldest first."""
        return self._read(select(deliveries).where(deliveries.c.created >= moment))

    def retried_since(self, moment: datetime) -> tuple[Delivery, ...]:
        """Letters that were delivered since a moment and took more than one try."""
        return self._read(
            select(deliveries).where(deliveries.c.delivered_at >= moment, deliveries.c.attempts > 0)
        )

    def told_ahead(self, now: datetime) -> dict[MeetingKey, Told]:
        """Meetings that a brief in the inbox, or on its way, says are still to come."""
        since = now.replace(hour=0, minute=0, second=0, microsecond=0)
        told = self._once("told ahead", since, lambda: self._told_since(since))
        return {key: value for key, value in told.items() if value.start > now}

    def told_since(self, moment: datetime) -> list[tuple[MeetingKey, Told, datetime]]:
        """What briefs made since a moment tell, of which meeting, and when; without their text."""
        query = select(
            deliveries.c.uid, deliveries.c.recurrence_id, deliveries.c.told, deliveries.c.created
        ).where(
            deliveries.c.kind == Kind.BRIEF.value,
            deliveries.c.state != State.WITHDRAWN.value,
            deliveries.c.created >= moment,
        )
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        found = [(MeetingKey(r.uid, r.recurrence_id), load_told(r.told), r.created) for r in rows]
        return [(key, told, created) for key, told, created in found if told is not None]

    def briefs(self, since: datetime) -> dict[str, MeetingKey]:
        """Message-ID -> meeting of every brief that was delivered since a moment."""
        return self._once("briefs", since, lambda: self._briefs(since))

    def among(self, message_ids: Iterable[str]) -> set[str]:
        """Those of some Message-IDs that are letters of ours, of whatever kind and state."""
        with self._engine.connect() as connection:
            asked = {"ids": json.dumps(list(message_ids))}
            return set(connection.execute(_OURS, asked).scalars())

    def counts(self) -> dict[State, int]:
        """How many letters are in each state."""
        query = select(deliveries.c.state, func.count()).group_by(deliveries.c.state)
        with self._engine.connect() as connection:
            return {State(state): count for state, count in connection.execute(query)}

    def _write(self, name: str, statement: Any) -> int:
        step(f"before: {name}")
        self._remembered.clear()
        with self._engine.begin() as connection:
            count: int = connection.execute(statement).rowcount
        step(f"after: {name}")
        return count

    def _once(self, what: str, question: Hashable, ask: Callable[[], T]) -> T:
        """The answer to a question, asked anew when it has changed or something was written."""
        version = self._others_wrote()
        if version != self._version:
            self._remembered.clear()
            self._version = version
        if what not in self._remembered or self._remembered[what][0] != question:
            self._remembered[what] = question, ask()
        answer: T = self._remembered[what][1]
        return answer

    def _others_wrote(self) -> int:
        """A number that changes with what others write (https://sqlite.org/pragma.html#pragma_data_version).

        It is read from shared memory, not from the disk.
        """
        connection = self._engine.raw_connection()
        try:
            cursor = connection.cursor()
            cursor.execute("PRAGMA data_version")
            (version,) = cursor.fetchone() or (0,)
            cursor.close()
        finally:
            connection.close()
        return int(version)

    def _about(self, meetings: Sequence[MeetingKey]) -> dict[MeetingKey, tuple[Delivery, ...]]:
        found: defaultdict[MeetingKey, list[Delivery]] = defaultdict(list)
        with self._engine.connect() as connection:
            for row in connection.execute(_ABOUT, {"meetings": json.dumps(meetings)}):
                found[MeetingKey(row.uid, row.recurrence_id)].append(_delivery(row))
        return {key: tuple(letters) for key, letters in found.items()}

    def _told_since(self, moment: datetime) -> dict[MeetingKey, Told]:
        held = [s.value for s in State if s is not State.WITHDRAWN]
        query = (
            select(deliveries.c.uid, deliveries.c.recurrence_id, deliveries.c.told)
            .where(
                deliveries.c.kind == Kind.BRIEF.value,
                deliveries.c.state.in_(held),
                deliveries.c.starts > moment,
            )
            .order_by(deliveries.c.revision)
        )
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        told = {MeetingKey(row.uid, row.recurrence_id): load_told(row.told) for row in rows}
        return {key: value for key, value in told.items() if value is not None}

    def _briefs(self, since: datetime) -> dict[str, MeetingKey]:
        query = select(deliveries.c.message_id, deliveries.c.uid, deliveries.c.recurrence_id).where(
            deliveries.c.kind == Kind.BRIEF.value, deliveries.c.delivered_at >= since
        )
        with self._engine.connect() as connection:
            return {
                row.message_id: MeetingKey(row.uid, row.recurrence_id)
                for row in connection.execute(query)
            }

    def _read(self, query: Any) -> tuple[Delivery, ...]:
        ordered = query.order_by(deliveries.c.created, deliveries.c.revision)
        with self._engine.connect() as connection:
            return tuple(_delivery(row) for row in connection.execute(ordered))


def _is(key: DeliveryKey) -> tuple[Any, ...]:
    return (
        deliveries.c.kind == key.kind.value,
        deliveries.c.subject == key.subject,
        deliveries.c.revision == key.revision,
    )


def _row(delivery: Delivery) -> dict[str, Any]:
    return {
        "kind": delivery.key.kind.value,
        "subject": delivery.key.subject,
        "revision": delivery.key.revision,
        "state": delivery.state.value,
        "account": delivery.account,
        "message_id": delivery.message_id,
        "letter": delivery.letter,
        "uid": delivery.meeting.uid if delivery.meeting else None,
        "recurrence_id": delivery.meeting.recurrence_id if delivery.meeting else None,
        "told": dump_told(delivery.told),
        "starts": delivery.told.start if delivery.told else None,
        "thread_id": delivery.thread_id,
        "mark": delivery.mark,
        "folder": delivery.ref.folder if delivery.ref else None,
        "ref_id": delivery.ref.id if delivery.ref else None,
        "attempts": delivery.attempts,
        "created": delivery.created,
        "next_try": delivery.next_try,
        "delivered_at": delivery.delivered_at,
        "reason": delivery.reason,
    }


def _delivery(row: Row[Any]) -> Delivery:
    return Delivery(
        key=DeliveryKey(Kind(row.kind), row.subject, row.revision),
        state=State(row.state),
        account=row.account,
        message_id=row.message_id,
        letter=row.letter,
        created=row.created,
        meeting=None if row.uid is None else MeetingKey(row.uid, row.recurrence_id),
        told=load_told(row.told),
        thread_id=row.thread_id,
        mark=row.mark,
        ref=None if row.folder is None else Ref(row.folder, row.ref_id),
        attempts=row.attempts,
        next_try=row.next_try,
        delivered_at=row.delivered_at,
        reason=row.reason,
    )
