"""A CalDAV account as a calendar."""

from __future__ import annotations

from collections.abc import Iterator

from connectors.caldav.changes import Changes
from connectors.caldav.client import Dav
from connectors.caldav.collections import CALENDARS, Collection, Finder, Kind
from connectors.caldav.settings import DavSettings
from connectors.contract import CalendarPage, Check, Known
from syncd.errors import AccountError


class CalDavCalendar:
    """See `connectors.contract.Calendar`. It never writes."""

    def __init__(self, dav: Dav, settings: DavSettings) -> None:
        self._dav = dav
        self._settings = settings
        self._finder = Finder(dav, CALENDARS)

    def changes(self, cursor: str, known: Known) -> Iterator[CalendarPage]:
        """See `connectors.contract.Calendar`."""
        wanted = chosen(self._finder.collections(), self._settings)
        yield from Changes(self._dav, wanted, known).since(cursor)

    def check(self) -> Iterator[Check]:
        """See `connectors.contract.Checkable`."""
        yield from check_collections(self._finder, self._settings, CALENDARS)

    def close(self) -> None:
        """Close the connections; the next use opens them again."""
        self._dav.close()


def chosen(found: list[Collection], settings: DavSettings) -> list[Collection]:
    """Those that the config wants read."""
    return [
        one
        for one in found
        if (not settings.only or one.name in settings.only) and one.name not in settings.skip
    ]


def check_collections(finder: Finder, settings: DavSettings, kind: Kind) -> Iterator[Check]:
    """Login, and every collection; nothing is changed."""
    try:
        found = finder.collections()
    except AccountError as error:
        advice = error.advice or "It is tried again later."
        yield Check(False, "login", error.message, advice)
        return
    yield Check(True, "login", f"as {settings.user}")
    for one in chosen(found, settings):
        how = "only changes are read" if one.syncs else "compared as a whole"
        yield Check(True, f"{kind.name} {one.name}", how)
    for name in sorted({*settings.only, *settings.skip} - {one.name for one in found}):
        listed = ", ".join(one.name for one in found)
        yield Check(False, f"{kind.name} {name}", "is not there", f"There are: {listed}.")
