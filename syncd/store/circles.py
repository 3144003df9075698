"""Who writes with whom, as far as your own mail shows it. Reads only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, func, or_, select, union

from syncd.model import Address, Role
from syncd.store.schema import messages, recipients

_MOST_SEEN = 50


@dataclass(frozen=True, slots=True)
class Round:
    """One mail, and everybody whom it brought together."""

    subject: str
    date: datetime
    sender: Address
    people: tuple[Address, ...]


@dataclass(frozen=True, slots=True)
class Exchanged:
    """The mail between you and one person, counted."""

    address: str
    name: str = ""
    mails_from: int = 0
    mails_to: int = 0
    last: datetime | None = None


class Circles:
    """Asks the mail about people and those around them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def around(self, address: str, before: datetime, limit: int = 200) -> list[Round]:
        """The newest mails that someone wrote or got, with all their people."""
        wrote = select(messages.c.row).where(messages.c.sender == address)
        got = select(recipients.c.message).where(recipients.c.address == address)
        query = (
            select(messages)
            .where(messages.c.row.in_(union(wrote, got)), messages.c.date < before, *_personal())
            .order_by(messages.c.date.desc())
            .limit(limit)
        )
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
            people: defaultdict[int, list[Address]] = defaultdict(list)
            readers = select(recipients).where(recipients.c.message.in_([r.row for r in rows]))
            for reader in connection.execute(readers):
                people[reader.message].append(Address(reader.address, reader.name))
        once = {row.message_id or row.row: row for row in reversed(rows)}
        return [
            Round(row.subject, row.date, sender, (sender, *people[row.row]))
            for row in reversed(once.values())
            if (sender := Address(row.sender, row.sender_name))
        ]

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

    def at_domain(self, domain: str, before: datetime) -> list[Address]:
        """The people at a domain that your mail has seen, those who wrote first."""
        return self._seen(
            messages.c.sender.like(f"%@{domain}"), recipients.c.address.like(f"%@{domain}"), before
        )

    def seen(self, name: str, before: datetime) -> list[Address]:
        """The people of a name that your mail has seen, those who wrote first."""
        return self._seen(
            messages.c.sender_name.like(f"%{name}%"), recipients.c.name.like(f"%{name}%"), before
        )

    def _seen(self, wrote: Any, got: Any, before: datetime) -> list[Address]:
        in_time = messages.c.date < before
        senders = (
            select(messages.c.sender, func.max(messages.c.sender_name))
            .where(wrote, in_time, *_personal())
            .group_by(messages.c.sender)
            .order_by(func.count().desc())
        )
        readers = (
            select(recipients.c.address, func.max(recipients.c.name))
            .join(messages, messages.c.row == recipients.c.message)
            .where(got, in_time, *_personal())
            .group_by(recipients.c.address)
            .order_by(func.count().desc())
        )
        with self._engine.connect() as connection:
            queries = (senders.limit(_MOST_SEEN), readers.limit(_MOST_SEEN))
            rows = [row for query in queries for row in connection.execute(query)]
        found: dict[str, Address] = {}
        for address, name in rows:
            found.setdefault(address, Address(address, name))
        return list(found.values())[:_MOST_SEEN]

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
        .where(*_personal())
    )


def _personal() -> tuple[Any, ...]:
    """From a person who meant it to be read: no list, robot, draft, nor letter of ours."""
    return (
        messages.c.automatic.is_(False),
        messages.c.syncd_kind == "",
        messages.c.role != Role.DRAFTS.value,
    )
