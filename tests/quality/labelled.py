"""Reads the labelled meetings of tests/data/meetings (the format is in GUIDELINE.md there)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from rules import Facts, gather
from syncd.model import (
    Acquaintance,
    Address,
    Attendee,
    CalendarUserType,
    Me,
    Meeting,
    MeetingKey,
    PartStat,
    Status,
)
from syncd.people.guests import guests

FOLDER = Path(__file__).parents[1] / "data" / "meetings"
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_GUEST = re.compile(r"(?P<name>[^<]*) <(?P<address>[^>]*)>(?P<declined>!?)(?: \| (?P<ties>.*))?")
_NUMBERS = re.compile(r"([a-z]+) ?(\d+)")
_KINDS = {"Room": CalendarUserType.ROOM, "Group": CalendarUserType.GROUP}


@dataclass(frozen=True)
class Labelled:
    """One labelled meeting."""

    half: str
    kind: str
    wanted: bool
    meeting: Meeting
    facts: Facts


def meetings(half: str) -> Iterator[Labelled]:
    """The labelled meetings of the ``tuning`` or the ``test`` half."""
    for path in sorted(FOLDER.glob(f"{half}-*.jsonl")):
        first, *rest = path.read_text("utf-8").splitlines()
        people = {name: _me(table) for name, table in json.loads(first)["people"].items()}
        for number, line in enumerate(rest, start=2):
            row = json.loads(line)
            me = people[row.get("me", next(iter(people)))]
            yield _labelled(half, f"{path.stem}-{number}", row, me)


def _labelled(half: str, uid: str, row: dict[str, Any], me: Me) -> Labelled:
    start, all_day = _start(row.get("at", "Tue 10:00"), me)
    end = start + timedelta(days=1) if all_day else start + timedelta(minutes=row.get("min", 30))
    invited = [_invited(text, start) for text in row.get("who", ())]
    attendees = [attendee for attendee, _ in invited]
    mine = Attendee(me.addresses[0], me.name, PartStat(row.get("answer", "accepted")))
    meeting = Meeting(
        key=MeetingKey(uid),
        title=row["title"],
        start=start,
        end=end,
        all_day=all_day,
        status=Status(row.get("status", "confirmed")),
        organizer=_organizer(row.get("by", "guest"), attendees, me),
        attendees=(mine, *attendees),
        description=row.get("text", ""),
        location=row.get("where", ""),
        conference_url=row.get("link", ""),
        categories=tuple(row.get("tags", ())),
        calendar=row.get("calendar", ""),
        recurring=bool(row.get("series")),
        transparent=bool(row.get("free")),
        event_type=row.get("type", ""),
    )
    known = {known.address: known for _, known in invited if known}
    now = start - timedelta(hours=4)
    facts = gather(meeting, guests(meeting, me), me, known, now=now)
    return Labelled(half, row["kind"], bool(row["want"]), meeting, facts)


def _me(table: dict[str, Any]) -> Me:
    return Me(
        name=table["name"],
        addresses=tuple(table["addresses"]),
        domains=frozenset(table["domains"]),
        timezone=ZoneInfo(table["timezone"]),
    )


def _start(written: str, me: Me) -> tuple[datetime, bool]:
    day, time = written.split()
    date = datetime(2026, 11, 23, tzinfo=me.timezone) + timedelta(days=_WEEKDAYS.index(day))
    if time == "day":
        return date, True
    hour, minute = map(int, time.split(":"))
    return date.replace(hour=hour, minute=minute), False


def _organizer(by: str, attendees: list[Attendee], me: Me) -> Address | None:
    if by == "me" or (by == "guest" and not attendees):
        return Address(me.addresses[0], me.name) if attendees else None
    if by == "guest":
        return Address(attendees[0].address, attendees[0].name)
    return Address(by)


def _invited(written: str, start: datetime) -> tuple[Attendee, Acquaintance | None]:
    match = _GUEST.fullmatch(written)
    assert match, written
    name, address = match["name"], match["address"].lower()
    cutype = _KINDS.get(name.partition(" ")[0], CalendarUserType.INDIVIDUAL)
    partstat = PartStat.DECLINED if match["declined"] else PartStat.ACCEPTED
    known = _acquaintance(address, name, match["ties"], start) if match["ties"] else None
    return Attendee(address, name, partstat, cutype), known


def _acquaintance(address: str, name: str, ties: str, start: datetime) -> Acquaintance:
    numbers: dict[str, int] = {}
    words: dict[str, str] = {}
    for part in ties.split("; "):
        key, _, value = part.partition(" ")
        if key in ("by", "wrote", "re"):
            words[key] = value
        else:
            numbers |= {key: int(number) for key, number in _NUMBERS.findall(part)}
    unknown = set(numbers) - {"f", "t", "first", "last", "met", "seen"}
    assert not unknown, (unknown, ties)
    by = words.get("by")
    return Acquaintance(
        address=address,
        name=name,
        first_contact=_ago(start, numbers.get("first")),
        last_contact=_ago(start, numbers.get("last")),
        mails_from=numbers.get("f", 0),
        mails_to=numbers.get("t", 0),
        wrote_first={"me": "me", "them": "them"}.get(words.get("wrote", ""), ""),
        meetings=numbers.get("met", 0),
        last_meeting=_ago(start, numbers.get("seen")),
        introduced_by=Address("introducer@friends.example", by) if by else None,
        introduced_at=_ago(start, numbers.get("first")) if by else None,
        thread_subject=words.get("re", ""),
    )


def _ago(start: datetime, days: int | None) -> datetime | None:
    return None if days is None else start - timedelta(days=days)
