"""What mail and calendar say of the ties to many people at once, each as of a moment.

However many are asked about, each question is one statement: the people go in as a JSON list with
a row for each address of each, and SQLite looks each address up by the index on senders, recipients
or attendees. What came by two addresses of one person counts once.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    Engine,
    Integer,
    Select,
    String,
    bindparam,
    exists,
    func,
    select,
    type_coerce,
    union,
)

from syncd.model import Address, MeetingKey
from syncd.model.moments import to_utc
from syncd.store.mail import personal
from syncd.store.schema import attendance, meetings, messages, recipients

#: Of the newest mails, one to you both alone is looked for among so many.
_NEWEST = 3
_MOST_SHARED = 20


class AsOf(NamedTuple):
    """A person, in lower case, as known before a moment (aware)."""

    address: str
    before: datetime


@dataclass(frozen=True, slots=True)
class Tally:
    """The mail between you and one person, counted. Each Message-ID counts once."""

    mails_from: int = 0
    mails_to: int = 0
    first: datetime | None = None
    last: datetime | None = None
    #: When you first wrote to them; None when you never did.
    first_to: datetime | None = None
    #: The name they last gave themselves.
    name: str = ""


class Exchanged(NamedTuple):
    """A mail between you and someone."""

    subject: str
    #: How many others it was addressed to.
    others: int


class Shared(NamedTuple):
    """A mail from somebody else to both of you."""

    subject: str
    sender: Address
    date: datetime
    #: How many it was addressed to, you both included.
    addressed: int


class Encounter(NamedTuple):
    """A meeting that someone was invited to, as the newest copy of it shows it."""

    key: MeetingKey
    #: ISO 8601 in UTC: thousands of them are read at once, and few are ever looked at.
    start: str
    end: str
    all_day: bool
    cancelled: bool
    #: Whether this person said no.
    declined: bool
    #: How many were invited.
    invited: int


class Whom(NamedTuple):
    """A person under all of their addresses, in lower case, as known before a moment (aware)."""

    addresses: tuple[str, ...]
    before: datetime


_asked = func.json_each(bindparam("asked")).table_valued("value")
_address = func.json_extract(_asked.c.value, "$[0]", type_=String)
_before = func.json_extract(_asked.c.value, "$[1]", type_=String)
#: The place of the person among those asked about, and all their addresses as a JSON list.
_person = func.json_extract(_asked.c.value, "$[2]", type_=Integer)
_theirs = func.json_extract(_asked.c.value, "$[3]", type_=String)
_mine: BindParameter[str] = bindparam("mine", expanding=True)

_of_sender = _asked.join(messages, messages.c.sender == _address)
_of_recipient = _asked.join(recipients, recipients.c.address == _address).join(
    messages, messages.c.row == recipients.c.message
)
_reader = recipients.alias()
_to_me = exists().where(_reader.c.message == messages.c.row, _reader.c.address.in_(_mine))
_in_time = messages.c.date < _before


def _from_them(*columns: Any) -> Select[Any]:
    query = select(_person.label("person"), *columns).select_from(_of_sender)
    return query.where(*personal(), _in_time, _to_me)


def _to_them(*columns: Any) -> Select[Any]:
    query = select(_person.label("person"), *columns).select_from(_of_recipient)
    # Hidden from the planner by what changes nothing: by the index on senders it would look
    # through all that I ever sent, for each person anew.
    by_me = messages.c.sender.concat("").in_(_mine)
    return query.where(*personal(), _in_time, by_me)


def _listed(addresses: Any) -> Any:
    """The addresses of a JSON list, to look one up among them."""
    return select(func.json_each(addresses).table_valued("value").c.value).scalar_subquery()


def _counted(query: Select[Any]) -> Select[Any]:
    return query.add_columns(
        func.count(messages.c.message_id.distinct()),
        func.min(messages.c.date),
        func.max(messages.c.date),
    ).group_by(_person)


_COUNT_FROM = _counted(_from_them())
_COUNT_TO = _counted(_to_them())
#: SQLite takes what stands beside a lone max() from the row that has it.
_NAMES = (
    select(_person, messages.c.sender_name, func.max(messages.c.date))
    .select_from(_of_sender)
    .where(messages.c.sender_name != "", _in_time)
    .group_by(_person)
)


def _newest_exchanged() -> Select[Any]:
    columns = messages.c.row, _theirs.label("theirs"), messages.c.date
    # What was sent to two addresses of one person is found twice, and is one.
    both = union(_from_them(*columns), _to_them(*columns)).subquery()
    place = func.row_number().over(partition_by=both.c.person, order_by=both.c.date.desc())
    ranked = select(both, place.label("place")).subquery()
    other = recipients.alias()
    others = (
        select(func.count(other.c.address.distinct()))
        .where(
            other.c.message == ranked.c.row,
            other.c.address.not_in(_listed(ranked.c.theirs)),
            other.c.address.not_in(_mine),
        )
        .scalar_subquery()
    )
    return (
        select(ranked.c.person, messages.c.subject, others)
        .join(messages, messages.c.row == ranked.c.row)
        .where(ranked.c.place <= _NEWEST)
        .order_by(ranked.c.person, ranked.c.place)
    )


def _oldest_shared() -> Select[Any]:
    place = func.row_number().over(partition_by=_person, order_by=messages.c.date)
    found = (
        select(_person.label("person"), messages.c.row, place.label("place"))
        .select_from(_of_recipient)
        .where(
            *personal(),
            messages.c.sender.not_in(_mine),
            messages.c.sender.not_in(_listed(_theirs)),
            messages.c.date <= _before,
            _to_me,
        )
        .subquery()
    )
    addressed = select(func.count()).where(recipients.c.message == messages.c.row).scalar_subquery()
    about = messages.c.subject, messages.c.sender, messages.c.sender_name, messages.c.date
    return (
        select(found.c.person, *about, addressed)
        .join(messages, messages.c.row == found.c.row)
        .where(found.c.place <= _MOST_SHARED)
        .order_by(found.c.person, found.c.place)
    )


def _answers() -> Select[Any]:
    """Their answers to what you wrote, and when each of the two was sent."""
    asked_by_me = messages.alias()
    query = _from_them(messages.c.message_id, messages.c.date, asked_by_me.c.date)
    return query.where(
        messages.c.in_reply_to != "",
        messages.c.message_id != "",
        messages.c.date >= bindparam("since"),
        asked_by_me.c.message_id == messages.c.in_reply_to,
        asked_by_me.c.sender.concat("").in_(_mine),
        asked_by_me.c.date < messages.c.date,
    )


_EXCHANGED = _newest_exchanged()
_ANSWERS = _answers()
_SHARED = _oldest_shared()

#: Of several copies those with the highest SEQUENCE count, as in `syncd.calendar.merge`.
_newer = meetings.alias()
_is_newest = ~exists().where(
    _newer.c.uid == attendance.c.uid,
    _newer.c.recurrence_id == attendance.c.recurrence_id,
    _newer.c.sequence > attendance.c.sequence,
)
_begin, _end = type_coerce(attendance.c.start, String), type_coerce(attendance.c.end, String)
_ENCOUNTERS = (
    select(
        attendance.c.address,
        attendance.c.uid,
        attendance.c.recurrence_id,
        _begin,
        _end,
        attendance.c.all_day,
        attendance.c.cancelled,
        attendance.c.declined,
        attendance.c.invited,
    )
    .join(_asked, attendance.c.address == _asked.c.value)
    .where(_end <= bindparam("before"), _is_newest)
)
_DECLINED = select(attendance.c.uid, attendance.c.recurrence_id).where(
    attendance.c.address.in_(_mine), attendance.c.declined, _is_newest
)


class TieStore:
    """Asks about people. Reads only."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def tallies(self, mine: Collection[str], asked: Sequence[Whom]) -> list[Tally]:
        """Count the mail between me and each of them up to a moment."""
        came = dict(self._ask(_COUNT_FROM, mine, asked))
        went = dict(self._ask(_COUNT_TO, mine, asked))
        names = dict(self._ask(_NAMES, mine, asked))
        nothing = (0, None, None)
        return [
            _tally(came.get(place, nothing), went.get(place, nothing), names.get(place, ("",))[0])
            for place in range(len(asked))
        ]

    def exchanged(self, mine: Collection[str], asked: Sequence[Whom]) -> list[list[Exchanged]]:
        """The newest few mails between me and each of them, newest first."""
        found: defaultdict[int, list[Exchanged]] = defaultdict(list)
        for place, row in self._ask(_EXCHANGED, mine, asked):
            found[place].append(Exchanged(*row))
        return [found[place] for place in range(len(asked))]

    def shared(self, mine: Collection[str], asked: Sequence[Whom]) -> list[list[Shared]]:
        """The oldest mails from others to both me and each of them, oldest first."""
        found: defaultdict[int, list[Shared]] = defaultdict(list)
        for place, (subject, sender, name, date, addressed) in self._ask(_SHARED, mine, asked):
            found[place].append(Shared(subject, Address(sender, name), date, addressed))
        return [found[place] for place in range(len(asked))]

    def answers(
        self, mine: Collection[str], asked: Sequence[Whom], since: datetime
    ) -> list[list[timedelta]]:
        """How long each of them took for each answer to me since a moment."""
        took: list[dict[str, timedelta]] = [{} for _ in asked]
        for place, (id_, answered, sent) in self._ask(_ANSWERS, mine, asked, since=since):
            took[place][id_] = answered - sent
        return [list(found.values()) for found in took]

    def encounters(
        self, addresses: Iterable[str], before: datetime
    ) -> dict[str, dict[MeetingKey, Encounter]]:
        """The meetings that each of them was invited to and that ended before a moment."""
        found: defaultdict[str, dict[MeetingKey, Encounter]] = defaultdict(dict)
        asked = {"asked": json.dumps(sorted(set(addresses))), "before": _text(before)}
        with self._engine.connect() as connection:
            for address, uid, recurrence_id, *about in connection.execute(_ENCOUNTERS, asked):
                one = Encounter(MeetingKey(uid, recurrence_id), *about)
                copy = found[address].setdefault(one.key, one)
                if copy is not one:
                    found[address][one.key] = copy._replace(
                        cancelled=one.cancelled and copy.cancelled,
                        declined=one.declined or copy.declined,
                    )
        return found

    def declined(self, mine: Collection[str]) -> set[MeetingKey]:
        """The meetings that I have declined."""
        with self._engine.connect() as connection:
            rows = connection.execute(_DECLINED, {"mine": list(mine)})
            return {MeetingKey(*row) for row in rows}

    def _ask(
        self, query: Select[Any], mine: Collection[str], asked: Sequence[Whom], **more: Any
    ) -> list[tuple[int, tuple[Any, ...]]]:
        """Rows, each with the place in ``asked`` of the one it is about."""
        people = [
            (address, _text(whom.before), place, json.dumps(whom.addresses))
            for place, whom in enumerate(asked)
            for address in whom.addresses
        ]
        with self._engine.connect() as connection:
            told = {"asked": json.dumps(people), "mine": list(mine)} | more
            return [(place, tuple(rest)) for place, *rest in connection.execute(query, told)]


def _tally(came: tuple[Any, ...], went: tuple[Any, ...], name: str) -> Tally:
    (mails_from, first_from, last_from), (mails_to, first_to, last_to) = came, went
    return Tally(
        mails_from=mails_from,
        mails_to=mails_to,
        first=min((m for m in (first_from, first_to) if m), default=None),
        last=max((m for m in (last_from, last_to) if m), default=None),
        first_to=first_to,
        name=name,
    )


def _text(moment: datetime) -> str:
    return to_utc(moment).isoformat()
