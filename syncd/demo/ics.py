"""Writes an event of the sample as RFC 5545 text: a calendar file, or an invitation by mail."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import icalendar

from syncd.demo.cast import Person, cast
from syncd.demo.dates import ZONE, Days
from syncd.demo.events import EventSource, Standing
from syncd.model.moments import to_utc

_PRODID = "-//syncd//demo//EN"
#: The rules of the European Union since 1996, as calendar programs write them.
_TIMEZONE = """\
BEGIN:VTIMEZONE
TZID:{name}
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""


def calendar_text(standing: Standing, days: Days) -> str:
    """A VCALENDAR of the event with all instances that differ, and its time zone."""
    event = standing.event
    moved = (_instance(standing, days, move.instance, move.to) for move in event.moved)
    return _wrapped([_series(standing, days), *moved], event.zone)


def request_text(standing: Standing, days: Days) -> str:
    """An invitation, as organizers mail it (RFC 5546 section 3.2.2)."""
    return _wrapped([_series(standing, days)], standing.event.zone, method="REQUEST")


def reply_text(standing: Standing, days: Days, who: Person, partstat: str) -> str:
    """An answer to an invitation, as guests mail it (RFC 5546 section 3.2.3)."""
    component = _series(standing, days)
    del component["ATTENDEE"]
    component.add("ATTENDEE", f"mailto:{who.address}", parameters=_parameters(who, partstat))
    return _wrapped([component], standing.event.zone, method="REPLY")


def _wrapped(components: list[icalendar.Event], zone: str, method: str = "") -> str:
    calendar = icalendar.Calendar()
    calendar.add("PRODID", _PRODID)
    calendar.add("VERSION", "2.0")
    if method:
        calendar.add("METHOD", method)
    if any(isinstance(component.start, datetime) for component in components):
        timezone = _TIMEZONE.format(name=zone or ZONE.key)
        calendar.add_component(icalendar.Timezone.from_ical(timezone))
    for component in components:
        calendar.add_component(_rezoned(component, zone))
    return str(calendar.to_ical(), "utf-8")


def _series(standing: Standing, days: Days) -> icalendar.Event:
    event = standing.event
    component = _component(standing, days, event.start)
    if event.repeats:
        component.add("RRULE", icalendar.vRecur.from_ical(event.repeats))
    for when in event.leaves_out:
        component.add("EXDATE", days.moment(when))
    return component


def _instance(standing: Standing, days: Days, instance: str, to: str) -> icalendar.Event:
    component = _component(standing, days, to)
    component.add("RECURRENCE-ID", days.moment(instance))
    return component


def _component(standing: Standing, days: Days, start: str) -> icalendar.Event:
    event = standing.event
    component = icalendar.Event()
    component.add("UID", event.uid)
    component.add("DTSTAMP", to_utc(standing.modified))
    component.add("CREATED", to_utc(standing.created))
    component.add("LAST-MODIFIED", to_utc(standing.modified))
    component.add("SEQUENCE", standing.sequence)
    component.add("SUMMARY", event.title)
    begins, ends = _span(event, days, start)
    component.add("DTSTART", begins)
    component.add("DTEND", ends)
    component.add("STATUS", event.status.upper())
    component.add("TRANSP", "TRANSPARENT" if event.free else "OPAQUE")
    _describe(component, event, days)
    _invite(component, event)
    return component


def _describe(component: icalendar.Event, event: EventSource, days: Days) -> None:
    if event.location:
        component.add("LOCATION", event.location)
    if event.description:
        component.add("DESCRIPTION", days.fill(event.description).strip())
    if event.call:
        component.add("CONFERENCE", event.call, parameters={"VALUE": "URI", "FEATURE": "VIDEO"})
    if event.private:
        component.add("CLASS", "PRIVATE")


def _invite(component: icalendar.Event, event: EventSource) -> None:
    if event.organizer is None:
        return
    host = cast()[event.organizer]
    component.add("ORGANIZER", f"mailto:{host.address}", parameters={"CN": host.name})
    for name, partstat in {event.organizer: "accepted", **event.guests}.items():
        who = cast()[name]
        component.add("ATTENDEE", f"mailto:{who.address}", parameters=_parameters(who, partstat))


def _parameters(who: Person, partstat: str) -> dict[str, str]:
    return {
        "CUTYPE": who.cutype.upper(),
        "ROLE": "REQ-PARTICIPANT",
        "PARTSTAT": partstat.upper(),
        "CN": who.name,
    }


def _span(event: EventSource, days: Days, start: str) -> tuple[date, date]:
    if event.all_day:
        first = days.day(start)
        return first, first + timedelta(days=event.days)
    begins = days.moment(start)
    return begins, (to_utc(begins) + timedelta(minutes=event.minutes)).astimezone(ZONE)


def _rezoned(component: icalendar.Event, zone: str) -> icalendar.Event:
    for name in ("DTSTART", "DTEND", "RECURRENCE-ID"):
        if zone and name in component:
            component[name].params["TZID"] = zone
    return component
