"""Gmail as a mailbox: read by history and search, briefs inserted, follow-ups made as drafts."""

from __future__ import annotations

import heapq
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from connectors.contract import Check, Known, MailPage
from connectors.google.account import GoogleAccount
from connectors.google.answers import GoogleError
from connectors.google.changes import Changes, Since
from connectors.google.copies import Copies
from connectors.google.fetch import Fetcher
from connectors.google.index import Index
from connectors.google.messages import (
    ALL_MAIL,
    DRAFTS,
    correspondence_queries,
    flags_of,
    raw_of,
    to_raw,
)
from connectors.letters import flags_for, id_of, refuse_unless_ours
from syncd.errors import AccountError, ItemError, RefusedError
from syncd.model import Envelope, Flag, Held, Ref, Role

_Json = dict[str, Any]
_ID = re.compile(r"[A-Za-z0-9_-]{1,200}")
_BATCH = 20  # messages of a correspondence that are fetched ahead of who reads it


class GmailMailbox:
    """The mail of one account, as `connectors.contract.Mailbox` and `Indexes`."""

    mirrors = False
    #: A request that had reached Google when we lost it is carried out within seconds.
    grace = 5.0

    def __init__(self, account: GoogleAccount) -> None:
        self._account = account
        self._label: str | None = None

    def changes(self, cursor: str, known: Known) -> Iterator[MailPage]:
        """What changed since ``cursor``; the first call only notes where the mailbox ends."""
        return Changes(self._account, known).since(Since.read(cursor))

    def index(self, cursor: str, budget: int) -> Iterator[MailPage]:
        """Headers of old mail, the newest first; see `connectors.contract.Indexes`."""
        return Index(self._account).pages(cursor, budget)

    def correspondence(
        self, addresses: Collection[str], *, since: datetime | None = None, limit: int = 200
    ) -> Iterable[Envelope]:
        """Mail from or to any of the addresses, the newest first, fetched as it is read."""
        wanted = {address.strip().lower() for address in addresses}
        searches = [self._found(query) for query in correspondence_queries(wanted, since)]
        merged = heapq.merge(*searches, key=lambda e: e.date, reverse=True)
        seen: set[Ref] = set()
        matching = (
            e
            for e in merged
            if e.role is not Role.DRAFTS
            and any(a.address in wanted for a in e.everyone)
            and not (e.ref in seen or seen.add(e.ref))  # type: ignore[func-returns-value]
        )
        return islice(matching, limit)

    def message(self, ref: Ref) -> bytes:
        """One message whole. Raises ItemError when it is gone."""
        found = self._lookup(ref)
        if found is None:
            raise ItemError("This message is no longer in Gmail.")
        return raw_of(found)

    def mark(self, role: Role) -> str:  # noqa: ARG002 - one history for all
        """The history id now."""
        return str(self._account.call("gmail.users.getProfile", userId="me")["historyId"])

    def deliver(self, role: Role, letter: bytes, *, thread_id: str = "") -> Ref:
        """Insert a brief into the inbox, or make a draft. Never repeated when it goes wrong."""
        flags_for(role)
        id_of(letter)
        bare = {"raw": to_raw(letter)}
        full = bare | ({"threadId": thread_id} if thread_id else {})
        if role is Role.DRAFTS:
            return self._put(self._create, full, bare)
        labels = ["INBOX", "UNREAD"]
        more = [*labels, *filter(None, [self._label_id()])]
        return self._put(self._insert, full | {"labelIds": more}, bare | {"labelIds": labels})

    def find(self, message_id: str, *, mark: str = "") -> tuple[Held, ...]:
        """Every copy of one of our letters, by history since the mark, else by search."""
        return Copies(self._account).find(message_id, mark)

    def replace(self, ref: Ref, letter: bytes, *, message_id: str) -> Ref:
        """Write a draft of ours anew under its id; only drafts can be replaced in Gmail."""
        id_of(letter)
        found = self._lookup(ref)
        if found is None:
            raise _gone()
        refuse_unless_ours(raw_of(found), message_id)
        if ref.folder != DRAFTS:
            raise RefusedError("Gmail replaces drafts only, not what lies in the inbox.")
        message = {"raw": to_raw(letter), "threadId": found.get("threadId")}
        try:
            self._account.call_on_own(
                "gmail.users.drafts.update", userId="me", id=ref.id, body={"message": message}
            )
        except GoogleError as error:
            if error.status != 404:
                raise
            raise _gone() from error
        return ref

    def remove(self, ref: Ref, *, message_id: str, unless: frozenset[Flag] = frozenset()) -> bool:
        """Delete a draft of ours, or trash a brief of ours where `withdraw` allows it.

        False also for a brief where it does not: the permission to trash one message is the
        permission to change them all, so it is only asked for when the config says so.
        """
        found = self._lookup(ref)
        if found is None or "TRASH" in (found.get("labelIds") or ()):
            return True
        refuse_unless_ours(raw_of(found), message_id)
        if flags_of(found.get("labelIds") or ()) & unless:
            return False
        if ref.folder == DRAFTS:
            return self._take("gmail.users.drafts.delete", ref)
        if not self._account.settings.withdraw:
            return False
        return self._take("gmail.users.messages.trash", ref)

    def check(self) -> Iterator[Check]:
        """Whether mail can be read, and whether the label is there."""
        try:
            profile = self._account.call("gmail.users.getProfile", userId="me")
            yield Check(True, "Gmail", f"is that of {profile.get('emailAddress', 'somebody')}")
            wanted = self._account.settings.label
            if wanted and not self._label_id():
                yield Check(
                    False,
                    f"label {wanted}",
                    "is not there",
                    "Make it in Gmail, or take `label` out of the config.",
                )
        except AccountError as error:
            yield Check(False, "Gmail", error.message, error.advice or "Try again later.")

    def _found(self, query: str) -> Iterator[Envelope]:
        fetcher = Fetcher(self._account)
        for batch in fetcher.in_batches(fetcher.search(query), _BATCH):
            yield from sorted(batch, key=lambda e: e.date, reverse=True)

    def _put(self, write: Callable[[_Json], Ref], full: _Json, bare: _Json) -> Ref:
        """Write it as wished; where that is refused for sure, without its thread and label."""
        try:
            return write(full)
        except GoogleError as error:
            if full == bare or error.status not in {400, 404}:
                raise
            self._label = None
            return write(bare)

    def _insert(self, message: _Json) -> Ref:
        made = self._account.call(
            "gmail.users.messages.insert",
            userId="me",
            internalDateSource="dateHeader",
            body=message,
        )
        return Ref(ALL_MAIL, str(made["id"]))

    def _create(self, message: _Json) -> Ref:
        made = self._account.call(
            "gmail.users.drafts.create", userId="me", body={"message": message}
        )
        return Ref(DRAFTS, str(made["id"]))

    def _take(self, method: str, ref: Ref) -> bool:
        try:
            self._account.call_on_own(method, userId="me", id=ref.id)
        except GoogleError as error:
            if error.status != 404:
                raise
        return True

    def _lookup(self, ref: Ref) -> dict[str, Any] | None:
        """The message of a ref, with its text; None when it is gone or never was."""
        if ref.folder not in {ALL_MAIL, DRAFTS} or not _ID.fullmatch(ref.id):
            return None
        kind = "drafts" if ref.folder == DRAFTS else "messages"
        try:
            found = self._account.call(
                f"gmail.users.{kind}.get", userId="me", id=ref.id, format="raw"
            )
        except GoogleError as error:
            if error.status not in {400, 404}:
                raise
            return None
        return found.get("message") if ref.folder == DRAFTS else found

    def _label_id(self) -> str:
        """The id of the label of the config; "" when there is none of that name."""
        wanted = self._account.settings.label
        if wanted and self._label is None:
            listed = self._account.call("gmail.users.labels.list", userId="me").get("labels", ())
            named = (
                str(e["id"]) for e in listed if str(e.get("name")).casefold() == wanted.casefold()
            )
            self._label = next(named, "")
        return self._label or ""


def _gone() -> RefusedError:
    return RefusedError("The draft is gone: sent or deleted. It is not made again.")
