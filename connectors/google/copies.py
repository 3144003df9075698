"""Finding our own letters again: after a lost answer, and wherever the user has put them.

The search index of Gmail may lag far behind, so what was written just now is looked for in the
history since the mark, message by message; only where that would be long is the search trusted.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from connectors.envelope import collect
from connectors.envelope import message_id as read_message_id
from connectors.google.account import GoogleAccount
from connectors.google.answers import GoogleError
from connectors.google.fetch import Fetcher
from connectors.google.history import Step, Stub
from connectors.google.messages import (
    ALL_MAIL,
    DRAFTS,
    flags_of,
    header_pairs,
    message_id_query,
    role_of,
)
from syncd.model import Held, Ref

#: So many messages since the mark are looked at one by one (400 units); more are searched.
_FEW = 20
_HISTORY_PAGES = 4
_RECORDS_A_PAGE = 500
_HEADERS = {"format": "metadata", "metadataHeaders": ["Message-ID", "X-Syncd-Kind"]}


class Copies:
    """Looks for the copies of one letter."""

    def __init__(self, account: GoogleAccount) -> None:
        self._account = account
        self._fetcher = Fetcher(account)

    def find(self, message_id: str, mark: str) -> tuple[Held, ...]:
        """Every copy. A mark of which little has happened since makes it exact at once."""
        recent = self._added_since(mark) if mark else None
        found = self._among(recent, message_id) if recent is not None else ()
        query = message_id_query(message_id)
        if found or not query:
            return found
        return self._among(list(self._fetcher.search(query, trash=True)), message_id)

    def _added_since(self, mark: str) -> list[Stub] | None:
        """Messages that came since the mark and are still there; None when that says too little."""
        step = Step()
        following: dict[str, str] = {}
        for _ in range(_HISTORY_PAGES):
            try:
                answer = self._account.call(
                    "gmail.users.history.list",
                    userId="me",
                    startHistoryId=mark,
                    historyTypes=["messageAdded", "messageDeleted"],
                    maxResults=_RECORDS_A_PAGE,
                    **following,
                )
            except GoogleError as error:
                if error.status not in {400, 404}:
                    raise
                return None
            for record in answer.get("history") or ():
                step.take(record)
            if not answer.get("nextPageToken"):
                stubs = list(step.changed.values())
                return stubs if len(stubs) <= _FEW else None
            following = {"pageToken": str(answer["nextPageToken"])}
        return None

    def _among(self, stubs: Iterable[Stub], message_id: str) -> tuple[Held, ...]:
        held = (self._held(stub, message_id) for stub in stubs)
        return tuple(copy for copy in held if copy is not None)

    def _held(self, stub: Stub, message_id: str) -> Held | None:
        try:
            message: dict[str, Any] = self._account.call(
                "gmail.users.messages.get", userId="me", id=stub.id, **_HEADERS
            )
        except GoogleError as error:
            if error.status != 404:
                raise
            return None
        fields = collect(header_pairs(message))
        kind = (fields.get("x-syncd-kind") or [""])[0].strip()
        if not kind or not any(
            read_message_id(value) == message_id for value in fields.get("message-id", ())
        ):
            return None
        labels = frozenset(map(str, message.get("labelIds") or ()))
        ref = Ref(ALL_MAIL, stub.id)
        if "DRAFT" in labels:
            draft = self._fetcher.drafts().get(stub.id)
            if draft is None:
                return None
            ref = Ref(DRAFTS, draft)
        return Held(ref, role_of(labels, kind), flags_of(labels))
