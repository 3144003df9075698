"""The introduction request: why them, why now, what is in it for whom, and a way to say no."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from syncd.compose import IntroductionMatter, Letter, write_introduction
from syncd.compose.language import SHIPPED, shipped
from syncd.model import Address, Finding, Source
from syncd.text.manner import Manner, read
from tests.builders import ADA, TEN, an_address, me

JONAS = Address("jonas@weber.example", "Jonas Weber")
SEEN = Source("mail", "Open data day", TEN - timedelta(days=30), "Jonas Weber")
STRUGGLE = Finding(
    ADA, "challenge", "we are struggling to hire data engineers", Source("mail", "Coffee?", TEN)
)
HIRING = {"offers": ("choir singing", "hiring-process reviews"), "about": "I run a data team."}


def written(language: str = "en", mine: dict[str, Any] | None = None, **more: Any) -> Letter:
    matter = IntroductionMatter(
        **(
            {"me": me(**(mine or {})), "now": TEN, "connector": JONAS, "target": an_address()}
            | more
        )
    )
    return write_introduction(matter, shipped(language))


@pytest.mark.parametrize("language", SHIPPED)
def test_it_goes_to_the_connector_alone_and_begins_a_thread(language: str):
    letter = written(language)
    assert letter.to == (JONAS,)
    assert letter.in_reply_to == ""
    assert "Ada Lindqvist" in letter.subject


@pytest.mark.parametrize("language", SHIPPED)
def test_what_is_not_known_is_a_gap_and_nothing_is_invented(language: str):
    letter = written(language)
    assert letter.text.count("[[") == letter.text.count("]]") == 5
    assert letter.html.count("[[") == 5


@pytest.mark.parametrize("language", SHIPPED)
def test_what_is_known_leaves_no_gap(language: str):
    letter = written(language, HIRING, about="hiring", seen=SEEN, findings=(STRUGGLE,))
    assert "[[" not in letter.text
    assert letter.text.count("hiring-process reviews") == 2
    assert "Open data day" in letter.text


@pytest.mark.parametrize("language", SHIPPED)
@pytest.mark.parametrize("polite", [True, False])
def test_no_name_is_made_of_an_address(language: str, polite: bool):
    nobody, her = Address("info7@weber.example"), Address("x.y@nordwind.example")
    letter = written(language, connector=nobody, target=her, manner=Manner(polite=polite))
    greeting = letter.text.splitlines()[0]
    assert (
        greeting
        == {
            ("en", True): "Hello,",
            ("en", False): "Hello,",
            ("de", True): "Guten Tag,",
            ("de", False): "Hallo,",
        }[language, polite]
    )
    assert "Info7" not in letter.text
    assert "X " not in letter.text
    assert "x.y@nordwind.example" in letter.text


def test_what_the_other_one_wrote_to_you_is_not_passed_on():
    letter = written(mine=HIRING, about="teams", seen=SEEN, findings=(STRUGGLE,))
    assert "struggling" not in letter.text + letter.html
    assert "Coffee?" not in letter.text


def test_an_offer_that_fits_nothing_is_not_made():
    letter = written(mine={"offers": ("choir singing",)}, about="hiring", findings=(STRUGGLE,))
    assert "choir" not in letter.text
    assert "[[ what is in it for Ada ]]" in letter.text


def test_a_sentence_of_yours_stands_as_it_is_and_words_are_put_into_one():
    sentence = "I want to learn how she hires."
    assert f"\n\n{sentence}\n\n" in written(about=sentence).text
    assert "talk with Ada about her prize." in written(about="her prize").text


def test_the_paragraph_to_forward_is_of_you_in_the_third_person():
    text = written(mine=HIRING, about="hiring").text
    (paragraph,) = [line for line in text.splitlines() if line.startswith("> ")]
    assert 'Robin writes: "I run a data team."' in paragraph
    assert "robin@example.com" in paragraph
    assert not {"I", "me", "my"} & set(paragraph.replace('"I run a data team."', "").split())


def test_there_is_an_easy_way_to_say_no():
    assert "a short no is enough" in written().text
    assert "Ein kurzes Nein genügt" in written("de").text


@pytest.mark.parametrize(
    ("own", "begins", "ends"),
    [
        (
            "Hey Jonas,\n\nthank you for it.\n\nCheers,\nRob",
            "Hey Jonas,\n\nwould",
            "Cheers,\nRob\n",
        ),
        (
            "Hey Jonas!\n\nThank you for it.\n\nCheers,\nRob",
            "Hey Jonas!\n\nWould",
            "Cheers,\nRob\n",
        ),
        ("Dear all,\n\nthank you.\n\nCheers,\nRob", "Hi Jonas,\n\nwould", "Cheers,\nRob\n"),
        (
            "Hi Petra,\n\nI will be there on Friday.\n",
            "Hi Jonas,\n\nwould",
            "Warm regards,\nRobin\n",
        ),
        ("ok", "Hi Jonas,\n\nwould", "Warm regards,\nRobin\n"),
    ],
)
def test_it_greets_as_you_greet_them(own: str, begins: str, ends: str):
    text = written(manner=read([own], ["Jonas Weber"])).text
    assert text.startswith(begins)
    assert text.endswith(ends)


def test_whom_you_say_sie_to_is_asked_so():
    polite = Manner("de", greeting="Sehr geehrter Herr Weber,", polite=True)
    text = written("de", manner=polite).text
    assert text.startswith("Sehr geehrter Herr Weber,\n\nkönnten Sie sich vorstellen")
    assert "Ich danke Ihnen in jedem Fall!\n\nMit herzlichen Grüßen\nRobin" in text
    before = text.partition("\n> ")[0]
    assert not {"du", "dir", "dich"} & set(before.partition("[[")[0].split())
    assert written("de", manner=Manner("de", polite=True)).text.startswith("Guten Tag Jonas Weber,")


def test_hostile_words_are_bounded_and_escaped():
    evil = "<img src=x onerror=1>\r\nBcc: all@x.example\u202e" + "y" * 5000
    letter = written(
        target=Address("eve@evil.example", evil),
        seen=Source("mail", evil, TEN),
        about=evil,
        manner=Manner("en", greeting=evil, closing=evil, signed_as=evil),
        mine={"about": evil, "offers": (evil,)},
    )
    assert "<img" not in letter.html
    assert "\u202e" not in letter.text
    assert "\nBcc" not in letter.text
    assert len(letter.text) < 3000
    assert "\n" not in letter.subject
