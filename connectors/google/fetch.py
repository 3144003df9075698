"""Fetching headers from Gmail for as few units of the quota as can be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from connectors.contract import Bad
from connectors.google.account import GoogleAccount
from connectors.google.answers import GoogleError
from connectors.google.history import Stub
from connectors.google.messages import ALL_MAIL, DRAFTS, LEFT_OUT, METADATA, read_message
from syncd.errors import ItemError
from syncd.model import Envelope, Ref

#: From so many messages of one thread on, the whole thread costs no more and is one call.
_THREAD_PAYS = 2
_LIST = 500  # the most that Gmail lists at once


class Fetcher:
    """Turns what lists name into envelopes. It knows the drafts of one moment: make it anew."""

    def __init__(self, account: GoogleAccount) -> None:
        self._account = account
        self._drafts: dict[str, str] | None = None
        #: What could not be read, since this was last emptied.
        self.bad: list[Bad] = []

    def drafts(self) -> dict[str, str]:
        """Id of each draft's message -> id of the draft, listed once."""
        if self._drafts is None:
            listed = self._pages("gmail.users.drafts.list", "drafts")
            self._drafts = {str(d["message"]["id"]): str(d["id"]) for d in listed}
        return self._drafts

    def search(self, query: str = "", *, trash: bool = False) -> Iterator[Stub]:
        """Messages that match Gmail's query, the newest first."""
        more: dict[str, Any] = {"q": query} if query else {}
        if trash:
            more["includeSpamTrash"] = True
        return map(Stub.read, self._pages("gmail.users.messages.list", "messages", **more))

    def envelopes(self, stubs: Sequence[Stub]) -> Iterator[Envelope]:
        """The envelopes of messages, in their order; those that are gone are left out."""
        found: dict[str, dict[str, Any]] = {}
        threads: dict[str, list[Stub]] = {}
        for stub in stubs:
            threads.setdefault(stub.thread_id or stub.id, []).append(stub)
        for stub in stubs:
            if stub.id not in found:
                together = threads[stub.thread_id or stub.id]
                found |= self._thread(together) if len(together) >= _THREAD_PAYS else {}
            message = found.get(stub.id) or self._message(stub.id)
            if message is not None and (envelope := self._read(message)):
                yield envelope

    def in_batches(self, stubs: Iterable[Stub], size: int) -> Iterator[list[Envelope]]:
        """Envelopes of ever so many stubs, lazily: what nobody asks for is not fetched."""
        remaining = iter(stubs)
        while batch := list(islice(remaining, size)):
            yield list(self.envelopes(batch))

    def _read(self, message: dict[str, Any]) -> Envelope | None:
        labels = set(message.get("labelIds") or ())
        if labels & LEFT_OUT:
            return None
        ref = Ref(ALL_MAIL, str(message["id"]))
        if "DRAFT" in labels:
            if message["id"] not in self.drafts():
                return None
            ref = Ref(DRAFTS, self.drafts()[message["id"]])
        try:
            return read_message(message, ref, self._account.surroundings.now())
        except ItemError as error:
            self.bad.append(Bad(ref.folder, ref.id, " ".join(sorted(labels)), error.message))
            return None

    def _thread(self, stubs: list[Stub]) -> dict[str, dict[str, Any]]:
        wanted = {stub.id for stub in stubs}
        try:
            thread = self._account.call(
                "gmail.users.threads.get", userId="me", id=stubs[0].thread_id, **METADATA
            )
        except GoogleError as error:
            if error.status != 404:
                raise
            return {}
        return {m["id"]: m for m in thread.get("messages", ()) if m.get("id") in wanted}

    def _message(self, id_: str) -> dict[str, Any] | None:
        try:
            return self._account.call("gmail.users.messages.get", userId="me", id=id_, **METADATA)
        except GoogleError as error:
            if error.status != 404:
                raise
            return None

    def _pages(self, method: str, key: str, **parameters: Any) -> Iterator[dict[str, Any]]:
        token: dict[str, str] = {}
        while True:
            page = self._account.call(method, userId="me", maxResults=_LIST, **parameters, **token)
            yield from page.get(key, ())
            if not page.get("nextPageToken"):
                return
            token = {"pageToken": str(page["nextPageToken"])}
