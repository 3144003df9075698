"""What the clock of a mail's writer showed, by the Date header (RFC 5322 section 3.3)."""

from __future__ import annotations

import re
from datetime import timedelta
from email.message import Message
from typing import Any

_ZONE = re.compile(r"([+-])(\d{2})(\d{2})\s*(?:\([^()]{0,40}\))?\s*$")
_MAX_CHARS = 200
#: The clocks of the inhabited world.
_WEST, _EAST = timedelta(hours=-12), timedelta(hours=14)


def utc_offset(message: Message[Any, Any]) -> timedelta | None:
    """How far the writer's clock was from UTC; None when the header does not tell.

    ``-0000`` says that the zone is not known, and names such as ``GMT`` are written by programs.
    """
    match = _ZONE.search(str(message.get("Date", ""))[:_MAX_CHARS].strip())
    if match is None or match[0].startswith("-0000"):
        return None
    offset = timedelta(hours=int(match[2]), minutes=int(match[3]))
    offset = -offset if match[1] == "-" else offset
    return offset if _WEST <= offset <= _EAST else None
