"""How people you want to meet came within reach; the primary key keeps each news once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from syncd.model import Address, Reach, Source, WishNews
from syncd.store.schema import meetings, messages, wish_news


class WishStore:
    """News of the people you want to meet, oldest first."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, found: Iterable[WishNews]) -> int:
        """Keep news; what is known already stays as it was. How many are new."""
        rows = [_row(news) for news in found]
        if not rows:
            return 0
        with self._engine.begin() as connection:
            put = insert(wish_news).on_conflict_do_nothing()
            return sum(connection.execute(put.values(row)).rowcount for row in rows)

    def since(self, moment: datetime | None) -> tuple[WishNews, ...]:
        """What has been seen after a moment; everything when there is none."""
        return self._read(wish_news.c.seen_at > moment) if moment else self._read()

    def via(self, connectors: Iterable[str]) -> tuple[WishNews, ...]:
        """What is known of those whom some people could introduce you to, or are themselves."""
        wanted = sorted(set(connectors))
        return self._read(wish_news.c.via.in_(wanted) | wish_news.c.person.in_(wanted))

    def forget(self, connection: Connection, addresses: Iterable[str]) -> None:
        """Drop all that is known of some people, also as connectors."""
        gone = sorted(set(addresses))
        about = wish_news.c.person.in_(gone) | wish_news.c.via.in_(gone)
        connection.execute(delete(wish_news).where(about))

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
