"""Removes everything that is known of someone. What is left are marks (`syncd.store.forgotten`).

Of the calendar, what is still to come stays: it is a copy of yours, and the meeting takes place.
Delivered letters keep their place, so that none is ever made twice, and lose what they said.
"""

from __future__ import annotations

import email.policy
import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from email import message_from_bytes
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    bindparam,
    delete,
    exists,
    func,
    or_,
    select,
    text,
    update,
)

from syncd.model import Kind, Meeting, MeetingKey, State
from syncd.store import forgotten
from syncd.store.records import dump_meeting, load_meeting
from syncd.store.schema import (
    acquaintances,
    asked,
    assistants,
    attendance,
    contacts,
    deliveries,
    findings,
    items,
    joins,
    meetings,
    messages,
    names,
    notes,
    promises,
    recipients,
    verdicts,
    wish_news,
)

_asked = func.json_each(bindparam("asked")).table_valued("value")
_NO_DATE = datetime(1970, 1, 1, tzinfo=UTC)
_BLANK = {
    "message_id": "",
    "in_reply_to": "",
    "refs": "",
    "thread_id": "",
    "subject": "",
    "sender": "",
    "sender_name": "",
    "date": _NO_DATE,
    "automatic": True,
    "body": None,
    "signed": None,
    "utc_offset": None,
    "attached": None,
}
#: A letter in one of these is not written to the mailbox any more.
_SETTLED = (State.DELIVERED.value, State.WITHDRAWN.value)
_DROPPED = {"state": State.WITHDRAWN.value, "reason": "It told of somebody who is forgotten."}
_ROWS = 400


@dataclass(frozen=True, slots=True)
class Removed:
    """How much was removed of each."""

    messages: int = 0
    contacts: int = 0
    meetings: int = 0
    promises: int = 0
    notes: int = 0
    letters: int = 0
    joins: int = 0

    @property
    def nothing(self) -> bool:
        """Whether nothing was known."""
        return not any(getattr(self, field.name) for field in fields(self))


def forget(
    engine: Engine,
    addresses: Collection[str],
    called: Collection[str],
    is_me: Callable[[str], bool],
    now: datetime,
) -> Removed:
    """Remove all that is known of one person and mark them, in one transaction.

    ``addresses`` are all of theirs in lower case, ``called`` their full names.
    """
    theirs = sorted(addresses)
    with engine.connect() as connection:
        with connection.begin():
            forgotten.mark(connection, theirs, now)
            removed = Removed(
                messages=_mail(connection, theirs),
                letters=_letters(connection, theirs, called, now),
                notes=_notes(connection, theirs, is_me),
                meetings=_past_meetings(connection, theirs, is_me, now),
                contacts=_drop(connection, contacts, contacts.c.address.in_(theirs)),
                promises=_drop(connection, promises, promises.c.person.in_(theirs)),
                joins=_joins(connection, theirs),
            )
            _drop(connection, names, names.c.address.in_(theirs))
            _drop(connection, asked, asked.c.address.in_(theirs))
            _drop(connection, assistants, assistants.c.address.in_(theirs))
            _drop(connection, findings, findings.c.about.in_(theirs))
            _drop(connection, acquaintances, acquaintances.c.address.in_(theirs))
            _drop(connection, wish_news, or_(*(c.in_(theirs) for c in _IN_NEWS)))
            _drop(connection, deliveries, _asked_for(theirs))
            _drop(connection, assistants, assistants.c.boss.in_(list(called)))
            authors = sorted({*theirs, *called} - {_YOU})
            for table in _BY_SOMEBODY:
                _drop(connection, table, table.c.author.in_(authors))
        connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        connection.commit()
    return removed


#: Who somebody you want to meet is, and who could introduce you.
_IN_NEWS = (wish_news.c.person, wish_news.c.via)
#: What their mail tells of others is told by nobody now; what stands elsewhere is found anew.
_BY_SOMEBODY = (wish_news, joins, assistants)
#: The author of what you said by hand, whoever gives themself that name.
_YOU = "you"


def _asked_for(theirs: Sequence[str]) -> Any:
    """Introduction requests and first letters about them: their keys name them.

    One that is under way is left alone too: nothing is written to or about them any more.
    """
    kinds = (Kind.INTRODUCTION.value, Kind.OUTREACH.value)
    named = or_(*(deliveries.c.subject.contains(address, autoescape=True) for address in theirs))
    return deliveries.c.kind.in_(kinds) & named


def _drop(connection: Connection, table: Any, *conditions: Any) -> int:
    count: int = connection.execute(delete(table).where(*conditions)).rowcount
    return count


def _joins(connection: Connection, theirs: Sequence[str]) -> int:
    """Each stands there twice."""
    found = or_(joins.c.address.in_(theirs), joins.c.other.in_(theirs))
    return (_drop(connection, joins, found) + 1) // 2


def _mail(connection: Connection, theirs: Sequence[str]) -> int:
    """Blank what is from them or to nobody else; of what went to others too, they are left out.

    A blank row stays in the place of each message: else it would be read anew at the next poll.
    """
    to_them = select(recipients.c.message).where(recipients.c.address.in_(theirs))
    others = select(recipients.c.message).where(
        recipients.c.message.in_(to_them), recipients.c.address.not_in(theirs)
    )
    query = select(messages.c.row).where(
        or_(
            messages.c.sender.in_(theirs),
            messages.c.row.in_(to_them) & messages.c.row.not_in(others),
        )
    )
    rows = list(connection.execute(query).scalars())
    for start in range(0, len(rows), _ROWS):
        some = rows[start : start + _ROWS]
        connection.execute(delete(recipients).where(recipients.c.message.in_(some)))
        connection.execute(update(messages).where(messages.c.row.in_(some)).values(_BLANK))
    _drop(connection, recipients, recipients.c.address.in_(theirs))
    return len(rows)


