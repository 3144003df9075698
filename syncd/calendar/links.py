"""Addresses that come with an event: its page, the video call, what is attached to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from syncd.calendar.components import Component, Property
from syncd.calendar.prose import RAW_CHARS, one_line
from syncd.model import Link

MAX_ATTACHMENTS = 50
_URL_CHARS = 2000
_TITLE_CHARS = 200
_CONFERENCE_NAMES = (
    "X-GOOGLE-CONFERENCE",
    "X-MICROSOFT-SKYPETEAMSMEETINGURL",
    "X-MICROSOFT-ONLINEMEETINGEXTERNALLINK",
    "X-MICROSOFT-ONLINEMEETINGCONFLINK",
)
#: Rooms of the video services that people name in an invitation; only https, never the service's
#: own pages.
_VIDEO = re.compile(
    r"https://(?:"
    r"(?:[\w-]+\.)?(?:zoom\.us|zoomgov\.com)/(?:j|my|w|s|wc)/"
    r"|meet\.google\.com/(?!landing)[a-z]"
    r"|teams\.(?:microsoft|live)\.com/(?:l/meetup-join|meet)/"
    r"|(?:[\w-]+\.)?whereby\.com/(?!information|user)[\w-]"
    r"|(?:meet\.jit\.si|8x8\.vc)/[\w-]"
    r"|[\w-]+\.webex\.com/(?:meet|join|[\w-]+/j\.php|wbxmjs)"
    r")[^\s<>\"'\\)\]]{0,1500}",
    re.IGNORECASE,
)
_TRAILING = ".,;:!?*_"


def web_address(text: str) -> str:
    """The text when it is an http or https address that can be shown as a link, else ""."""
    address = text.strip()
    if len(address) > _URL_CHARS or re.search(r"[\s<>\"\\\x00-\x20\x7f]", address):
        return ""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme.lower() in {"http", "https"} and parts.hostname else ""


def page(event: Component) -> str:
    """The event's own page (URL, RFC 5545 section 3.8.4.6)."""
    return web_address(event.value("URL"))


def conference(event: Component) -> str:
    """Where the video call is: as the event says, else a known room in its place or text."""
    named = (web_address(address) for address in _named_conferences(event))
    return next(filter(None, named), "") or _room_in(event)


def attachments(event: Component) -> tuple[Link, ...]:
    """What is attached by address; what is attached whole is left where it is."""
    found: dict[str, Link] = {}
    for attached in event.every("ATTACH", MAX_ATTACHMENTS):
        if url := web_address(attached.value):
            title = attached.params.get("FILENAME") or attached.params.get("X-FILENAME", "")
            found.setdefault(url, Link(url, one_line(title, _TITLE_CHARS)))
    return tuple(found.values())


def _named_conferences(event: Component) -> Iterator[str]:
    offered = list(event.every("CONFERENCE", MAX_ATTACHMENTS))
    yield from (found.value for found in sorted(offered, key=_preference))
    for name in _CONFERENCE_NAMES:
        yield event.value(name)


def _preference(conference: Property) -> int:
    """Video before the rest, RFC 7986 section 5.11."""
    return 0 if "VIDEO" in conference.params.get("FEATURE", "").upper() else 1


def _room_in(event: Component) -> str:
    for name in ("LOCATION", "URL", "DESCRIPTION", "X-ALT-DESC"):
        text = event.text(name, RAW_CHARS)
        if "https" not in text.lower():
            continue
        # Outlook and Google wrap links into their own, with the real one quoted in it.
        for form in (text, unquote(text)):
            if room := _VIDEO.search(form.replace("&amp;", "&")):
                return web_address(_unwrapped(room[0], text is not form))
    return ""


def _unwrapped(address: str, quoted: bool) -> str:
    """A room without what follows it: the wrapping link's own parameters, or a full stop."""
    plain = re.split(r"&(?:data|sa|source|ust|usg|sdata|reserved)=", address)[0]
    return (plain if quoted else address).rstrip(_TRAILING)
