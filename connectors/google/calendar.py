"""Google Calendar: changes by sync token, calendar by calendar. A quiet poll is one call for each.

With ``singleEvents=false`` a series comes as its rule and its exceptions, not as hundreds of
instances; `connectors.google.feed` puts them together.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from connectors.contract import CalendarPage, Check, Known
from connectors.google.account import GoogleAccount
from connectors.google.answers import GoogleError
from connectors.google.feed import Feed
from connectors.google.places import Cursor, Place, Selection, select
from connectors.google.series import Parts
from syncd.errors import AccountError, SuspiciousEmptinessError

#: How often the list of calendars is read again, for one that was added, renamed or hidden.
_LIST_EVERY = timedelta(hours=1)
_EVENTS_A_PAGE = 500
#: 410 is what Google says to a token that is too old, 400 to one that it never gave.
_FORGOTTEN = frozenset({400, 410})


class GoogleCalendar:
    """The calendars of one account, as `connectors.contract.Calendar`."""

    def __init__(self, account: GoogleAccount) -> None:
        self._account = account
        self._parts = Parts(account.surroundings.state)

    def changes(self, cursor: str, known: Known) -> Iterator[CalendarPage]:
        """What changed since ``cursor``; one calendar that fails does not stop the others."""
        try:
            yield from self._changes(Cursor.read(cursor), known)
        except sqlite3.Error as error:
            raise AccountError(
                self._account.name,
                f"The cache in {self._account.surroundings.state} cannot be used: {error}",
                advice="Look whether the disk is full; the folder may be deleted without harm.",
            ) from error

    def check(self) -> Iterator[Check]:
        """Whether each calendar can be read."""
        try:
            selection = self._select()
            for name in selection.unknown:
                yield Check(False, f"calendar {name}", "There is none of this name.", _FIX_NAME)
            for place in selection.places:
                self._list(place, maxResults=1)
                yield Check(True, f"calendar {place.name or place.id}", "can be read")
        except AccountError as error:
            yield Check(False, "Google Calendar", error.message, error.advice or _TRY_LATER)

    def close(self) -> None:
        """Close the cache."""
        self._parts.close()

    def _changes(self, cursor: Cursor, known: Known) -> Iterator[CalendarPage]:
        before = cursor
        cursor, failed = self._up_to_date(cursor)
        for place in before.places:
            now = cursor.place(place.id)
            if place.name and (now is None or now.name != place.name):
                self._parts.forget(place.id)
                gone = tuple((place.name, id_) for id_ in known(place.name))
                yield CalendarPage(cursor.write(), gone=gone)
        if not cursor.places:
            yield CalendarPage(cursor.write())
        for place in cursor.places:
            try:
                named = self._named(place, cursor)
                for page, done in self._read(named, known):
                    cursor = cursor.with_place(done)
                    yield replace(page, cursor=cursor.write())
            except GoogleError as error:
                if error.permanent or error.status not in {403, 404}:
                    raise
                failed = failed or self._lost(place, error)
        if failed:
            raise failed

    def _up_to_date(self, cursor: Cursor) -> tuple[Cursor, AccountError | None]:
        """The cursor with the calendars to be read now, and what is wrong with their list."""
        now = self._account.surroundings.now().timestamp()
        fresh = 0 <= now - cursor.listed < _LIST_EVERY.total_seconds()
        wanted = self._account.settings.calendars
        if cursor.places and cursor.wanted == wanted and (fresh or not self._by_name):
            return cursor, None
        selection = self._select()
        places = tuple(_resume(place, cursor) for place in selection.places)
        failed = None
        if selection.unknown:
            failed = AccountError(
                self._account.name,
                f"There is no calendar named {', '.join(selection.unknown)}.",
                advice=_FIX_NAME,
                permanent=True,
            )
        listed = now if self._by_name and not failed else 0.0
        return Cursor(places, listed, wanted), failed

    def _select(self) -> Selection:
        wanted = self._account.settings.calendars
        if not self._by_name:
            return Selection(tuple(Place(id_) for id_ in wanted))
        listed = list(self._calendar_list())
        if not listed:
            raise SuspiciousEmptinessError(
                self._account.name, "Google says that there is no calendar at all, not even yours."
            )
        return select(wanted, listed)

    @property
    def _by_name(self) -> bool:
        return self._account.settings.by_name

    def _calendar_list(self) -> Iterator[dict[str, Any]]:
        token: dict[str, str] = {}
        while True:
            page = self._account.call("calendar.calendarList.list", maxResults=250, **token)
            yield from page.get("items", ())
            if not page.get("nextPageToken"):
                return
            token = {"pageToken": page["nextPageToken"]}

    def _named(self, place: Place, cursor: Cursor) -> Place:
        """With the name that the account shows, when only the id was in the settings."""
        if place.name:
            return place
        name = str(self._list(place, maxResults=1).get("summary") or place.id)
        taken = {other.name for other in cursor.places}
        return replace(place, name=f"{name} ({place.id})" if name in taken else name)

    def _read(self, place: Place, known: Known) -> Iterator[tuple[CalendarPage, Place]]:
        """Pages of one calendar, each with how far that one is read after it."""
        if place.token and 0 < place.revision <= self._parts.revision(place.id):
            feed = Feed(place, self._parts, known, full=False)
            try:
                yield from self._follow(place, feed, syncToken=place.token)
            except GoogleError as error:
                if error.status not in _FORGOTTEN:
                    raise
            else:
                return
        # A calendar that gave no token is compared with what is known, so as not to tell it all
        # again each time; one whose token was forgotten is told in full.
        quiet = place.revision > 0 and not place.token
        yield from self._follow(place, Feed(place, self._parts, known, full=True, quiet=quiet))

    def _follow(
        self, place: Place, feed: Feed, **start: str
    ) -> Iterator[tuple[CalendarPage, Place]]:
        following = start
        while True:
            answer = self._list(place, maxResults=_EVENTS_A_PAGE, **following)
            last = not answer.get("nextPageToken")
            page = feed.page(answer)
            if last:
                break
            yield page, place
            following = start | {"pageToken": str(answer["nextPageToken"])}
        pages = [page, *feed.rest()]
        token = str(answer.get("nextSyncToken") or "")
        done = replace(place, token=token, revision=self._parts.finish(place.id))
        for page in pages[:-1]:
            yield page, place
        yield pages[-1], done

    def _list(self, place: Place, **parameters: Any) -> dict[str, Any]:
        return self._account.call(
            "calendar.events.list",
            calendarId=place.id,
            singleEvents=False,
            showDeleted=True,
            **parameters,
        )

    def _lost(self, place: Place, error: GoogleError) -> AccountError:
        return AccountError(
            self._account.name,
            f"The calendar {place.name or place.id} cannot be read: {error.message}",
            advice="Take it out of `calendars` in the config if you no longer have it.",
        )


def _resume(place: Place, cursor: Cursor) -> Place:
    """A calendar as listed now, read as far as before; a renamed one starts anew."""
    before = cursor.place(place.id)
    if before is None or (place.name and before.name != place.name):
        return place
    return replace(before, zone=place.zone) if place.name else before


_FIX_NAME = "Compare `calendars` in the config with the names shown in Google Calendar."
_TRY_LATER = "Try again later; `syncd status` shows when the account is read next."
