"""A moment on somebody else's clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from syncd.model.finding import Source


@dataclass(frozen=True, slots=True)
class LocalTime:
    """When a meeting begins for a guest, where that is another time of day than yours."""

    #: Aware, on the guest's clock.
    at: datetime
    source: Source
    #: IANA name; "" when only the offset is known.
    zone: str = ""
