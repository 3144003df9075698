"""Who is to be known no more: salted hashes only, asked wherever anything is learned."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, select
from sqlalchemy.dialects.sqlite import insert

from syncd.model import Address, Envelope
from syncd.model.me import mailbox_of
from syncd.store.schema import facts, forgotten

_SALT = "salt of the forgotten"
#: A mail of which nothing is kept but that it is there.
_NO_DATE = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Marks:
    """The do-not-learn marks."""

    salt: bytes
    marks: frozenset[str]

    def has(self, address: str) -> bool:
        """Whether someone is forgotten; hashes only when anybody is."""
        return bool(self.marks) and _mark(self.salt, address) in self.marks

    def has_any(self, addresses: Iterable[str]) -> bool:
        """Whether any of them is forgotten."""
        return bool(self.marks) and any(map(self.has, addresses))

    def without(self, envelope: Envelope) -> Envelope:
        """A mail as it may be kept: blank when it is from them or to nobody else.

        The blank stands for the message, so that it is not read anew at each poll.
        """
        if not self.has_any(person.address for person in envelope.everyone):
            return envelope
        to, cc = self._others(envelope.to), self._others(envelope.cc)
        from_them = envelope.sender is not None and self.has(envelope.sender.address)
        if from_them or not (to or cc):
            return _blank(envelope)
        return replace(envelope, to=to, cc=cc)

    def _others(self, people: tuple[Address, ...]) -> tuple[Address, ...]:
        return tuple(person for person in people if not self.has(person.address))


class Forgotten:
    """Asks whether someone is forgotten."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def marks(self) -> Marks:
        """All marks there are."""
        with self._engine.connect() as connection:
            return marks(connection)

    def since(self, address: str) -> datetime | None:
        """When someone was forgotten; None when they were not."""
        with self._engine.connect() as connection:
            mark = _mark(_salt(connection), address)
            query = select(forgotten.c.forgotten_at).where(forgotten.c.mark == mark)
            return connection.execute(query).scalar()


def marks(connection: Connection) -> Marks:
    """All marks there are, within a transaction."""
    found = frozenset(connection.execute(select(forgotten.c.mark)).scalars())
    return Marks(_salt(connection) if found else b"", found)


def mark(connection: Connection, addresses: Iterable[str], now: datetime) -> None:
    """Note that they are forgotten."""
    salt = _salt(connection)
    if not salt:
        fresh = insert(facts).values(name=_SALT, value=secrets.token_hex(16))
        connection.execute(fresh.on_conflict_do_nothing())
        salt = _salt(connection)
    rows = [{"mark": _mark(salt, address), "forgotten_at": now} for address in sorted(addresses)]
    connection.execute(insert(forgotten).on_conflict_do_nothing(), rows)


def _salt(connection: Connection) -> bytes:
    found = connection.execute(select(facts.c.value).where(facts.c.name == _SALT)).scalar()
    return (found or "").encode()


def _mark(salt: bytes, address: str) -> str:
    """The same for all spellings of one mailbox."""
    mailbox = mailbox_of(address.strip().lower())
    return hmac.new(salt, mailbox.encode("utf-8", "surrogateescape"), hashlib.sha256).hexdigest()


def _blank(envelope: Envelope) -> Envelope:
    return Envelope(
        ref=envelope.ref,
        role=envelope.role,
        message_id="",
        subject="",
        sender=None,
        date=_NO_DATE,
        flags=envelope.flags,
        automatic=True,
        syncd_kind=envelope.syncd_kind,
    )
