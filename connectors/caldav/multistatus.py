"""WebDAV answers taken apart (RFC 4918 section 13), and the few request bodies that are sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit
from xml.sax.saxutils import escape

DAV = "{DAV:}"
CALDAV = "{urn:ietf:params:xml:ns:caldav}"
CARDDAV = "{urn:ietf:params:xml:ns:carddav}"
SERVER = "{http://calendarserver.org/ns/}"
_PREFIXES = {DAV: "d", CALDAV: "c", CARDDAV: "a", SERVER: "s"}
_SPACES = " ".join(f'xmlns:{short}="{long[1:-1]}"' for long, short in _PREFIXES.items())
_HEAD = '<?xml version="1.0" encoding="utf-8"?>'


@dataclass(frozen=True, slots=True)
class Resource:
    """What an answer says of one resource."""

    #: Absolute address, as the server spells it.
    url: str
    #: HTTP status of the resource itself.
    status: int = 200
    #: Properties that it has: name in Clark notation -> element.
    properties: Mapping[str, Any] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """The text of a property; "" when it has none."""
        element = self.properties.get(name)
        return (element.text or "").strip() if element is not None else ""

    def links(self, name: str) -> list[str]:
        """The addresses that a property names."""
        element = self.properties.get(name)
        found = element.iter(f"{DAV}href") if element is not None else ()
        return [urljoin(self.url, href.text.strip()) for href in found if href.text]

    def tags(self, name: str) -> set[str]:
        """The names of all elements within a property."""
        element = self.properties.get(name)
        return (
            {one.tag for one in element.iter() if one is not element}
            if element is not None
            else set()
        )


def resources(tree: Any, url: str) -> list[Resource]:
    """Every resource of a multistatus that came from ``url``; none of anything else."""
    if tree is None or tree.tag != f"{DAV}multistatus":
        return []
    return [_resource(one, url) for one in tree.iterfind(f"{DAV}response")]


def sync_token(tree: Any) -> str:
    """The sync token of an answer (RFC 6578); "" when there is none."""
    found = tree.findtext(f"{DAV}sync-token") if tree is not None else None
    return (found or "").strip()


def path_of(url: str) -> str:
    """The path of an address, decoded: what two spellings of it have in common."""
    return unquote(urlsplit(url).path)


def propfind(*names: str) -> str:
    """The body of a PROPFIND for these properties."""
    return f"{_HEAD}<d:propfind {_SPACES}>{_prop(names)}</d:propfind>"


def sync_collection(token: str, *names: str) -> str:
    """What changed since a token; everything, for an empty one (RFC 6578 section 3.2)."""
    return (
        f"{_HEAD}<d:sync-collection {_SPACES}><d:sync-token>{escape(token)}</d:sync-token>"
        f"<d:sync-level>1</d:sync-level>{_prop(names)}</d:sync-collection>"
    )


def all_events(*names: str) -> str:
    """Every resource with an event in it, unexpanded (RFC 4791 section 7.8)."""
    return (
        f"{_HEAD}<c:calendar-query {_SPACES}>{_prop(names)}"
        '<c:filter><c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT"/>'
        "</c:comp-filter></c:filter></c:calendar-query>"
    )


def multiget(paths: Iterable[str], kind: str, *names: str) -> str:
    """These resources with their data; ``kind`` is `CALDAV` or `CARDDAV`."""
    report = "c:calendar-multiget" if kind == CALDAV else "a:addressbook-multiget"
    hrefs = "".join(f"<d:href>{escape(path)}</d:href>" for path in paths)
    return f"{_HEAD}<{report} {_SPACES}>{_prop(names)}{hrefs}</{report}>"


def _prop(names: Iterable[str]) -> str:
    return f"<d:prop>{''.join(f'<{_prefixed(name)}/>' for name in names)}</d:prop>"


def _prefixed(name: str) -> str:
    space, _, local = name.rpartition("}")
    return f"{_PREFIXES[space + '}']}:{local}"


def _resource(response: Any, url: str) -> Resource:
    href = (response.findtext(f"{DAV}href") or "").strip()
    properties = {
        child.tag: child
        for propstat in response.iterfind(f"{DAV}propstat")
        if _code(propstat.findtext(f"{DAV}status")) < 300
        for prop in propstat.iterfind(f"{DAV}prop")
        for child in prop
        if isinstance(child.tag, str)
    }
    status = _code(response.findtext(f"{DAV}status"))
    return Resource(urljoin(url, href), status, properties)


def _code(status: str | None) -> int:
    """``HTTP/1.1 404 Not Found`` -> 404; 200 when nothing is said."""
    words = (status or "").split()
    return int(words[1]) if len(words) > 1 and words[1].isdigit() else 200
