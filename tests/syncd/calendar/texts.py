"""Calendar texts to read, written line by line as they lie in files, and ways to look at them."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from syncd.calendar import Reading, Window, read
from syncd.model import Meeting

BERLIN = ZoneInfo("Europe/Berlin")
#: What most tests look at.
NOVEMBER = Window(datetime(2026, 11, 1, tzinfo=BERLIN), datetime(2026, 12, 1, tzinfo=BERLIN))


def vevent(*lines: str, uid: str = "coffee@example.com") -> str:
    """A VEVENT of the given content lines."""
    return "\n".join(("BEGIN:VEVENT", f"UID:{uid}", *lines, "END:VEVENT"))


def vcalendar(*components: str) -> str:
    """A VCALENDAR of the given components and properties, as a file has it."""
    lines = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Test//EN", *components, "END:VCALENDAR")
    return "\n".join(lines).replace("\n", "\r\n") + "\r\n"


def window(start: str, end: str) -> Window:
    """From one ISO 8601 time to another; in UTC where they say nothing else."""
    begin, finish = (datetime.fromisoformat(text) for text in (start, end))
    return Window(
        begin if begin.tzinfo else begin.replace(tzinfo=UTC),
        finish if finish.tzinfo else finish.replace(tzinfo=UTC),
    )


def reading(*components: str, at: Window = NOVEMBER, zone: ZoneInfo = BERLIN) -> Reading:
    """Read a VCALENDAR of the components."""
    return read(vcalendar(*components), window=at, zone=zone)


def single(*lines: str, at: Window = NOVEMBER, zone: ZoneInfo = BERLIN) -> Meeting:
    """The only meeting of a VEVENT of the given lines."""
    found = reading(vevent(*lines), at=at, zone=zone)
    assert found.problems == ()
    assert len(found.meetings) == 1, found.meetings
    return found.meetings[0]


def starts(found: Reading) -> list[str]:
    """``11-24 10:00`` of each meeting, on its own wall clock."""
    return [f"{meeting.start:%m-%d %H:%M}" for meeting in found.meetings]


def slots(found: Reading) -> list[str]:
    """The RECURRENCE-ID of each meeting's key."""
    return [meeting.key.recurrence_id for meeting in found.meetings]
