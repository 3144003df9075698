"""The first contact: under 120 words, concrete, friendly, and nothing that is not known."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from syncd.compose import Letter, OutreachMatter, write_outreach
from syncd.compose.language import SHIPPED, shipped
from syncd.model import Address, Style
from syncd.text.manner import Manner
from tests.builders import TEN, an_address, me

LONG = "so very many words that nobody will ever want to read them all " * 20
HIRING = {"offers": ("hiring-process reviews",), "about": "I run the data team of a charity."}


def written(language: str = "en", mine: dict[str, Any] | None = None, **more: Any) -> Letter:
    values = {
        "me": me(**(mine or {})),
        "style": Style(),
        "now": TEN,
        "target": an_address(),
        "about": "hiring data engineers",
    }
    return write_outreach(OutreachMatter(**(values | more)), shipped(language))


@pytest.mark.parametrize("language", SHIPPED)
@pytest.mark.parametrize(
    "mine",
    [
        {},
        HIRING,
        {"about": LONG, "offers": ("hiring " + LONG,)},
        {"name": LONG[:190], "about": LONG + ".", "offers": (LONG,)},
    ],
)
@pytest.mark.parametrize("about", ["hiring", "hiring " + LONG, "I am hiring. " * 60])
@pytest.mark.parametrize("prefers", [(), ("phone", "in person", "video"), ("event",)])
def test_it_is_under_120_words(language: str, mine: dict[str, Any], about: str, prefers: Any):
    for known in (False, True):
        letter = written(language, mine, about=about, style=Style(prefers), known=known)
        assert len(letter.text.split()) < 120
        assert letter.html


@given(
    name=st.text(min_size=1, max_size=200),
    own=st.text(max_size=400),
    about=st.text(min_size=1, max_size=400),
    offer=st.text(max_size=200),
    end=st.text(max_size=100),
)
@example(name="a " * 100, own="b " * 200, about="c " * 200, offer="d " * 100, end="e " * 50)
def test_whatever_you_write_it_stays_under_120_words(
    name: str, own: str, about: str, offer: str, end: str
):
    mine = {"name": name, "about": own, "offers": (f"hiring {offer}",)}
    manner = Manner(greeting=end, closing=end, signed_as=end)
    for language in SHIPPED:
        letter = written(language, mine, about=f"hiring {about}", manner=manner)
        assert len(letter.text.split()) < 120


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        (
            "en",
            [
                "Hello Ada,\n\nmy name is Robin Doe. I run the data team of a charity.",
                "talking with you about hiring data engineers.",
                "What I could offer: hiring-process reviews.",
                "an informal conversation, on the phone or over a coffee,",
                "thank you for your time!",
            ],
        ),
        (
            "de",
            [
                "Hallo Ada,\n\nmein Name ist Robin Doe.",
                "Mein Thema: hiring data engineers.",
                "Was ich anbieten könnte: hiring-process reviews.",
                "ein lockeres Gespräch, am Telefon oder bei einem Kaffee,",
                "vielen Dank für deine Zeit!",
            ],
        ),
    ],
)
def test_it_says_all_that_a_first_contact_says(language: str, parts: list[str]):
    letter = written(language, HIRING, style=Style(("phone", "one-on-one", "in person", "video")))
    assert [part for part in parts if part not in letter.text] == []
    assert "[[" not in letter.text


def test_without_an_offer_that_fits_there_is_a_gap():
    text = written(mine={"offers": ("choir singing",)}).text
    assert "[[ how you might help Ada ]]" in text
    assert "choir" not in text


def test_nobody_is_named_after_their_address():
    assert written(target=Address("info77@x.example")).text.startswith("Hello,\n\nmy name")


def test_somebody_you_know_is_not_told_who_you_are():
    assert "my name is" not in written(mine=HIRING, known=True).text


def test_whom_you_say_sie_to_is_written_to_so():
    text = written("de", HIRING, manner=Manner("de", polite=True), known=True).text
    assert text.startswith("Guten Tag Ada Lindqvist,\n\nich hoffe, es geht Ihnen gut.")
    assert not {"du", "dir", "dich", "dein", "deine"} & set(text.split())


def test_hostile_names_are_escaped():
    letter = written(target=Address("eve@x.example", "<script>x</script>"), about="<b>x</b> \u202e")
    assert "<script>" not in letter.html
    assert "<b>x" not in letter.html
    assert "\u202e" not in letter.text + letter.subject
