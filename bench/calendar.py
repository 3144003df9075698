"""What reading calendars costs: `python -m bench.calendar [EVENTS]`.

Events of the kinds that a calendar holds are cut out of one text and read, each beside icalendar
parsing the same events in the same run: a ratio says more than a number from a shared machine.
Last, the items that were made to hold up whoever reads them.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar

from connectors.ics import FolderCalendar, IcsSettings
from connectors.vcalendar import split
from syncd.calendar import Window, read
from syncd.errors import ItemError

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
#: What the mirror looks at when it reads an item.
MIRROR = Window(NOW - timedelta(days=5 * 365), NOW + timedelta(days=74))
FORTNIGHT = Window(NOW - timedelta(days=7), NOW + timedelta(days=14))

ZONE = """BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""
EVENT = """BEGIN:VEVENT
DTSTART;TZID=Europe/Berlin:{start}
DTEND;TZID=Europe/Berlin:{end}
{rule}DTSTAMP:20261120T171502Z
ORGANIZER;CN=Ada Lindqvist:mailto:ada@nordwind.example
UID:{uid}@google.com
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=Robin
  Doe;X-NUM-GUESTS=0:mailto:robin@example.com
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=Ada
  Lindqvist;X-NUM-GUESTS=0:mailto:ada@nordwind.example
CREATED:20261001T100000Z
DESCRIPTION:Looking forward to it\\, and to hearing about Kids Code and what
  is new at Nordwind.\\n\\nJoin: https://meet.google.com/abc-defg-hij
LAST-MODIFIED:20261110T100000Z
LOCATION:Café Einstein\\, Kurfürstenstraße 58\\, 10785 Berlin
SEQUENCE:0
STATUS:CONFIRMED
SUMMARY:Coffee: Ada / Robin
TRANSP:OPAQUE
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:This is an event reminder
TRIGGER:-P0DT0H10M0S
END:VALARM
END:VEVENT
"""


def calendar(starts: Iterable[datetime], rule: str = "") -> str:
    """An export with one event for each start."""
    events = (
        EVENT.format(
            start=f"{at:%Y%m%dT%H%M%S}",
            end=f"{at + timedelta(minutes=30):%Y%m%dT%H%M%S}",
            rule=f"RRULE:{rule}\n" if rule else "",
            uid=number,
        )
        for number, at in enumerate(starts)
    )
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\n{ZONE}{''.join(events)}END:VCALENDAR\n"
    return text.replace("\n", "\r\n")


