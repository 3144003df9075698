"""A former colleague, now on a free-mail address."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.builders import BERLIN, TEN
from tests.scenarios.people.backdrop import everyday, everyday_events
from tests.scenarios.people.post import ROBIN, Person, Post
from tests.scenarios.people.scenario import Never, Says, Scenario, event

OLD = Person("Priya Raman", "priya.raman@example.com", "Priya Raman\nAnalyst, Open Bridges e.V.")
PRIYA = Person("Priya Raman", "priya.raman.blr@gmail.com")
NAIR = Person("Priya Nair", "priya.nair@gmail.com", "Priya Nair")
_MERGE = "what was said from her old address is not known of her new one"


def scenario() -> Scenario:
    """Priya left in June 2025, and named her new address as she did."""
    post = Post()
    everyday(post)
    _together(post)
    _now(post)
    past = {
        f"one{at}": event(
            "1:1 Priya / Robin",
            datetime(2025, 5, day, 9, 30, tzinfo=BERLIN),
            [OLD],
            uid=f"one{at}@example.com",
        )
        for at, day in enumerate((7, 14, 21))
    }
    tea = event(
        "Tea with Priya",
        TEN + timedelta(hours=6),
        [PRIYA],
        uid="tea-priya@example.com",
        place="Teehaus im Englischen Garten, Altonaer Straße 2, Berlin",
    )
    return Scenario(
        name="former_colleague",
        about="a former colleague on a free-mail address",
        uid="tea-priya@example.com",
        at=TEN + timedelta(hours=2),
        mails=post.mails,
        events=everyday_events() | past | {"tea": tea},
        offers=["a second pair of eyes on maps of playgrounds"],
        passions=["accessible cities"],
        told_in_full=["Priya Raman"],
        says=[
            Says("that you have met before", r"met three times", "Priya Raman"),
            Says("when you last met", r"21 May 2025", "Priya Raman"),
            Says("the mails of both addresses", r"[Ff]ive mails", "Priya Raman"),
            Says("what she builds", r"building a map of accessible playgrounds", "Priya Raman"),
            Says("her last word", r"Last word .*15 Nov", "Priya Raman"),
            Says("how you could help", r"maps of playgrounds.*playgrounds", "help"),
            Says("what you share", r"(?i)accessible", "Common ground"),
            Says("a question about the map", r"(?i)map of accessible playgrounds.*\?", "Ask"),
        ],
        never=[
            Never("a first meeting", r"(?i)first meeting|never met"),
            Never("her old title as her present one", r"Analyst, Open Bridges(?!.*(?:2025|until))"),
            Never("why she left", r"(?i)redundan|laid off|let go"),
            Never("the other Priya", r"(?i)Nair|data salon"),
            Never("your own salary talk", r"(?i)pay rise"),
        ],
    )


def _together(post: Post) -> None:
    bye = post(
        OLD,
        "2025-06-27 16:00",
        """
        Dear all,

        today is my last day at Open Bridges. I was made redundant, as most of you know, and I
        am not bitter. Stay in touch: priya.raman.blr@gmail.com

        Priya
        """,
        "My last day",
        to=[ROBIN],
        cc=[Person("Samuel Osei", "samuel@example.com")],
        program="outlook",
    )
    post(
        ROBIN,
        "2025-06-27 17:10",
        "Dear Priya,\n\nthank you for four good years.\n\nRobin",
        answers=bye,
    )
    post(
        NAIR,
        "2026-11-14 10:30",
        "Hi Robin,\n\nI run the data salon in January. Will you speak?\n\nPriya",
        "Data salon",
    )


def _now(post: Post) -> None:
    hello = post(
        PRIYA,
        "2026-11-10 19:20",
        """
        Hi Robin,

        it has been far too long! I am building a map of accessible playgrounds, all on my own,
        and would love to show it to you over tea.

        Priya
        """,
        "Tea?",
    )
    mine = post(ROBIN, "2026-11-11 08:10", "Yes! Tuesday at four?\n\nRobin", answers=hello)
    post(
        PRIYA,
        "2026-11-15 12:00",
        "Tuesday at four it is, at the tea house. Can't wait.\n\nPriya",
        answers=mine,
        program="apple",
    )
