"""From iCalendar to Google's event JSON, for seeders that are given .ics."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

import icalendar
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

_STATUS = {
    "ACCEPTED": "accepted",
    "DECLINED": "declined",
    "TENTATIVE": "tentative",
    "NEEDS-ACTION": "needsAction",
}


def events_of(text: str) -> list[dict[str, Any]]:
    """The events of a VCALENDAR as Google would have them, a master before its exceptions."""
    components = icalendar.Calendar.from_ical(text).walk("VEVENT")
    masters = [c for c in components if "RECURRENCE-ID" not in c]
    exceptions = [c for c in components if "RECURRENCE-ID" in c]
    return [_event(c) for c in (*masters, *exceptions)]


def id_of(uid: str) -> str:
    """An event id of Google's alphabet for a UID."""
    return hashlib.sha256(uid.encode()).hexdigest()[:26]


def _event(component: Any) -> dict[str, Any]:
    uid = str(component["UID"])
    event: dict[str, Any] = {
        "id": id_of(uid),
        "iCalUID": uid,
        "summary": str(component.get("SUMMARY", "")),
        "start": _moment(component["DTSTART"]),
        "end": _moment(component["DTEND"] if "DTEND" in component else component["DTSTART"]),
        "status": str(component.get("STATUS", "CONFIRMED")).lower(),
    }
    for name, field in (("DESCRIPTION", "description"), ("LOCATION", "location")):
        if name in component:
            event[field] = str(component[name])
    attendees = component.get("ATTENDEE", [])
    event["attendees"] = [
        _attendee(a) for a in (attendees if isinstance(attendees, list) else [attendees])
    ]
    if "ORGANIZER" in component:
        event["organizer"] = {"email": _address(component["ORGANIZER"])}
    if link := component.get("CONFERENCE") or component.get("X-GOOGLE-CONFERENCE"):
        entry = {"entryPointType": "video", "uri": str(link)}
        event["conferenceData"] = {"entryPoints": [entry]}
    if "CLASS" in component:
        event["visibility"] = str(component["CLASS"]).lower()
    if str(component.get("TRANSP", "")) == "TRANSPARENT":
        event["transparency"] = "transparent"
    if "RRULE" in component:
        event["recurrence"] = [
            line
            for line in component.to_ical().decode().replace("\r\n ", "").split("\r\n")
            if line.startswith(("RRULE", "RDATE", "EXDATE"))
        ]
    if "RECURRENCE-ID" in component:
        original = _moment(component["RECURRENCE-ID"])
        stamp = f"{component['RECURRENCE-ID'].dt:%Y%m%dT%H%M%SZ}"
        event |= {"recurringEventId": event["id"], "originalStartTime": original}
        event["id"] = f"{event['id']}_{stamp}"
    return event


def _attendee(value: Any) -> dict[str, Any]:
    attendee: dict[str, Any] = {
        "email": _address(value),
        "responseStatus": _STATUS[str(value.params.get("PARTSTAT", "NEEDS-ACTION"))],
    }
    if "CN" in value.params:
        attendee["displayName"] = str(value.params["CN"])
    if str(value.params.get("CUTYPE", "")) in {"ROOM", "RESOURCE"}:
        attendee["resource"] = True
    return attendee


def _address(value: Any) -> str:
    return str(value).removeprefix("mailto:").lower()


def _moment(value: Any) -> dict[str, str]:
    if not isinstance(value.dt, datetime):
        return {"date": value.dt.isoformat()}
    zone = getattr(value.dt.tzinfo, "key", None) or str(value.params.get("TZID", "UTC"))
    zone = WINDOWS_TO_OLSON.get(zone, zone)
    return {"dateTime": value.dt.isoformat(), "timeZone": zone}
