"""The digest as a letter: a minute to read, in two languages, with sources, and nothing filled."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from syncd.compose import Day, DigestMatter, Letter, Planned, Waiting, write_digest
from syncd.compose.language import SHIPPED, shipped
from syncd.model import Address, Promise, Reach, Source, Style, WishNews
from tests.builders import ADA, TEN, a_guest, a_meeting, me

MONDAY = TEN - timedelta(days=1)
DAY = timedelta(days=1)
MAIL = Source("mail", "Coffee?", TEN - 12 * DAY, "you")
COFFEE = Planned(a_meeting(location="Café Einstein"), (a_guest(),), "in person", Day())
MINE = Promise(ADA, True, "I will send the checklist", TEN - 12 * DAY, MAIL, "<1@x>")
TIE = WishNews(
    Reach.TIE,
    Address("priya@x.example", "Priya Nair"),
    Source("mail", "Open data day", TEN - 20 * DAY, "Jonas Weber"),
    MONDAY,
    "how she hires",
    Address("jonas@x.example", "Jonas Weber"),
)
DRAFT = Waiting((Address(ADA, "Ada Lindqvist"),), "Re: Coffee?", TEN - 3 * DAY)


def matter(**more: Any) -> DigestMatter:
    values = {"me": me(), "style": Style(), "now": MONDAY, "until": MONDAY + 7 * DAY}
    return DigestMatter(**(values | more))


def written(language: str = "en", **more: Any) -> Letter:
    return write_digest(matter(**more), shipped(language))


def flat(text: str) -> str:
    return " ".join(text.split())


def test_without_anything_to_tell_it_is_empty():
    assert matter().empty
    for more in ({"meetings": (COFFEE,)}, {"promises": ((MINE, "Ada"),)}, {"drafts": (DRAFT,)}):
        assert not matter(**more).empty


@pytest.mark.parametrize(
    ("more", "heading"),
    [
        ({"meetings": (COFFEE,)}, "Networking this week"),
        ({"promises": ((MINE, "Ada"),)}, "You promised"),
        ({"promises": ((replace(MINE, by_me=False), "Ada"),)}, "Promised to you"),
        ({"reachable": (TIE,)}, "Within reach"),
        ({"drafts": (DRAFT,)}, "Drafts that wait for you"),
    ],
)
def test_only_what_there_is_has_a_heading(more: dict[str, Any], heading: str):
    letter = written(**more)
    headings = [line for line in letter.text.splitlines() if line[:1].isupper()][1:]
    assert headings == [heading]
    assert letter.html.count("<h2>") == 1


def test_promises_say_when_they_are_due_and_were():
    today = MONDAY.date()
    due, late = replace(MINE, due=today + 2 * DAY), replace(MINE, due=today - 2 * DAY)
    text = flat(written(promises=((due, "Ada"), (late, "Ben"))).text)
    assert 'Ada, due Wed 25 Nov: "I will send the checklist" [1]' in text
    assert "Ben, was due Sat 21 Nov:" in text
    assert '[1] mail "Coffee?", you, 12 Nov' in text


def test_the_meetings_are_held_against_your_style():
    style = Style(("one-on-one", "phone"), max_per_day=1, buffer=timedelta(minutes=15))
    before = a_meeting("Standup", TEN - timedelta(minutes=35), guests=())
    tight = replace(COFFEE, day=Day(before=before, place=2))
    text = flat(written(meetings=(tight,), style=style).text)
    assert "Tue 24 Nov 10:00 Ada Lindqvist: Coffee with Ada, Café Einstein." in text
    assert "You like phone more; you could propose it." in text
    assert "second networking meeting that day; you like 1 at most" in text
    assert '"Standup" ends 5 minutes before, less than the 15 minutes you want.' in text


def test_the_most_useful_news_of_a_way_to_somebody_stands_for_the_rest():
    lunch = replace(TIE, reach=Reach.CONNECTOR, meeting="lunch@x", starts=TEN)
    later = replace(lunch, meeting="dinner@x", starts=TEN + DAY)
    text = flat(written(reachable=(TIE, later, lunch)).text)
    assert text.count("Priya Nair") == 1
    assert "Jonas Weber, whom you meet on Tue 24 Nov, seems to know Priya Nair" in text


def test_of_much_the_first_are_told_and_the_rest_is_counted():
    people = [replace(TIE, person=Address(f"p{n}@x.example", f"P{n} Nair")) for n in range(9)]
    letter = written(
        meetings=(COFFEE,) * 15,
        promises=((MINE, "Ada"),) * 8,
        reachable=tuple(people),
        drafts=(DRAFT,) * 7,
    )
    text = flat(letter.text)
    assert text.count("Café Einstein") == 12
    assert [f"and {n} more" in text for n in (3, 2, 1)] == [True, True, True]
    assert "P6 Nair" not in text
    assert len(letter.html.encode()) < 50_000
    assert letter.subject.startswith("Your week from Mon 23 Nov: 15 meetings, 8 open promises,")


@pytest.mark.parametrize("language", SHIPPED)
def test_text_and_html_say_the_same(language: str):
    letter = written(
        language,
        meetings=(COFFEE,),
        promises=((MINE, "Ada"), (replace(MINE, by_me=False), "Ada")),
        reachable=(TIE,),
        drafts=(DRAFT,),
    )
    for told in ("Café Einstein", "I will send the checklist", "Priya Nair", "Re: Coffee?"):
        assert told in flat(letter.text)
        assert told in letter.html
    assert "prefers-color-scheme: dark" in letter.html
    assert "http" not in letter.html
    assert len(flat(letter.text).split()) < 150


def test_in_german_it_is_german():
    text = flat(written("de", meetings=(COFFEE,), reachable=(TIE,), drafts=(DRAFT,)).text)
    assert text.startswith("Mo 23. Nov bis So 29. Nov")
    assert "Jonas Weber scheint Priya Nair zu kennen" in text
    assert "An Ada Lindqvist: „Re: Coffee?“, seit 21. November" in text
    for english in ("seems", "since", "Within", "mail "):
        assert english not in text


def test_hostile_words_are_bounded_and_escaped():
    evil = "<script>alert(1)</script>\u202e" + "x" * 5000
    person = Address("eve@evil.example", evil)
    letter = written(
        meetings=(Planned(a_meeting(evil, location=evil), (a_guest(name=evil),), "", Day()),),
        promises=((replace(MINE, text=evil, source=Source("mail", evil, TEN, evil)), evil),),
        reachable=(replace(TIE, person=person, via=person, why=evil),),
        drafts=(Waiting((person,), evil, TEN),),
    )
    assert "<script>" not in letter.html
    assert "\u202e" not in letter.text + letter.html + letter.subject
    assert len(letter.text) < 3000
