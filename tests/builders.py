"""Small things to build a test's world with: every default is sensible, every part can be named.

The usual world: Robin Doe in Berlin meets Ada Lindqvist of Nordwind for a coffee on Tuesday,
24 November 2026, at 10:00.
"""

from __future__ import annotations

import email.policy
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from email.utils import formataddr
from typing import Any
from zoneinfo import ZoneInfo

import icalendar

from syncd.model import (
    Address,
    Attendee,
    Envelope,
    Flag,
    Guest,
    Me,
    Meeting,
    MeetingKey,
    PartStat,
    Ref,
    Role,
)

BERLIN = ZoneInfo("Europe/Berlin")
#: A Tuesday, 10:00 in Berlin, 09:00 UTC: when the usual meeting starts.
TEN = datetime(2026, 11, 24, 10, 0, tzinfo=BERLIN)
ME = "robin@example.com"
ADA = "ada@nordwind.example"


def me(**changes: Any) -> Me:
    """Robin Doe, whose colleagues are at example.com."""
    defaults: dict[str, Any] = {
        "name": "Robin Doe",
        "addresses": (ME, "robin.doe@gmail.com"),
        "domains": frozenset({"example.com"}),
        "timezone": BERLIN,
    }
    return Me(**(defaults | changes))


def an_address(address: str = ADA, name: str | None = None) -> Address:
    """``ada@nordwind.example`` is Ada Lindqvist; others are named after their local part."""
    return Address(address, _name_of(address) if name is None else name)


def a_person(address: str = ADA, name: str | None = None) -> tuple[str, str]:
    """(name, address), as `email.utils.parseaddr` gives them."""
    known = an_address(address, name)
    return known.name, known.address


def an_attendee(
    address: str = ADA,
    name: str | None = None,
    partstat: PartStat = PartStat.ACCEPTED,
    **changes: Any,
) -> Attendee:
    """Someone invited who has accepted."""
    return Attendee(address, an_address(address, name).name, partstat, **changes)


def a_guest(
    address: str = ADA,
    name: str | None = None,
    partstat: PartStat = PartStat.ACCEPTED,
    *,
    external: bool = True,
    **changes: Any,
) -> Guest:
    """Someone from outside who has accepted."""
    return Guest(address, an_address(address, name).name, partstat, external, **changes)


def a_meeting(
    title: str = "Coffee with Ada",
    start: datetime = TEN,
    end: datetime | None = None,
    *,
    minutes: int = 30,
    guests: Iterable[Attendee | str] = (ADA,),
    uid: str = "coffee-ada@example.com",
    recurrence_id: str = "",
    **changes: Any,
) -> Meeting:
    """A coffee of 30 minutes that Robin organizes. ``guests`` are addresses or attendees."""
    mine = Attendee(ME, "Robin Doe", PartStat.ACCEPTED)
    invited = [g if isinstance(g, Attendee) else an_attendee(g) for g in guests]
    defaults: dict[str, Any] = {
        "organizer": Address(ME, "Robin Doe"),
        "attendees": (mine, *invited),
        "account": "calendar",
        "calendar": "work",
    }
    return Meeting(
        key=MeetingKey(uid, recurrence_id),
        title=title,
        start=start,
        end=end or start + timedelta(minutes=minutes),
        **(defaults | changes),
    )


def an_envelope(
    subject: str = "Coffee?",
    *,
    sender: Address | str | None = ADA,
    to: Iterable[Address | str] = (ME,),
    date: datetime = TEN - timedelta(days=12),
    message_id: str | None = None,
    **changes: Any,
) -> Envelope:
    """A mail from Ada to Robin, twelve days before the coffee, read, in the inbox."""
    own = _address(sender).address == ME if sender else False
    defaults: dict[str, Any] = {
        "ref": Ref("Sent" if own else "INBOX", f"{date:%Y%m%dT%H%M%S}"),
        "role": Role.SENT if own else Role.INBOX,
        "flags": frozenset({Flag.SEEN}),
    }
    return Envelope(
        message_id=_message_id(date, sender) if message_id is None else message_id,
        subject=subject,
        sender=_address(sender) if sender else None,
        date=date.astimezone(UTC),
        to=tuple(_address(a) for a in to),
        **(defaults | changes),
    )


