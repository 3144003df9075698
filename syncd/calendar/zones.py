"""Which time zone a TZID means. An unknown name is told, and never becomes floating time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, timedelta, timezone, tzinfo
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from syncd.calendar.vtimezone import parse_vtimezone

_WINDOWS = {name.casefold(): olson for name, olson in WINDOWS_TO_OLSON.items()}
_OFFSET = re.compile(r"(?:UTC|GMT)?\s*([+-])(\d{1,2}):?(\d{2})?", re.IGNORECASE)
_SHOWN_CHARS = 60


@dataclass(slots=True)
class Zones:
    """The time zones that one calendar can name."""

    #: The user's own: for floating times, and when nothing else is known.
    user: ZoneInfo
    #: TZID -> lines of its VTIMEZONE.
    embedded: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: X-WR-TIMEZONE.
    calendar_zone: str = ""
    #: What was not as it should be, in sentences.
    problems: list[str] = field(default_factory=list)
    _found: dict[str, tzinfo] = field(default_factory=dict)

    def get(self, tzid: str) -> tzinfo:
        """The zone of a TZID parameter.

        A name that the time zone database knows counts more than the rules that came along, which
        are often those of one year. Unknown names mean the calendar's zone, else the user's.
        """
        if tzid not in self._found:
            self._found[tzid] = self._embedded_or_known(tzid) or self._instead_of(tzid)
        return self._found[tzid]

    def _embedded_or_known(self, tzid: str) -> tzinfo | None:
        if zone := known(tzid):
            return zone
        lines = self.embedded.get(tzid)
        if lines is None:
            return fixed_offset(tzid)
        try:
            return known(_location(lines)) or parse_vtimezone(tzid, lines)
        except ValueError as error:
            self.problems.append(f'The rules of its time zone "{_short(tzid)}" are wrong: {error}.')
            return None

    def _instead_of(self, tzid: str) -> tzinfo:
        instead = known(self.calendar_zone) or self.user
        self.problems.append(
            f'Its time zone "{_short(tzid)}" is not known; {instead} is taken instead.'
        )
        return instead


@lru_cache(maxsize=512)
def known(name: str) -> tzinfo | None:
    """The zone of a name of the time zone database or of Windows, with or without a prefix.

    Prefixes are the globally unique names of RFC 5545 section 3.2.19, which other programs put
    before the database's own: ``/freeassociation.sourceforge.net/Tzfile/Europe/Berlin``.
    """
    return next(filter(None, map(_iana, _candidates(name.strip().strip('"')[:200]))), None)


def fixed_offset(name: str) -> tzinfo | None:
    """The zone of ``GMT+01:00``, ``UTC-5``, ``+0530``: east of Greenwich is plus."""
    match = _OFFSET.fullmatch(name.strip())
    if not match:
        return None
    sign, hours, minutes = match.groups()
    offset = timedelta(hours=int(hours), minutes=int(minutes or 0))
    if offset > timedelta(hours=14):
        return None
    return timezone(-offset if sign == "-" else offset)


def _candidates(name: str) -> Iterator[str]:
    yield name
    yield _WINDOWS.get(name.casefold(), "")
    parts = re.split(r"[/:]+", name)
    for begin in range(1, len(parts)):
        yield "/".join(parts[begin:])


def _iana(name: str) -> tzinfo | None:
    if not name or name[0] == "/":
        return None
    if name.upper() in {"UTC", "Z", "ETC/UTC"}:
        return UTC
    exact = _names().get(name.casefold())
    try:
        return ZoneInfo(exact) if exact else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


@cache
def _names() -> dict[str, str]:
    """Names of the database, by the same in lower case; "localtime" is this machine's own zone."""
    return {name.casefold(): name for name in available_timezones() - {"localtime", "Factory"}}


def _location(lines: tuple[str, ...]) -> str:
    """X-LIC-LOCATION: the database's name, which libical and others write into a VTIMEZONE."""
    marked = next((line for line in lines if line.upper().startswith("X-LIC-LOCATION")), "")
    return marked.partition(":")[2].strip()


def _short(name: str) -> str:
    return " ".join(name.split())[:_SHOWN_CHARS]