def seconds(work: Callable[[], object]) -> float:
    """Processor time of this process."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def spread(count: int, back: int) -> list[datetime]:
    """Starts over the days before now, and a few after."""
    return [NOW + timedelta(hours=24 * 14 - number * back * 24 / count) for number in range(count)]


def measure_splitting(count: int) -> None:
    """Cutting an export into items."""
    text = calendar(spread(count, 3650))
    few = calendar(spread(500, 3650))
    bare = 500 / seconds(lambda: icalendar.Calendar.from_ical(few))
    ours = count / min(seconds(lambda: split(text)) for _ in range(3))
    print(f"{'cut into items':44}{ours:10,.0f} events/s {ours / bare:8.1f} x icalendar parsing")


def measure_reading(title: str, starts: Sequence[datetime], window: Window, rule: str = "") -> None:
    """Reading items of one kind, beside icalendar parsing them."""
    texts = [item.text for item in split(calendar(starts, rule)).resources]
    bare = len(texts) / seconds(lambda: [icalendar.Calendar.from_ical(text) for text in texts])
    found: list[int] = []

    def reading() -> None:
        found[:] = [len(read(text, window=window, zone=BERLIN).meetings) for text in texts]

    ours = len(texts) / min(seconds(reading) for _ in range(2))
    print(
        f"{title:44}{ours:10,.0f} items/s {ours / bare:9.1f} x icalendar parsing, "
        f"{sum(found) / len(texts):,.1f} meetings an item"
    )


def measure_folder(count: int) -> None:
    """A folder of one-event files: read once, then looked at again."""
    with tempfile.TemporaryDirectory() as base:
        folder = Path(base, "work")
        folder.mkdir()
        for number, item in enumerate(split(calendar(spread(count, 3650))).resources):
            (folder / f"{number}.ics").write_bytes(item.text.encode())
        source = FolderCalendar("files", IcsSettings(path=base))
        pages = []
        first = seconds(lambda: pages.extend(source.changes("", lambda _: {})))
        known = {item.id: item.etag for page in pages for item in page.items}
        cursor = pages[-1].cursor
        again = seconds(lambda: list(source.changes(cursor, lambda _: known)))
        listing = seconds(lambda: [path.stat() for path in folder.iterdir()])
    print(f"{f'folder of {count:,} files, first':44}{first * 1000:10,.0f} ms")
    print(
        f"{'… nothing changed':44}{again * 1000:10,.0f} ms {again / listing:12.1f} x a bare listing"
    )


def bombs() -> dict[str, str]:
    """Items that would hold up a plain reader, by what they do."""

    def item(*lines: str) -> str:
        own = "\n".join(("BEGIN:VEVENT", "UID:bomb", *lines, "END:VEVENT"))
        return f"BEGIN:VCALENDAR\n{own}\nEND:VCALENDAR\n"

    start = "DTSTART:20261124T090000Z"
    minutes = (NOW + timedelta(minutes=10 * number) for number in range(50_000))
    dates = ",".join(f"{at:%Y%m%dT%H%M%SZ}" for at in minutes)
    alarm = "BEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:-PT10M\nEND:VALARM"
    return {
        "every second since 2000": item("DTSTART:20000101T000000Z", "RRULE:FREQ=SECONDLY"),
        "every minute since 1970": item("DTSTART:19700101T000000Z", "RRULE:FREQ=MINUTELY"),
        "every second on 30 February": item(start, "RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30"),
        "every day on 30 February": item(start, "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"),
        "every hour, ten million times": item(
            "DTSTART:20000101T000000Z", "RRULE:FREQ=HOURLY;COUNT=10000000"
        ),
        "every day since 1601": item("DTSTART:16010101T000000Z", "RRULE:FREQ=DAILY"),
        "every hour, five years of it": item("DTSTART:20000101T000000Z", "RRULE:FREQ=HOURLY"),
        "ten thousand years long": item(start, "DURATION:P3650000D", "RRULE:FREQ=DAILY"),
        "the year 9999": item("DTSTART:99991231T000000Z"),
        "20,000 alarms": item(start, *[alarm] * 12_000),
        "1 MB of folded line": item(start, "DESCRIPTION:" + "\n ".join(["x" * 70] * 13_500)),
        "nested 30,000 deep": item(start, "BEGIN:X\n" * 30_000),
        "50,000 EXDATEs": item(start, "RRULE:FREQ=DAILY", f"EXDATE:{dates}"),
        "50,000 RDATEs": item(start, f"RDATE:{dates}"),
    }


def measure_bombs() -> None:
    """How long the items made for holding up a reader take."""
    for title, text in bombs().items():
        told = ""

        def reading(text: str = text) -> None:
            nonlocal told
            try:
                told = " ".join(read(text, window=MIRROR, zone=BERLIN).problems)
            except ItemError as error:
                told = str(error)

        print(f"{title:44}{seconds(reading) * 1000:10,.0f} ms   {told[:90]}")


def main(count: int) -> None:
    """Every measurement."""
    measure_splitting(count * 10)
    few = count // 5
    measure_reading("single events, all in the window", spread(few, 5), FORTNIGHT)
    measure_reading("single events of ten years", spread(count, 3650), FORTNIGHT)
    weekly = "FREQ=WEEKLY;BYDAY=MO,WE"
    begins = [NOW - timedelta(days=700 + number % 7) for number in range(few // 4)]
    measure_reading("series since two years, three weeks", begins, FORTNIGHT, weekly)
    measure_reading("series since two years, all of it", begins[: few // 8], MIRROR, weekly)
    measure_folder(count)
    measure_bombs()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000)
