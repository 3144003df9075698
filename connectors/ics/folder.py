"""Calendars that lie in files: a folder as vdirsyncer writes it, exported files, or both.

Nothing is remembered here. A file with one event is compared by the etag that the caller knows,
which is how the file looked; the few others are noted in the cursor.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from connectors.contract import Bad, CalendarPage, Check, Item, Known
from connectors.ics.files import Contents, UnsettledError, read_file
from connectors.ics.listing import Found, Listing, look
from connectors.ics.round import Round
from connectors.ics.settings import IcsSettings
from connectors.ics.texts import PAGE
from syncd.errors import AccountError

_SHOWN_BAD = 5


class FolderCalendar:
    """A file of calendar data, or a folder of such files."""

    def __init__(self, account: str, settings: IcsSettings) -> None:
        self._account = account
        self._settings = settings
        self._root = Path(settings.path)

    def changes(self, cursor: str, known: Known) -> Iterator[CalendarPage]:
        """See `connectors.contract.Calendar`."""
        round_ = Round(self._settings, self._look(), cursor, known)
        page = _Page()
        for contents, left in self._news(round_):
            page.add(contents)
            if page.size >= PAGE:
                yield CalendarPage(round_.cursor.encode(), *page.parts, left)
                page = _Page()
        if missing := round_.missing():
            raise self._no_such_calendar(missing, round_.names)
        gone = tuple(round_.gone())
        round_.finish()
        items, _, bad = page.parts
        yield CalendarPage(round_.cursor.encode(), items, gone, bad, 0)

    def check(self) -> Iterator[Check]:
        """See `connectors.contract.Checkable`."""
        try:
            round_ = Round(self._settings, self._look(), "", lambda _calendar: {})
            parts = [contents for contents, _ in self._news(round_)]
            if missing := round_.missing():
                raise self._no_such_calendar(missing, round_.names)
        except AccountError as error:
            path = f"path {self._root}"
            yield Check(ok=False, subject=path, detail=error.message, advice=error.advice)
        else:
            yield Check(ok=True, subject=f"path {self._root}")
            yield from _counts(parts)
            yield from _unreadable(parts)

    def _news(self, round_: Round) -> Iterator[tuple[Contents, int]]:
        """What is new in each file, in bounded parts, with how many files are left.

        With the last part of a file, the cursor says that it was read.
        """
        unread = round_.unread()
        for left, file in zip(range(len(unread) - 1, -1, -1), unread, strict=True):
            contents = self._read(file)
            if contents is None:
                round_.keep(file)
                continue
            *parts, last = _parts(round_.news(file, contents))
            for part in parts:
                yield part, left + 1
            round_.done(file, contents)
            yield last, left

    def _read(self, file: Found) -> Contents | None:
        """A file's contents; None when somebody is writing it."""
        try:
            contents = read_file(file)
        except UnsettledError:
            return None
        except FileNotFoundError:
            return Contents(file.calendar)
        except OSError as error:
            raise self._unreachable(error) from error
        if file.alone and contents.unreadable:
            raise AccountError(
                self._account,
                f"{self._root} cannot be read as a calendar. {contents.bad[0].reason}",
                advice="Export the calendar again, as an .ics file.",
            )
        return contents

    def _look(self) -> Listing:
        try:
            return look(self._root)
        except OSError as error:
            raise self._unreachable(error) from error

    def _unreachable(self, error: OSError) -> AccountError:
        place = error.filename or self._root
        if isinstance(error, FileNotFoundError):
            message = f"There is nothing at {place}."
            advice = f"See `path` under [accounts.{self._account}], and whether the disk is there."
        elif isinstance(error, PermissionError):
            message = f"syncd may not read {place}."
            advice = "Give the user that syncd runs as the right to read it."
        else:
            message = f"{place} cannot be read: {error.strerror or type(error).__name__}."
            advice = "See whether the disk is there and sound."
        return AccountError(self._account, message, advice=advice)

    def _no_such_calendar(self, missing: list[str], names: dict[str, set[str]]) -> AccountError:
        wanted = ", ".join(f'"{name}"' for name in missing)
        there = ", ".join(f'"{name}"' for name in sorted(names)) or "none"
        return AccountError(
            self._account,
            f"There is no calendar {wanted} in {self._root}.",
            advice=f"Correct `calendars` under [accounts.{self._account}]; there are: {there}.",
            permanent=True,
        )


class _Page:
    """What has been gathered for the next page."""

    def __init__(self) -> None:
        self._items: list[Item] = []
        self._bad: list[Bad] = []

    def add(self, contents: Contents) -> None:
        self._items += contents.items
        self._bad += contents.bad

    @property
    def size(self) -> int:
        return len(self._items) + len(self._bad)

    @property
    def parts(self) -> tuple[tuple[Item, ...], tuple[tuple[str, str], ...], tuple[Bad, ...]]:
        """Items, nothing gone, bad: in the order of a `CalendarPage`."""
        return tuple(self._items), (), tuple(self._bad)


def _parts(contents: Contents) -> list[Contents]:
    """The contents in parts of at most a page; one part when there is nothing."""
    if len(contents.items) <= PAGE:
        return [contents]
    starts = range(0, len(contents.items), PAGE)
    parts = [replace(contents, items=contents.items[at : at + PAGE], bad=()) for at in starts]
    return [*parts[:-1], replace(parts[-1], bad=contents.bad)]


def _counts(parts: Iterable[Contents]) -> Iterator[Check]:
    events: Counter[str] = Counter()
    for contents in parts:
        events[contents.calendar] += len(contents.items)
    for calendar, count in sorted(events.items()):
        detail = f"{count:,} event{'' if count == 1 else 's'}"
        yield Check(ok=True, subject=f"calendar {calendar}", detail=detail)


def _unreadable(parts: Iterable[Contents]) -> Iterator[Check]:
    bad = [bad for contents in parts for bad in contents.bad]
    advice = "It is left out. Open it in the program that wrote it, and save it again."
    for found in bad[:_SHOWN_BAD]:
        yield Check(ok=False, subject=f"file {found.id}", detail=found.reason, advice=advice)
    if len(bad) > _SHOWN_BAD:
        more = f"and {len(bad) - _SHOWN_BAD:,} more"
        yield Check(ok=False, subject="files", detail=more, advice="See `syncd status` for all.")
