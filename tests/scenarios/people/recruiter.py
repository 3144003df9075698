"""A recruiter who wrote first, among others who do."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.builders import BERLIN
from tests.scenarios.people.backdrop import everyday, everyday_events
from tests.scenarios.people.post import ROBIN, Person, Post
from tests.scenarios.people.scenario import Never, Says, Scenario, event

DANA = Person(
    "Dana Whitlock",
    "dana.whitlock@pellworth.example",
    "Dana Whitlock\nSenior Talent Partner\nPellworth Search Ltd\nLondon | Leeds\n"
    "Please consider the environment before printing this e-mail.",
)
OTHER = Person("Dana Whitmore", "dana@hirefast.example", "Dana Whitmore\nHireFast")
START = datetime(2026, 11, 25, 11, 0, tzinfo=BERLIN)


def scenario() -> Scenario:
    """Dana wrote twice before Robin answered."""
    post = Post()
    everyday(post)
    _dana(post)
    _others(post)
    chat = event(
        "Intro chat: Dana / Robin",
        START,
        [DANA],
        uid="dana@pellworth.example",
        minutes=25,
        organizer=DANA,
        properties={"DESCRIPTION": "I will call you on +49 30 5550 1234."},
        place="Phone",
    )
    return Scenario(
        name="recruiter",
        about="recruiter",
        uid="dana@pellworth.example",
        at=START - timedelta(hours=4),
        mails=post.mails,
        events=everyday_events() | {"chat": chat},
        passions=["open data"],
        told_in_full=["Dana Whitlock"],
        says=[
            Says("who she is", r"Senior Talent Partner, Pellworth Search"),
            Says("how many mails", r"[Ff]our mails, never met", "Dana Whitlock"),
            Says("that she wrote first", r"(?i)wrote first|first contact on 4 Nov|she wrote to you",
                 "Dana Whitlock"),
            Says("her last word", r'Last word .*17 Nov, (?:Dana|she): "', "Dana Whitlock"),
            Says("what she promised", r"Between you (?=.*17 Nov).*job description", "Dana"),
            Says("the format", r"One-on-one, phone", "format"),
        ],
        never=[
            Never("money", r"(?i)\bsalary|90,000|110k|€|bonus"),
            Never("what the other recruiter sends", r"(?i)Whitmore|HireFast|Kubernetes"),
            Never("her client's trouble as hers", r"(?i)Dana.{0,60}struggling"),
        ],
    )  # fmt: skip


def _dana(post: Post) -> None:
    first = post(
        DANA,
        "2026-11-04 10:00",
        """
        Hi Robin,

        I came across your profile and was impressed. I am working with a client, a transport
        start-up, and they are struggling to fill the post of Head of Analytics (salary
        90,000-110,000 plus bonus). Would you be open to a chat?

        Best,
        Dana
        """,
        "Head of Analytics, Berlin",
        program="outlook",
    )
    second = post(
        DANA,
        "2026-11-11 10:00",
        "Hi Robin,\n\njust floating this to the top of your inbox.\n\nDana",
        answers=first,
        to=[ROBIN],
        program="outlook",
    )
    mine = post(
        ROBIN,
        "2026-11-16 21:30",
        """
        Hi Dana,

        I am not looking, though a bit tired of grant reports. Happy to hear what the market is
        like. Wednesday at eleven?

        Robin
        """,
        answers=second,
    )
    post(
        DANA,
        "2026-11-17 09:05",
        """
        Hi Robin,

        perfect, Wednesday at eleven. I will send you the job description beforehand.

        Dana
        """,
        answers=mine,
        program="outlook",
    )


def _others(post: Post) -> None:
    for day in ("06", "13", "20"):
        post(
            OTHER,
            f"2026-11-{day} 07:30",
            "Hi there,\n\nwe are looking for Kubernetes heroes. Are you one?\n\nDana",
            "Your next challenge",
            headers={"List-Unsubscribe": "<https://hirefast.example/u/9>"},
        )
