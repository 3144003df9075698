"""How fast an account may call Google: one token bucket for each API, and rests when told off.

The buckets are sized so that no minute, however it is cut, holds more than 80 % of the quota.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from connectors.google.methods import Api, Method

#: Units a minute that one user of one project has (Gmail: projects made since May 2026).
QUOTA = {Api.GMAIL: 6000, Api.CALENDAR: 600, Api.PEOPLE: 90}
_SHARE = 0.8
_BURST = 0.25  # of the share may come at once; the rest flows in over the minute
#: What a background reader leaves in the bucket for somebody who waits for an answer.
_RESERVE = 0.5
#: The longest that a call waits by itself; longer rests are told to the caller. Seconds.
PATIENCE = 4.0
_FIRST_REST = 1.0  # seconds
_LONGEST_REST = 64.0  # seconds, as Google's guide has it


class TooSoonError(Exception):
    """The next call may not be made yet."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(f"{seconds:.0f} s too soon")


@dataclass(slots=True)
class Bucket:
    """Fills by ``rate`` units a second up to ``size``."""

    rate: float
    size: float
    level: float
    at: float

    def wait(self, units: float, now: float) -> float:
        """Seconds until so many units are there; 0 when they are."""
        self.level = min(self.size, self.level + (now - self.at) * self.rate)
        self.at = now
        return max(0.0, (units - self.level) / self.rate)


@dataclass(slots=True)
class Pace:
    """Holds a call back until its turn; clock, sleep and chance can be given for tests."""

    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random
    _buckets: dict[Api, Bucket] = field(default_factory=dict)
    _rest_until: dict[Api, float] = field(default_factory=dict)
    _refusals: dict[Api, int] = field(default_factory=dict)

    def turn(self, method: Method, *, background: bool = False) -> None:
        """Wait until the call may be made. Raises TooSoonError instead of waiting for long."""
        rest = self._rest_until.get(method.api, 0.0) - self.clock()
        if rest > PATIENCE:
            raise TooSoonError(rest)
        if rest > 0:
            self.sleep(rest)
        bucket = self._bucket(method.api)
        reserve = bucket.size * _RESERVE if background else 0.0
        while (wait := bucket.wait(method.units + reserve, self.clock())) > 0:
            self.sleep(wait)
        bucket.level -= method.units

    def refused(self, api: Api, retry_after: float = 0.0) -> float:
        """Rest after a refusal or a failure, each time for longer; returns for how many seconds.

        Up to half of the rest is chance, so that two machines do not come back together.
        """
        count = self._refusals.get(api, 0)
        self._refusals[api] = count + 1
        longest: float = min(_LONGEST_REST, _FIRST_REST * 2.0 ** min(count, 10))
        rest = max(retry_after, longest * (0.5 + self.chance() / 2))
        self._rest_until[api] = self.clock() + rest
        return rest

    def answered(self, api: Api) -> None:
        """An answer came: the next refusal begins with a short rest again."""
        self._refusals.pop(api, None)
        self._rest_until.pop(api, None)

    def resting(self) -> float:
        """Seconds until the account may be called again in every API; 0 when it may."""
        return max([0.0, *(until - self.clock() for until in self._rest_until.values())])

    def _bucket(self, api: Api) -> Bucket:
        if api not in self._buckets:
            share = QUOTA[api] * _SHARE
            size = share * _BURST
            self._buckets[api] = Bucket((share - size) / 60, size, size, self.clock())
        return self._buckets[api]
