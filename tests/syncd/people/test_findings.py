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
        (
            "On Saturdays I volunteer at the repair café.",
            "cause",
            "On Saturdays I volunteer at the repair café",
        ),
        ("But we are running out of space.", "challenge", "we are running out of space"),
        ("Uns fehlt ein Raum für die Proben.", "challenge", "Uns fehlt ein Raum für die Proben"),
        (
            "Our app was shortlisted for the City Prize.",
            "award",
            "Our app was shortlisted for the City Prize",
        ),
        ("Wir bauen gerade ein Archiv.", "project", "Wir bauen gerade ein Archiv"),
        ("In meiner Freizeit baue ich Drachen.", "interest", "In meiner Freizeit baue ich Drachen"),
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
        "Tove told me: we are struggling to hire.",
        "As the paper says, we are building a bridge.",
        "Er sagt, wir bauen ein Museum.",
        "I just love filling in forms, as everybody does.",
        "I am passionate about forms. Not.",
        "I have received the award letter for your grant.",
        "We are planning a trip to Rome.",
        "I am stuck on the train.",
        "Wir suchen noch einen Termin.",
        "Damals haben wir den Umweltpreis gewonnen.",
        "Uns fehlt noch Ihre Antwort.",
        'A neighbour wrote to us: "I am building a fence out of your old cables."',
        "A neighbour wrote to us: “I am building a fence.”",
        "A neighbour: ‘I am building a fence.’",
        "A neighbour: 'I'm building a fence.'",
        "Ein Nachbar: „Wir bauen ein Museum.“",
        "Ein Nachbar: »Wir bauen ein Museum.«",
        "Un voisin : « I am building a fence. »",
        "The slide said “Hello. We are building a bridge. Join us.” and that was it.",
        "Tove wrote:\nWe are building a bridge.",
        "Kim asked what they do: we are building a bridge.",
        "We are building a bridge, said the minister.",
        "Wir bauen ein Museum, sagte der Minister.",
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
        "I founded a prayer group.",
        "I'm on the board of our party branch.",
        "Wir suchen einen Pflegeplatz für meinen Vater.",
        "In my spare time I run a school, since my divorce at least.",
    ],
)
def test_private_matters_are_left_alone(said: str):
    assert found(said) == []


@pytest.mark.parametrize(
    ("said", "quote"),
    [
        ("Last year we built a team of data engineers.", "we built a team of data engineers"),
        ("We translated the tram map last year.", "We translated the tram map"),
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
    (finding,) = findings([mail], ADA, wordings=WITH_EXPERIENCE)
    assert finding.kind in ("done", "project")
    assert quote in finding.text
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


@pytest.mark.parametrize(
    ("said", "quote"),
    [
        ('The "Big Map" is out, and we are building an atlas.', "we are building an atlas"),
        ('I am building a "museum of letters" now.', 'I am building a "museum of letters"'),
        ("You asked what I do: I am building an atlas.", "I am building an atlas"),
        ('A pipe is 5" wide. I am building an atlas.', "I am building an atlas"),
        ("I'm building an atlas of the '90s.", "I'm building an atlas of the '90s"),
        (
            'He said "hello and went. ' + "Well. " * 6 + "I am building an atlas.",
            "building an atlas",
        ),
    ],
)
def test_marks_elsewhere_in_a_mail_take_nothing_away(said: str, quote: str):
    ((_, text),) = found(said)
    assert quote in text


def test_what_they_faced_long_ago_is_over_if_there_is_newer_mail():
    text = "We are struggling to hire people. We are building an atlas. I love old maps."
    old = from_ada(f"{text} We won the Open Data Prize.", days_ago=600)
    assert [f.kind for f in findings([old], ADA)] == ["challenge", "project", "interest", "award"]
    for newer in (from_ada("Hello"), from_me("Hello")):
        assert [f.kind for f in findings([newer, old], ADA)] == ["interest", "award"]
    year = from_ada(text, days_ago=400)
    assert len(findings([from_ada("Hello"), year], ADA)) == 3


def test_what_was_said_in_confidence_is_left_out():
    said = "Strictly between us, we are having trouble with our new museum."
    assert found(said) == []


def test_a_quote_is_short_and_on_one_line():
    long = "We are struggling to hire " + "very " * 100 + "good people\u202e."
    ((_, quote),) = found(long)
    assert len(quote) <= 90
    assert "\u202e" not in quote
