"""From Google's event JSON to iCalendar text (RFC 5545): pure, and the same for every calendar.

Everything in an event was written by somebody else: lines are built by icalendar's own writer,
addresses and links are looked at, and an event that makes no sense raises ItemError.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Parameters, vText
from icalendar.parser import Contentline

from syncd.errors import ItemError

Event = Mapping[str, Any]

#: The fields of an event that are read; the rest is dropped as soon as it arrives.
FIELDS = frozenset(
    """
    attachments attendees attendeesOmitted conferenceData description end etag eventType hangoutLink
    htmlLink iCalUID id location organizer originalStartTime recurrence recurringEventId sequence
    start status summary transparency updated visibility
    """.split()
)
_MAX_TEXT_CHARS = 100_000
_MAX_ATTENDEES = 2000
_MAX_RECURRENCE_LINES = 500

_RECURRENCE = re.compile(r"(?:RRULE|RDATE|EXDATE|EXRULE)[;:][\x20-\x7e]{1,20000}")
_WEB = re.compile(r"https?://[^\s<>\"\x00-\x20]{1,2000}")
_ADDRESS = re.compile(r"[^\s<>\",;:\x00-\x20]{1,320}")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
_PARTSTAT = {
    "accepted": "ACCEPTED",
    "declined": "DECLINED",
    "tentative": "TENTATIVE",
    "needsAction": "NEEDS-ACTION",
}
_STATUS = {"tentative": "TENTATIVE", "cancelled": "CANCELLED"}
_CLASS = {"private": "PRIVATE", "confidential": "CONFIDENTIAL", "public": "PUBLIC"}


def series_of(event: Event) -> str:
    """The id that all parts of a series share: the master's own; a single event's is its id."""
    return str(event.get("recurringEventId") or event["id"])


def vcalendar(events: Sequence[Event], zone: str) -> str:
    """A VCALENDAR of the events of one series, the master first, or of one single event.

    ``zone`` is the calendar's own (IANA), for times that name none. Raises ItemError.
    """
    master = next((event for event in events if "recurringEventId" not in event), None)
    uid = _uid(events)
    try:
        lines = [
            line for event in events for line in _vevent(event, uid=uid, master=master, zone=zone)
        ]
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError) as error:
        raise ItemError(f"The event cannot be read: {error}") from error
    whole = [
        _line("BEGIN", "VCALENDAR"),
        _line("VERSION", "2.0"),
        _line("PRODID", "-//syncd//Google//EN"),
        *lines,
        _line("END", "VCALENDAR"),
    ]
    return "".join(_folded(line) for line in whole)


def link_of(events: Sequence[Event]) -> str:
    """Opens the event in Google Calendar; "" without one."""
    return next(filter(None, (_web(event.get("htmlLink")) for event in events)), "")


def _uid(events: Sequence[Event]) -> str:
    named = next((str(e["iCalUID"]) for e in events if e.get("iCalUID")), "")
    return named or f"{series_of(events[0])}@google.com"


def _vevent(event: Event, *, uid: str, master: Event | None, zone: str) -> Iterator[Contentline]:
    yield _line("BEGIN", "VEVENT")
    yield _text("UID", uid)
    yield _line("DTSTAMP", _utc(event.get("updated")) or "19700101T000000Z")
    yield from _times(event, master, zone)
    yield from _what(event, master)
    yield from _who(event)
    yield from _links(event)
    yield _line("END", "VEVENT")


def _times(event: Event, master: Event | None, zone: str) -> Iterator[Contentline]:
    own = event.get("start") or event.get("originalStartTime")
    if not own:
        raise ItemError("The event has no start.")
    if original := event.get("originalStartTime"):
        home = str((master or {}).get("start", {}).get("timeZone") or "") or None
        yield _moment("RECURRENCE-ID", original, zone, home)
    yield _moment("DTSTART", own, zone)
    if end := event.get("end"):
        yield _moment("DTEND", end, zone)
    elif master and event is not master:
        yield _moment("DTEND", _shifted(own, _length(master)), zone)
    for line in list(event.get("recurrence") or ())[:_MAX_RECURRENCE_LINES]:
        if not _RECURRENCE.fullmatch(str(line)):
            raise ItemError(f"The event recurs in a way that cannot be read: {str(line)[:80]!r}")
        yield _raw(str(line))


def _what(event: Event, master: Event | None) -> Iterator[Contentline]:
    """A cancelled instance comes almost empty; what it was is the master's to say."""
    for name, field in (("SUMMARY", "summary"), ("LOCATION", "location")):
        if value := event.get(field) or (master or {}).get(field):
            yield _text(name, value)
    if description := event.get("description"):
        yield _text("DESCRIPTION", description)
    yield _line("STATUS", _STATUS.get(str(event.get("status")), "CONFIRMED"))
    yield _line("SEQUENCE", str(int(event.get("sequence") or 0)))
    if updated := _utc(event.get("updated")):
        yield _line("LAST-MODIFIED", updated)
    if event.get("transparency") == "transparent":
        yield _line("TRANSP", "TRANSPARENT")
    if visibility := _CLASS.get(str(event.get("visibility"))):
        yield _line("CLASS", visibility)
    kind = str(event.get("eventType") or "default")
    if kind != "default":
        yield _text("X-SYNCD-EVENT-TYPE", kind)


