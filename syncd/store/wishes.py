"""How people you want to meet came within reach; the primary key keeps each news once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, Row, func, or_, select, union
from sqlalchemy.dialects.sqlite import insert

from syncd.model import Address, Reach, Source, WishNews
from syncd.model.names import key
from syncd.store import forgotten
from syncd.store.mail import personal
from syncd.store.schema import meetings, messages, recipients, wish_news
from syncd.store.schema import names as known_names

_MOST_MEANT = 500


class WishStore:
    """News of the people you want to meet, oldest first."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, found: Iterable[WishNews]) -> int:
        """Keep news; what is known already stays as it was. How many are new.

        Nothing is kept of who is forgotten, who may still be in a coming meeting.
        """
        rows = [_row(news) for news in found]
        if not rows:
            return 0
        with self._engine.begin() as connection:
            marks = forgotten.marks(connection)
            kept = [row for row in rows if not marks.has_any((row["person"], row["via"]))]
            put = insert(wish_news).on_conflict_do_nothing()
            return sum(connection.execute(put.values(row)).rowcount for row in kept)

    def since(self, moment: datetime | None) -> tuple[WishNews, ...]:
        """What has been seen after a moment; everything when there is none."""
        return self._read(wish_news.c.seen_at > moment) if moment else self._read()

    def via(self, connectors: Iterable[str]) -> tuple[WishNews, ...]:
        """What is known of those whom some people could introduce you to, or are themselves."""
        wanted = sorted(set(connectors))
        return self._read(wish_news.c.via.in_(wanted) | wish_news.c.person.in_(wanted))

    def meant(
        self, names: Iterable[str], domains: Iterable[str], after: int, before: datetime
    ) -> list[Address]:
        """The people of some names or domains in the mail, from one place in the store on.

        One look at each mail, however many are asked for. Of a whole name, everybody who ever went
        by it in any spelling is told, under whatever name a mail has them. SQLite's ``lower`` knows
        ASCII alone, so a name is also found as it is written in the config.
        """
        names = list(names)
        spelled = {form for name in names for form in (name, name.lower(), name.casefold())}
        ends = [f"%@{domain}" for domain in domains] + [f"%.{domain}" for domain in domains]
        if not spelled and not ends:
            return []
        keys = {folded for name in names if (folded := key(name))}
        known = select(known_names.c.address).where(known_names.c.key.in_(keys))

        def one_of(name: Any, address: Any) -> Any:
            called = or_(name.in_(spelled), func.lower(name).in_(spelled))
            return or_(called, address.in_(known), *(address.like(end) for end in ends))

        in_time = messages.c.row > after, messages.c.date < before, *personal()
        sender, sender_name = messages.c.sender, messages.c.sender_name
        reader, reader_name = recipients.c.address, recipients.c.name
        wrote = select(sender, sender_name).where(*in_time, one_of(sender_name, sender))
        got = (
            select(reader, reader_name)
            .join(messages, messages.c.row == recipients.c.message)
            .where(recipients.c.message > after, *in_time, one_of(reader_name, reader))
        )
        with self._engine.connect() as connection:
            rows = connection.execute(union(wrote, got).limit(_MOST_MEANT)).all()
        return [Address(address, name) for address, name in rows]

    def in_mail(self, addresses: Iterable[str], after: int) -> set[str]:
        """Who of some people wrote or got mail, from one place in the store on."""
        listed = sorted(set(addresses))
        wrote = select(messages.c.sender).where(
            messages.c.sender.in_(listed), messages.c.row > after
        )
        got = select(recipients.c.address).where(
            recipients.c.address.in_(listed), recipients.c.message > after
        )
        with self._engine.connect() as connection:
            return set(connection.execute(union(wrote, got)).scalars())

    def looked_at(self) -> tuple[int, int]:
        """Changes with the mail and the calendars: when it is the same, there is no news."""
        query = select(
            select(func.max(messages.c.row)).scalar_subquery(),
            select(func.count()).select_from(meetings).scalar_subquery(),
        )
        with self._engine.connect() as connection:
            newest, count = connection.execute(query).one()
        return newest or 0, count

    def _read(self, *conditions: Any) -> tuple[WishNews, ...]:
        query = select(wish_news).where(*conditions).order_by(wish_news.c.seen_at)
        with self._engine.connect() as connection:
            return tuple(_news(row) for row in connection.execute(query))


def _row(news: WishNews) -> dict[str, Any]:
    return {
        "reach": news.reach.value,
        "person": news.person.address,
        "via": news.via.address if news.via else "",
        "meeting": news.meeting,
        "person_name": news.person.name,
        "via_name": news.via.name if news.via else "",
        "why": news.why,
        "starts": news.starts,
        "kind": news.evidence.kind,
        "title": news.evidence.title,
        "shown_at": news.evidence.date,
        "author": news.evidence.author,
        "seen_at": news.seen_at,
    }


def _news(row: Row[Any]) -> WishNews:
    return WishNews(
        reach=Reach(row.reach),
        person=Address(row.person, row.person_name),
        evidence=Source(row.kind, row.title, row.shown_at, row.author),
        seen_at=row.seen_at,
        why=row.why,
        via=Address(row.via, row.via_name) if row.via else None,
        meeting=row.meeting,
        starts=row.starts,
    )
