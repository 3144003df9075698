"""What a brief gives you to talk about: help, common ground, questions; each from their words."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from syncd.compose import write_brief
from syncd.compose.page import Sources
from syncd.compose.questions import questions
from syncd.model import Finding, Promise, Source
from syncd.people.dossier import mail_source
from syncd.people.findings import findings
from tests.builders import ADA, BERLIN, TEN, a_guest, me
from tests.syncd.compose.test_brief import NOW, a_dossier, a_matter, an_exchange

HIRE = "We are struggling to hire data engineers. Two good people turned us down."
KIDS = "I founded Kids Code. It is fun."


def told(text: str = HIRE, **mine: object) -> str:
    exchange = an_exchange(text)
    dossier = a_dossier(exchanges=(exchange,), findings=findings((exchange,), ADA))
    matter = a_matter(dossiers=(dossier,), me=me(**mine))
    return " ".join(write_brief(matter).text.split())


def asked(text: str) -> list[str]:
    exchange = an_exchange(text)
    dossier = a_dossier(exchanges=(exchange,), findings=findings((exchange,), ADA))
    section = questions([dossier], Sources(BERLIN, NOW))
    return [line.text for line in section.lines] if section else []


def test_what_they_face_is_quoted_with_its_source():
    assert 'Facing "We are struggling to hire data engineers" [2]' in told()


def test_what_you_offer_is_held_against_what_they_face():
    text = told(offers=("hiring-process reviews", "a first look at messy public data"))
    quote = '"hire data engineers" [2]'
    assert f"How you could help - Hiring-process reviews: fits {quote}" in text
    assert "messy" not in text


def test_your_passions_are_held_against_what_they_care_about():
    text = told(KIDS, passions=("teaching beginners to code", "sailing"))
    assert "Common ground - Teaching beginners to code, a passion of yours. Ada: " in text
    assert "ailing" not in text


def test_where_nothing_matches_there_is_no_section():
    text = told("See you on Tuesday.", offers=("hiring",), passions=("open data",))
    for heading in ("How you could help", "Common ground", "Ask, then listen", "Facing"):
        assert heading not in text


@pytest.mark.parametrize(
    ("said", "question"),
    [
        (HIRE, "What have you tried so far to hire data engineers?"),
        (KIDS, "What made you start Kids Code?"),
        ("I volunteer at the repair café.", "How did you come to volunteer at the repair café?"),
        (
            "We are rebuilding our forecast platform until the summer.",
            "What has surprised you most while rebuilding your forecast platform?",
        ),
        ("We just won the Open Data Prize.", "What has the Open Data Prize made possible since?"),
        ("I love old tram maps.", "How did you get into old tram maps?"),
    ],
)
def test_a_question_is_open_and_grounded_in_what_they_wrote(said: str, question: str):
    assert asked(said) == [question]


@pytest.mark.parametrize(
    ("said", "never"),
    [
        (HIRE + " We have tried two agencies.", "What have you tried"),
        ("I founded Kids Code because nobody else did.", "What made you start"),
        ("Wir tun uns schwer, Freiwillige zu gewinnen.", "?"),
        ("See you on Tuesday.", "?"),
    ],
)
def test_what_the_mail_answers_is_not_asked(said: str, never: str):
    assert not any(never in question for question in asked(said))


def test_at_most_three_are_asked():
    many = f"{HIRE} {KIDS} We just won the Open Data Prize. I love old tram maps."
    assert len(asked(many)) == 3


def test_an_open_promise_is_told_with_its_source():
    made = TEN - timedelta(days=19)
    source = Source("mail", "Intro", made, "you")
    promise = Promise(ADA, True, "I will send you the checklist", made, source, "<x@example.com>")
    matter = a_matter(dossiers=(a_dossier(promises=(promise,)),))
    text = " ".join(write_brief(matter).text.split())
    assert 'Between you you on 5 Nov: "I will send you the checklist"; not sent yet [3]' in text


def test_an_old_promise_is_let_go():
    made = TEN - timedelta(days=400)
    source = Source("mail", "Intro", made, "you")
    promise = Promise(ADA, True, "I will send you the checklist", made, source, "<x@example.com>")
    assert "checklist" not in write_brief(a_matter(dossiers=(a_dossier(promises=(promise,)),))).text


def test_the_role_is_told_with_the_mail_it_was_signed_in():
    exchange = an_exchange()
    role = Finding(ADA, "role", "Head of Data, Nordwind", mail_source(exchange))
    text = write_brief(a_matter(dossiers=(a_dossier(findings=(role,)),))).text
    assert "Head of Data, Nordwind [1]" in text


def test_no_line_about_a_guest_goes_without_a_source():
    exchange = an_exchange(f"{HIRE} {KIDS}")
    dossier = a_dossier(exchanges=(exchange,), findings=findings((exchange,), ADA))
    matter = a_matter(
        dossiers=(dossier,), me=me(offers=("hiring",), passions=("teaching beginners to code",))
    )
    text = write_brief(matter).text
    body = text[text.index("Ada Lindqvist") : text.index("Afterwards")]
    ends = [line for line in body.splitlines() if line.startswith("  ")]
    statements = re.split(r"\n(?=  \S)", "\n".join(ends))
    about_ada = [s for s in statements if "One-on-one" not in s]
    assert len(about_ada) >= 7
    assert all(s.rstrip().endswith("]") for s in about_ada if s.strip())


def test_a_brief_for_one_guest_is_under_250_words():
    many = f"{HIRE} {KIDS} We just won the Open Data Prize. I love old tram maps. I love trees."
    exchange = an_exchange(many)
    dossier = a_dossier(exchanges=(exchange,), findings=findings((exchange,), ADA))
    mine = me(offers=("hiring",), passions=("open data", "teaching beginners to code"))
    assert len(write_brief(a_matter(dossiers=(dossier,), me=mine)).text.split()) < 250


def test_with_several_guests_a_question_says_for_whom():
    exchange = an_exchange(HIRE)
    ada = a_dossier(exchanges=(exchange,), findings=findings((exchange,), ADA))
    ben = a_dossier(guest=a_guest("ben@nordwind.example", "Ben Moser"))
    text = " ".join(write_brief(a_matter(dossiers=(ada, ben))).text.split())
    assert "- Ada: What have you tried so far to hire data engineers?" in text
