"""The same meeting, seen in several calendars, is one."""

from __future__ import annotations

from collections.abc import Sequence

from syncd.model import Me, Meeting


def merge(copies: Sequence[Meeting], me: Me) -> Meeting:
    """One meeting out of its copies, which all have the same key.

    The newest revision counts (SEQUENCE, then when it was changed), and of equal ones the copy
    that lists you. Raises ValueError without any copy.
    """
    if not copies:
        raise ValueError("nothing to merge")
    return max(
        copies, key=lambda copy: (copy.sequence, any(me.is_me(a.address) for a in copy.attendees))
    )
