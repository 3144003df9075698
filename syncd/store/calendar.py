"""Calendar items as they came, and the meetings they stand for."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, and_, bindparam, delete, func, select, union_all
from sqlalchemy.dialects.sqlite import insert

from syncd.model import Meeting, MeetingKey, PartStat
from syncd.store import forgotten
from syncd.store.records import dump_meeting, load_meeting
from syncd.store.schema import attendance, items, meetings, quarantine

#: Rows in one statement: SQLAlchemy copies them all before the first goes in.
_ROWS = 200

_KNOWN = union_all(
    select(items.c.id, items.c.etag).where(
        items.c.account == bindparam("of_account"), items.c.calendar == bindparam("of_calendar")
    ),
    select(quarantine.c.id, quarantine.c.etag).where(
        quarantine.c.account == bindparam("of_account"),
        quarantine.c.what == "calendar",
        quarantine.c.place == bindparam("of_calendar"),
    ),
)
_PUT = insert(items)
_PUT = _PUT.on_conflict_do_update(
    set_={column.name: _PUT.excluded[column.name] for column in items.c if not column.primary_key}
)
_DROP = delete(items).where(
    items.c.account == bindparam("of_account"),
    items.c.calendar == bindparam("of_calendar"),
    items.c.id == bindparam("of_item"),
)
_DROP_MEETINGS = tuple(
    delete(table).where(
        table.c.account == bindparam("of_account"),
        table.c.calendar == bindparam("of_calendar"),
        table.c.item == bindparam("of_item"),
    )
    for table in (attendance, meetings)
)

_asked = func.json_each(bindparam("keys")).table_valued("value")
_COPIES = (
    select(meetings.c.record)
    .join(
        _asked,
        and_(
            meetings.c.uid == func.json_extract(_asked.c.value, "$[0]"),
            meetings.c.recurrence_id == func.json_extract(_asked.c.value, "$[1]"),
        ),
    )
    .order_by(meetings.c.start, meetings.c.uid, meetings.c.account, meetings.c.calendar)
)


@dataclass(frozen=True, slots=True)
class StoredItem:
    """A calendar object resource and how far it has been expanded."""

    account: str
    calendar: str
    id: str
    etag: str
    #: RFC 5545 text.
    text: str
    url: str = ""
    recurring: bool = False
    #: None when all of its instances are known.
    expanded_until: datetime | None = None


class CalendarStore:
    """Items and meetings. Writes happen in the caller's transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def known(self, account: str, calendar: str) -> dict[str, str]:
        """id -> etag of all that was read in one calendar, quarantined items included."""
        with self._engine.connect() as connection:
            asked = {"of_account": account, "of_calendar": calendar}
            return dict(connection.execute(_KNOWN, asked).all())

    def count(self, account: str) -> int:
        """How many items one account holds."""
        query = select(func.count()).select_from(items).where(items.c.account == account)
        with self._engine.connect() as connection:
            return connection.execute(query).scalar_one()

    def put(
        self, connection: Connection, kept: Iterable[tuple[StoredItem, Iterable[Meeting]]]
    ) -> None:
        """Keep items and their meetings in the place of what was kept of them before."""
        rows, found, attending = [], [], []
        marks = forgotten.marks(connection)
        for item, instances in kept:
            rows.append({name: getattr(item, name) for name in items.c.keys()})  # noqa: SIM118
            place = {"account": item.account, "calendar": item.calendar, "item": item.id}
            # A hostile item may name one instance twice: the last one stands.
            unique = {meeting.key: meeting for meeting in instances}
            found += [_row(meeting, place) for meeting in unique.values()]
            attending += [
                row
                for meeting in unique.values()
                for row in _attendance(meeting, place)
                if not marks.has(row["address"])
            ]
        self._drop_meetings(connection, [(r["account"], r["calendar"], r["id"]) for r in rows])
        for statement, values in (
            (_PUT, rows),
            (insert(meetings), found),
            (insert(attendance), attending),
        ):
            for start in range(0, len(values), _ROWS):
                connection.execute(statement, values[start : start + _ROWS])

    def drop(self, connection: Connection, account: str, gone: Iterable[tuple[str, str]]) -> None:
        """Forget items, each a calendar and an id, that are gone."""
        places = [(account, calendar, id_) for calendar, id_ in gone]
        self._drop_meetings(connection, places)
        if places:
            connection.execute(_DROP, _of(places))

    def to_expand(self, until: datetime | None) -> list[StoredItem]:
        """Series that are not expanded up to a moment; every item there is when it is None."""
        query = select(items).where(items.c.text != "")
        if until is not None:
            query = query.where(items.c.expanded_until < until)
        with self._engine.connect() as connection:
            return [StoredItem(**row) for row in connection.execute(query).mappings()]

    def between(self, start: datetime, end: datetime) -> list[list[Meeting]]:
        """The copies of each meeting that overlaps the window, in the order of their starts."""
        query = (
            select(meetings.c.record)
            .where(meetings.c.start < end, meetings.c.end >= start)
            .order_by(meetings.c.start, meetings.c.uid, meetings.c.account)
        )
        with self._engine.connect() as connection:
            return _grouped(connection.execute(query).all())

    def copies(self, key: MeetingKey) -> list[Meeting]:
        """One meeting as each calendar shows it; empty when none does."""
        query = (
            select(meetings.c.record)
            .where(meetings.c.uid == key.uid, meetings.c.recurrence_id == key.recurrence_id)
            .order_by(meetings.c.account, meetings.c.calendar)
        )
        with self._engine.connect() as connection:
            return [load_meeting(row.record) for row in connection.execute(query)]

    def copies_of(self, keys: Iterable[MeetingKey]) -> list[list[Meeting]]:
        """The copies of each of some meetings, in the order of their starts."""
        with self._engine.connect() as connection:
            return _grouped(connection.execute(_COPIES, {"keys": json.dumps(list(keys))}).all())

    def forget_account(self, connection: Connection, account: str) -> None:
        """Drop all of an account that is no longer in the config."""
        for table in (attendance, meetings, items):
            connection.execute(delete(table).where(table.c.account == account))

    def accounts(self) -> set[str]:
        """The accounts that items came from."""
        with self._engine.connect() as connection:
            return set(connection.execute(select(items.c.account).distinct()).scalars())

    def _drop_meetings(
        self, connection: Connection, places: Sequence[tuple[str, str, str]]
    ) -> None:
        for statement in _DROP_MEETINGS:
            if places:
                connection.execute(statement, _of(places))


