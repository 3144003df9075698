"""What those whom you know best wrote of themselves to you, each with the mail it was read in."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, bindparam, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from syncd.model import Finding, Source
from syncd.store import forgotten
from syncd.store.schema import acquaintances, findings

_asked = func.json_each(bindparam("addresses")).table_valued("value")
_THEIRS = (
    (findings, findings.c.about),
    (acquaintances, acquaintances.c.address),
)


@dataclass(frozen=True, slots=True)
class Acquainted:
    """Somebody whose mail was read for findings."""

    address: str
    #: Of your tie to them, when it was read.
    strength: float
    #: Message-IDs of the mails that were read, newest first.
    read: tuple[str, ...]


class FindingStore:
    """Findings about your acquaintances, kept for the briefs of others."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(self, who: Acquainted, found: Iterable[tuple[Finding, str]]) -> None:
        """Keep what is known of someone, each with its Message-ID, in the place of what was.

        Nothing is kept of who was forgotten while their mail was read.
        """
        rows = [_row(finding, message_id) for finding, message_id in found]
        kept = {"address": who.address, "strength": who.strength, "read": "\n".join(who.read)}
        put = insert(acquaintances)
        put = put.on_conflict_do_update(
            set_={name: put.excluded[name] for name in ("strength", "read")}
        )
        with self._engine.begin() as connection:
            if forgotten.marks(connection).has(who.address):
                return
            connection.execute(put, kept)
            connection.execute(delete(findings).where(findings.c.about == who.address))
            if rows:
                connection.execute(insert(findings), rows)

    def of_kinds(self, kinds: Collection[str], before: datetime) -> tuple[Finding, ...]:
        """What is known of everybody, of some kinds, up to a moment, the newest first."""
        query = (
            select(findings)
            .where(findings.c.kind.in_(sorted(kinds)), findings.c.dated <= before)
            .order_by(findings.c.dated.desc(), findings.c.id)
        )
        with self._engine.connect() as connection:
            return tuple(
                Finding(
                    row.about,
                    row.kind,
                    row.text,
                    Source("mail", row.title, row.dated, row.author, origin=row.message_id),
                )
                for row in connection.execute(query)
            )

    def acquainted(self) -> dict[str, Acquainted]:
        """Everybody whose mail was read, by address."""
        with self._engine.connect() as connection:
            return {
                row.address: Acquainted(
                    row.address, row.strength, tuple(row.read.split("\n")) if row.read else ()
                )
                for row in connection.execute(select(acquaintances))
            }

    def keep_only(self, addresses: Sequence[str]) -> None:
        """Drop what is known of all others."""
        asked = {"addresses": json.dumps(list(addresses))}
        with self._engine.begin() as connection:
            for table, address in _THEIRS:
                others = address.not_in(select(_asked.c.value))
                connection.execute(delete(table).where(others), asked)


def _row(finding: Finding, message_id: str) -> dict[str, object]:
    return {
        "about": finding.about,
        "kind": finding.kind,
        "text": finding.text,
        "message_id": message_id,
        "title": finding.source.title,
        "author": finding.source.author,
        "dated": finding.source.date,
    }
