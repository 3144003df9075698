"""The calendars behind the fake, and the two methods of the Calendar API that syncd calls."""

from __future__ import annotations

import base64
import itertools
import json
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tests.servers.google.discovery import Call
from tests.servers.google.errors import ApiError, invalid, not_found
from tests.servers.google.pages import Pages

#: What may not go with a sync token.
_NOT_WITH_TOKEN = frozenset(
    """iCalUID orderBy privateExtendedProperty q sharedExtendedProperty timeMin timeMax
    updatedMin""".split()
)
#: What must be as it was when the token was given.
_AS_BEFORE = ("singleEvents", "showDeleted", "eventTypes", "maxAttendees", "timeZone")


@dataclass
class Entry:
    """One calendar."""

    id: str
    summary: str
    zone: str = "Europe/Berlin"
    selected: bool = True
    primary: bool = False
    access: str = "owner"
    events: dict[str, dict[str, Any]] = field(default_factory=dict)
    #: event id -> when it changed last, on the server's own clock.
    changed: dict[str, int] = field(default_factory=dict)


class Agenda:
    """The calendars of one user. Method names are the user's doings."""

    def __init__(self, user: str) -> None:
        self.user = user
        self.calendars: dict[str, Entry] = {}
        self.pages = Pages()
        #: Tokens from before this moment are gone.
        self.forgotten = 0
        #: The last page comes without nextSyncToken.
        self.withholds_tokens = False
        #: Full lists come in another order each time, exceptions before their series.
        self.shuffles = False
        self._clock: Iterator[int] = itertools.count(1)
        self._now = 0
        self._random = random.Random(11)
        self.add_calendar(user, user, primary=True)

    def add_calendar(self, id_: str, summary: str, **more: Any) -> Entry:
        """A calendar appears in the user's list."""
        self.calendars[id_] = Entry(id_, summary, **more)
        return self.calendars[id_]

    def put(self, event: Mapping[str, Any], calendar: str = "primary") -> dict[str, Any]:
        """An event is made or changed; what is not given is as Google would fill it in."""
        entry = self._entry(calendar)
        id_ = str(event.get("id") or f"ev{len(entry.events):05d}")
        before = entry.events.get(id_, {})
        filled = {
            "kind": "calendar#event",
            "id": id_,
            "status": "confirmed",
            "iCalUID": f"{id_}@google.com",
            "htmlLink": f"https://www.google.com/calendar/event?eid={id_}",
            "sequence": int(before.get("sequence", -1)) + 1,
            "eventType": "default",
            "organizer": {"email": self.user, "self": True},
        }
        entry.events[id_] = filled | dict(event)
        self._touch(entry, id_)
        return entry.events[id_]

    def change_instance(
        self, series: str, original: Mapping[str, str], calendar: str = "primary", **changes: Any
    ) -> dict[str, Any]:
        """One instance of a series becomes an exception; ``original`` is its originalStartTime."""
        entry = self._entry(calendar)
        master = entry.events[series]
        id_ = f"{series}_{_stamp(original)}"
        kept = {k: v for k, v in master.items() if k not in {"recurrence", "id", "etag", "updated"}}
        start = {"start": dict(original), "end": _end(master, original)}
        known = entry.events.get(id_, {})
        event = kept | start | known | changes
        event |= {"id": id_, "recurringEventId": series, "originalStartTime": dict(original)}
        return self.put(event, calendar)

    def cancel_instance(
        self, series: str, original: Mapping[str, str], calendar: str = "primary"
    ) -> None:
        """One instance of a series is called off."""
        self.change_instance(series, original, calendar, status="cancelled")

    def delete(self, id_: str, calendar: str = "primary") -> None:
        """An event is deleted, a series with its exceptions."""
        entry = self._entry(calendar)
        for event in list(entry.events.values()):
            if event["id"] == id_ or event.get("recurringEventId") == id_:
                event["status"] = "cancelled"
                self._touch(entry, event["id"])

    def forget(self) -> None:
        """Every sync token that was handed out is too old from now on."""
        self.forgotten = self._now = next(self._clock)

    def answer(self, call: Call) -> Any:
        """The JSON of an answer."""
        if call.method == "calendar.calendarList.list":
            return self._list_calendars(call)
        if call.method == "calendar.events.list":
            return self._list_events(call)
        raise ApiError(501, "notImplemented", f"{call.method} must never be called.")

    def _list_calendars(self, call: Call) -> Any:
        entries = [
            {
                "kind": "calendar#calendarListEntry",
                "id": e.id,
                "summary": e.summary,
                "timeZone": e.zone,
                "accessRole": e.access,
            }
            | ({"selected": True} if e.selected else {})
            | ({"primary": True} if e.primary else {})
            for e in self.calendars.values()
        ]
        size = min(call.get("maxResults", 100), 250)
        page, token = self.pages.cut(entries, size, call.get("pageToken"), "calendars")
        answer = {"kind": "calendar#calendarList", "items": list(page)}
        return answer | ({"nextPageToken": token} if token else {})

    def _list_events(self, call: Call) -> Any:
        entry = self._entry(call["calendarId"])
        if call.get("singleEvents"):
            raise invalid("This fake does not expand series, because syncd must not ask it to.")
        found, of = self._since(entry, call) if call.get("syncToken") else self._full(entry, call)
        size = min(call.get("maxResults", 250), 2500)
        page, token = self.pages.cut(found, size, call.get("pageToken"), of)
        answer: dict[str, Any] = {
            "kind": "calendar#events",
            "summary": entry.summary,
            "timeZone": entry.zone,
            "items": list(page),
        }
        if token:
            answer["nextPageToken"] = token
        elif not self.withholds_tokens and not set(call.parameters) & {"iCalUID", "q", "orderBy"}:
            answer["nextSyncToken"] = self._token(entry, call)
        return answer

    def _full(self, entry: Entry, call: Call) -> tuple[list[dict[str, Any]], object]:
        shown = [
            _shown(event)
            for event in entry.events.values()
            if event["status"] != "cancelled"
            or call.get("showDeleted")
            or _is_exception_of_living(event, entry)
        ]
        if uid := call.get("iCalUID"):
            shown = [event for event in shown if event.get("iCalUID") == uid]
        if self.shuffles:
            random.Random(len(shown)).shuffle(shown)
        return shown, ("full", entry.id, _as_before(call))

    def _since(self, entry: Entry, call: Call) -> tuple[list[dict[str, Any]], object]:
        if forbidden := sorted(set(call.parameters) & _NOT_WITH_TOKEN):
            raise invalid(f"Sync token cannot be used with {forbidden[0]}")
        if call.get("showDeleted") is False:
            raise invalid("showDeleted must not be false with a sync token")
        try:
            calendar, at, before = json.loads(base64.urlsafe_b64decode(call["syncToken"]))
        except ValueError:
            raise ApiError(400, "invalid", "Invalid sync token value.") from None
        if calendar != entry.id or before != _as_before(call):
            raise invalid("The parameters are not those of the sync token.")
        if at < self.forgotten:
            raise ApiError(410, "fullSyncRequired", "Sync token is no longer valid, a full sync is")
        events = [_shown(entry.events[id_]) for id_, when in entry.changed.items() if when > at]
        return events, ("since", entry.id, call["syncToken"])

    def _token(self, entry: Entry, call: Call) -> str:
        plain = json.dumps([entry.id, self._now, _as_before(call)])
        return base64.urlsafe_b64encode(plain.encode()).decode()

    def _entry(self, id_: str) -> Entry:
        if id_ == "primary":
            return next(e for e in self.calendars.values() if e.primary)
        if id_ not in self.calendars:
            raise not_found()
        return self.calendars[id_]

    def _touch(self, entry: Entry, id_: str) -> None:
        self._now = next(self._clock)
        entry.changed.pop(id_, None)
        entry.changed[id_] = self._now
        event = entry.events[id_]
        event["etag"] = f'"{self._now}"'
        event.setdefault("updated", datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z"))


def _shown(event: Mapping[str, Any]) -> dict[str, Any]:
    """Of what was called off, only what Google promises to say."""
    if event["status"] != "cancelled":
        return dict(event)
    kept = {"kind", "etag", "id", "status", "recurringEventId", "originalStartTime"}
    return {k: v for k, v in event.items() if k in kept}


def _is_exception_of_living(event: Mapping[str, Any], entry: Entry) -> bool:
    master = entry.events.get(str(event.get("recurringEventId")))
    return master is not None and master["status"] != "cancelled"


def _as_before(call: Call) -> list[Any]:
    return [call.get(name) for name in _AS_BEFORE]


def _stamp(moment: Mapping[str, str]) -> str:
    if "date" in moment:
        return moment["date"].replace("-", "")
    at = datetime.fromisoformat(moment["dateTime"]).astimezone(UTC)
    return f"{at:%Y%m%dT%H%M%SZ}"


def _end(master: Mapping[str, Any], original: Mapping[str, str]) -> dict[str, str]:
    if "date" in original:
        return dict(original)
    start = datetime.fromisoformat(master["start"]["dateTime"])
    length = datetime.fromisoformat(master["end"]["dateTime"]) - start
    at = datetime.fromisoformat(original["dateTime"]) + length
    return {**original, "dateTime": at.isoformat()}
