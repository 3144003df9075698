"""A guest whose newsletter fills the inbox, and who wrote in person twice."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from tests.builders import BERLIN
from tests.scenarios.people.backdrop import everyday, everyday_events
from tests.scenarios.people.post import ROBIN, Person, Post
from tests.scenarios.people.scenario import Never, Says, Scenario, event

CASPER = Person("Casper Lund", "casper@slowweb.example")
START = datetime(2026, 11, 25, 15, 0, tzinfo=BERLIN)
_LIST = {
    "List-Id": "The Slow Web <letters.slowweb.example>",
    "List-Unsubscribe": "<https://slowweb.example/u/77>",
    "Precedence": "bulk",
}
#: Twelve weekly issues from there: two of them after his last word to Robin.
_FIRST_ISSUE = date(2026, 9, 2)
_TOLD = "that a guest writes a newsletter is not told"


def scenario() -> Scenario:
    """Twelve issues of The Slow Web; then Robin answered one, and Casper wrote back."""
    post = Post()
    everyday(post)
    _issues(post)
    _in_person(post)
    coffee = event(
        "Casper Lund",
        START,
        [CASPER],
        uid="casper@example.com",
        place="Kaffeeküche, Copenhagen",
    )
    return Scenario(
        name="newsletter_author",
        about="a guest who is a newsletter author",
        uid="casper@example.com",
        at=START - timedelta(hours=4),
        mails=post.mails,
        events=everyday_events() | {"coffee": coffee},
        offers=["hosting for small websites"],
        passions=["hand-made websites"],
        told_in_full=["Casper Lund"],
        says=[
            Says("only the mails between you", r"[Tt]hree mails, never met", "Casper Lund"),
            Says("his last word to you", r'Last word .*9 Nov, (?:Casper|he): "', "Casper Lund"),
            Says("that he writes The Slow Web", r"(?:writes|newsletter).{0,40}The Slow Web",
                 "Casper Lund"),
            Says("what he told you he works on", r"writing a book about hand-made websites",
                 "Casper Lund"),
            Says("what you share", r"(?i)hand-made websites", "Common ground"),
        ],
        never=[
            Never("the issues counted as mails", r"(?i)\b(?:fif|four)teen\b|\b1[2-9] mails"),
            Never("a guest author's life under his name", r"(?i)Nina|goats|lighthouse"),
            Never("an issue as a word to you", r"(?i)Issue 4\d|dear readers|unsubscribe"),
            Never("an open promise to all readers", r"(?i)reading list"),
        ],
    )  # fmt: skip


def _issues(post: Post) -> None:
    for number in range(12):
        issued = _FIRST_ISSUE + timedelta(weeks=number)
        post(
            CASPER,
            f"{issued:%Y-%m-%d} 06:{number:02d}",
            f"""
            The Slow Web, issue {40 + number}

            Dear readers,

            I'll send you the reading list next week. We are struggling to keep the old server
            alive.

            This week's guest is Nina Dahl: "I run a lighthouse with two goats, and I am building
            a radio station."

            You get this because you subscribed. Unsubscribe: https://slowweb.example/u/77
            """,
            f"The Slow Web #{40 + number}",
            headers=_LIST,
            signed=False,
        )


def _in_person(post: Post) -> None:
    mine = post(
        ROBIN,
        "2026-11-05 20:00",
        "Dear Casper,\n\nyour letter on guest books made me smile. I am in Copenhagen on the "
        "25th; may I buy you a coffee?\n\nRobin",
        "Guest books",
        to=[CASPER],
    )
    hello = post(
        CASPER,
        "2026-11-07 09:00",
        """
        Hi Robin,

        what a nice idea. I am writing a book about hand-made websites and would like to hear
        about yours.

        Casper
        """,
        answers=mine,
        program="apple",
    )
    post(
        CASPER,
        "2026-11-09 10:10",
        "Three o'clock at Kaffeeküche?\n\nCasper",
        answers=hello,
        to=[ROBIN],
        program="apple",
    )