def a_message(
    text: str = "Tuesday works, looking forward.\n\nAda\n",
    *,
    subject: str = "Coffee?",
    sender: Address | str = ADA,
    to: Iterable[Address | str] = (ME,),
    cc: Iterable[Address | str] = (),
    date: datetime = TEN - timedelta(days=12),
    message_id: str | None = None,
    in_reply_to: str = "",
    references: Sequence[str] = (),
    html: str = "",
    headers: Mapping[str, str] | None = None,
) -> bytes:
    """RFC 5322 bytes with CRLF: the whole of the message that `an_envelope` lists."""
    message = EmailMessage(policy=email.policy.SMTP)
    message["From"] = _header([sender])
    message["To"] = _header(to)
    if cc:
        message["Cc"] = _header(cc)
    message["Subject"] = subject
    message["Date"] = date
    message["Message-ID"] = _message_id(date, sender) if message_id is None else message_id
    if in_reply_to:
        message["In-Reply-To"] = in_reply_to
        message["References"] = " ".join(references or (in_reply_to,))
    for name, value in (headers or {}).items():
        message[name] = value
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    return message.as_bytes()


def a_vevent(
    title: str = "Coffee with Ada",
    start: datetime | date = TEN,
    end: datetime | date | None = None,
    *,
    minutes: int = 30,
    guests: Iterable[Attendee | str] = (ADA,),
    uid: str = "coffee-ada@example.com",
    organizer: Address | str | None = ME,
    rrule: str = "",
    exdates: Iterable[datetime | date] = (),
    recurrence_id: datetime | date | None = None,
    properties: Mapping[str, Any] | None = None,
) -> icalendar.Event:
    """A VEVENT; with an organizer the organizer is also an attendee who accepted.

    A ``date`` as start makes it all-day. ``properties`` are any others: ``{"LOCATION": "Berlin"}``.
    """
    event = icalendar.Event()
    event.add("UID", uid)
    event.add("DTSTAMP", datetime(2026, 11, 1, tzinfo=UTC))
    event.add("DTSTART", start)
    event.add("DTEND", end or _end(start, minutes))
    event.add("SUMMARY", title)
    if rrule:
        event.add("RRULE", icalendar.vRecur.from_ical(rrule))
    for exdate in exdates:
        event.add("EXDATE", exdate)
    if recurrence_id:
        event.add("RECURRENCE-ID", recurrence_id)
    invited = [g if isinstance(g, Attendee) else an_attendee(g) for g in guests]
    if organizer:
        host = _address(organizer)
        event.add("ORGANIZER", f"mailto:{host.address}", parameters={"CN": host.name})
        invited.insert(0, an_attendee(host.address, host.name))
    for attendee in invited:
        event.add("ATTENDEE", f"mailto:{attendee.address}", parameters=_parameters(attendee))
    for name, value in (properties or {}).items():
        event.add(name, value)
    return event


def a_calendar(*events: icalendar.Event) -> str:
    """A VCALENDAR of RFC 5545 with the VTIMEZONEs that its events name."""
    calendar = icalendar.Calendar()
    calendar.add("PRODID", "-//syncd//tests//EN")
    calendar.add("VERSION", "2.0")
    for event in events:
        calendar.add_component(event)
    calendar.add_missing_timezones()
    return str(calendar.to_ical(), "utf-8")


def an_event(title: str = "Coffee with Ada", start: datetime | date = TEN, **changes: Any) -> str:
    """A VCALENDAR with the one VEVENT that `a_vevent` makes of the same arguments."""
    return a_calendar(a_vevent(title, start, **changes))


def _address(who: Address | str) -> Address:
    return who if isinstance(who, Address) else an_address(who)


def _name_of(address: str) -> str:
    known = {ME: "Robin Doe", ADA: "Ada Lindqvist"}
    return known.get(address, address.partition("@")[0].replace(".", " ").title())


def _header(people: Iterable[Address | str]) -> str:
    return ", ".join(formataddr((a.name, a.address)) for a in map(_address, people))


def _message_id(date: datetime, sender: Address | str | None) -> str:
    local = _address(sender).address.replace("@", ".") if sender else "nobody"
    return f"<{date:%Y%m%dT%H%M%S}.{local}@mail.example>"


def _end(start: datetime | date, minutes: int) -> datetime | date:
    length = timedelta(minutes=minutes) if isinstance(start, datetime) else timedelta(days=1)
    return start + length


def _parameters(attendee: Attendee) -> dict[str, str]:
    return {
        "CN": attendee.name,
        "CUTYPE": attendee.cutype.upper(),
        "PARTSTAT": attendee.partstat.upper(),
        "ROLE": "OPT-PARTICIPANT" if attendee.optional else "REQ-PARTICIPANT",
    }
