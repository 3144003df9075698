"""What the user noted about a meeting."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, bindparam, func, select
from sqlalchemy.dialects.sqlite import insert

from syncd.model import MeetingKey
from syncd.store.schema import notes

_NEWEST = select(notes.c.uid, notes.c.recurrence_id, func.max(notes.c.noted_at)).group_by(
    notes.c.uid, notes.c.recurrence_id
)
_asked = func.json_each(bindparam("asked")).table_valued("value")
_SOURCES = select(notes.c.source).join(_asked, notes.c.source == _asked.c.value)


@dataclass(frozen=True, slots=True)
class Note:
    """One note: by hand, or the answer to a brief."""

    meeting: MeetingKey
    text: str
    noted_at: datetime
    #: Message-ID of the answer it came in, else a word of our own.
    source: str


class NoteStore:
    """Notes, oldest first."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, note: Note, connection: Connection | None = None) -> bool:
        """Keep a note; False when one from the same source is there already."""
        if connection is None:
            with self._engine.begin() as own:
                return self.add(note, own)
        put = insert(notes).values(
            uid=note.meeting.uid,
            recurrence_id=note.meeting.recurrence_id,
            text=note.text,
            noted_at=note.noted_at,
            source=note.source,
        )
        return connection.execute(put.on_conflict_do_nothing()).rowcount > 0

    def sources(self, asked: Iterable[str]) -> set[str]:
        """From which of some sources there is a note."""
        listed = json.dumps(list(asked))
        with self._engine.connect() as connection:
            return set(connection.execute(_SOURCES, {"asked": listed}).scalars())

    def newest(self) -> dict[MeetingKey, datetime]:
        """When each meeting that has notes was last noted of."""
        with self._engine.connect() as connection:
            return {MeetingKey(*place): noted for *place, noted in connection.execute(_NEWEST)}

    def of(self, meeting: MeetingKey) -> tuple[Note, ...]:
        """The notes about one meeting."""
        query = (
            select(notes)
            .where(notes.c.uid == meeting.uid, notes.c.recurrence_id == meeting.recurrence_id)
            .where(notes.c.text != "")
            .order_by(notes.c.noted_at, notes.c.id)
        )
        with self._engine.connect() as connection:
            return tuple(
                Note(meeting, row.text, row.noted_at, row.source)
                for row in connection.execute(query)
            )
