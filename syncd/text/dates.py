"""Finding the days a text speaks of, relative ones counted from when it was sent.

A small grammar for the ways people write a day in mail, in English, German, French, Spanish,
Portuguese, Italian and Dutch. A period is its last working day (week) or last day (month), since
what is promised for it is due by then.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from syncd.text import date_words as words
from syncd.text.pattern import when_used

#: Characters of a text that are searched.
MAX_SEARCHED_CHARS = 20_000
#: A day without a year this long before ``sent`` is meant to be in the next one.
_LOOK_BACK = timedelta(days=90)

Span = tuple[int, int]
_Resolve = Callable[[re.Match[str], "date"], "date | None"]


def find(text: str, sent: datetime | None) -> list[tuple[date, Span]]:
    """The days named in a text, each with where it stands, in order.

    ``sent`` is when the text was sent, in the sender's own zone: "tomorrow" is the day after that
    day there. Without it only dates with a year are found. A naive ``sent`` counts as it stands.
    """
    today = sent.date() if sent else None
    found: list[tuple[date, Span]] = []
    for match, resolve in _matches(text[:MAX_SEARCHED_CHARS]):
        day = _resolved(resolve, match, today)
        if day and not any(_overlap(match.span(), span) for _, span in found[-3:]):
            found.append((day, match.span()))
    return found


def _matches(text: str) -> Iterator[tuple[re.Match[str], _Resolve]]:
    """All readings in order of place; at one place the longest first."""
    matches = [(m, resolve) for pattern, resolve in _GRAMMAR for m in pattern.finditer(text)]
    yield from sorted(matches, key=lambda pair: (pair[0].start(), -pair[0].end()))


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _resolved(resolve: _Resolve, match: re.Match[str], today: date | None) -> date | None:
    has_year = bool(match.groupdict().get("year"))
    if today is None and not has_year:
        return None
    try:
        return resolve(match, today or date(2000, 1, 1))
    except (ValueError, OverflowError):
        return None


def _absolute(match: re.Match[str], today: date) -> date | None:
    parts = match.groupdict()
    word = (parts["month"] or "").lower()
    month = words.MONTHS.get(word) or int(word)
    return _in_year(parts.get("year"), month, int(parts["day"]), today)


def _slashed(match: re.Match[str], today: date) -> date | None:
    """``3/12``: day or month first, whichever is possible and nearer to when it was written."""
    first, second = int(match["day"]), int(match["month"])
    year = match["year"]
    readings = [
        when
        for day, month in ((first, second), (second, first))
        if month <= 12 and (when := _in_year(year, month, day, today))
    ]
    return min(readings, key=lambda when: abs(when - today), default=None)


def _in_year(year: str | None, month: int, day: int, today: date) -> date | None:
    if year:
        return _maybe(int(year) if len(year) == 4 else 2000 + int(year), month, day)
    for candidate in (today.year, today.year + 1):
        if (when := _maybe(candidate, month, day)) and when >= today - _LOOK_BACK:
            return when
    return None


def _maybe(year: int, month: int, day: int) -> date | None:
    return (
        date(year, month, day)
        if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
        else None
    )


def _days(number: int) -> _Resolve:
    return lambda _, today: today + timedelta(days=number)


def _coming(match: re.Match[str], today: date) -> date:
    """The next such weekday after today."""
    wanted = words.WEEKDAYS[match["weekday"].lower()]
    return today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)


def _this(match: re.Match[str], today: date) -> date:
    wanted = words.WEEKDAYS[match["weekday"].lower()]
    return today + timedelta(days=(wanted - today.weekday()) % 7)


def _next(match: re.Match[str], today: date) -> date:
    """That weekday of the next calendar week, Monday to Sunday."""
    wanted = words.WEEKDAYS[match["weekday"].lower()]
    return _monday(today) + timedelta(days=7 + wanted)


def _last(match: re.Match[str], today: date) -> date:
    wanted = words.WEEKDAYS[match["weekday"].lower()]
    return today - timedelta(days=(today.weekday() - wanted - 1) % 7 + 1)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _week_end(weeks: int) -> _Resolve:
    """Friday of this week or a later one; on a weekend this week's is the next."""

    def resolve(_: re.Match[str], today: date) -> date:
        base = today + timedelta(days=2) if weeks == 0 and today.weekday() > 4 else today
        return _monday(base) + timedelta(days=7 * weeks + 4)

    return resolve


def _midweek(_: re.Match[str], today: date) -> date:
    """Wednesday of next week: by then its beginning is over."""
    return _monday(today) + timedelta(days=9)


def _weekend(_: re.Match[str], today: date) -> date:
    return _monday(today) + timedelta(days=6)


