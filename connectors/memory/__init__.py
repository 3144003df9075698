"""A calendar and a mailbox in memory: for rehearsals (`--dry-run`) and tests.

They keep every promise of `connectors.contract`, so what works here works elsewhere. Their methods
besides those of the contract do what a person or a server would do to the account.
"""

from __future__ import annotations

from connectors.contract import Account, AccountKind, Surroundings
from connectors.memory.calendar import MemoryCalendar
from connectors.memory.mailbox import MemoryMailbox
from syncd.model.validation import Table

__all__ = ["KIND", "MemoryCalendar", "MemoryMailbox", "MemorySettings"]


class MemorySettings(Table):
    """An account in memory has no settings."""


def _open(name: str, settings: MemorySettings, around: Surroundings) -> Account:  # noqa: ARG001
    return Account(name, "memory", calendar=MemoryCalendar(), mailbox=MemoryMailbox(around.now))


KIND = AccountKind(MemorySettings, _open, frozenset({"calendar", "mailbox"}))
