"""Cuts a VCALENDAR into one item for each UID, without parsing what the events say.

A calendar of fifty thousand events is cut in a second; parsing it would take half a minute, and
most of it never needs parsing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b

from connectors.contract import MAX_ITEM_BYTES, Bad, Item
from syncd.errors import ItemError

#: Longest UID that is used as a name; RFC 7986 section 5.3 asks for at most 255 octets.
MAX_UID_CHARS = 1000

_COMPONENT_LINE = re.compile(r"(?im)^[ \t]*(begin|end)[ \t]*:[ \t]*([a-z-]+)[ \t]*$")
#: Patterns begin with a literal newline where they can: the search for it is what makes them fast.
_EDGE = re.compile(r"\n(BEGIN|END):[^\n]*")
_UID = re.compile(r"\nUID(?:;[^:\n]*)?:([^\n]*)")
_DTSTAMP = re.compile(r"\nDTSTAMP[;:][^\n]*")
_TZID_PARAMETER = re.compile(r';(?:TZID|tzid)=("[^"\n]*"|[^;:"\n]*)')
_TZID = re.compile(r"\nTZID(?:;[^:\n]*)?:([^\n]*)")
_NAME = re.compile(r"\nX-WR-CALNAME(?:;[^:\n]*)?:([^\n]*)")
#: What an item takes over from the calendar it was in.
_HEADER = re.compile(r"\n((?:VERSION|PRODID|METHOD|CALSCALE|X-WR-TIMEZONE)[;:][^\n]{0,1000})(?=\n)")


@dataclass(frozen=True, slots=True)
class Resource:
    """Everything that a text says about one UID."""

    uid: str
    #: A VCALENDAR of its own, lines ended by CRLF and not folded.
    text: str
    #: Of the content; DTSTAMP is left out, for servers that write the time of asking into it.
    etag: str


@dataclass(frozen=True, slots=True)
class Malformed:
    """An event that cannot be cut out, or is not worth it."""

    uid: str
    etag: str
    reason: str


@dataclass(frozen=True, slots=True)
class Split:
    """A VCALENDAR, cut up."""

    #: X-WR-CALNAME; "" when it has none.
    name: str
    resources: tuple[Resource, ...]
    malformed: tuple[Malformed, ...] = ()

    def items(
        self, calendar: str, name: Callable[[str], str] = str, *, url: str = ""
    ) -> tuple[Item, ...]:
        """The resources as items; ``name`` makes an item's id out of its UID."""
        return tuple(
            Item(calendar, name(found.uid), found.etag, found.text, url) for found in self.resources
        )

    def bad(self, calendar: str, name: Callable[[str], str] = str) -> tuple[Bad, ...]:
        """What was malformed, for the page."""
        return tuple(Bad(calendar, name(m.uid), m.etag, m.reason) for m in self.malformed)


def split(text: str) -> Split:
    """Cut a VCALENDAR, or several in a row, into its resources.

    An event without a UID gets one made of its content: the same as long as it is not changed.
    To-dos and journals are passed over. Raises ItemError when the text is not a calendar at all or
    ends in the middle of one.
    """
    plain = _plain(text)
    if not is_complete(plain):
        raise ItemError("It ends in the middle of a calendar.")
    calendars = [_Calendar.read(body) for body in plain.split("\nBEGIN:VCALENDAR\n")[1:]]
    found: dict[str, Resource] = {}
    for calendar in calendars:
        for resource in map(calendar.resource, calendar.events):
            before = found.get(resource.uid)
            found[resource.uid] = _joined(before, resource) if before else resource
    names = (calendar.name for calendar in calendars)
    fitting = tuple(resource for resource in found.values() if not _too_large(resource))
    too_large = tuple(map(_too_large, found.values())) if len(fitting) < len(found) else ()
    malformed = [m for calendar in calendars for m in calendar.malformed]
    return Split(next(filter(None, names), ""), fitting, (*malformed, *filter(None, too_large)))


def is_complete(text: str) -> bool:
    """Whether a calendar text has reached its end. Raises ItemError when it is no calendar."""
    if not text[:100].lstrip("\ufeff \t\r\n").upper().startswith("BEGIN:VCALENDAR"):
        raise ItemError("It does not begin like a calendar (BEGIN:VCALENDAR).")
    return text[-40:].rstrip().upper().endswith("END:VCALENDAR")


