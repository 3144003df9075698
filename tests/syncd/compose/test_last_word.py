"""The last word: of use for the meeting, never private, and no more than needs be said."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from syncd.compose.last_word import last_words
from syncd.compose.page import Sources
from syncd.model import Finding
from syncd.people.dossier import Exchange, mail_source
from tests.builders import ADA, BERLIN, ME, an_address
from tests.syncd.compose.test_brief import NOW, a_dossier
from tests.syncd.people.mails import from_ada, from_me

BO = an_address("bo@nordwind.example", "Bo Moser")


def told(*mails: Exchange, promised: tuple[str, ...] = (), **known: Any) -> list[str]:
    dossier = a_dossier(exchanges=mails, **known)
    return [line.text for line in last_words(dossier, Sources(BERLIN, NOW), promised)]


def quoted(*mails: Exchange, promised: tuple[str, ...] = (), **known: Any) -> str:
    lines = told(*mails, promised=promised, **known)
    return lines[0].partition('"')[2].rstrip('"') if lines else ""


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        # Private matters stay where they are; what is of the meeting is told.
        (
            (
                "Hi Robin,\n\nsorry for the slow answer, my daughter was in hospital last week. "
                "Tuesday at ten works, see you at Café Einstein!"
            ),
            "Tuesday at ten works, see you at Café Einstein!",
        ),
        ("My father died last week. He was a good man. I am so sad.", ""),
        ("Between us: I am leaving Nordwind. Do not tell the others yet.", ""),
        ("We are getting divorced. She has the house at the lake.", ""),
        ("Ich war krank. Dienstag um zehn passt mir gut.", "Dienstag um zehn passt mir gut."),
        ("Meine Mutter ist gestorben. Sie war lange im Heim.", ""),
        # The most useful first.
        ("Thank you so much for your mail! Tuesday at ten it is.", "Tuesday at ten it is."),
        (
            (
                "It was a pleasure to read you. I have read your report. How about Tuesday at ten? "
                "Or shall we meet at my office?"
            ),
            "How about Tuesday at ten? Or shall we meet at my office?",
        ),
        ("We are a team of nine. Could you bring the checklist?", "Could you bring the checklist?"),
        ("Let me check my trains and come back to you.", "Let me check my trains and come back"),
        ("Danke dir! Wollen wir uns im Café Einstein treffen?", "Wollen wir uns im Café Einstein"),
        # Small talk is no word.
        ("Perfect!\n\nAda", ""),
        ("Thanks a lot!\nBest,\nAda", ""),
        ("Great, looking forward to it!", ""),
        ("I hope you are well. Have a nice weekend!", ""),
        ("Wunderbar, vielen Dank!\n\nViele Grüße\nAda Lindqvist", ""),
        ("Schönes Wochenende!", ""),
        # Neither greeting nor the name below.
        ("Hi Robin,\n\nTuesday works.\n\nAda", "Tuesday works."),
        ("Thank you Jonas!\n\nHi Robin,\n\nTuesday works.\n\nAda", "Tuesday works."),
        ("", ""),
    ],
)
def test_the_most_useful_is_quoted_and_nothing_private(text: str, quote: str):
    said = quoted(from_ada(text))
    assert said.startswith(quote) if quote else said == ""


def test_where_the_newest_says_nothing_the_one_before_it_does():
    proposal = from_me("How about Tuesday at ten, Café Oslo?", days_ago=9)
    (line,) = told(from_ada("Perfect!\n\nAda", days_ago=8), proposal)
    assert line == '15 Nov, you: "How about Tuesday at ten, Café Oslo?"'


def test_what_came_before_is_told_if_it_asks_something_else():
    mails = [from_ada("Tuesday at ten works.", days_ago=1), from_me("At ten?", days_ago=2)]
    assert len(told(*mails)) == 1
    asks = from_me("Could you bring the report?", days_ago=3)
    assert len(told(*mails, asks)) == 2
    challenge = Finding(ADA, "challenge", "we are short of time", mail_source(asks))
    assert len(told(*mails, asks, findings=(challenge,))) == 1


@pytest.mark.parametrize(
    ("answer", "quote"),
    [
        ("I am sorry to hear it. Call me whenever you like.", "Call me whenever you like."),
        ("I was thinking of you both.", ""),
        ("That must have been a hard year.", ""),
        ("Gute Besserung für ihn!", ""),
        ("It will pass. Tuesday at ten at our office?", "Tuesday at ten at our office?"),
    ],
)
def test_the_answer_to_a_private_matter_tells_nothing_of_it(answer: str, quote: str):
    hers = from_ada("My husband is ill and we are getting divorced.", days_ago=20)
    mine = from_me(answer, days_ago=10, in_reply_to=hers.message_id)
    assert quoted(mine, hers) == quote
    assert quoted(from_me(answer, days_ago=19), hers) == quote


def test_what_leads_to_a_list_says_nothing_without_it():
    mail = from_ada("Hi Robin,\n\nfor Tuesday, the first of December:\n\n1. Budget\n\nAda\n")
    assert not any("December:" in word for word in told(mail))


def test_what_is_told_as_a_promise_is_not_told_twice():
    promise = "I will send you the visitor list by Monday"
    assert quoted(from_ada(f"{promise}."), promised=(promise,)) == ""
    assert quoted(from_ada(f"{promise}.")) == f"{promise}."
    both = from_ada(f"Wednesday at eleven. {promise}.")
    assert quoted(both, promised=(promise,)) == "Wednesday at eleven."


def test_what_is_told_of_themselves_is_not_told_twice():
    mail = from_ada("We are building an atlas of trams. It keeps us up at night.")
    project = Finding(ADA, "project", "We are building an atlas of trams", mail_source(mail))
    assert "atlas" not in quoted(mail, findings=(project,))
    assert "atlas" in quoted(mail)


def test_mail_between_you_alone_comes_first():
    copied = from_ada("Friday at nine for all of us?", days_ago=1, cc=(BO,))
    alone = from_ada("Tuesday at ten works.", days_ago=5)
    assert quoted(copied, alone) == "Tuesday at ten works."
    assert quoted(copied) == "Friday at nine for all of us?"
    old = from_ada("Tuesday at ten works.", days_ago=400)
    assert quoted(copied, old) == "Friday at nine for all of us?"


def test_what_was_written_to_somebody_else_is_not_a_word_to_the_guest():
    to_bo = from_me("I will send you the checklist on Monday.", to=(BO,), cc=(an_address(ADA),))
    assert quoted(to_bo) == ""
    to_both = from_me("I will send you the checklist on Monday.", to=(BO, an_address(ADA)))
    assert quoted(to_both) == "I will send you the checklist on Monday."
    from_her = from_ada("Bo, Friday at nine?", to=(BO,), cc=(an_address(ME),), to_me=False)
    assert quoted(from_her) == ""


def test_a_long_word_is_cut_between_words():
    said = quoted(from_ada("How about Tuesday at ten, " + "or perhaps at another hour, " * 30))
    assert len(said) <= 110
    assert said.endswith("…")


def test_every_last_word_names_its_mail():
    sources = Sources(BERLIN, NOW)
    mail = from_ada("Tuesday works.", days_ago=timedelta(days=3).days, subject="Coffee?")
    (line,) = last_words(a_dossier(exchanges=(mail,)), sources)
    assert line.numbers == (1,)
    assert "Coffee?" in sources.listed()[0].text