def _who(event: Event) -> Iterator[Contentline]:
    organizer = event.get("organizer") or {}
    if address := _address(organizer.get("email")):
        yield _line("ORGANIZER", f"mailto:{address}", CN=organizer.get("displayName"))
    for attendee in list(event.get("attendees") or ())[:_MAX_ATTENDEES]:
        if address := _address(attendee.get("email")):
            yield _line(
                "ATTENDEE",
                f"mailto:{address}",
                CN=attendee.get("displayName"),
                CUTYPE=_cutype(attendee),
                PARTSTAT=_PARTSTAT.get(str(attendee.get("responseStatus")), "NEEDS-ACTION"),
                ROLE="OPT-PARTICIPANT" if attendee.get("optional") else "REQ-PARTICIPANT",
                **{"X-SYNCD-SELF": "TRUE" if attendee.get("self") else None},
            )
    if event.get("attendeesOmitted"):
        yield _line("X-SYNCD-ATTENDEES-OMITTED", "TRUE")


def _cutype(attendee: Mapping[str, Any]) -> str:
    """RFC 5545 section 3.2.3. Google fetches the members of a group in the background."""
    if attendee.get("resource"):
        return "RESOURCE"
    return "GROUP" if attendee.get("asyncOperation") else "INDIVIDUAL"


def _links(event: Event) -> Iterator[Contentline]:
    points = (event.get("conferenceData") or {}).get("entryPoints") or ()
    video = [point.get("uri") for point in points if point.get("entryPointType") == "video"]
    if link := next(filter(None, map(_web, (*video, event.get("hangoutLink")))), ""):
        yield _line("X-GOOGLE-CONFERENCE", link)
    for attachment in event.get("attachments") or ():
        if link := _web(attachment.get("fileUrl")):
            title, kind = attachment.get("title"), attachment.get("mimeType")
            yield _line("ATTACH", link, FILENAME=title, FMTTYPE=kind)


def _moment(name: str, value: Mapping[str, Any], zone: str, home: str | None = None) -> Contentline:
    """A DATE, or a DATE-TIME in ``home``, the zone it names itself, or ``zone``.

    A zone that nobody knows would make it a floating time for readers, so then it is in UTC.
    """
    if day := value.get("date"):
        return _line(name, f"{date.fromisoformat(str(day)):%Y%m%d}", VALUE="DATE")
    at = datetime.fromisoformat(str(value["dateTime"]))
    name_of_zone = home or str(value.get("timeZone") or zone)
    info = _zone(name_of_zone)
    if at.tzinfo is None:
        at = at.replace(tzinfo=info or UTC)
    if info is None or info.key == "UTC":
        return _line(name, f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}")
    return _line(name, f"{at.astimezone(info):%Y%m%dT%H%M%S}", TZID=info.key)


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


def _length(event: Event) -> timedelta:
    start, end = event.get("start") or {}, event.get("end") or {}
    if "date" in start and "date" in end:
        return date.fromisoformat(end["date"]) - date.fromisoformat(start["date"])
    if "dateTime" in start and "dateTime" in end:
        return datetime.fromisoformat(end["dateTime"]) - datetime.fromisoformat(start["dateTime"])
    return timedelta()


def _shifted(value: Mapping[str, Any], by: timedelta) -> dict[str, Any]:
    if day := value.get("date"):
        return {"date": (date.fromisoformat(day) + by).isoformat()}
    at = datetime.fromisoformat(value["dateTime"]) + by
    return {"dateTime": at.isoformat(), "timeZone": value.get("timeZone")}


def _utc(moment: Any) -> str:
    """An RFC 3339 time as iCalendar has it; "" when there is none."""
    if not moment:
        return ""
    at = datetime.fromisoformat(str(moment))
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}" if at.tzinfo else ""


def _folded(line: Contentline) -> str:
    folded: bytes = line.to_ical()  # type: ignore[no-untyped-call]
    return folded.decode() + "\r\n"


def _raw(line: str) -> Contentline:
    return Contentline(line)  # type: ignore[no-untyped-call]


def _text(name: str, value: Any) -> Contentline:
    plain = _CONTROL.sub(" ", str(value).replace("\r\n", "\n"))[:_MAX_TEXT_CHARS]
    return _parts(name, Parameters(), vText(plain))


def _line(name: str, value: str, **parameters: Any) -> Contentline:
    given = {key: _one_line(text) for key, text in parameters.items() if text}
    return _parts(name, Parameters(given), value)


def _parts(name: str, parameters: Parameters, value: str | vText) -> Contentline:
    line: Contentline = Contentline.from_parts(name, parameters, value, sorted=False)
    return line


def _one_line(text: Any) -> str:
    return " ".join(_CONTROL.sub(" ", str(text)).split())[:500]


def _web(address: Any) -> str:
    text = str(address or "").strip()
    return text if _WEB.fullmatch(text) else ""


def _address(address: Any) -> str:
    text = str(address or "").strip()
    return text if "@" in text and _ADDRESS.fullmatch(text) else ""


def pruned(event: Mapping[str, Any], without: Iterable[str] = ()) -> dict[str, Any]:
    """Only what is read of an event."""
    return {key: value for key, value in event.items() if key in FIELDS and key not in without}