def _of(places: Sequence[tuple[str, str, str]]) -> list[dict[str, str]]:
    names = ("of_account", "of_calendar", "of_item")
    return [dict(zip(names, place, strict=True)) for place in places]


def _row(meeting: Meeting, place: dict[str, str]) -> dict[str, Any]:
    return place | {
        "uid": meeting.key.uid,
        "recurrence_id": meeting.key.recurrence_id,
        "start": meeting.start,
        "end": meeting.end,
        "sequence": meeting.sequence,
        "record": dump_meeting(meeting),
    }


def _attendance(meeting: Meeting, place: dict[str, str]) -> list[dict[str, Any]]:
    declined = {a.address: a.partstat is PartStat.DECLINED for a in meeting.attendees}
    if meeting.organizer:
        declined.setdefault(meeting.organizer.address, False)
    of_all = place | {
        "uid": meeting.key.uid,
        "recurrence_id": meeting.key.recurrence_id,
        "start": meeting.start,
        "end": meeting.end,
        "sequence": meeting.sequence,
        "all_day": meeting.all_day,
        "cancelled": meeting.cancelled,
        "invited": len(meeting.attendees),
    }
    return [of_all | {"address": who, "declined": said} for who, said in declined.items()]


def _grouped(rows: Iterable[Row[Any]]) -> list[list[Meeting]]:
    groups: defaultdict[MeetingKey, list[Meeting]] = defaultdict(list)
    for row in rows:
        meeting = load_meeting(row.record)
        if meeting not in groups[meeting.key]:
            groups[meeting.key].append(meeting)
    return list(groups.values())
