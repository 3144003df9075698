"""Where and how a meeting takes place: format, video service, booking page. Words only, no I/O."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rules.words import fold
from syncd.model import Meeting

IN_PERSON, PHONE, VIDEO = "in person", "phone", "video"

#: Part of an address -> the service behind it.
_SERVICES = {
    "zoom.us": "Zoom",
    "zoom.com": "Zoom",
    "meet.google.com": "Google Meet",
    "teams.microsoft.com": "Microsoft Teams",
    "teams.live.com": "Microsoft Teams",
    "webex.com": "Webex",
    "whereby.com": "Whereby",
    "meet.jit.si": "Jitsi",
    "gotomeeting.com": "GoTo Meeting",
    "meet.goto.com": "GoTo Meeting",
    "bluejeans.com": "BlueJeans",
    "join.skype.com": "Skype",
    "facetime.apple.com": "FaceTime",
    "chime.aws": "Amazon Chime",
    "around.co": "Around",
    "meet.ffmuc.net": "Jitsi",
}
#: Said without an address.
_SERVICE_WORDS = {
    "zoom": "Zoom",
    "google meet": "Google Meet",
    "hangouts": "Google Meet",
    "microsoft teams": "Microsoft Teams",
    "ms teams": "Microsoft Teams",
    "webex": "Webex",
    "jitsi": "Jitsi",
    "skype": "Skype",
    "facetime": "FaceTime",
}
_BOOKING = {
    "calendly.com": "Calendly",
    "cal.com": "cal.com",
    "savvycal.com": "SavvyCal",
    "calendar.app.google": "Google appointment schedule",
    "calendar.google.com/calendar/appointments": "Google appointment schedule",
    "zcal.co": "Zcal",
    "tidycal.com": "TidyCal",
    "meetings.hubspot.com": "HubSpot",
    "chilipiper.com": "Chili Piper",
    "youcanbook.me": "YouCanBookMe",
    "acuityscheduling.com": "Acuity",
    "koalendar.com": "Koalendar",
    "app.reclaim.ai": "Reclaim",
    "usemotion.com": "Motion",
    "vyte.in": "Vyte",
    "doodle.com": "Doodle",
    "meetergo.com": "meetergo",
    "zeeg.me": "Zeeg",
    "outlook.office365.com/owa/calendar": "Microsoft Bookings",
    "outlook.office.com/bookwithme": "Microsoft Bookings",
    "book.morgen.so": "Morgen",
    "app.harmonizely.com": "Harmonizely",
}
_PHONE = re.compile(
    r"\+\d[\d ()/.-]{6,30}\d|\b(?:tel:|phone|telefon|telefonisch|per telefon|telephone|telefono|"
    r"telefonica|telefonisch|call me|ich rufe|i will call|i'll call|bellen)\b"
)
_LINK = re.compile(r"https?://\S{1,400}")


def _link_to(hosts: Iterable[str]) -> re.Pattern[str]:
    """A link, or a host by itself, that belongs to one of the hosts or begins with one."""
    any_of = "|".join(re.escape(host) for host in sorted(hosts, key=len, reverse=True))
    return re.compile(rf"(?<![a-z0-9-])({any_of})(?![a-z0-9.-]*[a-z0-9])")


_SERVICE_LINK = _link_to(_SERVICES)
_BOOKING_LINK = _link_to(_BOOKING)
_CHARS = 4000


def service_of(text: str) -> str:
    """The video service that a text links to or names, else ""."""
    linked = _SERVICE_LINK.search(text) if "." in text else None
    return _SERVICES[linked[1]] if linked else ""


def booking_page(meeting: Meeting) -> str:
    """The booking page a meeting came from, by the links and notes that it leaves, else ""."""
    organizer = meeting.organizer.address if meeting.organizer else ""
    by_domain = _by_domain(organizer) or _by_domain(meeting.key.uid.lower())
    if by_domain:
        return by_domain
    text = f"{meeting.description[:_CHARS]} {meeting.location[:300]}".lower()
    linked = _BOOKING_LINK.search(text) if "." in text else None
    return _BOOKING[linked[1]] if linked else ""


def format_and_service(meeting: Meeting) -> tuple[str, str]:
    """How people meet, and the video service if any; a place on earth beats a link."""
    location, description = meeting.location[:300].lower(), meeting.description[:_CHARS].lower()
    service = service_of(meeting.conference_url.lower()) or service_of(location)
    named = service or _named(location)
    if named:
        return VIDEO, named
    if _PHONE.search(location):
        return PHONE, ""
    if location.strip() and not _LINK.search(location):
        return IN_PERSON, service_of(description)
    service = service_of(description)
    if service or meeting.conference_url or location.strip():
        return VIDEO, service
    return (PHONE, "") if _PHONE.search(fold(meeting.title[:300])) else ("", "")


def _by_domain(address: str) -> str:
    """The booking page behind an address or a uid like ``…@calendly.com``."""
    domain = address.rpartition("@")[2]
    while "." in domain:
        if domain in _BOOKING:
            return _BOOKING[domain]
        domain = domain.partition(".")[2]
    return ""


def _named(text: str) -> str:
    return next((name for word, name in _SERVICE_WORDS.items() if word in text), "")
