"""A meetup with forty guests, of whom Robin knows four."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.builders import BERLIN
from tests.scenarios.people.backdrop import everyday, everyday_events
from tests.scenarios.people.post import ROBIN, Person, Post
from tests.scenarios.people.scenario import Never, Says, Scenario, event

START = datetime(2026, 11, 26, 18, 30, tzinfo=BERLIN)
LEILA = Person("Leila Farsi", "leila@opentransit.example", "Leila Farsi\nMaintainer, OpenTransit")
OWEN = Person("Owen Park", "owen@parkside.example", "Owen Park\nParkside Studio")
NURIA = Person("Nuria Soler", "nuria.soler@ajuntament.example")
VIKTOR = Person("Viktor Blom", "viktor.blom@posteo.example")
_FIRST = "Alma Boris Celia Dario Edda Farid Gesa Hugo Iris Jaro Kaja Linus Mara Nils Olga Pavel"
_LAST = "Adler Brix Czerny Dahl Ernst Falk Grau Hahn Ilves"
_STRANGERS = [
    Person(f"{first} {_LAST.split()[at % 9]}", f"{first.lower()}{at}@guests{at % 11}.example")
    for at, first in enumerate((_FIRST + " " + _FIRST + " Quinn Rosa Stig Tove").split())
]
_KNOWN = "those you know are not told before strangers at a large table"


def scenario() -> Scenario:
    """The four whom Robin knows are the last of the list."""
    post = Post()
    everyday(post)
    _known(post)
    _organizer(post)
    owen = event(
        "Parkside demo",
        datetime(2026, 6, 3, 10, 0, tzinfo=BERLIN),
        [OWEN],
        uid="parkside@example.com",
    )
    meetup = event(
        "Civic Tech Meetup: Open Data Night",
        START,
        [*_STRANGERS, LEILA, OWEN, NURIA, VIKTOR],
        uid="meetup@example.com",
        minutes=150,
        organizer=_STRANGERS[0],
        place="Prototype Space, Prinzessinnenstraße 19, Berlin",
    )
    return Scenario(
        name="meetup",
        about="a meetup with 40",
        uid="meetup@example.com",
        at=START - timedelta(hours=4),
        mails=post.mails,
        events=everyday_events() | {"owen": owen, "meetup": meetup},
        offers=["introductions to city administrations", "hiring-process reviews"],
        passions=["open data", "timetables"],
        words=400,
        says=[
            Says("what Leila faces", r"struggling with timetables", "Leila"),
            Says("what Owen works on", r"designing a signage system", "Owen"),
            Says("who else is there, counted", r"\b3[4-6] (?:more|others)\b"),
            Says("where it is", r"Prototype Space"),
            Says("that you share timetables with Leila", r"(?i)timetables", "Common"),
            Says("that it is an event, and how you like to meet", r"(?i)event", "format"),
        ],
        never=[
            Never("strangers told one by one", r"No earlier mail.*No earlier mail"),
            Never("the bare addresses of strangers", r"@guests\d"),
            Never("forty first names of who comes", r"Quinn, Rosa, Stig"),
            Never("Viktor's money", r"(?i)debt|loan"),
        ],
    )


def _known(post: Post) -> None:
    transit = post(
        LEILA,
        "2026-11-08 12:02",
        """
        Hi Robin,

        will you be at the Open Data Night? We are struggling with timetables that change every
        week, and I would love your opinion.

        Leila
        """,
        "Open Data Night",
    )
    post(ROBIN, "2026-11-08 18:20", "I will! Talk to you there.\n\nRobin", answers=transit)
    post(
        OWEN,
        "2026-10-30 09:00",
        "Hi Robin,\n\nI am designing a signage system for the new library. See you at the "
        "meetup?\n\nOwen",
        "Library",
        program="apple",
    )
    post(
        NURIA,
        "2026-05-11 16:40",
        "Hello Robin,\n\nthank you for the slides. Greetings from Barcelona!\n\nNuria",
        "Slides",
    )
    post(
        VIKTOR,
        "2026-09-02 20:20",
        "Hej Robin,\n\nI still have a loan to pay off, so no conference for me. See you in Berlin."
        "\n\nViktor",
        "Conference",
    )


def _organizer(post: Post) -> None:
    post(
        Person("Civic Tech Berlin", "hello@civictech-berlin.example"),
        "2026-11-20 09:00",
        "40 people are going to Open Data Night. We are looking for a photographer.",
        "Open Data Night: what to know",
        headers={"List-Id": "<members.civictech-berlin.example>"},
    )
