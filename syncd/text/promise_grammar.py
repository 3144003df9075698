"""What a language needs for `promises`: patterns for each kind, and for what only looks so."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Grammar:
    """How promises and requests are worded in one language."""

    commitment: re.Pattern[str]
    #: A commitment with one of these is none: negated, conditional, hedged, mere politeness.
    no_commitment: re.Pattern[str]
    request: re.Pattern[str]
    #: A request with one of these is none: about availability, or mere politeness.
    no_request: re.Pattern[str]
    #: Commitments only when a day is named with them: "I can send it tomorrow".
    dated_commitment: re.Pattern[str] | None = None
