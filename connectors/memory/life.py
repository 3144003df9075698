"""What the calendar and the mailbox share: cursors that last a process, and being away."""

from __future__ import annotations

import secrets

from connectors.contract import Check
from syncd.errors import AccountError

_ADVICE = "It is away because something made it so; it can be brought back."


class Life:
    """Counts changes, and knows its own cursors from those of an earlier life."""

    def __init__(self) -> None:
        self._name = secrets.token_hex(4)
        self.last = 0

    def next(self) -> int:
        """The number of the change that is being made."""
        self.last += 1
        return self.last

    def cursor(self, number: int) -> str:
        """The cursor that has seen every change up to a number."""
        return f"{self._name}.{number}"

    def since(self, cursor: str) -> int:
        """The number a cursor stands for; 0, the beginning, for one of another life."""
        name, _, number = cursor.partition(".")
        return int(number) if name == self._name and number.isdecimal() else 0


def refuse_while(away: bool) -> None:
    """Raise AccountError for an account that cannot be reached."""
    if away:
        raise AccountError("memory", "The account in memory is away.", advice=_ADVICE)


def look(subject: str, detail: str, *, away: bool) -> Check:
    """The line of `syncd check`."""
    if away:
        return Check(ok=False, subject=subject, detail="away", advice=_ADVICE)
    return Check(ok=True, subject=subject, detail=detail)
