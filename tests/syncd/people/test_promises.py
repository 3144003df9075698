"""What counts as a promise between two people, and when it is kept."""

from __future__ import annotations

from datetime import date

import pytest

from syncd.model import Promise, Source
from syncd.people.dossier import Exchange
from syncd.people.promises import kept, made, made_in_note
from tests.builders import ADA, ME, TEN, an_address, me
from tests.syncd.people.mails import from_ada, from_me

CHECKLIST = "I will send you the hiring checklist we use, it is two pages long."


def promised(*mails: Exchange) -> list[Promise]:
    return list(made(mails, ADA, me()))


def test_a_promise_is_told_in_the_words_of_its_maker():
    (promise,) = promised(from_me(f"Jonas mentioned that you are hiring. {CHECKLIST}"))
    assert promise.by_me
    assert promise.text == "I will send you the hiring checklist we use"
    assert promise.source == Source("mail", "Coffee?", promise.made_at, "you")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Ich werde Ihnen den Leitfaden zusenden.", "Ich werde Ihnen den Leitfaden zusenden"),
        ("Den Leitfaden schicke ich Ihnen.", "Den Leitfaden schicke ich Ihnen"),
        ("Gern übersende ich Ihnen die Folien.", "Gern übersende ich Ihnen die Folien"),
        ("Ich lasse Ihnen die Liste zukommen.", "Ich lasse Ihnen die Liste zukommen"),
        ("Danke, ich schicke dir die Liste.", "ich schicke dir die Liste"),
        (
            "Morgen schicke ich dir die Liste, die wir nutzen.",
            "Morgen schicke ich dir die Liste, die wir nutzen",
        ),
        ("Danke für alles; die Liste schicke ich dir.", "die Liste schicke ich dir"),
    ],
)
def test_german_promises_are_whole_whatever_comes_first(said: str, told: str):
    (promise,) = promised(from_me(said))
    assert promise.text == told


def test_two_languages_in_one_sentence_break_nothing():
    (promise,) = promised(from_me("Hello since ich dir danke: ich schicke dir die Liste."))
    assert "ich schicke dir die Liste" in promise.text


def test_theirs_are_told_apart_from_yours():
    (promise,) = promised(from_ada("I'll send you the volunteer page by Friday."))
    assert not promise.by_me
    assert promise.due == date(2026, 11, 13)


@pytest.mark.parametrize(
    "said",
    [
        "I will be there.",
        "I look forward to it.",
        "We will see.",
        "Could you send me the checklist?",
        "If you like I will send you the checklist.",
    ],
)
def test_what_leaves_no_trace_is_no_promise(said: str):
    assert promised(from_me(said)) == []


def test_what_is_said_to_a_crowd_is_promised_to_nobody():
    crowd = tuple(an_address(f"p{n}@example.org") for n in range(5))
    assert promised(from_me(CHECKLIST, to=(an_address(), *crowd))) == []


def test_who_only_gets_a_copy_is_promised_nothing():
    priya = (an_address("priya@example.org"),)
    assert promised(from_me(CHECKLIST, to=priya, cc=(an_address(),))) == []
    hers = from_ada("I will send you the list.", to=priya, cc=(an_address(ME),))
    assert promised(hers) == []


@pytest.mark.parametrize(
    "later",
    [
        from_me("Here it is.", days_ago=3, attached=("hiring-checklist.pdf",)),
        from_me("As promised, the checklist: https://example.com/c", days_ago=3),
        from_me("The checklist is attached.", days_ago=3),
        from_me("Checklist: https://example.com/c", days_ago=3),
    ],
)
def test_what_was_sent_is_kept(later: Exchange):
    (promise,) = promised(from_me(CHECKLIST))
    assert kept(promise, [later], []) == later.date


@pytest.mark.parametrize(
    "later",
    [
        from_me("See you on Tuesday.", days_ago=3),
        from_me("I have not forgotten the checklist.", days_ago=3),
        from_me("The agenda.", days_ago=3, attached=("agenda.pdf",)),
        from_ada("Here is the checklist.", days_ago=3),
        from_me("Here is the checklist.", days_ago=30),
        from_me("Here is the checklist.", days_ago=3, to=(an_address("kim@x.org"),)),
    ],
)
def test_what_was_not_sent_since_is_open(later: Exchange):
    (promise,) = promised(from_me(CHECKLIST))
    assert kept(promise, [later], []) is None


def test_an_introduction_is_kept_by_a_mail_to_both():
    (promise,) = promised(from_me("I will introduce you to Priya this week."))
    both = (an_address(), an_address("priya@example.org"))
    alone = from_me("Priya says hello, meet her soon.", days_ago=3)
    together = from_me("Meet Priya.", days_ago=2, subject="Intro: Ada <> Priya", to=both)
    assert kept(promise, [alone], []) is None
    assert kept(promise, [alone, together], []) == together.date


def test_an_answer_is_kept_by_writing():
    (promise,) = promised(from_ada("I will get back to you about the date."))
    assert kept(promise, [], []) is None
    assert kept(promise, [from_ada("Tuesday.", days_ago=2)], []) is not None


def test_what_is_to_be_brought_is_kept_by_meeting():
    (promise,) = promised(from_me("I will bring the map of playgrounds."))
    assert kept(promise, [from_me("See you.", days_ago=2)], []) is None
    assert kept(promise, [], [TEN]) == TEN


def test_notes_hold_promises_both_ways():
    note = "Knitting as loops. I'll send her the checklist; she sends me the volunteer page."
    source = Source("note", "Coffee", TEN, "you")
    mine, hers = made_in_note(note, ADA, source, "note 1")
    assert (mine.by_me, mine.text) == (True, "I will send you the checklist")
    assert (hers.by_me, hers.text) == (False, "send me the volunteer page")
    page = from_ada("Here is the page for volunteers.", days_ago=-1, to=(an_address(ME),))
    assert kept(hers, [page], []) == page.date
