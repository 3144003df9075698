"""Who writes with whom, as far as your own mail shows it. Reads only.

A mail to more than a few is an announcement and tells of no tie. Whether one is, a single look at
the index of recipients tells (is there a sixth?), so that nobody's long list is ever read; and the
newest of someone's mails are found by their rows alone, whose contents are then read for those.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    Engine,
    Integer,
    Select,
    String,
    bindparam,
    column,
    exists,
    func,
    or_,
    select,
    type_coerce,
    union_all,
)

from syncd.model import Address
from syncd.model.moments import to_utc
from syncd.store.mail import personal
from syncd.store.schema import messages, recipients

#: Whoever reads it, the writer besides: with more than that a mail was not meant for one of them.
MOST_READERS = 5
#: More mails than that, each way, make no tie stronger.
MOST_MAILS = 40


@dataclass(frozen=True, slots=True)
class Round:
    """One mail, and everybody whom it brought together."""

    subject: str
    date: datetime
    sender: Address
    people: tuple[Address, ...]
    message_id: str = ""


@dataclass(frozen=True, slots=True)
class Exchanged:
    """The mail between you and one person, counted."""

    address: str
    name: str = ""
    mails_from: int = 0
    mails_to: int = 0
    last: datetime | None = None


class Sent(NamedTuple):
    """One mail in a small round between you and someone."""

    message_id: str
    date: datetime
    by_me: bool
    #: How many it went to.
    readers: int


_mine: BindParameter[str] = bindparam("mine", expanding=True)
_asked = func.json_each(bindparam("asked")).table_valued(column("key", Integer), "value")
_before = bindparam("before", type_=String)
_date = type_coerce(messages.c.date, String)
_other = recipients.alias()


def _place(number: int) -> Any:
    """Whether a mail has so many recipients and one more."""
    return exists().where(_other.c.message == messages.c.row, _other.c.place >= number)


_small = (*personal(), _date < _before, ~_place(MOST_READERS))
#: Besides the writer at least two people, or one who does not include you.
_brings_together = or_(_place(1), messages.c.sender.not_in(_mine))
_newest = messages.c.date.desc()


def _rounds() -> Select[Any]:
    """The newest rows of what one address wrote, and of what it got; the index has the dates."""
    rows = messages.c.row, messages.c.date
    most = bindparam("most", type_=Integer)
    wrote = select(*rows).where(messages.c.sender == bindparam("who"), *_small, _place(1))
    got = (
        select(*rows)
        .select_from(recipients)
        .join(messages, messages.c.row == recipients.c.message)
        .where(recipients.c.address == bindparam("who"), *_small, _brings_together)
    )
    halves = (half.order_by(_newest).limit(most).subquery() for half in (wrote, got))
    both = union_all(*(select(half) for half in halves)).subquery()
    return select(both.c.row).order_by(both.c.date.desc()).limit(most)


def _sent(by_me: bool) -> Select[Any]:
    """The newest small rounds between me and each of those asked for, one way."""
    mail, reader = messages.alias("mail"), recipients.alias("reader")
    rows = select(messages.c.row)
    if by_me:
        # Hidden from the planner by what changes nothing: by the index on senders it would look
        # through all that I ever sent, for each person anew.
        rows = (
            rows.select_from(recipients)
            .join(messages, messages.c.row == recipients.c.message)
            .where(recipients.c.address == _asked.c.value, messages.c.sender.concat("").in_(_mine))
        )
    else:
        to_me = exists().where(reader.c.message == messages.c.row, reader.c.address.in_(_mine))
        rows = rows.where(messages.c.sender == _asked.c.value, to_me)
    newest = rows.where(*_small).order_by(_newest).limit(MOST_MAILS).correlate(_asked)
    counted = recipients.alias("counted")
    readers = select(func.count()).where(counted.c.message == mail.c.row).scalar_subquery()
    return (
        select(_asked.c.key, mail.c.message_id, mail.c.date, readers)
        .select_from(_asked)
        .join(mail, mail.c.row.in_(newest))
    )


_ROUNDS = _rounds()
_SENT = {by_me: _sent(by_me) for by_me in (True, False)}
_numbers: BindParameter[int] = bindparam("numbers", expanding=True)
_ABOUT = select(
    messages.c.row,
    messages.c.message_id,
    messages.c.subject,
    messages.c.date,
    messages.c.sender,
    messages.c.sender_name,
).where(messages.c.row.in_(_numbers))
_READERS = (
    select(recipients.c.message, recipients.c.address, recipients.c.name)
    .where(recipients.c.message.in_(_numbers))
    .order_by(recipients.c.message, recipients.c.place)
)


class Circles:
    """Asks the mail about people and those around them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def around(
        self, mine: Collection[str], addresses: Collection[str], before: datetime, limit: int = 200
    ) -> list[Round]:
        """The newest mails in a small round that one person wrote or got, with all their people.

        ``addresses`` are that person's. Each Message-ID once; mails between you two alone are
        left out.
        """
        asked = {"mine": list(mine), "before": _text(before), "most": limit}
        with self._engine.connect() as connection:
            numbers: set[int] = set()
            for who in sorted(set(addresses)):
                numbers.update(connection.execute(_ROUNDS, asked | {"who": who}).scalars())
            listed = {"numbers": sorted(numbers)}
            rows = connection.execute(_ABOUT, listed).all() if numbers else []
            people: defaultdict[int, list[Address]] = defaultdict(list)
            for message, address, name in connection.execute(_READERS, listed) if numbers else ():
                people[message].append(Address(address, name))
        once = {row.message_id or row.row: row for row in sorted(rows, key=lambda row: row.date)}
        return [
            Round(row.subject, row.date, sender, (sender, *people[row.row]), row.message_id)
            for row in list(reversed(once.values()))[:limit]
            if (sender := Address(row.sender, row.sender_name))
        ]

    def between(
        self, mine: Collection[str], addresses: Iterable[str], before: datetime
    ) -> dict[str, list[Sent]]:
        """The newest mails in a small round between you and each of some addresses, each way."""
        listed = sorted(set(addresses))
        asked = {"asked": json.dumps(listed), "mine": list(mine), "before": _text(before)}
        found: dict[str, list[Sent]] = {address: [] for address in listed}
        with self._engine.connect() as connection:
            for by_me, query in _SENT.items():
                for key, message_id, date, readers in connection.execute(query, asked):
                    found[listed[key]].append(Sent(message_id, date, by_me, readers))
        return found

    def written_to(
        self, mine: Collection[str], before: datetime, *, among: int, most: int
    ) -> list[str]:
        """Whom you have written to the most in your newest small mails, the most first."""
        newest = (
            select(messages.c.row)
            .where(messages.c.sender.in_(_mine), *_small)
            .order_by(_newest)
            .limit(among)
        )
        query = (
            select(recipients.c.address)
            .where(recipients.c.message.in_(newest), recipients.c.address.not_in(_mine))
            .group_by(recipients.c.address)
            .order_by(func.count().desc(), recipients.c.address)
            .limit(most)
        )
        with self._engine.connect() as connection:
            asked = {"mine": list(mine), "before": _text(before)}
            return list(connection.execute(query, asked).scalars())

    def exchanged(
        self, mine: Collection[str], addresses: Iterable[str], before: datetime
    ) -> dict[str, Exchanged]:
        """The mail each way between you and each of some people; who has none is left out."""
        wanted = sorted(set(addresses))
        who = messages.c.sender
        came = _counted(who, func.max(messages.c.sender_name)).where(
            who.in_(wanted), recipients.c.address.in_(sorted(mine)), messages.c.date < before
        )
        whom = recipients.c.address
        went = _counted(whom, func.max(recipients.c.name)).where(
            whom.in_(wanted), messages.c.sender.in_(sorted(mine)), messages.c.date < before
        )
        return self._both(came.group_by(who), went.group_by(whom))

    def named(
        self, mine: Collection[str], words: str, before: datetime, limit: int = 30
    ) -> list[Exchanged]:
        """People you wrote to whose name or address has some words, the most written to first."""
        like = f"%{words.replace('%', '').replace('_', '')}%"
        whom = recipients.c.address
        fits = or_(whom.like(like), recipients.c.name.like(like))
        query = (
            _counted(whom, func.max(recipients.c.name))
            .where(
                messages.c.sender.in_(sorted(mine)),
                whom.not_in(sorted(mine)),
                messages.c.date < before,
                fits,
            )
            .group_by(whom)
            .order_by(func.count(messages.c.message_id.distinct()).desc())
            .limit(limit)
        )
        with self._engine.connect() as connection:
            found = [row[0] for row in connection.execute(query)]
        known = self.exchanged(mine, found, before)
        return [known[address] for address in found if address in known]

    def _both(self, came: Any, went: Any) -> dict[str, Exchanged]:
        with self._engine.connect() as connection:
            theirs = {row[0]: row for row in connection.execute(came)}
            mine = {row[0]: row for row in connection.execute(went)}
        none = ("", "", 0, None)
        return {
            address: Exchanged(
                address,
                theirs.get(address, none)[1] or mine.get(address, none)[1],
                theirs.get(address, none)[2],
                mine.get(address, none)[2],
                max(row[3] for row in (theirs.get(address), mine.get(address)) if row),
            )
            for address in theirs.keys() | mine.keys()
        }


def _counted(who: Any, name: Any) -> Any:
    return (
        select(who, name, func.count(messages.c.message_id.distinct()), func.max(messages.c.date))
        .join(recipients, recipients.c.message == messages.c.row)
        .where(*personal())
    )


def _text(moment: datetime) -> str:
    return to_utc(moment).isoformat()
