"""An old friend, after two years of silence."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.builders import BERLIN, TEN
from tests.scenarios.people.backdrop import everyday, everyday_events
from tests.scenarios.people.post import ROBIN, Person, Post
from tests.scenarios.people.scenario import Never, Says, Scenario, event

TOMASZ = Person(
    "Tomasz Zielinski",
    "tomasz@rowermiasto.example",
    "Tomasz Zielinski\nOperations Manager\nRower Miasto Cooperative\nKraków",
)
OTHER = Person("Tomasz Nowak", "t.nowak@hackpol.example", "Tomasz Nowak\nHackPol")
LUNCH = datetime(2026, 11, 24, 12, 30, tzinfo=BERLIN)


def scenario() -> Scenario:
    """Tomasz invites Robin to lunch; their last mail is of October 2024."""
    post = Post()
    everyday(post)
    _back_then(post)
    _others(post)
    past = {
        f"past{at}": event(title, moment, [TOMASZ], uid=f"past{at}@example.com", minutes=90)
        for at, (title, moment) in enumerate(
            [
                ("Climbing hall with Tomasz", datetime(2023, 5, 6, 11, 0, tzinfo=BERLIN)),
                ("Dinner, Tomasz in Berlin", datetime(2024, 2, 17, 19, 0, tzinfo=BERLIN)),
                ("Beer with Tomasz", datetime(2024, 9, 28, 18, 0, tzinfo=BERLIN)),
            ]
        )
    }
    lunch = event(
        "Lunch", LUNCH, [TOMASZ], uid="lunch-tomasz@example.com", organizer=TOMASZ, place="Mirai"
    )
    return Scenario(
        name="old_friend",
        about="old friend after two years",
        uid="lunch-tomasz@example.com",
        at=TEN - timedelta(hours=1),
        mails=post.mails,
        events=everyday_events() | past | {"lunch": lunch},
        passions=["bouldering", "choir singing"],
        told_in_full=["Tomasz Zielinski"],
        says=_says(),
        never=_never(),
    )


def _says() -> list[Says]:
    who = "Tomasz Zielinski"
    return [
        Says("that it has been two years", r"two years", who),
        Says("how often you met", r"met three times", who),
        Says("how many mails there were", r"[Ff]our mails", who),
        Says("when and where you last met", r'28 Sep 2024.*Beer with Tomasz', who),
        Says("the last word, with its year", r"Last word .*14 Oct 2024", who),
        Says("who he was, with the year it was seen",
             r"Operations Manager, Rower Miasto Cooperative.*2024"),
        Says("what you both love", r"(?i)bouldering", "Common ground"),
        Says("what stands in the way of the format you like", r"One-on-one", "format"),
    ]  # fmt: skip


def _never() -> list[Never]:
    return [
        Never("a first meeting", r"(?i)first meeting|never met"),
        Never("a promise of two years ago, as open", r"(?i)photos"),
        Never("his marriage", r"(?i)\bEwa\b|divorc|separat"),
        Never("the other Tomasz", r"(?i)Nowak|HackPol|hackathon"),
        Never("work of two years ago as of today", r'Working on "We are rebuilding'),
        Never("a silent negative count", r"\b0 mails|no mails,"),
    ]  # fmt: skip


def _back_then(post: Post) -> None:
    first = post(
        TOMASZ,
        "2023-04-28 19:15",
        """
        Hej Robin!

        Next weekend I am in Berlin. Climbing hall on Saturday? I love bouldering more than
        is good for my fingers.

        Tomasz
        """,
        "Saturday",
        program="apple",
    )
    post(ROBIN, "2023-04-29 08:01", "Yes! Eleven at the hall.\n\nRobin", answers=first)
    beer = post(
        TOMASZ,
        "2024-10-02 22:10",
        """
        Hej Robin,

        that was a good evening. I'll send you the photos next week. We are rebuilding the
        dispatch system of the bikes, I tell you about it when it runs.

        Between us: Ewa and I are getting divorced. Do not tell the others yet.

        Tomasz
        """,
        "That beer",
    )
    post(
        ROBIN,
        "2024-10-14 09:40",
        """
        Dear Tomasz,

        I am sorry to hear it. Call me whenever you like.

        Robin
        """,
        answers=beer,
    )


def _others(post: Post) -> None:
    post(
        OTHER,
        "2026-11-16 12:00",
        """
        Hi Robin,

        I organize a hackathon in Kraków in March and we are looking for mentors.

        Tomasz
        """,
        "Mentors for the hackathon",
    )
