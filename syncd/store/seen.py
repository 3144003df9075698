"""Whom your mail has seen: by name, by domain, or by what stands at the end of their mail.

Unlike the questions about one person, these look through all mail: only commands ask them.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Engine, and_, func, select, true

from syncd.model import Address
from syncd.store.mail import personal
from syncd.store.schema import messages, recipients

_MOST_SEEN = 50
_MOST_WORDS = 6


class Signed(NamedTuple):
    """What stands at the end of somebody's mail."""

    sender: Address
    subject: str
    date: datetime
    #: The end of the body with the signature in it.
    text: str


class Seen:
    """Looks for people in the mail. Reads only."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def at_domain(self, domain: str, before: datetime) -> list[Address]:
        """The people at a domain that your mail has seen, those who wrote first.

        A domain that ends with a dot is one of any ending: ``nordwind.``.
        """
        like = f"%@{_plain(domain)}{'%' if domain.endswith('.') else ''}"
        return self._seen(messages.c.sender.like(like), recipients.c.address.like(like), before)

    def seen(self, name: str, before: datetime) -> list[Address]:
        """The people with some words in their names, in any order, those who wrote first."""
        likes = [_like(word) for word in name.split()[:_MOST_WORDS]]
        wrote = and_(true(), *(messages.c.sender_name.like(like) for like in likes))
        got = and_(true(), *(recipients.c.name.like(like) for like in likes))
        return self._seen(wrote, got, before)

    def name(self, address: str) -> str:
        """What someone is called in their own mail, else in that of others; "" when nowhere."""
        own = select(messages.c.sender_name).where(
            messages.c.sender == address, messages.c.sender_name != ""
        )
        given = select(recipients.c.name).where(
            recipients.c.address == address, recipients.c.name != ""
        )
        queries = own.order_by(messages.c.date.desc()).limit(1), given.limit(1)
        with self._engine.connect() as connection:
            found = (connection.execute(query).scalar() for query in queries)
            return next((name for name in found if name), "")

    def signed(self, words: str, before: datetime, limit: int = 200) -> list[Signed]:
        """The newest mails that were read and have some words at their end, newest first."""
        query = (
            select(
                messages.c.sender,
                messages.c.sender_name,
                messages.c.subject,
                messages.c.date,
                messages.c.signed,
            )
            .where(*personal(), messages.c.date < before, messages.c.signed.like(_like(words)))
            .order_by(messages.c.date.desc())
            .limit(limit)
        )
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        return [Signed(Address(sender, name), *about) for sender, name, *about in rows]

    def _seen(self, wrote: Any, got: Any, before: datetime) -> list[Address]:
        in_time = messages.c.date < before
        senders = (
            select(messages.c.sender, func.max(messages.c.sender_name))
            .where(wrote, in_time, *personal())
            .group_by(messages.c.sender)
            .order_by(func.count().desc())
        )
        readers = (
            select(recipients.c.address, func.max(recipients.c.name))
            .join(messages, messages.c.row == recipients.c.message)
            .where(got, in_time, *personal())
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


def _like(words: str) -> str:
    return f"%{_plain(words)}%"


def _plain(words: str) -> str:
    """Without what LIKE takes for any letters."""
    return words.replace("%", "").replace("_", "")