def _month_end(months: int) -> _Resolve:
    def resolve(_: re.Match[str], today: date) -> date:
        year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
        return date(year, month + 1, monthrange(year, month + 1)[1])

    return resolve


def _end_of_named_month(match: re.Match[str], today: date) -> date | None:
    month = words.MONTHS[match["month"].lower()]
    year = (
        int(match["year"]) if match.groupdict().get("year") else today.year + (month < today.month)
    )
    return date(year, month, monthrange(year, month)[1])


def _year_end(_: re.Match[str], today: date) -> date:
    return date(today.year, 12, 31)


def _later(days: int) -> _Resolve:
    def resolve(match: re.Match[str], today: date) -> date:
        return today + timedelta(days=days * _number(match))

    return resolve


def _months_later(match: re.Match[str], today: date) -> date:
    months = today.month - 1 + _number(match)
    year, month = today.year + months // 12, months % 12 + 1
    return date(year, month, min(today.day, monthrange(year, month)[1]))


def _number(match: re.Match[str]) -> int:
    word = match["number"].lower()
    return words.NUMBERS.get(word) or int(word)


def _day_of_month(match: re.Match[str], today: date) -> date | None:
    """The next day with that number."""
    day = int(match["day"])
    for months in range(3):
        year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
        if (when := _maybe(year, month + 1, day)) and when >= today:
            return when
    return None


def _compiled(*rows: tuple[str, _Resolve]) -> tuple[tuple[re.Pattern[str], _Resolve], ...]:
    return tuple((when_used(rf"(?<![\w/])(?:{row})(?!\w)"), resolve) for row, resolve in rows)


#: November 24th, 2026; but not "May 3 pm".
_MONTH_FIRST = (
    rf"{words.MONTH}\s+(?:the\s+)?{words.DAY}(?:st|nd|rd|th)?(?!\d|:|\s?(?:am|pm|uhr|h)\b)"
    rf"{words.YEAR}?"
)

_GRAMMAR = _compiled(
    # 2026-11-24, 24.11.2026, 24.11., 24/11/2026
    (r"(?P<year>20\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?:T[\d:]{4,8})?", _absolute),
    (rf"{words.DAY}\.(?P<month>[01]?\d)\.(?P<year>(?:20)?\d\d)", _absolute),
    (rf"{words.DAY}\.(?P<month>[01]?\d)\.(?!\d)", _absolute),
    (rf"{words.DAY}/(?P<month>[0-3]?\d)/(?P<year>(?:20)?\d\d)", _slashed),
    # 24 November 2026, the 24th of November, 24. November, 1er mai, 24 de noviembre
    (
        rf"{words.DAY}(?:st|nd|rd|th|er|\.|º)?\s+(?:of\s+|de\s+|di\s+)?{words.MONTH}{words.YEAR}?",
        _absolute,
    ),
    (_MONTH_FIRST, _absolute),
    (
        rf"(?:{words.UNTIL}) (?:the )?{words.DAY}(?:st|nd|rd|th|\.(?! ?\d))(?! [a-z]+ber)",
        _day_of_month,
    ),
    # Days from today
    (words.TODAY, _days(0)),
    (words.TOMORROW, _days(1)),
    (words.DAY_AFTER, _days(2)),
    (words.YESTERDAY, _days(-1)),
    # Weekdays
    (words.WEEKDAY, _coming),
    (rf"(?:{words.THIS}) {words.WEEKDAY}", _this),
    (rf"(?:{words.NEXT}) {words.WEEKDAY}", _next),
    (rf"{words.WEEKDAY} (?:{words.NEXT_AFTER})", _next),
    (rf"(?:{words.LAST}) {words.WEEKDAY}", _last),
    (rf"{words.WEEKDAY} (?:{words.LAST_AFTER})", _last),
    # Periods
    (words.THIS_WEEK, _week_end(0)),
    (words.NEXT_WEEK, _week_end(1)),
    (r"(?:early|beginning of|start of) next week", _midweek),
    (words.WEEKEND, _weekend),
    (words.THIS_MONTH, _month_end(0)),
    (words.NEXT_MONTH, _month_end(1)),
    (rf"(?:{words.END_OF}) {words.MONTH}{words.YEAR}?", _end_of_named_month),
    (words.YEAR_END, _year_end),
    # In three days, within two weeks
    (rf"(?:{words.IN}) {words.NUMBER} (?:{words.DAYS})", _later(1)),
    (rf"(?:{words.IN}) {words.NUMBER} (?:{words.WEEKS})", _later(7)),
    (rf"(?:{words.IN}) {words.NUMBER} (?:{words.MONTH_COUNT})", _months_later),
    (words.FORTNIGHT, _days(14)),
)
