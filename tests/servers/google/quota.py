"""Counts units by method in a sliding minute, as Google does, and refuses what is over."""

from __future__ import annotations

import time
from collections import Counter, deque

from tests.servers.google.errors import ApiError

_MINUTE = 60.0
#: Units of Gmail's methods for projects made since May 2026; others count as four times before.
UNITS = {
    "gmail.users.getProfile": 4,
    "gmail.users.history.list": 2,
    "gmail.users.labels.list": 4,
    "gmail.users.messages.list": 5,
    "gmail.users.messages.get": 20,
    "gmail.users.messages.insert": 100,
    "gmail.users.messages.trash": 20,
    "gmail.users.threads.get": 40,
    "gmail.users.drafts.list": 20,
    "gmail.users.drafts.get": 20,
    "gmail.users.drafts.create": 40,
    "gmail.users.drafts.update": 60,
    "gmail.users.drafts.delete": 40,
}
PER_MINUTE = {"gmail": 6000, "calendar": 600, "people": 90}


class Quota:
    """The quota of one user of one project."""

    def __init__(self) -> None:
        self.per_minute = dict(PER_MINUTE)
        #: Calls and units by method since the start, or since `reset`.
        self.calls: Counter[str] = Counter()
        self.units: Counter[str] = Counter()
        #: The most units that any minute has held, by API.
        self.peak: Counter[str] = Counter()
        self._recent: dict[str, deque[tuple[float, int]]] = {}

    def spend(self, method: str) -> None:
        """Count a call. Raises ApiError when the minute is full."""
        api = method.partition(".")[0]
        units = UNITS.get(method, 1)
        recent = self._recent.setdefault(api, deque())
        now = time.monotonic()
        while recent and recent[0][0] <= now - _MINUTE:
            recent.popleft()
        used = sum(count for _, count in recent)
        if used + units > self.per_minute[api]:
            raise ApiError(403, "rateLimitExceeded", "Quota exceeded", "RATE_LIMIT_EXCEEDED")
        recent.append((now, units))
        self.calls[method] += 1
        self.units[method] += units
        self.peak[api] = max(self.peak[api], used + units)

    def reset(self) -> None:
        """Begin to count anew."""
        self.calls.clear()
        self.units.clear()
        self._recent.clear()
