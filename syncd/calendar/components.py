"""Calendar text -> its events, as content lines (RFC 5545 section 3.1) that are parsed when asked.

Not done with icalendar's parser, because text from outside comes here first: that parser walks each
character of each line, reads what nobody asks for, and keeps the VTIMEZONEs of one calendar in a
global memory where they decide about the next one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from syncd.errors import ItemError

#: More than any program writes in one event; the rest of them is not read.
MAX_EVENTS = 2000
MAX_ZONES = 10

_NAME = re.compile(r"[A-Za-z0-9-]+(?=[;:])")
_LINE = re.compile(r'[^;:]+((?:;[^:"]*(?:"[^"]*"[^:"]*)*)?):(.*)', re.DOTALL)
_PARAMETER = re.compile(r';([A-Za-z0-9-]+)=((?:[^";]|"[^"]*")*)')
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_CARET = re.compile(r"\^([n^'])")


@dataclass(frozen=True, slots=True)
class Property:
    """One content line."""

    #: As it stands in the text, still escaped.
    value: str
    #: Names in capitals; quotes taken off, RFC 6868 undone.
    params: Mapping[str, str]

    @classmethod
    def parse(cls, line: str) -> Property:
        """Read an unfolded content line that begins with a name."""
        match = _LINE.fullmatch(line)
        if not match:  # an open quote: everything after the first colon is the value
            return cls(line.partition(":")[2], {})
        params, value = match.groups()
        return cls(value, dict(_parameters(params)) if params else {})

    def text(self, limit: int) -> str:
        """The value as TEXT (RFC 5545 section 3.3.11), at most ``limit`` characters."""
        return _ESCAPED.sub(_unescape, self.value[: 2 * limit])[:limit]


@dataclass(slots=True)
class Component:
    """A VEVENT: its own content lines, by name, without what is nested in it."""

    #: Name in capitals -> its unfolded lines, in order.
    lines: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def __contains__(self, name: str) -> bool:
        return name in self.lines

    def first(self, name: str) -> Property | None:
        """The first property of a name."""
        found = self.lines.get(name)
        return Property.parse(found[0]) if found else None

    def every(self, name: str, limit: int) -> Iterator[Property]:
        """At most ``limit`` properties of a name, in order."""
        return map(Property.parse, self.lines.get(name, ())[:limit])

    def value(self, name: str) -> str:
        """The raw value of the first property of a name; "" without one."""
        found = self.first(name)
        return found.value.strip() if found else ""

    def text(self, name: str, limit: int) -> str:
        """The first property of a name as TEXT, at most ``limit`` characters; "" without one."""
        found = self.first(name)
        return found.text(limit) if found else ""


@dataclass(slots=True)
class Calendar:
    """A VCALENDAR, as far as its events need it."""

    #: In capitals: REQUEST, CANCEL …; "" when it is not a message (RFC 5546).
    method: str = ""
    #: X-WR-TIMEZONE; "" without one.
    zone_name: str = ""
    events: list[Component] = field(default_factory=list)
    #: TZID -> the lines of its VTIMEZONE, nested ones included.
    zones: dict[str, tuple[str, ...]] = field(default_factory=dict)


def calendars(text: str) -> list[Calendar]:
    """Every VCALENDAR of an iCalendar stream. Raises ItemError when there is no event in it."""
    lines = iter(_unfold(text))
    begins = (line for line in lines if line.upper().startswith("BEGIN:VCALENDAR"))
    found = [_calendar(lines) for _ in begins]
    if not any(calendar.events for calendar in found):
        raise ItemError("It holds no event (VEVENT).")
    return found


def _calendar(lines: Iterator[str]) -> Calendar:
    calendar = Calendar()
    for line in lines:
        name, _, value = line.partition(":")
        match name.upper(), value.strip().upper():
            case "END", "VCALENDAR":
                break
            case "BEGIN", "VEVENT":
                event = _component(lines)
                if len(calendar.events) < MAX_EVENTS:
                    calendar.events.append(event)
            case "BEGIN", "VTIMEZONE":
                _add_zone(calendar, lines)
            case "BEGIN", _:
                _skip(lines)
            case "METHOD", method:
                calendar.method = method
            case "X-WR-TIMEZONE", _:
                calendar.zone_name = value.strip()
    return calendar


def _component(lines: Iterator[str]) -> Component:
    """The lines up to the end of the component they are in. A nested one (a VALARM) is passed."""
    component = Component()
    for line in lines:
        start = line[:6].upper()
        if start == "BEGIN:":
            _skip(lines)
        elif start.startswith("END:"):
            break
        elif match := _NAME.match(line):
            component.lines[match[0].upper()].append(line)
    return component


def _skip(lines: Iterator[str]) -> None:
    for _ in _nested(lines):
        pass


def _nested(lines: Iterator[str]) -> Iterator[str]:
    """The lines of the component that was just begun, up to its end, without recursion."""
    depth = 1
    for line in lines:
        start = line[:6].upper()
        depth += (start == "BEGIN:") - start.startswith("END:")
        if depth == 0:
            return
        yield line


def _add_zone(calendar: Calendar, lines: Iterator[str]) -> None:
    zone = tuple(_nested(lines))
    named = next((line for line in zone if line[:4].upper() == "TZID"), "")
    if named and len(calendar.zones) < MAX_ZONES:
        calendar.zones.setdefault(Property.parse(named).value.strip(), zone)


def _unfold(text: str) -> list[str]:
    """Content lines, RFC 5545 section 3.1; bare newlines and carriage returns are understood."""
    # Half of a surrogate pair, as JSON can carry it, can neither be shown nor stored.
    whole = text.encode("utf-8", "replace").decode()
    plain = whole.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return plain.replace("\n ", "").replace("\n\t", "").split("\n")


def _parameters(text: str) -> Iterator[tuple[str, str]]:
    for name, value in _PARAMETER.findall(text):
        plain = value.replace('"', "").strip()
        yield name.upper(), _CARET.sub(_uncaret, plain) if "^" in plain else plain


def _unescape(match: re.Match[str]) -> str:
    return "\n" if match[1] in "nN" else match[1]


def _uncaret(match: re.Match[str]) -> str:
    """RFC 6868 section 3.1."""
    return {"n": "\n", "^": "^", "'": '"'}[match[1]]
