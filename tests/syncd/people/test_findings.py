"""What is taken from someone's mail about them, and what never is."""

from __future__ import annotations

import pytest

from syncd.people.experience_words import WITH_EXPERIENCE
from syncd.people.findings import findings
from tests.builders import ADA, an_address
from tests.syncd.people.mails import from_ada, from_me

SIGNED = """Best wishes,
Ada

--\x20
Ada Lindqvist
Head of Data, Nordwind
+49 30 23125 014
"""


def found(*texts: str) -> list[tuple[str, str]]:
    mails = [from_ada(text, days_ago=number + 1) for number, text in enumerate(texts)]
    return [(finding.kind, finding.text) for finding in findings(mails, ADA)]


@pytest.mark.parametrize(
    ("said", "kind", "quote"),
    [
        (
            "One thing: we are struggling to hire data engineers. Any idea?",
            "challenge",
            "we are struggling to hire data engineers",
        ),
        (
            "It is really hard to find people who know both, so we wait.",
            "challenge",
            "It is really hard to find people who know both",
        ),
        (
            "Our biggest challenge is the old export format.",
            "challenge",
            "Our biggest challenge is the old export format",
        ),
        (
            "Wir tun uns schwer, Freiwillige zu gewinnen.",
            "challenge",
            "Wir tun uns schwer, Freiwillige zu gewinnen",
        ),
        ("We're looking for two speakers.", "challenge", "We're looking for two speakers"),
        ("I founded Kids Code because I had no answer.", "cause", "I founded Kids Code"),
        (
            "I volunteer at the repair café on Saturdays.",
            "cause",
            "I volunteer at the repair café on Saturdays",
        ),
        ("I also run Kids Code in the evenings.", "cause", "I also run Kids Code in the evenings"),
        (
            "Busy: we are rebuilding the wind forecast platform until the summer, but fine.",
            "project",
            "we are rebuilding the wind forecast platform",
        ),
        ("I am writing a book about maps.", "project", "I am writing a book about maps"),
        ("We just won the Open Data Prize!", "award", "We just won the Open Data Prize"),
        ("I am passionate about teaching.", "interest", "I am passionate about teaching"),
        ("I love old tram maps.", "interest", "I love old tram maps"),
    ],
)
def test_what_they_say_of_themselves_is_quoted(said: str, kind: str, quote: str):
    assert found(said) == [(kind, quote)]


@pytest.mark.parametrize(
    "said",
    [
        "Are you struggling to hire people?",
        "If we are struggling to hire, I will tell you.",
        "We are no longer struggling to hire.",
        "They are struggling to hire data engineers.",
        "It is hard to find a date before Christmas.",
        "It is hard to find parking there.",
        "We are looking for a date next week.",
        "We are looking forward to it.",
        "I am writing to ask about the invoice.",
        "We are working on it.",
        "I run late, sorry.",
        "I love it, thank you.",
        "I love the idea.",
        "We won.",
        '"We are struggling to hire," said the minister.',
        "I cannot find the link.",
        "We used to build a map of trees.",
    ],
)
def test_what_is_not_said_of_themselves_is_left_out(said: str):
    assert found(said) == []


@pytest.mark.parametrize(
    "said",
    [
        "We are struggling to cope since my mother is ill.",
        "My father died in May. We are struggling to keep up with things.",
        "We are struggling with our mortgage.",
        "I volunteer at my church on Sundays.",
        "I am passionate about the election.",
        "I am looking for a new job.",
        "We are struggling with the divorce.",
        "Wir tun uns schwer mit den Schulden.",
    ],
)
def test_private_matters_are_left_alone(said: str):
    assert found(said) == []


@pytest.mark.parametrize(
    ("said", "quote"),
    [
        ("Last year we built a team of data engineers.", "we built a team of data engineers"),
        ("We have just launched our tram map.", "We have just launched our tram map"),
        ("I led the hiring of twelve engineers.", "I led the hiring of twelve engineers"),
        ("I've trained over forty volunteers.", "I've trained over forty volunteers"),
        (
            "Wir haben letztes Jahr ein Datenteam aufgebaut.",
            "Wir haben letztes Jahr ein Datenteam aufgebaut",
        ),
    ],
)
def test_what_they_have_behind_them_is_quoted_where_it_is_asked_for(said: str, quote: str):
    mail = from_ada(said)
    (finding,) = findings([mail], ADA, WITH_EXPERIENCE)
    assert (finding.kind, finding.text) == ("done", quote)
    assert findings([mail], ADA) == ()


@pytest.mark.parametrize(
    "said",
    [
        "I set up a quick call for Tuesday.",
        "I started a new job.",
        "We created the document you asked for.",
        "I organized a table for four.",
        "I have set up the Zoom link.",
        "Have we built a team?",
        "They built a team of engineers.",
        "If we built a team, would you join?",
        "We hired a lawyer because of our debts.",
        "We opened a second clinic after my surgery.",
        '"We built a team of engineers," said the minister.',
    ],
)
def test_what_is_no_experience_or_private_is_left_out(said: str):
    assert findings([from_ada(said)], ADA, WITH_EXPERIENCE) == ()


def test_the_role_is_that_of_the_newest_signature():
    newer = from_ada("Hello", days_ago=1)
    signed = from_ada("Hello", days_ago=5, signed=SIGNED)
    older = from_ada("Hello", days_ago=50, signed=SIGNED.replace("Head of Data", "Analyst"))
    (role,) = findings([older, newer, signed], ADA)
    assert (role.kind, role.text) == ("role", "Head of Data, Nordwind")
    assert role.source.date == signed.date


def test_only_their_own_mail_speaks_of_them():
    text = "We are struggling to hire data engineers."
    assert findings([from_me(text)], ADA) == ()
    assert findings([from_ada(text, sender=an_address("jonas@weber.example"))], ADA) == ()


def test_every_finding_names_its_mail_and_its_writer():
    mail = from_ada("I founded Kids Code.", subject="Hello")
    (finding,) = findings([mail], ADA)
    assert finding.about == ADA
    assert (finding.source.kind, finding.source.title) == ("mail", "Hello")
    assert (finding.source.date, finding.source.author) == (mail.date, "Ada Lindqvist")


def test_the_newest_come_first_and_only_a_few_of_a_kind():
    told = found("I love old maps.", "I love new maps.", "I love old maps.", "I love trains a lot.")
    assert told == [("interest", "I love old maps"), ("interest", "I love new maps")]


def test_a_quote_is_short_and_on_one_line():
    long = "We are struggling to hire " + "very " * 100 + "good people\u202e."
    ((_, quote),) = found(long)
    assert len(quote) <= 90
    assert "\u202e" not in quote
