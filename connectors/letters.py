"""What every mailbox must ask of a letter of ours before it writes, replaces or removes one."""

from __future__ import annotations

from connectors.envelope import message_id, read_fields
from syncd.errors import RefusedError
from syncd.model import Flag, Role

_FLAGS = {Role.INBOX: frozenset[Flag](), Role.DRAFTS: frozenset({Flag.DRAFT, Flag.SEEN})}


def flags_for(role: Role) -> frozenset[Flag]:
    """How a letter arrives: unread in the inbox, as a draft in drafts. Else RefusedError."""
    if role not in _FLAGS:
        raise RefusedError(f"syncd puts letters into the inbox or the drafts, not into {role}.")
    return _FLAGS[role]


def id_of(letter: bytes) -> str:
    """The Message-ID of a letter of ours. Raises RefusedError when it is not one."""
    fields = read_fields(letter)
    found = message_id((fields.get("message-id") or [""])[0])
    if not found or "x-syncd-kind" not in fields:
        raise RefusedError("Only letters made by syncd are put into a mailbox.")
    return found


def refuse_unless_ours(head: bytes, message_id: str) -> None:
    """Raise RefusedError unless a message begins as our letter with that Message-ID does."""
    try:
        found = id_of(head)
    except RefusedError:
        found = ""
    if found != message_id:
        raise RefusedError(f"What lies there is not the letter {message_id}; it is left alone.")
