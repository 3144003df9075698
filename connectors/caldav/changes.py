"""What changed in the calendars: told by sync tokens (RFC 6578), else found by comparing ETags."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from connectors.caldav.client import AnswerError, Dav, TooLargeError
from connectors.caldav.collections import Collection
from connectors.caldav.cursor import Progress, decode, encode
from connectors.caldav.multistatus import (
    CALDAV,
    DAV,
    Resource,
    all_events,
    multiget,
    path_of,
    sync_collection,
)
from connectors.contract import MAX_ITEM_BYTES, Bad, CalendarPage, Item, Known
from connectors.vcalendar import content_etag, split
from syncd.errors import AccountError, ItemError

_ETAG = f"{DAV}getetag"
_DATA = f"{CALDAV}calendar-data"
#: Items asked for in one request: some 100 kB of usual ones.
BATCH = 50
#: Pieces that a server may cut one answer into (RFC 6578 section 3.6).
_MAX_PIECES = 1000


@dataclass(slots=True)
class _Listing:
    """Names and ETags of what is there, or of what changed."""

    token: str = ""
    etags: dict[str, str] = field(default_factory=dict)
    #: Paths as the server spells them; it may not know its own in another spelling.
    paths: dict[str, str] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    #: It names everything, so what it does not name is gone.
    complete: bool = False


class Changes:
    """Reads what changed since a cursor; made for one reading."""

    def __init__(self, dav: Dav, collections: Sequence[Collection], known: Known) -> None:
        self._dav = dav
        self._collections = collections
        self._known = known

    def since(self, cursor: str) -> Iterator[CalendarPage]:
        """Page by page; the last one may be empty. Raises AccountError.

        One calendar that the server refuses is set aside as a whole; its items stay as they are.
        """
        progress = decode(cursor)
        yield from self._drop_others(progress)
        failed = 0
        for collection in self._collections:
            seen = progress.get(collection.path)
            if seen and seen.token and seen.token == _state(collection):
                continue
            try:
                yield from self._read(collection, seen, progress)
            except AnswerError as error:
                failed += 1
                if failed == len(self._collections):
                    raise
                aside = Bad(collection.name, "", "", error.message)
                yield CalendarPage(encode(progress), bad=(aside,))
        yield CalendarPage(encode(progress), left=0)

    def _drop_others(self, progress: dict[str, Progress]) -> Iterator[CalendarPage]:
        """Calendars that are no longer there, and those that are told under another name now."""
        names = {one.path: one.name for one in self._collections}
        for path, seen in list(progress.items()):
            if names.get(path) == seen.name:
                continue
            del progress[path]
            if seen.name not in names.values():
                gone = tuple((seen.name, key) for key in self._known(seen.name))
                yield CalendarPage(encode(progress), gone=gone)

    def _read(
        self, collection: Collection, seen: Progress | None, progress: dict[str, Progress]
    ) -> Iterator[CalendarPage]:
        listing, anew = self._list(collection, seen)
        known = self._known(collection.name)
        resumed = seen is not None and not seen.token
        changed = [
            name
            for name, etag in listing.etags.items()
            if (anew and not resumed) or not etag or known.get(name) != etag
        ]
        started = Progress(collection.name, "" if anew or seen is None else seen.token)
        progress[collection.path] = started
        gone = set(listing.gone)
        for start in range(0, len(changed), BATCH):
            names = changed[start : start + BATCH]
            batch = self._fetch(collection, {name: listing.paths[name] for name in names})
            gone |= batch.gone
            left = -(-(len(changed) - start - BATCH) // BATCH)
            yield CalendarPage(
                encode(progress), tuple(batch.items), bad=tuple(batch.bad), left=max(0, left)
            )
        if listing.complete:
            gone |= known.keys() - listing.etags.keys()
        progress[collection.path] = replace(started, token=listing.token)
        told = tuple((collection.name, name) for name in sorted(gone) if name in known)
        yield CalendarPage(encode(progress), gone=told)

    def _list(self, collection: Collection, seen: Progress | None) -> tuple[_Listing, bool]:
        """(what is to be looked at, whether it is everything because nothing was known)."""
        if not collection.syncs:
            listing = self._list_by_query(collection)
            return listing, seen is None
        if seen and seen.token:
            try:
                return self._list_by_token(collection, seen.token), False
            except AnswerError:
                pass  # stale; not every server says so in the words of RFC 6578 section 3.2
        return self._list_by_token(collection, ""), True

    def _list_by_token(self, collection: Collection, token: str) -> _Listing:
        listing = _Listing(token, complete=not token)
        for _ in range(_MAX_PIECES):
            body = sync_collection(listing.token, _ETAG)
            answer = self._dav.ask("REPORT", collection.url, body, depth=0)
            cut = any(self._note(one, collection, listing) for one in answer.resources)
            before, listing.token = listing.token, answer.sync_token or listing.token
            if not cut or listing.token == before:
                return listing
        raise AccountError(self._dav.account, f"The list of {collection.name} does not end.")

    def _list_by_query(self, collection: Collection) -> _Listing:
        answer = self._dav.ask("REPORT", collection.url, all_events(_ETAG), depth=1)
        listing = _Listing(_state(collection), complete=True)
        for one in answer.resources:
            self._note(one, collection, listing)
        return listing

    @staticmethod
    def _note(one: Resource, collection: Collection, listing: _Listing) -> bool:
        """Note one resource of a list; True for the mark that the list was cut short."""
        name = _name(one.url, collection)
        if not name:
            return one.status == 507
        if one.status in {404, 410}:
            listing.gone.add(name)
            listing.etags.pop(name, None)
        elif one.status < 300:
            listing.etags[name] = one.text(_ETAG)
            listing.paths[name] = urlsplit(one.url).path
            listing.gone.discard(name)
        return False

    def _fetch(self, collection: Collection, paths: Mapping[str, str]) -> _Batch:
        batch = _Batch()
        body = multiget(paths.values(), CALDAV, _ETAG, _DATA)
        try:
            answer = self._dav.ask("REPORT", collection.url, body)
        except TooLargeError:
            return self._fetch_apart(collection, paths)
        told = {_name(one.url, collection): one for one in answer.resources}
        for name in paths:
            if name in told:
                batch.take(collection.name, name, told[name])
            else:
                batch.bad.append(Bad(collection.name, name, "", "The server did not send it."))
        return batch

    def _fetch_apart(self, collection: Collection, paths: Mapping[str, str]) -> _Batch:
        """Halve a batch that is too large, down to the one item that is."""
        names = list(paths)
        if len(names) == 1:
            reason = "It is too large to be read."
            return _Batch(bad=[Bad(collection.name, names[0], "", reason)])
        middle = len(names) // 2
        halves = (names[:middle], names[middle:])
        one, other = (self._fetch(collection, {n: paths[n] for n in half}) for half in halves)
        return _Batch(one.items + other.items, one.bad + other.bad, one.gone | other.gone)


@dataclass(slots=True)
class _Batch:
    """What one request for items brought."""

    items: list[Item] = field(default_factory=list)
    bad: list[Bad] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)

    def take(self, calendar: str, name: str, one: Resource) -> None:
        """Sort one resource into its place; what holds no event is passed over."""
        if one.status in {404, 410}:
            self.gone.add(name)
            return
        text = one.text(_DATA)
        etag = one.text(_ETAG) or content_etag(text)
        try:
            item = read_item(calendar, name, etag, text)
        except ItemError as error:
            self.bad.append(Bad(calendar, name, etag, str(error)))
            return
        if item:
            self.items.append(item)
        else:
            self.gone.add(name)


def read_item(calendar: str, name: str, etag: str, text: str) -> Item | None:
    """A resource as an item, None when it holds no event. Raises ItemError."""
    if len(text) > MAX_ITEM_BYTES:
        raise ItemError(f"It is larger than {MAX_ITEM_BYTES // 1000:,} kB.")
    cut = split(text)
    if cut.malformed:
        raise ItemError(cut.malformed[0].reason)
    if len(cut.resources) > 1:
        raise ItemError("It holds events of several UIDs, which RFC 4791 section 4.1 forbids.")
    return Item(calendar, name, etag, cut.resources[0].text) if cut.resources else None


def _state(collection: Collection) -> str:
    return collection.sync_token if collection.syncs else collection.ctag


def _name(url: str, collection: Collection) -> str:
    """The name of a resource in its collection; "" for the collection itself."""
    path = path_of(url)
    return path.removeprefix(collection.path) if path != collection.path.rstrip("/") else ""
