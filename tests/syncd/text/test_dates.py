"""The days a text speaks of."""

from datetime import UTC, datetime

import pytest

from syncd.text import dates

#: A Monday.
SENT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def days(text: str, sent: datetime | None = SENT) -> list[str]:
    return [day.isoformat() for day, _ in dates.find(text, sent)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-12-01", "2026-12-01"),
        ("1.12.2026", "2026-12-01"),
        ("am 1.12.", "2026-12-01"),
        ("01/12/2026", "2026-12-01"),
        ("12/01/26", "2026-12-01"),
        ("1 December", "2026-12-01"),
        ("December 1", "2026-12-01"),
        ("Dec 1st", "2026-12-01"),
        ("the 1st of December", "2026-12-01"),
        ("1. Dezember", "2026-12-01"),
        ("le 1er décembre", "2026-12-01"),
        ("el 1 de diciembre", "2026-12-01"),
        ("1 de dezembro", "2026-12-01"),
        ("1 dicembre", "2026-12-01"),
        ("1 december 2027", "2027-12-01"),
        ("December 1, 2027", "2027-12-01"),
        ("by the 27th", "2026-11-27"),
        ("3 November", "2026-11-03"),
        ("3 January", "2027-01-03"),
    ],
)
def test_days_of_the_calendar(text: str, day: str):
    assert days(text) == [day]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", "2026-11-23"),
        ("tonight", "2026-11-23"),
        ("by end of day", "2026-11-23"),
        ("tomorrow morning", "2026-11-24"),
        ("the day after tomorrow", "2026-11-25"),
        ("yesterday", "2026-11-22"),
        ("on Friday", "2026-11-27"),
        ("Monday", "2026-11-30"),
        ("this Monday", "2026-11-23"),
        ("next Monday", "2026-11-30"),
        ("next Friday", "2026-12-04"),
        ("Friday next week", "2026-12-04"),
        ("last Friday", "2026-11-20"),
        ("this week", "2026-11-27"),
        ("next week", "2026-12-04"),
        ("early next week", "2026-12-02"),
        ("over the weekend", "2026-11-29"),
        ("end of the month", "2026-11-30"),
        ("next month", "2026-12-31"),
        ("end of January", "2027-01-31"),
        ("end of the year", "2026-12-31"),
        ("in three days", "2026-11-26"),
        ("within two weeks", "2026-12-07"),
        ("in a month", "2026-12-23"),
        ("in a fortnight", "2026-12-07"),
        ("within 48 hours", "2026-11-25"),
    ],
)
def test_days_counted_from_when_it_was_sent(text: str, day: str):
    assert days(text) == [day]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("heute Abend", "2026-11-23"),
        ("morgen früh", "2026-11-24"),
        ("übermorgen", "2026-11-25"),
        ("bis Freitag", "2026-11-27"),
        ("nächsten Freitag", "2026-12-04"),
        ("nächste Woche", "2026-12-04"),
        ("bis Monatsende", "2026-11-30"),
        ("in zwei Wochen", "2026-12-07"),
        ("demain matin", "2026-11-24"),
        ("après-demain", "2026-11-25"),
        ("d'ici vendredi", "2026-11-27"),
        ("vendredi prochain", "2026-12-04"),
        ("la semaine prochaine", "2026-12-04"),
        ("dans trois jours", "2026-11-26"),
        ("mañana por la mañana", "2026-11-24"),
        ("pasado mañana", "2026-11-25"),
        ("el viernes", "2026-11-27"),
        ("la semana que viene", "2026-12-04"),
        ("dentro de dos semanas", "2026-12-07"),
        ("amanhã", "2026-11-24"),
        ("domani", "2026-11-24"),
        ("vrijdag", "2026-11-27"),
        ("volgende week", "2026-12-04"),
    ],
)
def test_other_languages(text: str, day: str):
    assert days(text) == [day]


@pytest.mark.parametrize(
    "text",
    [
        "guten Morgen",
        "am Morgen",
        "mon ami",
        "32 December",
        "31.02.2026",
        "12/40/2026",
        "version 3.11",
        "10.30",
        "May 3 pm",
        "99999999999 days",
    ],
)
def test_what_only_looks_like_a_day(text: str):
    assert days(text) == []


def test_where_a_day_stands_is_told():
    text = "Not Monday, but by 24 November, please."
    assert [text[slice(*span)] for _, span in dates.find(text, SENT)] == ["Monday", "24 November"]


def test_the_longest_reading_wins():
    assert days("the day after tomorrow") == ["2026-11-25"]
    assert days("end of next week") == ["2026-12-04"]


def test_without_a_date_of_sending_only_days_with_a_year_are_known():
    assert days("tomorrow, Friday, 3 December or 3 December 2026", None) == ["2026-12-03"]


def test_an_ambiguous_date_is_the_one_nearer_to_its_mail():
    assert days("12/3/2026", datetime(2026, 3, 1, tzinfo=UTC)) == ["2026-03-12"]
    assert days("12/3/2026", datetime(2026, 12, 1, tzinfo=UTC)) == ["2026-12-03"]


def test_the_last_days_of_time_are_survived():
    assert days("in two weeks, tomorrow, next month", datetime(9999, 12, 31, tzinfo=UTC)) == []
