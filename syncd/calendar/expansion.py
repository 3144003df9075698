"""A series -> its instances in a window, in bounded time.

Instances are worked out by recurring-ical-events, on a copy that holds nothing but times, all on
the wall clock of the series' own zone: there a slot has exactly one name. What would take long is
known before it is begun.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

import icalendar
import recurring_ical_events
from icalendar.prop import vDDDLists, vDDDTypes, vRecur

from syncd.calendar.events import Event
from syncd.calendar.rule import Rule
from syncd.calendar.series import Series, until
from syncd.calendar.times import aware, is_day, later, wall
from syncd.calendar.window import Window
from syncd.errors import ItemError

#: Instances of one series in one reading. More are left out, and told.
MAX_INSTANCES = 5000
#: A meeting that comes every hour is the most there is.
MAX_PER_DAY = 24
#: Periods that a rule may run through before the window ends: days of a century.
MAX_STEPS = 40_000

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Instance:
    """One time that a series takes place, or was to."""

    #: The VEVENT that speaks for it: the series' own, or an exception.
    event: Event
    #: DATEs when it lasts whole days, else aware.
    start: date
    end: date
    #: Its original start, in the form that the series has.
    slot: date
    #: From 1; 0 when not counted.
    place: int = 0


def expand(series: Series, window: Window) -> list[Instance]:
    """Every instance that overlaps the window; at most `MAX_INSTANCES`.

    A rule that no meeting has (every second, 30 February) is left out, and told. Raises ItemError
    when the instances cannot be worked out.
    """
    plan = _Plan.of(series, window)
    try:
        query = recurring_ical_events.of(plan.calendar(), components=[_TIMES_ONLY])
        found: list[_Time] = query.between(plan.begin, plan.end)
    except (ArithmeticError, LookupError, ValueError) as error:
        raise ItemError("Its repetition cannot be worked out.") from error
    instances = (plan.instance(time) for time in found)
    user = series.master.zones.user
    return [
        instance
        for instance in instances
        if not series.is_excluded(instance.slot)
        and window.overlaps(aware(instance.start, user), aware(instance.end, user))
    ]


class _Time(NamedTuple):
    """When an instance begins, and the slot of the exception that says so; on the wall clock."""

    begin: datetime
    said_by: datetime | None


class _Occurrence(recurring_ical_events.Occurrence):  # type: ignore[misc]
    """Gives times instead of a copy of the component, of which nothing else is needed."""

    def as_component(self, keep_recurrence_attributes: bool) -> _Time:  # noqa: ARG002
        """See `recurring_ical_events.Occurrence`."""
        return _Time(self.start, next(iter(self.recurrence_ids), None))


_TIMES_ONLY = recurring_ical_events.ComponentsWithName("VEVENT", occurrence=_Occurrence)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What the expansion is given for one window. All times are naive, on the wall clock."""

    series: Series
    #: The window, a day wider on both sides.
    begin: datetime
    end: datetime
    #: Slots outside of these cannot show in the window.
    low: datetime
    high: datetime
    #: The rules that are followed.
    rules: tuple[Rule, ...]
    #: The series' own start, or one as good and nearer to the window.
    start: datetime

    @classmethod
    def of(cls, series: Series, window: Window) -> _Plan:
        begin, end = (wall(at, series.zone) for at in (window.start - _DAY, window.end + _DAY))
        begin = max(begin, end - _bounded(series, end - begin))
        reach = max(map(abs, series.shifts), default=timedelta()) + _DAY
        low, high = begin - series.longest - reach, end + reach
        start = series.start
        if len(series.rules) == 1:
            start = series.rules[0].later_start(start, low)
        rules = (rule for rule in series.rules if _is_near(rule, series, low, high))
        followed = tuple(rule for rule in rules if _can_follow(rule, series, start, high))
        return cls(series, begin, end, low, high, followed, start)

    def calendar(self) -> icalendar.Calendar:
        """The copy that is expanded."""
        calendar = icalendar.Calendar()
        calendar.add_component(self._master())
        for slot, exception in self.series.exceptions.items():
            if self._matters(slot, exception):
                calendar.add_component(self._exception(slot, exception))
        return calendar

    def instance(self, time: _Time) -> Instance:
        """What an expanded time stands for."""
        series, event = self.series, self.series.master
        if time.said_by is not None:
            event = series.exceptions[time.said_by]
            slot = self._moment(time.begin - series.shift(event))
            if not event.this_and_future or slot == event.slot:
                return self._as_written(event, event.slot)
        elif (slot := self._moment(time.begin)) == event.start:
            return self._as_written(event, slot)
        start = self._moment(time.begin)
        length = series.rdates.get(slot) or event.length
        if isinstance(start, datetime):
            return Instance(event, start, later(start, length), slot, self._place(slot))
        end = max(start + length, start + _DAY)
        return Instance(event, start, end, slot, self._place(slot))

    def _as_written(self, event: Event, slot: date | None) -> Instance:
        assert slot is not None
        return Instance(event, event.start, event.end, slot, self._place(slot))

    def _place(self, slot: date) -> int:
        """By counting, which only a single rule allows."""
        series = self.series
        if len(self.rules) != 1 or series.rdates:
            return 0
        return self.rules[0].place(series.start, wall(slot, series.zone))

    def _moment(self, at: datetime) -> date:
        """From the wall clock back to a DATE, or to a time in the zone of the series."""
        if is_day(self.series.master.start):
            return at.date()
        return at.replace(tzinfo=self.series.zone)

    def _matters(self, slot: datetime, exception: Event) -> bool:
        """Whether it can change anything in the window: by its slot, its time or its range."""
        if exception.this_and_future or self.low <= slot <= self.high:
            return True
        begin, end = (self._wall(at) for at in (exception.start, exception.end))
        return begin <= self.end and end >= self.begin

    def _master(self) -> icalendar.Event:
        series = self.series
        event = _copy(self.start, series.master.length)
        event["RRULE"] = [vRecur.from_ical(rule.text(self._until(rule))) for rule in self.rules]
        rdates = sorted(at for at in map(self._wall, series.rdates) if self.low <= at <= self.high)
        if len(rdates) > MAX_INSTANCES:
            _tell(series, f"Only the last {MAX_INSTANCES:,} of its dates are shown.")
        if rdates:
            event["RDATE"] = vDDDLists(rdates[-MAX_INSTANCES:])
        return event

    def _exception(self, slot: datetime, exception: Event) -> icalendar.Event:
        begin, end = (self._wall(at) for at in (exception.start, exception.end))
        event = _copy(begin, max(end - begin, timedelta()))
        event["RECURRENCE-ID"] = named = vDDDTypes(slot)
        if exception.this_and_future:
            named.params["RANGE"] = "THISANDFUTURE"
        return event

    def _until(self, rule: Rule) -> datetime:
        return min(until(rule, self.series.master) or self.high, self.high)

    def _wall(self, moment: date) -> datetime:
        return wall(moment, self.series.zone)


