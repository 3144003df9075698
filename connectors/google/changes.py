"""What is new in Gmail since a history id, and how to catch up when Google has forgotten it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from itertools import islice
from typing import Any

from connectors.contract import Known, MailPage
from connectors.google.account import GoogleAccount
from connectors.google.answers import GoogleError
from connectors.google.fetch import Fetcher
from connectors.google.history import Step, Stub, steps
from connectors.google.messages import ALL_MAIL, DRAFTS
from syncd.model import Ref

#: Messages fetched for one page: some 3 seconds when the quota flows slowly.
_STEP = 10
#: Messages fetched by one call of `changes`; after a long absence the rest comes next time.
_MOST = 300
_RECORDS_A_PAGE = 500
_FAR = 1e11  # seconds since 1970: some 3,000 years
_OVERLAP = timedelta(days=1)  # Gmail's search by date and our clock need not agree


@dataclass(frozen=True, slots=True)
class Since:
    """The mailbox's cursor."""

    #: Gmail's history id; "" is the beginning.
    history: str = ""
    #: When that was the newest, seconds since 1970: where to begin if Gmail has forgotten the id.
    at: float = 0.0

    @classmethod
    def read(cls, text: str) -> Since:
        """From the text that `write` made; any other is the beginning."""
        try:
            kept = json.loads(text)
            history, at = str(kept["history"]), float(kept["at"])
        except (ValueError, KeyError, TypeError, OverflowError):
            return cls()
        valid = history.isdecimal() and history.isascii() and 0 <= at < _FAR
        return cls(history, at) if valid else cls()

    def write(self) -> str:
        """A text for `read`."""
        return json.dumps(asdict(self))


class Changes:
    """One reading of a mailbox's changes."""

    def __init__(self, account: GoogleAccount, known: Known) -> None:
        self._account = account
        self._known_of = known
        self._known: dict[str, Mapping[str, str]] = {}
        self._fetched = 0

    def since(self, cursor: Since) -> Iterator[MailPage]:
        """Pages of news. A quiet mailbox costs one call of 2 units."""
        if not cursor.history:
            yield MailPage(self._now().write())
            return
        try:
            yield from self._follow(cursor)
        except GoogleError as error:
            if error.status not in {400, 404}:
                raise
            yield from self._catch_up(cursor)

    def _follow(self, cursor: Since) -> Iterator[MailPage]:
        following: dict[str, str] = {}
        while True:
            answer = self._account.call(
                "gmail.users.history.list",
                userId="me",
                startHistoryId=cursor.history,
                maxResults=_RECORDS_A_PAGE,
                **following,
            )
            for step in steps(answer.get("history") or (), _STEP):
                page = self._page(step, Since(step.upto, cursor.at))
                yield page
                if self._fetched >= _MOST:
                    return
            if not answer.get("nextPageToken"):
                break
            following = {"pageToken": str(answer["nextPageToken"])}
        upto = str(answer.get("historyId") or "")
        if upto and upto != cursor.history:
            yield MailPage(Since(upto, self._clock()).write())

    def _page(self, step: Step, upto: Since) -> MailPage:
        fetcher = Fetcher(self._account)
        known = self._folder(ALL_MAIL)
        envelopes = tuple(fetcher.envelopes(list(step.wanted(known))))
        self._fetched += len(envelopes)
        gone = [Ref(ALL_MAIL, id_) for id_ in step.gone(known)]
        if step.drafts:
            gone += self._drafts_gone(fetcher)
        return MailPage(upto.write(), envelopes, tuple(gone), tuple(fetcher.bad))

    def _drafts_gone(self, fetcher: Fetcher) -> list[Ref]:
        """Gmail says of a deleted or sent draft only which message of it is gone."""
        there = set(fetcher.drafts().values())
        return [Ref(DRAFTS, id_) for id_ in self._folder(DRAFTS) if id_ not in there]

    def _catch_up(self, cursor: Since) -> Iterator[MailPage]:
        """Everything since the forgotten moment that is not known yet, and what is gone.

        The cursor stays until all of it is told, so that being interrupted loses nothing; what
        was told is known then and not fetched again.
        """
        now = self._now()
        fetcher = Fetcher(self._account)
        begin = int(cursor.at - _OVERLAP.total_seconds())
        known = self._folder(ALL_MAIL)
        drafts = set(fetcher.drafts())
        new = (
            stub
            for stub in fetcher.search(f"after:{begin}")
            if stub.id not in known and stub.id not in drafts
        )
        for batch in fetcher.in_batches(islice(new, _MOST), _STEP):
            self._fetched += len(batch)
            yield MailPage(cursor.write(), tuple(batch), bad=tuple(fetcher.bad))
            fetcher.bad.clear()
        if self._fetched < _MOST:
            yield self._leftovers(fetcher, now)

    def _leftovers(self, fetcher: Fetcher, now: Since) -> MailPage:
        """Drafts that are new, and all that is gone."""
        gone = self._drafts_gone(fetcher)
        known = self._folder(ALL_MAIL)
        if known:
            there = {stub.id for stub in fetcher.search()}
            gone += [Ref(ALL_MAIL, id_) for id_ in known if id_ not in there]
        drafts = self._folder(DRAFTS)
        new = [Stub(message) for message, draft in fetcher.drafts().items() if draft not in drafts]
        envelopes = tuple(fetcher.envelopes(new))
        return MailPage(now.write(), envelopes, tuple(gone), tuple(fetcher.bad))

    def _now(self) -> Since:
        profile: Mapping[str, Any] = self._account.call("gmail.users.getProfile", userId="me")
        return Since(str(profile["historyId"]), self._clock())

    def _clock(self) -> float:
        return self._account.surroundings.now().timestamp()

    def _folder(self, name: str) -> Mapping[str, str]:
        if name not in self._known:
            self._known[name] = self._known_of(name)
        return self._known[name]
