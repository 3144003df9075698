"""Whatever the rule: looking at a year piece by piece shows what looking at all of it shows, and
that is what dateutil, asked without any short cut, says too."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from syncd.calendar import Reading, Window, read
from tests.syncd.calendar.texts import BERLIN, vcalendar, vevent

YEAR = Window(datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))
ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Santiago", "UTC")
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def some(values, largest: int):
    return st.lists(st.sampled_from(values), min_size=1, max_size=largest, unique=True)


def joined(values) -> str:
    return ",".join(map(str, values))


@st.composite
def rules(draw) -> str:
    """Rules as people make them, and as nobody does."""
    frequency = draw(st.sampled_from(["HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [f"FREQ={frequency}"]
    least = 5 if frequency == "HOURLY" else 1
    parts.append(f"INTERVAL={draw(st.integers(least, 15))}")
    if draw(st.booleans()):
        parts.append(f"BYDAY={joined(draw(some(DAYS, 3)))}")
    if frequency in {"MONTHLY", "YEARLY"} and draw(st.booleans()):
        parts.append(f"BYMONTHDAY={joined(draw(some([1, 5, 13, 28, 31, -1], 3)))}")
    if draw(st.booleans()):
        parts.append(f"BYMONTH={joined(draw(some(range(1, 13), 4)))}")
    if frequency in {"MONTHLY", "YEARLY"} and "BYDAY" in parts[-1] and draw(st.booleans()):
        parts.append(f"BYSETPOS={draw(st.sampled_from([1, 2, -1]))}")
    parts += draw(
        st.sampled_from(
            [[], ["WKST=SU"], ["COUNT=7"], ["UNTIL=20260815"], ["UNTIL=20260815T120000Z"]]
        )
    )
    return ";".join(parts)


@st.composite
def starts(draw) -> datetime:
    """A start of a series, mostly before the year that is looked at."""
    day = draw(st.integers(-1500, 200))
    minutes = draw(st.sampled_from([0, 30, 90, 150, 555, 600, 1410]))
    return datetime(2026, 1, 1) + timedelta(days=day, minutes=minutes)


def keyed(found: Reading) -> dict[str, tuple[datetime, datetime, str]]:
    return {m.key.recurrence_id: (m.start, m.end, m.title) for m in found.meetings}


@settings(max_examples=60)
@given(
    rule=rules(),
    start=starts(),
    zone=st.sampled_from(ZONES),
    hours=st.sampled_from([0, 1, 30, 200]),
    cuts=st.lists(st.integers(1, 364 * 24), max_size=4, unique=True),
    moves=st.lists(st.tuples(st.integers(0, 30), st.integers(-90, 90)), max_size=3),
    future=st.booleans(),
)
def test_a_year_in_pieces_holds_the_same_meetings_as_the_whole(
    rule, start, zone, hours, cuts, moves, future
):
    series = vevent(
        f"DTSTART;TZID={zone}:{start:%Y%m%dT%H%M%S}", f"DURATION:PT{hours}H", f"RRULE:{rule}"
    )
    plain = read(vcalendar(series), window=YEAR, zone=BERLIN)
    slots = sorted(keyed(plain))
    exceptions = []
    for number, (place, days) in enumerate(moves):
        if place >= len(slots):
            continue
        slot = datetime.strptime(slots[place], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        scope = ";RANGE=THISANDFUTURE" if future and number == 0 else ""
        moved = slot + timedelta(days=days, hours=1)
        exceptions.append(
            vevent(
                f"RECURRENCE-ID{scope}:{slots[place]}",
                f"DTSTART:{moved:%Y%m%dT%H%M%SZ}",
                f"SUMMARY:Moved {number}",
            )
        )
    text = vcalendar(series, *exceptions)
    whole = read(text, window=YEAR, zone=BERLIN)
    edges = [YEAR.start, *(YEAR.start + timedelta(hours=cut) for cut in sorted(cuts)), YEAR.end]
    pieces: dict[str, tuple[datetime, datetime, str]] = {}
    for begin, end in pairwise(edges):
        found = read(text, window=Window(begin, end), zone=BERLIN)
        assert (found.first, found.last) == (whole.first, whole.last)
        pieces |= keyed(found)
    assert pieces == keyed(whole)
    assert len(whole.meetings) == len(pieces)
    for meeting in whole.meetings:
        assert whole.first is not None
        assert whole.first <= meeting.start
        assert whole.last is None or meeting.end <= whole.last


@settings(max_examples=60)
@given(rule=rules(), start=starts(), zone=st.sampled_from(ZONES))
def test_the_meetings_are_those_of_the_rule(rule, start, zone):
    own = ZoneInfo(zone)
    until = rule.partition("UNTIL=")[2].partition(";")[0]
    wall_until = until and (
        datetime(2026, 8, 15, 23, 59, 59)
        if len(until) == 8
        else datetime(2026, 8, 15, 12, tzinfo=UTC).astimezone(own).replace(tzinfo=None)
    )
    plain = rule.replace(f"UNTIL={until}", f"UNTIL={wall_until:%Y%m%dT%H%M%S}") if until else rule
    series = vevent(f"DTSTART;TZID={zone}:{start:%Y%m%dT%H%M%S}", f"RRULE:{rule}")
    found = read(vcalendar(series), window=YEAR, zone=BERLIN)
    assume(found.problems == ())
    expected = {start} | set(
        rrulestr(plain, dtstart=start).between(
            datetime(2025, 12, 25), datetime(2027, 1, 7), inc=True
        )
    )
    if wall_until and start > wall_until:
        expected = set()
    moments = {at.replace(tzinfo=own).astimezone(UTC) for at in expected}
    assert {m.start.astimezone(UTC) for m in found.meetings} == {
        at for at in moments if YEAR.overlaps(at, at)
    }
