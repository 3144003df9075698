"""A guest with two addresses, and another person of the very same name."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.builders import BERLIN, TEN
from tests.scenarios.people.backdrop import everyday, everyday_events
from tests.scenarios.people.post import ROBIN, Person, Post
from tests.scenarios.people.scenario import Never, Says, Scenario, event

_SIGNATURE = "Karim Haddad\nResearch Engineer, Fjordlab AS\nkarim@fjordlab.example | +47 555 01 202"
WORK = Person("Karim Haddad", "karim@fjordlab.example", _SIGNATURE)
HOME = Person("Karim Haddad", "karim.haddad.oslo@gmail.com", _SIGNATURE)
#: Of the same name, and nobody else's.
ADVISER = Person(
    "Karim Haddad",
    "k.haddad@haddad-steuer.example",
    "Karim Haddad\nSteuerberater\nHaddad & Partner\nBerlin",
)
_MERGE = "two addresses of one person are not known as one yet"


def scenario() -> Scenario:
    """Karim invites from his private address; what Robin knows of him came from work."""
    post = Post()
    everyday(post)
    _karim(post)
    _the_adviser(post)
    past = event(
        "Fjordlab visit",
        datetime(2026, 3, 12, 13, 0, tzinfo=BERLIN),
        [WORK],
        uid="fjordlab@example.com",
    )
    walk = event(
        "Walk around the lake",
        TEN + timedelta(hours=5),
        [HOME],
        uid="walk-karim@example.com",
        organizer=HOME,
        place="Schlachtensee station, Berlin",
    )
    return Scenario(
        name="two_addresses",
        about="a guest with two addresses",
        uid="walk-karim@example.com",
        at=TEN + timedelta(hours=1),
        mails=post.mails,
        events=everyday_events() | {"past": past, "walk": walk},
        offers=["a second pair of eyes on sensor data", "hiring-process reviews"],
        passions=["cold-water swimming"],
        told_in_full=["Karim Haddad"],
        says=_says(),
        never=[
            Never("the tax adviser of the same name", r"(?i)Steuer|VAT|receipts|Partner\b"),
            Never("a first meeting", r"(?i)first meeting|never met"),
            Never("his parents", r"(?i)mother|father|parents"),
        ],
    )


def _says() -> list[Says]:
    who = "Karim Haddad"
    return [
        Says("his role", r"Research Engineer, Fjordlab AS"),
        Says("the mails of both addresses together", r"[Ff]ive mails", who),
        Says("that you have met, by the other address", r"met once", who),
        Says("where you last met", r"12 Mar.*Fjordlab visit", who),
        Says("what he wrote from work", r"having trouble with drifting sensors", who),
        Says("what he wrote from home", r"(?i)cold-water swimming|swim", who),
        Says("what you share", r"(?i)cold-water swimming", "Common ground"),
        Says("how you could help", r"sensor data.*drifting sensors", "help"),
        Says("the newest word, of either address", r"Last word .*20 Nov", who),
    ]


def _karim(post: Post) -> None:
    asked = post(
        WORK,
        "2026-03-02 09:20",
        """
        Hi Robin,

        we are having trouble with drifting sensors in the harbour project. Would you come by
        when you are in Oslo?

        Karim
        """,
        "Harbour sensors",
        program="thunderbird",
    )
    post(ROBIN, "2026-03-02 12:00", "With pleasure, on the 12th.\n\nRobin", answers=asked)
    post(
        WORK,
        "2026-03-13 08:30",
        "Thank you for coming, Robin. The team was delighted.\n\nKarim",
        "Yesterday",
        program="thunderbird",
    )
    hello = post(
        HOME,
        "2026-11-18 21:10",
        """
        Hi Robin,

        I am in Berlin next week, visiting my mother. Time for a walk on Tuesday at three?
        I am passionate about cold-water swimming these days, so bring a towel if you dare.

        Karim
        """,
        "In Berlin",
        program="apple",
    )
    post(ROBIN, "2026-11-20 07:45", "A walk yes, a towel no!\n\nRobin", answers=hello)


def _the_adviser(post: Post) -> None:
    receipts = post(
        ADVISER,
        "2026-11-05 15:00",
        """
        Dear Robin,

        I am preparing your VAT return and we are still looking for the receipts of October.

        Kind regards,
        Karim Haddad
        """,
        "Receipts for October",
        program="outlook",
    )
    post(ROBIN, "2026-11-06 10:10", "Dear Mr Haddad,\n\nI will send you the receipts tomorrow.",
         answers=receipts)  # fmt: skip
