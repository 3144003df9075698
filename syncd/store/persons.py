"""Which addresses belong together, and why: said by hand, or found in mail and address books."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    Connection,
    Engine,
    Row,
    bindparam,
    delete,
    func,
    or_,
    select,
    tuple_,
)
from sqlalchemy.dialects.sqlite import insert

from syncd.model import Source
from syncd.model.names import key
from syncd.model.person import Joined
from syncd.store import forgotten
from syncd.store.schema import contacts, joins, messages, names, recipients

CONFIG, MERGE, SPLIT, FOUND = "config", "merge", "split", "found"
#: What is said by hand: the reason, and where it stands.
_SAID = {
    CONFIG: ("your config says so", "[[people]]"),
    MERGE: ("you said so", "syncd people merge"),
    SPLIT: ("you said that they are two", "syncd people split"),
}

_asked = func.json_each(bindparam("asked")).table_valued("value")
_start = select(_asked.c.value.label("address")).cte("linked", recursive=True)
_linked = _start.union(
    select(joins.c.other).where(joins.c.address == _start.c.address, joins.c.kind != SPLIT)
)
_AROUND = select(joins).join(_linked, joins.c.address == _linked.c.address)

_of = messages.alias()


def _newest(column: Any) -> Any:
    """Of the newest mail from an address: one step in the index on senders."""
    wrote = select(column).where(_of.c.sender == _asked.c.value, _of.c.automatic.is_(False))
    return wrote.order_by(_of.c.date.desc()).limit(1).scalar_subquery()


_LAST_WRITTEN = select(_asked.c.value, _newest(_of.c.sender_name), _newest(_of.c.date))
_OWN_NAMES = (
    select(_of.c.sender, _of.c.sender_name, func.max(_of.c.date))
    .join(_asked, _of.c.sender == _asked.c.value)
    .where(_of.c.sender_name != "", _of.c.automatic.is_(False))
    .group_by(_of.c.sender, _of.c.sender_name)
    .order_by(func.max(_of.c.date).desc())
)
_GIVEN_NAMES = (
    select(recipients.c.address, recipients.c.name)
    .join(_asked, recipients.c.address == _asked.c.value)
    .where(recipients.c.name != "")
    .group_by(recipients.c.address, recipients.c.name)
    .order_by(func.count().desc())
)
_NAMESAKES = select(names.c.key, names.c.address).join(_asked, names.c.key == _asked.c.value)
_mine = contacts.alias()
_ON_CARDS = (
    select(_mine.c.address, contacts.c.address, contacts.c.name)
    .join(_asked, _mine.c.address == _asked.c.value)
    .join(contacts, (contacts.c.card == _mine.c.card) & (contacts.c.account == _mine.c.account))
    .where(_mine.c.card != "")
)


class Written(NamedTuple):
    """The newest mail from an address."""

    name: str = ""
    date: datetime | None = None


class Card(NamedTuple):
    """What is on the cards of an address: all their addresses, and the name."""

    addresses: frozenset[str] = frozenset()
    name: str = ""


class PersonStore:
    """Pairs of addresses. Every question takes many addresses and is one statement."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def around(self, addresses: Iterable[str]) -> list[tuple[Joined, str]]:
        """All pairs that hang together with some addresses, each with its main address.

        What was split by hand comes with them, and joins nothing.
        """
        with self._engine.connect() as connection:
            rows = connection.execute(_AROUND, _listed(addresses)).all()
        return [(_joined(row), row.main) for row in rows]

    def last_written(self, addresses: Iterable[str]) -> dict[str, Written]:
        """What each of them last called themselves, and when they last wrote."""
        with self._engine.connect() as connection:
            rows = connection.execute(_LAST_WRITTEN, _listed(addresses)).all()
        return {address: Written(name or "", date) for address, name, date in rows}

    def names(self, addresses: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Every name that each of them wrote under, newest first; else what others call them."""
        called: dict[str, dict[str, None]] = {}
        with self._engine.connect() as connection:
            own = connection.execute(_OWN_NAMES, _listed(addresses)).all()
            for address, name, _ in own:
                called.setdefault(address, {})[name] = None
            bare = set(addresses) - called.keys()
            for address, name in connection.execute(_GIVEN_NAMES, _listed(bare)):
                called.setdefault(address, {})[name] = None
        return {address: tuple(found) for address, found in called.items()}

    def namesakes(self, found: Iterable[str]) -> dict[str, set[str]]:
        """The addresses that go by each of some names, folded by `syncd.model.names.key`."""
        told: dict[str, set[str]] = {}
        with self._engine.connect() as connection:
            for name, address in connection.execute(_NAMESAKES, _listed(found)):
                told.setdefault(name, set()).add(address)
        return told

    def cards(self, addresses: Iterable[str]) -> dict[str, Card]:
        """What stands on the cards that each address is on."""
        told: dict[str, Card] = {}
        with self._engine.connect() as connection:
            for mine, other, name in connection.execute(_ON_CARDS, _listed(addresses)):
                before = told.get(mine, Card())
                told[mine] = Card(before.addresses | {other}, before.name or name)
        return told

    def shared_cards(self) -> list[Card]:
        """The cards with several addresses on them."""
        several = (
            select(contacts.c.account, contacts.c.card)
            .where(contacts.c.card != "")
            .group_by(contacts.c.account, contacts.c.card)
            .having(func.count() > 1)
        )
        query = select(contacts.c.account, contacts.c.card, contacts.c.address, contacts.c.name)
        query = query.where(tuple_(contacts.c.account, contacts.c.card).in_(several))
        found: dict[tuple[str, str], Card] = {}
        with self._engine.connect() as connection:
            for account, card, address, name in connection.execute(query):
                before = found.get((account, card), Card())
                found[account, card] = Card(before.addresses | {address}, before.name or name)
        return list(found.values())

    def found(self, judged: Iterable[tuple[str, str, Joined | None]]) -> set[str]:
        """Keep what was found of pairs, None when they are not one; the addresses it changes."""
        changed: set[str] = set()
        with self._engine.begin() as connection:
            marked = forgotten.marks(connection)
            for one, other, joined in judged:
                if joined and marked.has_any((one, other)):
                    continue
                if self._keep_found(connection, one, other, joined):
                    changed |= {one, other}
        return changed

    def _keep_found(
        self, connection: Connection, one: str, other: str, joined: Joined | None
    ) -> bool:
        pair = (joins.c.address == one, joins.c.other == other, joins.c.kind == FOUND)
        query = select(joins.c.certain, joins.c.moved_to).where(*pair)
        before = connection.execute(query).first()
        # Seen from the other side there may be another proof of the same: the first stays.
        told = (joined.certain, joined.moved_to) if joined else None
        if (tuple(before) if before else None) == told:
            return False
        _drop(connection, [(one, other)], FOUND)
        if joined:
            _put(connection, [joined])
        return True

    def configure(self, groups: Sequence[Sequence[str]]) -> set[str]:
        """Take over what the config says; the addresses for which that is new."""
        told = [_by_hand(group[0], other, CONFIG) for group in groups for other in group[1:]]
        mains = {(j.address, j.other): j.address for j in told}
        with self._engine.connect() as connection:
            query = select(joins.c.main, joins.c.address, joins.c.other)
            rows = connection.execute(query.where(joins.c.kind == CONFIG)).all()
        before = {(row.address, row.other): row.main for row in rows if row.main == row.address}
        if before == mains:
            return set()
        with self._engine.begin() as connection:
            connection.execute(delete(joins).where(joins.c.kind == CONFIG))
            _put(connection, told)
        return {address for pair in before.keys() ^ mains.keys() for address in pair}

    def merge(self, addresses: Sequence[str], now: datetime) -> None:
        """Said by hand: they are one person, listed under the first."""
        main, *rest = addresses
        pairs = [(one, other) for one in addresses for other in addresses if one != other]
        told = [_by_hand(main, other, MERGE, now) for other in rest]
        with self._engine.begin() as connection:
            _drop(connection, pairs, SPLIT, MERGE)
            _put(connection, told)

    def split(self, one: str, others: Collection[str], now: datetime) -> None:
        """Said by hand: it is none of the others, and is not to be joined with them again."""
        pairs = [(one, other) for other in others]
        told = [_by_hand(one, other, SPLIT, now) for other in others]
        with self._engine.begin() as connection:
            _drop(connection, pairs, MERGE, FOUND, SPLIT)
            _put(connection, told)


def learn_names(connection: Connection, named: Iterable[tuple[str, str]]) -> None:
    """Keep who goes by which name, in the transaction that keeps where it was read."""
    found = {(folded, address) for name, address in set(named) if (folded := key(name))}
    rows = [{"key": folded, "address": address} for folded, address in sorted(found)]
    if rows:
        connection.execute(insert(names).on_conflict_do_nothing(), rows)


def _by_hand(one: str, other: str, kind: str, now: datetime | None = None) -> Joined:
    reason, title = _SAID[kind]
    return Joined(one, other, kind, reason, Source("note", title, now, "you"))


def _put(connection: Connection, told: Iterable[Joined]) -> None:
    rows = [
        row
        for joined in told
        for row in (
            _row(joined, joined.address, joined.other),
            _row(joined, joined.other, joined.address),
        )
    ]
    if rows:
        connection.execute(insert(joins).on_conflict_do_nothing(), rows)


def _drop(connection: Connection, pairs: Iterable[tuple[str, str]], *kinds: str) -> None:
    for one, other in pairs:
        both = or_(
            (joins.c.address == one) & (joins.c.other == other),
            (joins.c.address == other) & (joins.c.other == one),
        )
        connection.execute(delete(joins).where(both, joins.c.kind.in_(kinds)))


def _row(joined: Joined, address: str, other: str) -> dict[str, Any]:
    return {
        "address": address,
        "other": other,
        "kind": joined.kind,
        "main": joined.address if joined.kind in _SAID else "",
        "certain": joined.certain,
        "reason": joined.reason,
        "source": joined.source.kind,
        "title": joined.source.title,
        "author": joined.source.author,
        "dated": joined.source.date,
        "moved_to": joined.moved_to,
    }


def _joined(row: Row[Any]) -> Joined:
    return Joined(
        row.address,
        row.other,
        row.kind,
        row.reason,
        Source(row.source, row.title, row.dated, row.author),
        row.certain,
        row.moved_to,
    )


def _listed(values: Iterable[str]) -> dict[str, str]:
    return {"asked": json.dumps(sorted(set(values)))}
