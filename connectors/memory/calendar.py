"""Calendars in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from connectors.contract import MAX_ITEM_BYTES, Bad, CalendarPage, Check, Item, Known
from connectors.memory.life import Life, look, refuse_while

_PAGE = 500  # items in one page


@dataclass(slots=True)
class _Entry:
    """An event: its text and link."""

    text: str
    url: str
    changed: int


class MemoryCalendar:
    """Calendars that live as long as the process; empty until something is `put` into them."""

    def __init__(self) -> None:
        #: Set it, and the account cannot be reached.
        self.away = False
        self._entries: dict[tuple[str, str], _Entry] = {}
        self._gone: dict[tuple[str, str], int] = {}
        self._life = Life()

    def put(self, text: str, *, id: str, calendar: str = "calendar", url: str = "") -> None:  # noqa: A002
        """Add or change an item: a VCALENDAR with every VEVENT of one UID."""
        self._gone.pop((calendar, id), None)
        self._entries[calendar, id] = _Entry(text, url, self._life.next())

    def delete(self, id: str, *, calendar: str = "calendar") -> None:  # noqa: A002
        """Take an item away."""
        del self._entries[calendar, id]
        self._gone[calendar, id] = self._life.next()

    def changes(self, cursor: str, known: Known) -> Iterator[CalendarPage]:
        """See `connectors.contract.Calendar`."""
        refuse_while(self.away)
        since = self._life.since(cursor)
        fresh = sorted(
            (entry.changed, *key) for key, entry in self._entries.items() if entry.changed > since
        )
        gone = tuple(key for key, at in self._gone.items() if at > since)
        if not since:
            gone = tuple(
                (calendar, id_)
                for calendar in sorted({c for c, _ in (*self._entries, *self._gone)})
                for id_ in known(calendar)
                if (calendar, id_) not in self._entries
            )
        for start in range(0, max(1, len(fresh)), _PAGE):
            part, left = fresh[start : start + _PAGE], max(0, len(fresh) - start - _PAGE)
            items, bad = self._read(part)
            yield CalendarPage(
                self._life.cursor(part[-1][0] if left else self._life.last),
                items,
                gone,
                bad,
                left,
            )
            gone = ()

    def check(self) -> Iterator[Check]:
        """See `connectors.contract.Checkable`."""
        yield look("calendar", f"{len(self._entries)} events in memory", away=self.away)

    def _read(
        self, part: Iterable[tuple[int, str, str]]
    ) -> tuple[tuple[Item, ...], tuple[Bad, ...]]:
        items, bad = [], []
        for changed, calendar, id_ in part:
            entry = self._entries.get((calendar, id_))
            if entry is None:  # deleted since this page was begun
                continue
            if reason := _fault(entry.text):
                bad.append(Bad(calendar, id_, str(changed), reason))
            else:
                items.append(Item(calendar, id_, str(changed), entry.text, entry.url))
        return tuple(items), tuple(bad)


def _fault(text: str) -> str:
    if len(text.encode(errors="replace")) > MAX_ITEM_BYTES:
        return "This event is too large to be read."
    if "BEGIN:VEVENT" not in text or "\nUID" not in text:
        return "This is not an event: it has no VEVENT with a UID."
    return ""
