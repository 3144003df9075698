"""Who is invited, and who invites (RFC 5545 sections 3.8.4.1 and 3.8.4.3)."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TypeVar
from urllib.parse import unquote

from syncd.calendar.components import Component, Property
from syncd.calendar.prose import one_line
from syncd.model import Address, Attendee, CalendarUserType, PartStat

MAX_ATTENDEES = 500
_NAME_CHARS = 200
#: Longest address of RFC 5321 section 4.5.3.1.
_ADDRESS_CHARS = 254
_ADDRESS = re.compile(r"[^\s<>()\[\]\\,;:@\"\x00-\x1f\x7f]+@[^\s<>()\[\]\\,;:@\"\x00-\x1f\x7f]+")
_OPTIONAL = frozenset({"OPT-PARTICIPANT", "NON-PARTICIPANT"})

Word = TypeVar("Word", bound=StrEnum)


def attendees(event: Component) -> tuple[Attendee, ...]:
    """Everyone invited who has an address, each once, in order; at most `MAX_ATTENDEES`."""
    found: dict[str, Attendee] = {}
    for invited in event.every("ATTENDEE", MAX_ATTENDEES):
        if address := address_of(invited):
            found.setdefault(address, _attendee(address, invited))
    return tuple(found.values())


def organizer(event: Component) -> Address | None:
    """Who invites; None for an event of one's own."""
    found = event.first("ORGANIZER")
    address = address_of(found) if found else ""
    return Address(address, _name(found, address)) if found and address else None


def address_of(person: Property) -> str:
    """The mail address of a calendar user, in lower case; "" when there is none.

    Apple writes a ``urn:uuid:`` or a path as the value, and the address as parameter EMAIL.
    """
    value = person.value.strip()[:2000]
    email = person.params.get("EMAIL", "")[:2000]
    named = email if email and not value.lower().startswith("mailto:") else value
    match = _ADDRESS.search(unquote(re.sub(r"^mailto:", "", named, flags=re.IGNORECASE)))
    address = match[0].strip("'.").lower() if match else ""
    return address if len(address) <= _ADDRESS_CHARS else ""


def _attendee(address: str, invited: Property) -> Attendee:
    params = invited.params
    return Attendee(
        address=address,
        name=_name(invited, address),
        partstat=_word(PartStat, params.get("PARTSTAT"), PartStat.NEEDS_ACTION),
        cutype=_cutype(params.get("CUTYPE")),
        optional=params.get("ROLE", "").upper() in _OPTIONAL,
    )


def _cutype(value: str | None) -> CalendarUserType:
    """RFC 5545 section 3.2.3: not given is an individual, not recognized is unknown."""
    if not value:
        return CalendarUserType.INDIVIDUAL
    return _word(CalendarUserType, value, CalendarUserType.UNKNOWN)


def _word(words: type[Word], value: str | None, default: Word) -> Word:
    try:
        return words((value or "").lower())
    except ValueError:
        return default


def _name(person: Property, address: str) -> str:
    """CN; "" when it only repeats the address. Some programs escape in it as in TEXT."""
    common = person.params.get("CN", "")[: 4 * _NAME_CHARS].replace("\\", "")
    name = one_line(common, _NAME_CHARS).strip("'\" ")
    return "" if name.lower().removeprefix("mailto:") == address else name
