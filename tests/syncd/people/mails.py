"""Mails between Robin and Ada, as letters speak of them."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import Any

from syncd.people.dossier import Exchange
from tests.builders import ME, TEN, an_address


def from_ada(text: str = "", *, days_ago: float = 12, **changes: Any) -> Exchange:
    """A mail from Ada to Robin."""
    defaults: dict[str, Any] = {
        "message_id": f"<ada.{days_ago}@nordwind.example>",
        "subject": "Coffee?",
        "sender": an_address(),
        "from_me": False,
        "date": (TEN - timedelta(days=days_ago)).astimezone(UTC),
        "text": text,
        "to": (an_address(ME),),
    }
    return Exchange(**(defaults | changes))


def from_me(text: str = "", *, days_ago: float = 11, **changes: Any) -> Exchange:
    """A mail from Robin to Ada."""
    defaults: dict[str, Any] = {
        "message_id": f"<robin.{days_ago}@example.com>",
        "sender": an_address(ME),
        "from_me": True,
        "to": (an_address(),),
    }
    return from_ada(text, days_ago=days_ago, **(defaults | changes))
