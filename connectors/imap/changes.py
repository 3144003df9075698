"""What changed in the mailbox: by mod-sequence where the server keeps one, else by comparing.

A folder is first read downwards, newest first, in pages; from then on only what is new, changed or
gone. The cursor moves with every page, so an interruption loses one page at most.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from connectors.contract import Bad, Known, MailPage, flags_tag
from connectors.imap.answers import Changed
from connectors.imap.client import SEARCH_WINDOW, Client, Status
from connectors.imap.connection import Connection
from connectors.imap.cursor import Progress, decode, encode, message_key, uid_of
from connectors.imap.folders import Folder, Layout
from connectors.imap.headers import flags_of, read_headers
from syncd.errors import AccountError
from syncd.model import Envelope, Ref, Role

PAGE = 500  # messages
#: Without mod-sequences, how many of the newest messages have their flags compared each time.
COMPARED = 1000


@dataclass(frozen=True, slots=True)
class Survey:
    """The folders, and where those stand that the server told of without being asked for each."""

    layout: Layout
    status: Mapping[str, Status]


@dataclass(slots=True)
class _Step:
    """One page of one folder, and how far the folder has been read with it."""

    progress: Progress
    envelopes: Sequence[Envelope] = ()
    gone: Sequence[str] = ()
    bad: Sequence[Bad] = ()
    left: int = 0

    def is_news(self, seen: Progress | None) -> bool:
        """Whether there is anything in it to be stored."""
        return bool(self.envelopes or self.gone or self.bad) or self.progress != seen

    def page(self, folder: str, cursor: str, later: int) -> MailPage:
        """It as a page; ``later`` messages are known to come after those that it leaves."""
        gone = tuple(Ref(folder, key) for key in self.gone)
        return MailPage(cursor, tuple(self.envelopes), gone, tuple(self.bad), self.left + later)


class Changes:
    """Reads what changed since a cursor; made for one reading."""

    def __init__(
        self, connection: Connection, survey: Survey, known: Known, now: Callable[[], datetime]
    ) -> None:
        self._connection = connection
        self._survey = survey
        self._known = known
        self._now = now

    def since(self, cursor: str) -> Iterator[MailPage]:
        """Page by page; the last one may be empty. Raises AccountError."""
        progress = decode(cursor)
        folders = self._survey.layout.mirrored()
        here = {folder.name for folder in folders}
        for name in [name for name in progress if name not in here]:
            del progress[name]
            gone = tuple(Ref(name, key) for key in self._known(name))
            yield MailPage(encode(progress), gone=gone)
        todo = [one for one in folders if self._differs(one, progress.get(one.name))]
        for place, folder in enumerate(todo):
            later = sum(self._unread(one, progress) for one in todo[place + 1 :])
            now = self._look(folder)
            if now is None:
                yield MailPage(encode(progress), bad=(_closed(folder),))
                continue
            for step in self._read(folder, progress.get(folder.name), now):
                if step.is_news(progress.get(folder.name)):
                    progress[folder.name] = step.progress
                    yield step.page(folder.name, encode(progress), later)
        yield MailPage(encode(progress), left=0)

    def _differs(self, folder: Folder, seen: Progress | None) -> bool:
        told = self._survey.status.get(folder.name)
        if seen is None or told is None or not told.modseq or seen.below:
            return True
        return told != Status(seen.validity, seen.next, seen.exists, seen.modseq)

    def _unread(self, folder: Folder, progress: Mapping[str, Progress]) -> int:
        told = self._survey.status.get(folder.name)
        return told.exists if told and folder.name not in progress else 0

    def _read(self, folder: Folder, seen: Progress | None, now: Status) -> Iterator[_Step]:
        if seen is None or seen.validity != now.validity:
            seen = Progress(now.validity, now.next, now.modseq, now.exists, below=now.next)
        else:
            yield from self._catch_up(folder, seen, now)
            seen = replace(seen, next=now.next, modseq=now.modseq, exists=now.exists)
        if seen.below:
            yield from self._read_down(folder, seen)

    def _look(self, folder: Folder) -> Status | None:
        """Where a folder stands; None when it cannot be opened, and the inbox must be."""
        with self._connection.use() as client:
            if folder.role is Role.INBOX:
                now: Status | None = client.open(folder.name)
            else:
                now = client.try_to_open(folder.name)
            if now is None or now.next or not now.exists:
                return now
            return replace(now, next=max(client.uids(first=1), default=0) + 1)

    def _read_down(self, folder: Folder, at: Progress) -> Iterator[_Step]:
        """The first reading, from `Progress.below` to the bottom; at last, what is gone."""
        waiting: list[int] = []
        while at.below > 1:
            with self._connection.use() as client:
                self._enter(client, folder, at)
                if not waiting:
                    low = 1 if at.exists <= SEARCH_WINDOW else max(1, at.below - SEARCH_WINDOW)
                    waiting = client.uids(first=low, last=at.below - 1)
                    if not waiting:
                        at = replace(at, below=low)
                        continue
                page, waiting = waiting[-PAGE:], waiting[:-PAGE]
                envelopes, bad = read_headers(client, folder, at.validity, page, self._now())
            at = replace(at, below=page[0])
            yield _Step(at, envelopes, bad=bad, left=len(waiting))
        at = replace(at, below=0)
        yield _Step(at, gone=self._missing(folder, at))

    def _catch_up(self, folder: Folder, seen: Progress, now: Status) -> Iterator[_Step]:
        """What came, what changed and what went since the last reading."""
        arrived = 0
        at = replace(seen)
        for page in self._arrivals(folder, seen, now):
            envelopes, bad = self._headers(folder, seen, page)
            arrived += len(page)
            at = replace(at, next=page[-1] + 1, exists=seen.exists + arrived)
            yield _Step(at, envelopes, bad=bad)
        changed, gone = self._compare(folder, seen, now, arrived)
        after = replace(seen, next=now.next, modseq=now.modseq, exists=now.exists)
        for start in range(0, len(changed), PAGE):
            envelopes, bad = self._headers(folder, seen, changed[start : start + PAGE])
            yield _Step(replace(at, next=now.next), envelopes, bad=bad)
        yield _Step(after, gone=gone)

    def _arrivals(self, folder: Folder, seen: Progress, now: Status) -> Iterator[list[int]]:
        if now.next <= seen.next:
            return
        with self._connection.use() as client:
            self._enter(client, folder, seen)
            found = client.uids(first=seen.next, last=now.next - 1)
        for start in range(0, len(found), PAGE):
            yield found[start : start + PAGE]

    def _headers(
        self, folder: Folder, at: Progress, uids: Sequence[int]
    ) -> tuple[list[Envelope], list[Bad]]:
        with self._connection.use() as client:
            self._enter(client, folder, at)
            return read_headers(client, folder, at.validity, uids, self._now())

    def _compare(
        self, folder: Folder, seen: Progress, now: Status, arrived: int
    ) -> tuple[list[int], list[str]]:
        """(UIDs whose flags changed, ids that are gone) of what had been read before."""
        if seen.modseq and seen.modseq == now.modseq and now.exists == seen.exists + arrived:
            return [], []
        with self._connection.use() as client:
            self._enter(client, folder, seen)
            told = _told(client, seen) if seen.modseq and now.modseq else None
        if told and not told.messages and not told.vanished and now.exists == seen.exists + arrived:
            return [], []
        known = {
            uid: tag
            for key, tag in self._known(folder.name).items()
            if (uid := uid_of(key, seen.validity)) and uid < seen.next
        }
        if told is None:
            told = self._newest(folder, seen, known)
        changed, gone = _differing(told, seen, known)
        if now.exists < seen.exists + arrived - len(gone) and not seen.below:
            return changed, self._missing(folder, replace(seen, next=now.next))
        return changed, [message_key(seen.validity, uid) for uid in gone]

    def _newest(self, folder: Folder, seen: Progress, known: Mapping[int, str]) -> Changed:
        """Without mod-sequences: the flags of the newest known messages, and which are gone."""
        newest = sorted(known)[-COMPARED:]
        with self._connection.use() as client:
            self._enter(client, folder, seen)
            told = client.fetch_items(newest, ["FLAGS"])
        told.vanished.extend((uid, uid) for uid in newest if uid not in told.messages)
        return told

    def _missing(self, folder: Folder, at: Progress) -> list[str]:
        """Known ids that the folder does not hold, those of an earlier UIDVALIDITY among them."""
        known = self._known(folder.name)
        if not known:
            return []
        with self._connection.use() as client:
            self._enter(client, folder, at)
            there: set[int] = set()
            step = SEARCH_WINDOW if at.exists > SEARCH_WINDOW else max(at.next, 1)
            for first in range(1, at.next, step):
                there.update(client.uids(first=first, last=min(first + step, at.next) - 1))
        return [key for key in known if not self._is_there(key, at, there)]

    @staticmethod
    def _is_there(key: str, at: Progress, there: set[int]) -> bool:
        uid = uid_of(key, at.validity)
        return uid in there or uid >= at.next

    def _enter(self, client: Client, folder: Folder, at: Progress) -> None:
        """Open the folder unless it is; it may have been made anew since."""
        if client.opened == (folder.name, False):
            return
        if client.open(folder.name).validity != at.validity:
            raise AccountError(
                self._connection.account,
                f"The folder {folder.name} was made anew while it was read.",
                advice="It is read again in the next round.",
            )


def _closed(folder: Folder) -> Bad:
    return Bad(folder.name, "", "", "The server does not let us open this folder.")


def _told(client: Client, seen: Progress) -> Changed:
    """What the server says has changed since, and with QRESYNC what has vanished (RFC 7162)."""
    if seen.next <= 1:
        return Changed()
    gone = client.offers("QRESYNC") and client.offers("ENABLE")
    return client.fetch_items(f"1:{seen.next - 1}", ["FLAGS"], since=seen.modseq, gone=gone)


def _differing(
    told: Changed, seen: Progress, known: Mapping[int, str]
) -> tuple[list[int], list[int]]:
    """(changed, gone) of what is known; what the first reading has not reached is left to it."""
    changed = [
        uid
        for uid, message in sorted(told.messages.items())
        if max(seen.below, 1) <= uid < seen.next
        and flags_tag(flags_of(message.get(b"FLAGS", ()))) != known.get(uid)
    ]
    ranges = sorted(told.vanished)
    starts = [first for first, _ in ranges]
    gone = []
    for uid in known:
        place = bisect_right(starts, uid) - 1
        if place >= 0 and uid <= ranges[place][1]:
            gone.append(uid)
    return changed, gone
