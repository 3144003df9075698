"""What an event says of itself, apart from when it is -> the parts of a Meeting."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from syncd.calendar.attendees import attendees, organizer
from syncd.calendar.components import Component
from syncd.calendar.events import Event
from syncd.calendar.links import attachments, conference, page
from syncd.calendar.prose import (
    LOCATION_CHARS,
    RAW_CHARS,
    TITLE_CHARS,
    one_line,
    paragraphs,
)
from syncd.model import Status

MAX_CATEGORIES = 50
_CATEGORY_CHARS = 100
_COMMA = re.compile(r"(?<!\\),")
_EVENT_TYPE = re.compile(r"[A-Za-z]{1,50}")
_VISIBILITIES = frozenset({"public", "private", "confidential"})


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an event was read."""

    account: str = ""
    calendar: str = ""
    #: Opens the event in the account's own calendar.
    url: str = ""


def details(event: Event, master: Event | None, origin: Origin) -> dict[str, Any]:
    """Every field of a `Meeting` that does not depend on when it is.

    A cancelled exception often says no more than that; the rest is then as in its series. A series
    that was called off takes along the exceptions that were made before.
    """
    component = event.component
    cancelled = event.cancelled
    if master is not None and master is not event:
        cancelled = cancelled or (master.cancelled and master.sequence >= event.sequence)
        if event.cancelled:
            component = Component(master.component.lines | event.component.lines)
    return {
        "title": one_line(component.text("SUMMARY", TITLE_CHARS * 4), TITLE_CHARS),
        "status": Status.CANCELLED if cancelled else _status(component),
        "organizer": organizer(component),
        "attendees": attendees(component),
        "description": _description(component),
        "location": one_line(component.text("LOCATION", LOCATION_CHARS * 4), LOCATION_CHARS),
        "url": origin.url or page(component),
        "conference_url": conference(component),
        "attachments": attachments(component),
        "categories": _categories(component),
        "account": origin.account,
        "calendar": origin.calendar,
        "transparent": component.value("TRANSP").upper() == "TRANSPARENT",
        "visibility": _visibility(component),
        "event_type": _event_type(component),
        "sequence": event.sequence,
        "updated": event.updated,
    }


def _status(component: Component) -> Status:
    return (
        Status.TENTATIVE if component.value("STATUS").upper() == "TENTATIVE" else Status.CONFIRMED
    )


def _description(component: Component) -> str:
    """DESCRIPTION; without one, the HTML that Outlook puts beside it."""
    name = "DESCRIPTION" if component.value("DESCRIPTION") else "X-ALT-DESC"
    return paragraphs(component.text(name, RAW_CHARS))


def _categories(component: Component) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for listed in component.every("CATEGORIES", MAX_CATEGORIES):
        for value in _COMMA.split(listed.value[: MAX_CATEGORIES * _CATEGORY_CHARS]):
            found[one_line(value.replace("\\", ""), _CATEGORY_CHARS)] = None
    return tuple(filter(None, found))[:MAX_CATEGORIES]


def _visibility(component: Component) -> str:
    """CLASS; RFC 5545 section 3.8.1.3 wants an unknown one treated as private."""
    written = component.value("CLASS").lower() or "public"
    return written if written in _VISIBILITIES else "private"


def _event_type(component: Component) -> str:
    written = component.value("X-SYNCD-EVENT-TYPE")
    return written if _EVENT_TYPE.fullmatch(written) else ""
