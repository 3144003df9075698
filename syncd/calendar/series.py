"""A recurring event: what says when it takes place, with every slot in the form of the series."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from syncd.calendar.events import Event, day_of, in_zone, tzid_and_value
from syncd.calendar.rule import Rule
from syncd.calendar.times import LONGEST, aware, is_day, parse_duration, parse_time, wall

MAX_RULES = 4
#: Changes for "this and all that follow"; each is held against each instance.
MAX_FUTURES = 50
#: As many as the largest text can hold.
MAX_DATES = 200_000


@dataclass(frozen=True, slots=True)
class Series:
    """A master, its rules and dates, and its exceptions."""

    master: Event
    #: By their slots on the wall clock of the series.
    exceptions: Mapping[datetime, Event]
    rules: tuple[Rule, ...]
    #: Additional slots; with a length of their own when written as a PERIOD.
    rdates: Mapping[date, timedelta | None]
    #: Slots that are taken out: wall-clock times, and DATEs for whole days.
    exdates: frozenset[date]

    @classmethod
    def read(cls, master: Event, exceptions: Sequence[Event]) -> Series:
        """Gather it from the components. What cannot be followed is told in the problems."""
        if "EXRULE" in master.component:
            master.zones.problems.append("It has an EXRULE, which is not followed.")
        rules = tuple(_rules(master))
        own = newest((aligned(event, master, rules) for event in exceptions), master.zone)
        return cls(
            master=master,
            exceptions=_with_few_futures(own, master),
            rules=rules,
            rdates=dict(_rdates(master)),
            exdates=frozenset(_exdates(master, rules)),
        )

    @property
    def zone(self) -> tzinfo:
        """Whose wall clock it goes by."""
        return self.master.zone

    @property
    def start(self) -> datetime:
        """When it begins, on its wall clock."""
        return wall(self.master.start, self.zone)

    @property
    def longest(self) -> timedelta:
        """The length of its longest instance."""
        lengths = (event.length for event in (self.master, *self.exceptions.values()))
        return max((timedelta(), *lengths, *filter(None, self.rdates.values())))

    @property
    def shifts(self) -> tuple[timedelta, ...]:
        """How far exceptions move what comes after them."""
        return tuple(
            self.shift(event) for event in self.exceptions.values() if event.this_and_future
        )

    @property
    def first(self) -> datetime:
        """No instance begins before this."""
        user = self.master.zones.user
        exceptions = (event.start for event in self.exceptions.values())
        earliest = min(aware(at, user) for at in (self.master.start, *self.rdates, *exceptions))
        return earliest + min((timedelta(), *self.shifts))

    @property
    def last(self) -> datetime | None:
        """No instance ends after this; None when it is endless, or its end is not known."""
        ends = [until(rule, self.master) or rule.last_of_count(self.start) for rule in self.rules]
        if None in ends:
            return None
        slots = [self.start, *filter(None, ends), *(wall(at, self.zone) for at in self.rdates)]
        latest = max(slots) + self.longest + max((timedelta(), *self.shifts))
        exceptions = (event.span[1] for event in self.exceptions.values())
        return max(latest.replace(tzinfo=self.zone), *exceptions, self.master.span[1])

    def is_excluded(self, slot: date) -> bool:
        """Whether EXDATE takes a slot out, by its time or with its whole day."""
        at = wall(slot, self.zone)
        return at in self.exdates or at.date() in self.exdates

    def shift(self, exception: Event) -> timedelta:
        """How far an exception is moved from its slot, on the wall clock of the series."""
        assert exception.slot is not None
        return wall(exception.start, self.zone) - wall(exception.slot, self.zone)


def newest(exceptions: Iterable[Event], zone: tzinfo) -> dict[datetime, Event]:
    """Exceptions by their slots on a wall clock; of those with the same slot the newest one."""
    found: dict[datetime, Event] = {}
    for event in exceptions:
        assert event.slot is not None
        slot = wall(event.slot, zone)
        if slot not in found or event.revision >= found[slot].revision:
            found[slot] = event
    return found


def _with_few_futures(exceptions: dict[datetime, Event], master: Event) -> dict[datetime, Event]:
    futures = sorted(slot for slot, event in exceptions.items() if event.this_and_future)
    if len(futures) > MAX_FUTURES:
        master.zones.problems.append(f"It is changed for good more than {MAX_FUTURES} times.")
    for slot in futures[MAX_FUTURES:]:
        exceptions[slot] = replace(exceptions[slot], this_and_future=False)
    return exceptions


def aligned(exception: Event, master: Event, rules: Sequence[Rule]) -> Event:
    """An exception with its slot in the form that the series has."""
    assert exception.slot is not None
    named = exception.slot
    if _never_at_midnight(master, rules):
        named = _day_at_midnight(named, master.zone)
    return replace(exception, slot=_slot(named, master))


def until(rule: Rule, master: Event) -> datetime | None:
    """The last wall-clock time a rule allows; None when it sets no end.

    A DATE allows the whole day, also in a timed series, where RFC 5545 wants a time.
    """
    if rule.until is None:
        return None
    if is_day(master.start):
        return wall(day_of(rule.until, master.zones.user), UTC)
    if is_day(rule.until):
        return datetime.combine(rule.until, time(23, 59, 59))
    return wall(rule.until, master.zone) if _is_utc(rule.until) else wall(rule.until, UTC)


def _is_utc(moment: date) -> bool:
    return isinstance(moment, datetime) and moment.tzinfo is not None


def _slot(named: date, master: Event) -> date:
    """In a timed series a DATE means the instance of that day; in an all-day one a time its day."""
    if isinstance(master.start, datetime):
        at = named if isinstance(named, datetime) else None
        return at or datetime.combine(named, master.start.timetz())
    return day_of(named, master.zones.user)


def _never_at_midnight(master: Event, rules: Sequence[Rule]) -> bool:
    at = master.start
    timed = isinstance(at, datetime) and at.time() != time()
    return timed and not any(rule.within_day for rule in rules)


def _day_at_midnight(named: date, zone: tzinfo) -> date:
    """Outlook exports midnight where it means the instance of a day, whenever that begins."""
    if not isinstance(named, datetime):
        return named
    at = wall(named, zone)
    return at.date() if at.time() == time() else named


def _rules(master: Event) -> Iterator[Rule]:
    problems = master.zones.problems
    written = list(master.component.every("RRULE", MAX_RULES + 1))
    if len(written) > MAX_RULES:
        problems.append(f"It has more than {MAX_RULES} rules; the others are left out.")
    for prop in written[:MAX_RULES]:
        try:
            yield Rule.parse(prop.value)
        except ValueError as error:
            problems.append(f"Its repetition is left out: {error}.")


def _rdates(master: Event) -> Iterator[tuple[date, timedelta | None]]:
    for begin, end in _listed(master, "RDATE"):
        slot = _slot(begin, master)
        yield slot, _period(slot, end, master) if end else None


def _period(slot: date, end: str, master: Event) -> timedelta | None:
    """The length of a PERIOD, RFC 5545 section 3.3.9; None when it cannot be read."""
    zones = master.zones
    try:
        if end[:1].upper() in "P+":
            return min(parse_duration(end), LONGEST)
        length = aware(parse_time(end), master.zone) - aware(slot, zones.user)
    except ValueError as error:
        zones.problems.append(f"The end of a period is left out: {error}.")
        return None
    return min(max(length, timedelta()), LONGEST)


def _exdates(master: Event, rules: Sequence[Rule]) -> Iterator[date]:
    days, midnights = is_day(master.start), _never_at_midnight(master, rules)
    for taken, _ in _listed(master, "EXDATE"):
        if days:
            yield day_of(taken, master.zones.user)
        elif isinstance(taken, datetime):
            at = wall(taken, master.zone)
            yield at.date() if midnights and at.time() == time() else at
        else:
            yield taken


def _listed(master: Event, name: str) -> Iterator[tuple[date, str]]:
    """The readable values of a list property, in their zone, with what follows a slash."""
    zones = master.zones
    for prop in master.component.every(name, MAX_DATES):
        tzid, values = tzid_and_value(prop)
        for value in filter(None, values.split(",")):
            begin, _, end = value.partition("/")
            try:
                yield in_zone(parse_time(begin), tzid, zones), end
            except ValueError as error:
                zones.problems.append(f"A date in {name} is left out: {error}.")
