"""Reads the headers of old mail little by little, newest first, when nobody waits for anything."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from connectors.contract import MailPage
from connectors.google.account import GoogleAccount
from connectors.google.answers import GoogleError
from connectors.google.fetch import Fetcher
from connectors.google.history import Stub
from syncd.model import Role

#: Messages fetched for one page: some 3 seconds when the quota flows slowly.
_STEP = 10


@dataclass(frozen=True, slots=True)
class Reached:
    """How far back the index has come: its cursor."""

    #: Only mail before this moment is listed, seconds since 1970; 0 is no bound.
    before: int = 0
    #: Gmail's token of the page that is being read, "" is the first; good only with ``before``.
    page: str = ""
    #: How many of that page were told.
    done: int = 0
    #: The date of the oldest mail that was told: where to go on when the token is refused.
    oldest: int = 0
    #: There is nothing older.
    end: bool = False

    @classmethod
    def read(cls, text: str) -> Reached:
        """From the text that `write` made; any other is the beginning."""
        try:
            kept = json.loads(text)
            return cls(
                int(kept["before"]),
                str(kept["page"]),
                int(kept["done"]),
                int(kept["oldest"]),
                bool(kept["end"]),
            )
        except (ValueError, KeyError, TypeError):
            return cls()

    def write(self) -> str:
        """A text for `read`."""
        return json.dumps(asdict(self))


class Index:
    """Tells old mail page by page; stopping between two pages loses nothing."""

    def __init__(self, account: GoogleAccount) -> None:
        self._account = account

    def pages(self, cursor: str, budget: int) -> Iterator[MailPage]:
        """Old mail from ``cursor`` on, until about ``budget`` units are used."""
        reached = Reached.read(cursor)
        spent = self._account.spent
        while not reached.end and self._account.spent - spent < budget:
            with self._account.background():
                listed, reached = self._list(reached)
            for page, step in self._told(listed, reached):
                yield page
                reached = step
                if self._account.spent - spent >= budget:
                    return

    def _list(self, reached: Reached) -> tuple[Mapping[str, Any], Reached]:
        try:
            return self._ask(reached), reached
        except GoogleError as error:
            if error.status != 400 or not reached.page:
                raise
        again = Reached(before=reached.oldest + 1, oldest=reached.oldest)
        return self._ask(again), again

    def _ask(self, reached: Reached) -> Mapping[str, Any]:
        more: dict[str, Any] = {"q": f"before:{reached.before}"} if reached.before else {}
        if reached.page:
            more["pageToken"] = reached.page
        return self._account.call("gmail.users.messages.list", userId="me", maxResults=100, **more)

    def _told(
        self, listed: Mapping[str, Any], begun: Reached
    ) -> Iterator[tuple[MailPage, Reached]]:
        reached = begun
        stubs = [Stub.read(message) for message in listed.get("messages") or ()]
        fetcher = Fetcher(self._account)
        following = str(listed.get("nextPageToken") or "")
        starts = range(reached.done, len(stubs), _STEP) or range(1)
        for start in starts:
            with self._account.background():
                found = list(fetcher.envelopes(stubs[start : start + _STEP]))
            dates = [int(e.date.timestamp()) for e in found]
            oldest = min([*dates, reached.oldest or 2**40])
            reached = replace(reached, done=start + _STEP, oldest=oldest)
            if start == starts[-1]:
                reached = replace(reached, page=following, done=0, end=not following)
            kept = tuple(e for e in found if e.role is not Role.DRAFTS)
            yield MailPage(reached.write(), kept, bad=tuple(fetcher.bad)), reached
            fetcher.bad.clear()
