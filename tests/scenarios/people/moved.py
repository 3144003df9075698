"""A meeting that moved after its brief had been delivered, and to another place."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.builders import BERLIN, TEN
from tests.scenarios.people.backdrop import everyday, everyday_events
from tests.scenarios.people.post import ROBIN, Person, Post
from tests.scenarios.people.scenario import Change, Never, Says, Scenario, event

SOFIA = Person(
    "Sofia Lindgren",
    "sofia.lindgren@vattnet.example",
    "Sofia Lindgren\nProject Manager, Vattnet AB\nMalmö",
)
SOPHIE = Person("Sophie Lindner", "sophie.lindner@wasserwerk.example", "Sophie Lindner")
THURSDAY = datetime(2026, 11, 26, 14, 0, tzinfo=BERLIN)
UID = "sofia@example.com"


def scenario() -> Scenario:
    """Tuesday at ten at a café becomes Thursday at two at the station."""
    post = Post()
    everyday(post)
    _sofia(post)
    tuesday = event("Coffee with Sofia", TEN, [SOFIA], uid=UID, place="Café Oslo, Berlin")
    thursday = event(
        "Coffee with Sofia",
        THURSDAY,
        [SOFIA],
        uid=UID,
        place="Hauptbahnhof, Berlin",
        properties={"SEQUENCE": "1"},
    )
    return Scenario(
        name="moved",
        about="a moved meeting",
        uid=UID,
        at=TEN - timedelta(hours=2),
        mails=post.mails,
        events=everyday_events() | {"coffee": tuesday},
        offers=["help with measuring the effect of water projects"],
        passions=["rowing"],
        changes=[Change(TEN - timedelta(hours=3), "coffee", thursday)],
        told_in_full=["Sofia Lindgren"],
        says=[
            Says("first of all that it moved", r"^Moved: it was Tue 24 Nov, 10:00-10:45"),
            Says("that the place is another", r"Café Oslo.*Hauptbahnhof"),
            Says("the new time", r"Thu 26 Nov, 14:00-14:45 \(Berlin\)"),
            Says("the new time, in the subject", r"now Thu 26 Nov 14:00", "subject"),
            Says("the subject of the first", r"^Sofia Lindgren, Tue 24 Nov 10:00: first meeting",
                 "subject"),
            Says("what she faces", r"hard to measure", "Sofia Lindgren"),
            Says("how you could help", r"measuring the effect.*measure", "help"),
            Says("what you share", r"(?i)rowing", "Common ground"),
        ],
        never=[
            Never("the old time as the time", r"in \d+ (?:hours|minutes).{0,20}Café Oslo"),
            Never("the neighbour of the old time", r"Data stand-up"),
            Never("what the other Sophie does", r"(?i)Lindner|Wasserwerk|pipes"),
            Never("politics", r"(?i)election|party member|vote"),
        ],
    )  # fmt: skip


def _sofia(post: Post) -> None:
    hello = post(
        SOFIA,
        "2026-11-06 10:30",
        """
        Hi Robin,

        Henrik at the lake trust gave me your name. We dig wells in Malawi, and it is hard to
        measure what they change after a year. I love rowing, so Berlin's lakes tempt me anyway.
        I stand in the election for the city council, so my weekends are full.

        Sofia
        """,
        "Wells and numbers",
        program="outlook",
    )
    mine = post(
        ROBIN,
        "2026-11-06 14:00",
        "Hi Sofia,\n\nhow about Tuesday the 24th at ten, Café Oslo?\n\nRobin",
        answers=hello,
    )
    post(SOFIA, "2026-11-07 08:00", "Perfect!\n\nSofia", answers=mine, program="outlook")
    post(
        SOPHIE,
        "2026-11-12 11:11",
        "Guten Tag,\n\nwe are replacing the pipes in your street.\n\nSophie Lindner",
        "Works in your street",
    )
