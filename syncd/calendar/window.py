"""A span of time to look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from syncd.model.moments import aware


@dataclass(frozen=True, slots=True)
class Window:
    """A span of time: the start belongs to it, the end does not. Both aware."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        aware(self.start, "start of a window")
        aware(self.end, "end of a window")
        if self.start >= self.end:
            raise ValueError(f"a window ends after it starts: {self.start} to {self.end}")

    def overlaps(self, start: datetime, end: datetime) -> bool:
        """Whether something from ``start`` to ``end`` shows in the window; both aware."""
        if start == end:
            return self.start <= start < self.end
        return start < self.end and self.start < end
