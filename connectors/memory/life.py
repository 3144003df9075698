"""A cursor of something that lives no longer than the process."""

from __future__ import annotations

import secrets


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
