"""How moments, numbers and people are put into words, in English."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from syncd.model import Guest

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_SMALL = "no one two three four five six seven eight nine ten eleven twelve".split()
#: Beyond this a date is told with its year.
_SAME_YEAR = timedelta(days=300)


def day(moment: datetime | date, now: datetime) -> str:
    """``Tue 24 Nov``, with the year when it is far from now."""
    at = moment.date() if isinstance(moment, datetime) else moment
    year = f" {at.year}" if abs(at - now.date()) > _SAME_YEAR else ""
    return f"{_DAYS[at.weekday()]} {at.day} {_MONTHS[at.month - 1]}{year}"


def short_day(moment: datetime, zone: ZoneInfo, now: datetime) -> str:
    """``24 Nov``, with the year when it is far from now."""
    return day(moment.astimezone(zone), now).partition(" ")[2]


def clock(moment: datetime, zone: ZoneInfo) -> str:
    """``9:05`` on the wall clock of a zone."""
    local = moment.astimezone(zone)
    return f"{local.hour}:{local.minute:02d}"


def when(start: datetime, end: datetime, zone: ZoneInfo, now: datetime, *, all_day: bool) -> str:
    """``Tue 24 Nov, 10:00-10:30 (Berlin)``."""
    first = day(start.astimezone(zone), now)
    if all_day:
        last = day((end - timedelta(seconds=1)).astimezone(zone), now)
        return f"{first}, all day" if first == last else f"{first} to {last}"
    same_day = start.astimezone(zone).date() == end.astimezone(zone).date()
    until = clock(end, zone) if same_day else f"{day(end.astimezone(zone), now)} {clock(end, zone)}"
    return f"{first}, {clock(start, zone)}-{until} ({city(zone)})"


def city(zone: ZoneInfo) -> str:
    """``Berlin`` of ``Europe/Berlin``."""
    return zone.key.rpartition("/")[2].replace("_", " ")


def in_time(moment: datetime, now: datetime) -> str:
    """``in 4 hours``, ``in 25 minutes``, ``in 3 days``; "" when it is past."""
    left = moment - now
    minutes = round(left.total_seconds() / 60)
    if minutes <= 0:
        return ""
    if minutes < 90:
        return f"in {count(minutes, 'minute', words=False)}"
    hours = round(minutes / 60)
    if hours < 48:
        return f"in {count(hours, 'hour', words=False)}"
    return f"in {count(round(hours / 24), 'day', words=False)}"


def count(number: int, thing: str, *, words: bool = True) -> str:
    """``five mails``, ``one mail``, ``20 mails``."""
    shown = _SMALL[number] if words and number < len(_SMALL) else str(number)
    return f"{shown} {thing}" if number == 1 else f"{shown} {thing}s"


def listed(names: Sequence[str]) -> str:
    """``Ada``, ``Ada and Ben``, ``Ada, Ben and Cy``."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def first_name(guest_name: str, address: str) -> str:
    """The name to say hello with: "Ada" of "Ada Lindqvist" or "Lindqvist, Ada"."""
    name = guest_name.partition("(")[0].strip()
    if "@" in name or not name:
        name = address.partition("@")[0].replace(".", " ").replace("_", " ").title()
    last, comma, first = name.partition(",")
    words = (first if comma and first.strip() else last).split()
    titles = {"dr", "prof", "mr", "mrs", "ms", "herr", "frau", "dr.", "prof.", "mr.", "mrs.", "ms."}
    given = [word for word in words if word.lower() not in titles]
    return (given or words or [name])[0]


def capital(sentence: str) -> str:
    """The sentence with a capital first letter."""
    return sentence[:1].upper() + sentence[1:]


def guest_names(guests: Sequence[Guest], most: int = 3) -> str:
    """``Ada Lindqvist``, ``Ada and Ben``, ``Ada, Ben, Cy and 4 more``."""
    names = [guest.label for guest in guests]
    if len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    return listed(names)


def times(number: int) -> str:
    """``once``, ``twice``, ``five times``."""
    return {1: "once", 2: "twice"}.get(number) or count(number, "time")


def gap(length: timedelta) -> str:
    """``15 minutes``, ``an hour``, ``right``: what stands before "before" and "after"."""
    minutes = round(length.total_seconds() / 60)
    if minutes <= 0:
        return "right"
    if minutes < 90:
        return count(minutes, "minute", words=False)
    return count(round(minutes / 60), "hour", words=False)


def ordinal(number: int) -> str:
    """``third``, ``21st``."""
    small = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth".split()
    if number < len(small):
        return small[number]
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number // 10 % 10 != 1 else 0, "th")
    return f"{number}{ending}"


def either(names: Sequence[str]) -> str:
    """``phone``, ``phone or in person``."""
    return " or ".join(names[:2])
