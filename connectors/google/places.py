"""Which calendars an account reads, and how far it has read each: the calendar's cursor."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from connectors.google.settings import is_calendar_id


@dataclass(frozen=True, slots=True)
class Place:
    """One calendar, and how far it was read."""

    id: str
    #: As the account shows it, unique in the account; "" until it was asked for.
    name: str = ""
    #: IANA, for events that name no zone.
    zone: str = "UTC"
    #: Google's ``nextSyncToken``; "" when it gave none.
    token: str = ""
    #: `Parts.revision` at that time; 0 when the calendar was never read to its end.
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far an account's calendars were read."""

    places: tuple[Place, ...] = ()
    #: When the list of calendars was read, seconds since 1970.
    listed: float = 0.0
    #: What the settings asked for at that time.
    wanted: tuple[str, ...] = ()

    @classmethod
    def read(cls, text: str) -> Cursor:
        """From the text that `write` made; any other is the beginning."""
        try:
            kept = json.loads(text)
            places = tuple(Place(**place) for place in kept["places"])
            valid = all(
                isinstance(p.token, str) and isinstance(p.revision, int) and p.id for p in places
            )
            wanted = tuple(str(name) for name in kept["wanted"])
            return cls(places, float(kept["listed"]), wanted) if valid else cls()
        except (ValueError, KeyError, TypeError):
            return cls()

    def write(self) -> str:
        """A text for `read`."""
        return json.dumps(asdict(self))

    def place(self, id: str) -> Place | None:  # noqa: A002
        """The calendar of that id."""
        return next((place for place in self.places if place.id == id), None)

    def with_place(self, place: Place) -> Cursor:
        """With one calendar's place changed or added."""
        others = [p for p in self.places if p.id != place.id]
        return replace(self, places=(*others, place))


@dataclass(frozen=True, slots=True)
class Selection:
    """The calendars to read, and those of the settings that there are none of."""

    places: tuple[Place, ...]
    unknown: tuple[str, ...] = field(default=())


def select(wanted: Iterable[str], listed: Iterable[Mapping[str, Any]]) -> Selection:
    """The calendars to read out of the account's list: all that are shown, or those wanted."""
    readable = [e for e in listed if e.get("id") and e.get("accessRole") != "freeBusyReader"]
    places = _named([e for e in readable if not e.get("deleted")])
    wanted = tuple(wanted)
    if not wanted:
        shown = {str(e["id"]) for e in readable if e.get("selected") or e.get("primary")}
        return Selection(tuple(place for place in places if place.id in shown))
    primary = next((str(e["id"]) for e in readable if e.get("primary")), "primary")
    found: dict[str, Place] = {}
    unknown: list[str] = []
    for name in wanted:
        id_ = primary if name == "primary" else name
        matching = [p for p in places if p.id == id_ or p.name.casefold() == name.casefold()]
        if not matching and is_calendar_id(name):
            matching = [Place(id_)]
        if not matching:
            unknown.append(name)
        found |= {place.id: place for place in matching}
    return Selection(tuple(found.values()), tuple(unknown))


def _named(entries: list[Mapping[str, Any]]) -> list[Place]:
    """Places with names of their own: two calendars of one name carry their ids as well."""
    plain = {
        str(e["id"]): str(e.get("summaryOverride") or e.get("summary") or e["id"]) for e in entries
    }
    often = Counter(plain.values())
    return [
        Place(
            id=str(e["id"]),
            name=(
                plain[str(e["id"])]
                if often[plain[str(e["id"])]] == 1
                else f"{plain[str(e['id'])]} ({e['id']})"
            ),
            zone=str(e.get("timeZone") or "UTC"),
        )
        for e in entries
    ]