def _notes(connection: Connection, theirs: Sequence[str], is_me: Callable[[str], bool]) -> int:
    """Blank the notes on meetings with nobody else; the row says that the answer was taken."""
    alone = [key for key in _met(connection, theirs) if _is_alone(connection, key, theirs, is_me)]
    return sum(
        connection.execute(
            update(notes)
            .where(notes.c.uid == key.uid, notes.c.recurrence_id == key.recurrence_id)
            .where(notes.c.text != "")
            .values(text="")
        ).rowcount
        for key in alone
    )


def _met(connection: Connection, theirs: Sequence[str]) -> list[MeetingKey]:
    query = select(attendance.c.uid, attendance.c.recurrence_id).where(
        attendance.c.address.in_(theirs)
    )
    return [MeetingKey(*row) for row in connection.execute(query.distinct())]


def _is_alone(
    connection: Connection, key: MeetingKey, theirs: Sequence[str], is_me: Callable[[str], bool]
) -> bool:
    query = select(attendance.c.address).where(
        attendance.c.uid == key.uid, attendance.c.recurrence_id == key.recurrence_id
    )
    others = set(connection.execute(query).scalars()) - set(theirs)
    return all(map(is_me, others))


def _past_meetings(
    connection: Connection,
    theirs: Sequence[str],
    is_me: Callable[[str], bool],
    now: datetime,
) -> int:
    """Take them out of what is over, and out of attendance; what was with nobody else goes."""
    met = _met(connection, theirs)
    changed = 0
    for key in met:
        here = (meetings.c.uid == key.uid, meetings.c.recurrence_id == key.recurrence_id)
        rows = connection.execute(select(meetings).where(*here, meetings.c.end <= now)).all()
        if not rows:
            continue
        changed += 1
        connection.execute(
            update(verdicts)
            .where(verdicts.c.uid == key.uid, verdicts.c.recurrence_id == key.recurrence_id)
            .values(reasons="[]")
        )
        alone = _is_alone(connection, key, theirs, is_me)
        for row in rows:
            _strip(connection, row, theirs, now, alone=alone)
    _drop(connection, attendance, attendance.c.address.in_(theirs))
    return changed


def _strip(
    connection: Connection, row: Any, theirs: Sequence[str], now: datetime, *, alone: bool
) -> None:
    here = [
        getattr(meetings.c, name) == getattr(row, name)
        for name in ("account", "calendar", "item", "uid", "recurrence_id")
    ]
    record = load_meeting(row.record)
    if alone:
        connection.execute(delete(meetings).where(*here))
    else:
        kept = dump_meeting(_without(record, theirs))
        connection.execute(update(meetings).where(*here).values(record=kept))
    # The text of what is over is of no more use; a series goes on.
    ahead = exists().where(
        meetings.c.account == row.account,
        meetings.c.calendar == row.calendar,
        meetings.c.item == row.item,
        meetings.c.end > now,
    )
    connection.execute(
        update(items)
        .where(
            items.c.account == row.account,
            items.c.calendar == row.calendar,
            items.c.id == row.item,
            or_(items.c.recurring.is_(False), items.c.expanded_until.is_(None) & ~ahead),
        )
        .values(text="", url="")
    )


def _without(meeting: Meeting, theirs: Sequence[str]) -> Meeting:
    organizer = meeting.organizer
    return replace(
        meeting,
        attendees=tuple(a for a in meeting.attendees if a.address not in theirs),
        organizer=None if organizer and organizer.address in theirs else organizer,
    )


def _letters(
    connection: Connection, theirs: Sequence[str], called: Iterable[str], now: datetime
) -> int:
    """Blank letters about what is over that name them; one that has not arrived is withdrawn."""
    words = [word.lower() for word in (*theirs, *called)]
    ends = (
        select(func.max(meetings.c.end))
        .where(
            meetings.c.uid == deliveries.c.uid,
            meetings.c.recurrence_id == deliveries.c.recurrence_id,
        )
        .scalar_subquery()
    )
    over = or_(deliveries.c.starts.is_(None), deliveries.c.starts <= now)
    query = select(deliveries).where(over, or_(ends.is_(None), ends <= now))
    blanked = 0
    for row in connection.execute(query).all():
        if row.letter and _names_any(row, words):
            settled = {} if row.state in _SETTLED else _DROPPED
            blanked += connection.execute(
                update(deliveries)
                .where(deliveries.c.message_id == row.message_id)
                .values(letter=b"", told=None, **settled)
            ).rowcount
    return blanked


def _names_any(row: Any, words: Sequence[str]) -> bool:
    parsed = message_from_bytes(row.letter, policy=email.policy.default)
    told = [str(value) for value in parsed.values()]
    told += [
        (part.get_payload(decode=True) or b"").decode("utf-8", "replace")  # type: ignore[union-attr]
        for part in parsed.walk()
        if part.get_content_maintype() == "text"
    ]
    whole = " ".join(" ".join([*told, json.dumps(row.told)]).lower().split())
    return any(word in whole for word in words)
