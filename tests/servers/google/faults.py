"""What goes wrong on purpose: switched on by a test, for the next calls of a method."""

from __future__ import annotations

import fnmatch
from dataclasses import dataclass

from tests.servers.google.errors import ApiError

#: Nothing is done and nothing is answered; it is done and not answered; the same with a reset
#: instead of a hang-up; it is done and answered after a while.
CUT_BEFORE, CUT_AFTER, RESET_BEFORE, RESET_AFTER = (
    "cut before",
    "cut after",
    "reset before",
    "reset after",
)
_ERRORS = {
    "400": ApiError(400, "invalidArgument", "Bad request"),
    "401": ApiError(401, "authError", "Invalid Credentials"),
    "403": ApiError(403, "forbidden", "Forbidden"),
    "403 rate": ApiError(403, "userRateLimitExceeded", "User Rate Limit Exceeded"),
    "403 off": ApiError(403, "accessNotConfigured", "API has not been used", "SERVICE_DISABLED"),
    "404": ApiError(404, "notFound", "Not Found"),
    "410": ApiError(410, "fullSyncRequired", "Sync token is no longer valid"),
    "429": ApiError(429, "rateLimitExceeded", "Too many requests"),
    "500": ApiError(500, "backendError", "Internal error"),
    "503": ApiError(503, "backendError", "Service unavailable"),
}


@dataclass
class Fault:
    """One thing that goes wrong."""

    methods: str
    kind: str
    times: int
    #: Seconds, for "slow"; Retry-After for refusals.
    seconds: float
    #: The error is answered after the call was carried out.
    after: bool = False

    @property
    def error(self) -> ApiError | None:
        """What is answered instead, for kinds that answer."""
        return _ERRORS.get(self.kind)


class Faults:
    """The faults of a server."""

    def __init__(self) -> None:
        self._pending: list[Fault] = []

    def add(
        self,
        methods: str,
        kind: str,
        *,
        times: int = 1,
        seconds: float = 0.0,
        after: bool = False,
    ) -> None:
        """Let the next calls of the methods (a glob) fail: see `_ERRORS`, the cuts, "slow"."""
        assert kind in {*_ERRORS, CUT_BEFORE, CUT_AFTER, RESET_BEFORE, RESET_AFTER, "slow"}, kind
        self._pending.append(Fault(methods, kind, times, seconds, after))

    def take(self, method: str) -> Fault | None:
        """The fault of this call, used up once."""
        for fault in self._pending:
            if fnmatch.fnmatch(method, fault.methods):
                fault.times -= 1
                if fault.times <= 0:
                    self._pending.remove(fault)
                return fault
        return None

    def clear(self) -> None:
        """Let everything work again."""
        self._pending.clear()