def content_etag(text: str) -> str:
    """A short hash of a text."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


@dataclass(slots=True)
class _Calendar:
    """One VCALENDAR while it is cut up."""

    #: UID -> its events, without what is nested in them.
    events: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    malformed: list[Malformed] = field(default_factory=list)
    name: str = ""
    header: str = ""
    #: TZID -> VTIMEZONE.
    zones: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, body: str) -> _Calendar:
        calendar = cls()
        head, *chunks = f"\n{body}".split("\nBEGIN:VEVENT\n")
        around = [head]
        for chunk in chunks:
            event, end, rest = f"\n{chunk}\n".partition("\nEND:VEVENT\n")
            if rest:
                around.append(rest)
            calendar._add(_own_lines(event), complete=bool(end))
        found = _NAME.search(head)
        calendar.name = found.group(1).strip() if found else ""
        calendar.header = "".join(f"\n{line}" for line in _HEADER.findall(f"{_own_lines(head)}\n"))
        calendar.zones = dict(_zones("\n".join(around)))
        return calendar

    def _add(self, event: str, *, complete: bool) -> None:
        found = _UID.search(event)
        uid = found.group(1).strip() if found else ""
        if not complete:
            reason = "The event has no end (END:VEVENT)."
            etag = content_etag(event)
            self.malformed.append(Malformed(uid or f"event-{etag}", etag, reason))
        elif uid:
            self.events[uid].append(event)
        else:
            uid = f"syncd-{content_etag(_DTSTAMP.sub('', event))}"
            self.events[uid].append(f"\nUID:{uid}{event}")

    def resource(self, uid: str) -> Resource:
        body = "".join(f"\nBEGIN:VEVENT{event}\nEND:VEVENT" for event in self.events[uid])
        named = {name.strip('"') for name in _TZID_PARAMETER.findall(body)}
        # Exchange leaves out the quotes around a name with a colon.
        named.update(name for name in self.zones if ":" in name and f";TZID={name}:" in body)
        zones = "".join(self.zones[name] for name in sorted(named) if name in self.zones)
        content = f"BEGIN:VCALENDAR{self.header}{zones}{body}\nEND:VCALENDAR\n"
        etag = content_etag(_DTSTAMP.sub("", content))
        return Resource(uid, content.replace("\n", "\r\n"), etag)


def _joined(one: Resource, other: Resource) -> Resource:
    """A UID that stands in two calendars of a stream keeps both, each with its own zones."""
    return Resource(one.uid, one.text + other.text, content_etag(one.etag + other.etag))


def _too_large(resource: Resource) -> Malformed | None:
    if len(resource.uid) > MAX_UID_CHARS:
        reason = f"Its UID is longer than {MAX_UID_CHARS:,} characters."
    elif len(resource.text) > MAX_ITEM_BYTES:
        reason = f"It is larger than {MAX_ITEM_BYTES // 1000:,} kB."
    else:
        return None
    return Malformed(resource.uid[:MAX_UID_CHARS], resource.etag, reason)


def _plain(text: str) -> str:
    """The text with newlines for CRLF, unfolded, components in capitals, a newline around it."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n ", "").replace("\n\t", "")
    plain = "\n" + plain.strip("\ufeff \t\n") + "\n"
    usual = plain.count("\nBEGIN:VEVENT\n")
    if not usual or usual != plain.count("BEGIN:VEVENT") or "\nbegin:v" in plain:
        return _COMPONENT_LINE.sub(lambda m: f"{m[1]}:{m[2]}".upper(), plain)
    return plain


def _own_lines(component: str) -> str:
    """The lines of a component that do not belong to one nested in it (a VALARM, say).

    Here as in all pieces of a calendar, each line has its newline before it.
    """
    if "\nBEGIN:" not in component:
        return component
    first, *rest = _EDGE.split(component)
    own = [first]
    depth = 0
    for edge, lines in zip(rest[::2], rest[1::2], strict=True):
        depth = depth + 1 if edge == "BEGIN" else max(depth - 1, 0)
        if depth == 0:
            own.append(lines)
    return "".join(own)


def _zones(around: str) -> Iterator[tuple[str, str]]:
    for chunk in around.split("\nBEGIN:VTIMEZONE\n")[1:]:
        zone, found, _ = f"\n{chunk}".partition("\nEND:VTIMEZONE")
        name = _TZID.search(zone)
        if found and name and len(zone) <= MAX_ITEM_BYTES:
            yield name.group(1).strip(), f"\nBEGIN:VTIMEZONE{zone}\nEND:VTIMEZONE"
