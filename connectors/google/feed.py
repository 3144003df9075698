"""One reading of one calendar: from pages of events to pages of items, each item whole."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from typing import Any

from connectors.contract import MAX_ITEM_BYTES, Bad, CalendarPage, Item, Known
from connectors.google.events import link_of, series_of, vcalendar
from connectors.google.places import Place
from connectors.google.series import Parts
from syncd.errors import ItemError

_ITEMS_A_PAGE = 250


class Feed:
    """Takes a calendar's events as they come, in any order, and gives its items.

    Single events are told at once; a series when the list is at its end, for its parts may come
    before it, after it, or on another page.
    """

    def __init__(
        self, place: Place, parts: Parts, known: Known, *, full: bool, quiet: bool = False
    ) -> None:
        """``full``: what is not in the list is gone. ``quiet``: what is known is not told again."""
        self._place = place
        self._parts = parts
        self._known_of = known
        self._full = full
        self._quiet = quiet
        self._known: Mapping[str, str] | None = None
        self._zone = place.zone
        self._touched: dict[str, None] = {}
        self._listed: set[str] = set()
        self._told: set[str] = set()

    def page(self, answer: Mapping[str, Any]) -> CalendarPage:
        """The items that an answer of ``events.list`` makes whole."""
        self._zone = str(answer.get("timeZone") or self._zone)
        items: list[Item] = []
        bad: list[Bad] = []
        gone: list[tuple[str, str]] = []
        for event in answer.get("items", ()):
            if not (isinstance(event, dict) and event.get("id")):
                continue
            id_ = str(event["id"])
            self._listed.add(id_)
            cancelled = event.get("status") == "cancelled"
            if "recurringEventId" in event or (event.get("recurrence") and not cancelled):
                self._parts.put(self._place.id, event)
                self._touched[series_of(event)] = None
                continue
            self._parts.drop(self._place.id, id_)
            self._touched.pop(id_, None)
            if cancelled:
                gone += self._gone(id_)
            else:
                self._tell([event], items, bad)
        self._parts.save()
        return CalendarPage("", tuple(items), tuple(gone), tuple(bad))

    def rest(self) -> Iterator[CalendarPage]:
        """The series that were touched; after a full list also what is gone."""
        if self._full:
            self._parts.keep_only(self._place.id, self._listed)
        touched = list(self._touched)
        for start in range(0, len(touched), _ITEMS_A_PAGE):
            items: list[Item] = []
            bad: list[Bad] = []
            gone: list[tuple[str, str]] = []
            for series in touched[start : start + _ITEMS_A_PAGE]:
                events = self._parts.of(self._place.id, series)
                if _is_over(events):
                    self._parts.drop(self._place.id, series)
                    gone += self._gone(series)
                else:
                    self._tell(events, items, bad)
            yield CalendarPage("", tuple(items), tuple(gone), tuple(bad))
        if self._full:
            lost = [(self._place.name, id_) for id_ in self._remembered() if id_ not in self._told]
            yield CalendarPage("", gone=tuple(lost))

    def _tell(self, events: list[dict[str, Any]], items: list[Item], bad: list[Bad]) -> None:
        id_ = series_of(events[0])
        self._told.add(id_)
        name = self._place.name
        try:
            text = vcalendar(events, self._zone)
            if len(text) > MAX_ITEM_BYTES:
                raise ItemError(f"It is larger than {MAX_ITEM_BYTES:,} bytes.")
        except ItemError as error:
            found = Bad(name, id_, _etag(json.dumps(events, sort_keys=True)), error.message)
            if not self._is_known(id_, found.etag):
                bad.append(found)
            return
        etag = _etag(text)
        if not self._is_known(id_, etag):
            items.append(Item(name, id_, etag, text, link_of(events)))

    def _is_known(self, id_: str, etag: str) -> bool:
        return self._quiet and self._remembered().get(id_) == etag

    def _gone(self, id_: str) -> list[tuple[str, str]]:
        """A tombstone is told once; a full list has its own way to find what is gone."""
        self._told.discard(id_)
        told = not self._full and id_ in self._remembered()
        return [(self._place.name, id_)] if told else []

    def _remembered(self) -> Mapping[str, str]:
        if self._known is None:
            self._known = self._known_of(self._place.name)
        return self._known


def _is_over(events: list[dict[str, Any]]) -> bool:
    """Nothing is left but cancelled instances of a series that is not there itself.

    Google sends the exceptions of a deleted series as cancelled too, and so an invitation to one
    instance that was taken back.
    """
    return all("recurringEventId" in e and e.get("status") == "cancelled" for e in events)


def _etag(text: str) -> str:
    return blake2b(text.encode(), digest_size=9).hexdigest()