def _bounded(series: Series, span: timedelta) -> timedelta:
    """The part of a span in which a series cannot have too many instances: its last, if any."""
    often = [rule.per_day for rule in series.rules if rule.per_day <= MAX_PER_DAY]
    allowed = timedelta(days=MAX_INSTANCES / max(often, default=1.0))
    if span > allowed:
        _tell(series, f"Only the last {MAX_INSTANCES:,} of its instances are shown.")
    return min(span, allowed)


def _is_near(rule: Rule, series: Series, low: datetime, high: datetime) -> bool:
    """Whether the rule can have slots between two moments."""
    end = until(rule, series.master)
    return series.start <= high and (end is None or end >= low)


def _can_follow(rule: Rule, series: Series, start: datetime, high: datetime) -> bool:
    """Whether a rule is one of a meeting; if not, why is told."""
    reason = ""
    if rule.per_day > MAX_PER_DAY:
        reason = "it comes more often than every hour"
    elif rule.steps(start, high) > MAX_STEPS:
        reason = f"it goes back to {start.year} in too many steps"
    elif rule.by and not rule.comes_again(start):
        reason = "it names a date that never comes"
    if reason:
        _tell(series, f"Its repetition is left out: {reason}.")
    return not reason


def _tell(series: Series, problem: str) -> None:
    series.master.zones.problems.append(problem)


def _copy(begin: datetime, length: timedelta) -> icalendar.Event:
    event = icalendar.Event()
    event["UID"] = "series"
    event["DTSTART"] = vDDDTypes(begin)
    event["DTEND"] = vDDDTypes(begin + length)
    return event
